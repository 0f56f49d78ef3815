// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One registry, and who the person is there.
Item {
    id: root

    required property string registry
    required property string address
    required property string accountState
    required property string statusText
    required property string kind
    required property string detail
    required property bool canSignIn
    required property bool canSignOut
    required property bool isBusy

    signal signInRequested
    signal signOutRequested

    implicitHeight: words.implicitHeight + 20
    Accessible.role: Accessible.ListItem
    Accessible.name: Words.listed([registry, statusText, detail])

    Icon {
        y: 14
        name: root.canSignOut ? "user" : root.accountState === "none" ? "folder" : "lock"
        size: 20
        color: root.canSignOut ? Theme.primary : Theme.mute
    }
    Column {
        id: words

        x: 32
        y: 8
        width: parent.width - 32 - button.width - 16

        Row {
            width: parent.width
            spacing: 8

            Label {
                width: Math.min(implicitWidth, parent.width - badge.width - 8)
                text: root.registry
                strong: true
                elide: Text.ElideRight
            }
            Badge {
                id: badge

                anchors.verticalCenter: parent.verticalCenter
                text: root.isBusy ? qsTr("Looking…") : root.statusText
                kind: root.isBusy ? "" : root.kind
            }
        }
        Label {
            width: parent.width
            text: root.address
            font.pixelSize: Theme.caption
            muted: true
            elide: Text.ElideMiddle
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.detail
            font.pixelSize: Theme.caption
            color: root.kind === "bad" ? Theme.bad : Theme.mute
            wrapMode: Text.Wrap
        }
    }
    Button {
        id: button

        anchors.right: parent.right
        y: 10
        visible: root.canSignIn || root.canSignOut
        enabled: !root.isBusy
        kind: root.canSignOut ? "quiet" : "primary"
        text: root.canSignOut ? qsTr("Sign out") : qsTr("Sign in…")
        Accessible.name: root.canSignOut ? qsTr("Sign out of %1").arg(root.registry)
                                         : qsTr("Sign in to %1").arg(root.registry)
        onClicked: root.canSignOut ? root.signOutRequested() : root.signInRequested()
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
