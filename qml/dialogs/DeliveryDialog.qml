// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One delivery to a webhook in full.
Dialog {
    id: root

    required property var controller ///< RegistryWebhooksController

    readonly property var details: controller.details
    readonly property bool shown: details.title !== undefined

    wantedWidth: 640
    title: details.title ?? ""
    onShownChanged: root.shown ? root.open() : root.close()
    onClosed: if (root.shown) root.controller.hideDetails()

    contentItem: ScrollPane {
        implicitHeight: words.implicitHeight
        margin: 0
        headMargin: 0

        Column {
            id: words

            width: parent.width
            spacing: 8

            Repeater {
                model: root.details.facts ?? []

                // qmllint disable unqualified
                KeyValue {
                    required property var modelData

                    width: words.width
                    label: modelData.label
                    value: modelData.value
                }
                // qmllint enable unqualified
            }
            Label {
                text: qsTr("Sent")
                strong: true
            }
            CodeBlock {
                width: parent.width
                label: qsTr("What was sent")
                text: root.details.sent ?? ""
                codeWrap: TextEdit.WrapAnywhere
            }
            Label {
                visible: (root.details.answer ?? "") !== ""
                text: qsTr("The receiver answered")
                strong: true
            }
            CodeBlock {
                width: parent.width
                visible: (root.details.answer ?? "") !== ""
                label: qsTr("What the receiver answered")
                text: root.details.answer ?? ""
                codeWrap: TextEdit.WrapAnywhere
            }
        }
    }
    buttons: [
        Button {
            large: true
            focus: true
            text: qsTr("Close")
            onClicked: root.close()
        }
    ]
}
