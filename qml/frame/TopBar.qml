// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Search, how fresh the index is, and where actions go.
Rectangle {
    id: root

    required property AppController app

    signal searched(string text)
    signal searchLeft
    signal addServerRequested
    signal accountsRequested

    readonly property bool wide: width >= 1000

    function focusSearch() {
        field.forceActiveFocus(Qt.ShortcutFocusReason)
        field.selectAll()
    }

    function showText(text: string) {
        if (field.text !== text)
            field.text = text
    }

    implicitHeight: 64
    color: Theme.surface

    SearchField {
        id: field

        x: 24
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(160, Math.min(560, connection.x - 36))
        placeholderText: qsTr("Search extensions, functions, docs…")
        shortcutText: qsTr("Ctrl K")
        onTextEdited: root.searched(text)
        onAccepted: root.searched(text)
        onLeaveDown: root.searchLeft()
    }
    ConnectionBadge {
        id: connection

        x: Math.min(24 + 560 + 12, target.x - width - 12)
        anchors.verticalCenter: parent.verticalCenter
        connectionState: root.app.connectionState
        text: root.app.connectionText
        detail: root.app.connectionDetail
        compact: !root.wide
        onRefreshed: root.app.sync()
    }
    TargetPicker {
        id: target

        anchors.right: account.left
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        targets: root.app.targets
        width: Math.min(implicitWidth, root.wide ? 300 : 220)
        onAddRequested: root.addServerRequested()
    }
    AccountButton {
        id: account

        anchors.right: parent.right
        anchors.rightMargin: 24
        anchors.verticalCenter: parent.verticalCenter
        accounts: root.app.accounts
        onAccountsRequested: root.accountsRequested()
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
