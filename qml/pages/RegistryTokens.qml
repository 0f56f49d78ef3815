// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls

/// What programs publish with instead of a password.
Column {
    id: root

    required property var controller ///< RegistryAccountsController

    signal addRequested
    signal accountRequested

    spacing: 12

    Item {
        width: parent.width
        height: 32
        visible: root.controller.nicknames.length > 0

        Row {
            spacing: 8

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Tokens of")
                muted: true
            }
            ComboBox {
                label: qsTr("Tokens of")
                model: root.controller.nicknames
                currentIndex: root.controller.nicknames.indexOf(root.controller.tokenOwner)
                onActivated: root.controller.tokenOwner = currentText
            }
        }
        Button {
            anchors.right: parent.right
            kind: "quiet"
            iconName: "plus"
            text: qsTr("Make a token…")
            onClicked: root.addRequested()
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.count === 0
        iconName: "lock"
        title: root.controller.nicknames.length > 0 ? qsTr("%1 has no tokens").arg(root.controller.tokenOwner)
                                                    : qsTr("Nobody can have tokens yet")
        text: root.controller.nicknames.length > 0 ? qsTr("A token lets a program publish or review without the account's password, as far as you allow, and can be revoked on its own.")
                                                   : qsTr("A token belongs to an account. Add one first.")
        actionText: root.controller.nicknames.length > 0 ? qsTr("Make a token…") : qsTr("Add an account…")
        onActivated: root.controller.nicknames.length > 0 ? root.addRequested() : root.accountRequested()
    }
    Card {
        width: parent.width
        height: list.height + 16
        visible: list.count > 0

        ListPane {
            id: list

            x: 8
            y: 8
            width: parent.width - 16
            height: Math.min(contentHeight, 460)
            label: qsTr("Tokens of %1").arg(root.controller.tokenOwner)
            model: root.controller.tokens

            // qmllint disable unqualified
            delegate: TableRow {
                id: row

                required property int tokenId
                required property string name
                required property string hint
                required property string scopes
                required property string detail
                required property string statusText
                required property string kind
                required property bool isUsable

                width: ListView.view.width
                implicitHeight: 56
                label: qsTr("%1, %2, %3, %4").arg(name).arg(scopes).arg(statusText).arg(detail)

                Column {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 300
                    Layout.minimumWidth: 0

                    Label {
                        width: parent.width
                        text: row.name
                        strong: true
                        elide: Text.ElideRight
                    }
                    Label {
                        width: parent.width
                        text: Words.joined([row.hint, row.scopes, row.detail])
                        font.pixelSize: Theme.caption
                        muted: true
                        elide: Text.ElideRight
                    }
                }
                Badge {
                    text: row.statusText
                    kind: row.kind
                }
                Button {
                    visible: row.isUsable
                    kind: "link"
                    text: qsTr("Revoke…")
                    Accessible.name: qsTr("Revoke %1").arg(row.name)
                    onClicked: root.controller.revokeToken(row.tokenId, row.name)
                }
            }
            // qmllint enable unqualified
        }
    }
}
