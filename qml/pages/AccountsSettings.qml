// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Who the person is at each registry.
SettingsSection {
    id: root

    required property AccountsController controller
    required property bool hereIsOn ///< the registry on this computer is in use

    title: qsTr("Accounts")
    Component.onCompleted: root.controller.refresh()

    Label {
        width: parent.width
        text: qsTr("Searching and installing need no account. With one you publish, write reviews and send reports.")
        muted: true
        wrapMode: Text.Wrap
    }
    Column {
        width: parent.width

        Repeater {
            id: rows

            model: root.controller.rows

            // qmllint disable unqualified
            AccountEntry {
                width: root.width - 40
                onSignInRequested: root.controller.signIn.begin(registry)
                onSignOutRequested: root.controller.signOut(registry)
            }
            // qmllint enable unqualified
        }
    }
    Label {
        visible: !root.hereIsOn
        width: parent.width
        text: rows.count === 0 ? qsTr("No registry is in use. Add one above, or switch on the one on this computer.")
                               : qsTr("The registry on this computer is switched off. Switch it on above to sign in there.")
        muted: true
        wrapMode: Text.Wrap
    }
}
