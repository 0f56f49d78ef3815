// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Nothing here, and what to do about it.
Column {
    id: root

    property string iconName: "info"
    property string title
    property string text
    property string actionText

    signal activated

    width: parent ? Math.min(parent.width - 2 * Theme.page, 460) : 460
    spacing: 8
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 64
        height: 64
        radius: 32
        color: Theme.primarySoft
        Accessible.ignored: true

        Icon {
            anchors.centerIn: parent
            name: root.iconName
            size: 28
            color: Theme.primary
        }
    }
    Item {
        width: 1
        height: 4
    }
    Label {
        width: parent.width
        text: root.title
        font.pixelSize: Theme.heading
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }
    Label {
        width: parent.width
        visible: text !== ""
        text: root.text
        muted: true
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }
    Item {
        width: 1
        height: 4
    }
    Button {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.actionText !== ""
        text: root.actionText
        onClicked: root.activated()
    }
}
