// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Asks who is to be told of what happens in the registry.
Dialog {
    id: root

    required property var controller ///< RegistryWebhooksController
    required property var accounts ///< nicknames

    property bool choosesKinds: false
    property var chosen: [] ///< names of kinds of events

    readonly property bool canAdd: field.text.trim() !== "" && owner.count > 0 && !controller.isBusy
                                   && (!choosesKinds || chosen.length > 0)

    function choose(kind: string, on: bool) {
        root.chosen = on ? [...root.chosen, kind] : root.chosen.filter(other => other !== kind)
    }

    function add() {
        if (root.canAdd)
            root.controller.add(owner.currentText, field.text, root.choosesKinds ? root.chosen : [])
    }

    title: qsTr("Add a webhook")
    subtitle: qsTr("It is told what happens here by a signed POST request. It gets a secret, which you are shown once.")
    onAboutToShow: {
        root.controller.clearProblem()
        root.choosesKinds = false
        root.chosen = []
        field.clear()
        field.forceActiveFocus()
    }

    Connections {
        target: root.controller

        function onMade() {
            root.close()
        }
    }

    contentItem: Column {
        spacing: 8

        TextField {
            id: field

            width: parent.width
            focus: true
            label: qsTr("Address of the receiver")
            placeholderText: qsTr("https://example.org/hooks/registry")
            invalid: root.controller.problem !== ""
            onAccepted: root.add()
        }
        ComboBox {
            id: owner

            label: qsTr("In the name of")
            model: root.accounts
        }
        Label {
            topPadding: 4
            text: qsTr("It is told of")
            strong: true
        }
        Row {
            spacing: 24

            RadioButton {
                text: qsTr("everything")
                checked: !root.choosesKinds
                onClicked: root.choosesKinds = false
            }
            RadioButton {
                text: qsTr("these only")
                checked: root.choosesKinds
                onClicked: root.choosesKinds = true
            }
        }
        Grid {
            id: kinds

            width: parent.width
            visible: root.choosesKinds
            columns: width >= 440 ? 2 : 1

            Repeater {
                model: root.controller.kinds

                CheckBox {
                    required property var modelData

                    // qmllint disable unqualified
                    width: kinds.width / kinds.columns
                    text: modelData.text
                    checked: root.chosen.includes(modelData.value)
                    onClicked: root.choose(modelData.value, checked)
                    // qmllint enable unqualified
                }
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.controller.problem
            color: Theme.bad
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }
    buttons: [
        Button {
            large: true
            kind: "quiet"
            text: qsTr("Cancel")
            onClicked: root.close()
        },
        Button {
            large: true
            text: root.controller.isBusy ? qsTr("Adding…") : qsTr("Add")
            enabled: root.canAdd
            onClicked: root.add()
        }
    ]
}
