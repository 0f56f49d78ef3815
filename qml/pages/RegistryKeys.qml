// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls

/// What releases are signed with, and what they were signed with before.
Column {
    id: root

    required property var controller ///< RegistryKeysController
    required property bool busy ///< something takes its time already

    signal withdrawRequested(string kid, string name)
    signal signRequested

    spacing: 12

    Item {
        width: parent.width
        height: Math.max(note.height, buttons.height)

        Label {
            id: note

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - buttons.width - 16
            text: qsTr("Each release is signed with the key of its time. Who installs it checks the signature, and compares these names when in doubt.")
            muted: true
            wrapMode: Text.Wrap
        }
        Row {
            id: buttons

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8

            Button {
                visible: root.controller.hasWithdrawn
                kind: "quiet"
                iconName: "shield-check"
                text: qsTr("Sign releases anew")
                hint: qsTr("With the key that signs now, where no good key has; each archive is hashed first")
                enabled: !root.busy
                onClicked: root.signRequested()
            }
            Button {
                kind: "quiet"
                iconName: "plus"
                text: qsTr("New key…")
                Accessible.name: qsTr("Sign with a new key…")
                enabled: !root.controller.isBusy
                onClicked: root.controller.rotate()
            }
        }
    }
    Card {
        width: parent.width
        height: list.height + 16

        ListPane {
            id: list

            x: 8
            y: 8
            width: parent.width - 16
            height: Math.min(contentHeight, 480)
            label: qsTr("Signing keys")
            model: root.controller.rows

            // qmllint disable unqualified
            delegate: TableRow {
                id: row

                required property string kid
                required property string name
                required property string statusText
                required property string kind
                required property string detail
                required property string reason
                required property bool canWithdraw

                width: ListView.view.width
                implicitHeight: words.implicitHeight + 20
                label: Words.listed([qsTr("Key %1").arg(name), statusText, detail, reason])

                Column {
                    id: words

                    Layout.fillWidth: true
                    Layout.preferredWidth: 300
                    Layout.minimumWidth: 0
                    spacing: 2

                    Label {
                        width: parent.width
                        text: row.name
                        font.family: Theme.mono
                        strong: true
                        elide: Text.ElideRight
                    }
                    Label {
                        width: parent.width
                        text: row.detail
                        font.pixelSize: Theme.caption
                        muted: true
                        wrapMode: Text.Wrap
                    }
                    Label {
                        width: parent.width
                        visible: row.reason !== ""
                        text: qsTr("Told to everybody: “%1”").arg(row.reason)
                        font.pixelSize: Theme.caption
                        wrapMode: Text.Wrap
                    }
                }
                Badge {
                    text: row.statusText
                    kind: row.kind
                    iconName: row.kind === "ok" ? "check" : row.kind === "bad" ? "warning" : ""
                }
                Button {
                    visible: row.canWithdraw
                    kind: "link"
                    text: qsTr("Withdraw…")
                    Accessible.name: qsTr("Withdraw the key %1…").arg(row.name)
                    enabled: !root.controller.isBusy
                    onClicked: root.withdrawRequested(row.kid, row.name)
                }
            }
            // qmllint enable unqualified
        }
    }
}
