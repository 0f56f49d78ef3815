// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A part of a whole: a word, a bar, how many. `kind` colours bar and icon; the word says what it means.
Item {
    id: root

    property string text
    property string countText
    property real share: 0 ///< 0 to 1
    property string kind: "primary"
    property string iconName
    property int textWidth: 120
    property int countWidth: 36

    implicitWidth: 240
    implicitHeight: 24
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(text).arg(countText)

    Icon {
        id: icon

        anchors.verticalCenter: parent.verticalCenter
        visible: root.iconName !== ""
        width: visible ? size : 0
        name: root.iconName
        size: 16
        color: Theme.foreground(root.kind)
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        x: icon.visible ? 22 : 0
        width: root.textWidth - x
        text: root.text
        font.pixelSize: Theme.caption
        elide: Text.ElideRight
        Accessible.ignored: true
    }
    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        x: root.textWidth + 8
        width: Math.max(0, root.width - x - root.countWidth)
        height: 8
        radius: 4
        color: Theme.code

        Rectangle {
            width: root.share > 0 ? Math.max(8, parent.width * root.share) : 0
            height: parent.height
            radius: 4
            color: Theme.foreground(root.kind)
        }
    }
    Label {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: root.countText
        font.pixelSize: Theme.caption
        muted: true
        Accessible.ignored: true
    }
}
