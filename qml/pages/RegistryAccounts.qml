// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Who may publish here.
Column {
    id: root

    required property var controller ///< RegistryAccountsController

    signal addRequested
    signal tokensRequested(string nickname)

    spacing: 12

    Item {
        width: parent.width
        height: 32

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: root.controller.summary
            muted: true
        }
        Button {
            anchors.right: parent.right
            kind: "quiet"
            iconName: "plus"
            text: qsTr("Add an account…")
            onClicked: root.addRequested()
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.count === 0
        iconName: "user"
        title: qsTr("Nobody has an account")
        text: qsTr("You import as whoever runs the registry. Others need an account to publish.")
        actionText: qsTr("Add an account…")
        onActivated: root.addRequested()
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
            label: qsTr("Accounts")
            model: root.controller.rows

            // qmllint disable unqualified
            delegate: RegistryAccountRow {
                width: ListView.view.width
                roles: root.controller.roles
                onRoleRequested: role => root.controller.setRole(nickname, role)
                onActivated: root.controller.activate(nickname)
                onDeactivated: root.controller.deactivate(nickname)
                onPasswordResetRequested: root.controller.resetPassword(nickname)
                onTokensRequested: root.tokensRequested(nickname)
            }
            // qmllint enable unqualified
        }
    }
}
