// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// What registries are told about this computer.
SettingsSection {
    id: root

    required property SharingController controller

    title: qsTr("Sharing")

    Label {
        width: parent.width
        text: qsTr("Howdah tells nobody anything about this computer, unless you choose so here. From what is shared, registries tell others on which PostgreSQL a release works.")
        muted: true
        wrapMode: Text.Wrap
    }
    Repeater {
        model: root.controller.choices.length

        // qmllint disable unqualified
        Column {
            id: choice

            required property int index
            readonly property var facts: root.controller.choices[index]

            width: root.width - 40

            Item {
                width: parent.width
                height: 32

                CheckBox {
                    anchors.verticalCenter: parent.verticalCenter
                    text: choice.facts.text
                    checked: choice.facts.isOn
                    Accessible.description: choice.facts.detail
                    onClicked: {
                        root.controller.setShared(choice.facts.value, checked)
                        checked = Qt.binding(() => choice.facts.isOn) // until what is sent was seen
                    }
                }
                Button {
                    anchors.right: parent.right
                    kind: "link"
                    text: qsTr("Show what would be sent")
                    Accessible.name: qsTr("Show what would be sent: %1").arg(choice.facts.text)
                    onClicked: root.controller.showPayload(choice.facts.value)
                }
            }
            Label {
                width: parent.width
                leftPadding: 24
                text: choice.facts.detail
                font.pixelSize: Theme.caption
                muted: true
                wrapMode: Text.Wrap
            }
        }
        // qmllint enable unqualified
    }
}
