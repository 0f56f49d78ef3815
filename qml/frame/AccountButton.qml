// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQml
import Howdah.Controls
import Howdah.Ui

/// Whether the person is signed in; its menu signs in and out.
IconButton {
    id: root

    required property AccountsController accounts

    signal accountsRequested

    implicitWidth: Theme.controlHeightLarge
    implicitHeight: Theme.controlHeightLarge
    iconName: "user"
    iconSize: 20
    outlined: true
    ink: root.accounts.isSignedIn ? Theme.primary : Theme.mute
    text: root.accounts.summary
    Accessible.name: qsTr("Accounts: %1").arg(root.accounts.summary)
    onClicked: {
        root.accounts.refresh()
        menu.popup(root, root.width - menu.width, root.height + 4)
    }

    Rectangle {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 7
        width: 10
        height: 10
        radius: 5
        visible: root.accounts.isSignedIn
        color: Theme.ok
        border.width: 2
        border.color: Theme.surface
    }
    Menu {
        id: menu

        implicitWidth: 300

        Instantiator {
            model: root.accounts.menu
            // qmllint disable unqualified
            delegate: MenuItem {
                required property var modelData

                text: modelData.isSignedIn ? qsTr("Sign out of %1").arg(modelData.registry)
                                           : qsTr("Sign in to %1…").arg(modelData.registry)
                detail: modelData.isSignedIn ? modelData.nickname : ""
                iconName: modelData.isSignedIn ? "power" : "user"
                onTriggered: modelData.isSignedIn ? root.accounts.signOut(modelData.registry)
                                                  : root.accounts.signIn.begin(modelData.registry)
            }
            // qmllint enable unqualified
            onObjectAdded: (index, object) => menu.insertItem(index, object)
            onObjectRemoved: (index, object) => menu.removeItem(object)
        }
        MenuSeparator {}
        MenuItem {
            text: qsTr("Accounts…")
            iconName: "settings"
            onTriggered: root.accountsRequested()
        }
    }
}
