// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Shows, to the last letter, what a registry is told, before it is.
Dialog {
    id: root

    required property SharingController controller

    signal signInRequested(string registry)

    readonly property bool shown: controller.isOpen
    readonly property bool asks: controller.confirmText !== ""

    wantedWidth: 640
    title: controller.title
    subtitle: controller.text
    onShownChanged: root.shown ? root.open() : root.close()
    onOpened: cancel.forceActiveFocus(Qt.TabFocusReason)
    onClosed: if (root.controller.isOpen) root.controller.close()

    contentItem: ScrollPane {
        implicitHeight: Math.max(24, words.implicitHeight)
        margin: 0
        headMargin: 0

        Column {
            id: words

            width: parent.width
            spacing: 8

            Label {
                visible: root.controller.isBusy && root.controller.payloads.length === 0
                text: qsTr("Looking what there is…")
                muted: true
            }
            Repeater {
                model: root.controller.payloads

                // qmllint disable unqualified
                Column {
                    id: payload

                    required property var modelData

                    width: words.width
                    spacing: 6

                    Label {
                        width: parent.width
                        text: payload.modelData.title
                        strong: true
                        wrapMode: Text.Wrap
                    }
                    CodeBlock {
                        width: parent.width
                        visible: payload.modelData.meaning !== ""
                        label: qsTr("What it says")
                        text: payload.modelData.meaning
                        codeWrap: TextEdit.WrapAnywhere
                    }
                    Label {
                        visible: payload.modelData.meaning !== ""
                        text: qsTr("Signed, as it is sent:")
                        muted: true
                    }
                    CodeBlock {
                        width: parent.width
                        label: qsTr("What is sent")
                        text: payload.modelData.text
                        codeWrap: TextEdit.WrapAnywhere
                    }
                }
                // qmllint enable unqualified
            }
            Label {
                width: parent.width
                visible: root.controller.signInTo !== ""
                text: qsTr("The registry “%1” wants to know who says so: sign in there first.").arg(root.controller.signInTo)
                wrapMode: Text.Wrap
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
    }
    buttons: [
        Button {
            id: cancel

            large: true
            kind: root.asks ? "quiet" : "primary"
            text: root.asks ? qsTr("Cancel") : qsTr("Close")
            onClicked: root.controller.close()
        },
        Button {
            large: true
            visible: root.controller.signInTo !== ""
            text: qsTr("Sign in…")
            onClicked: {
                const registry = root.controller.signInTo
                root.controller.close()
                root.signInRequested(registry)
            }
        },
        Button {
            large: true
            visible: root.asks && root.controller.signInTo === ""
            text: root.controller.confirmText
            enabled: root.controller.canConfirm
            onClicked: root.controller.confirm()
        }
    ]
}
