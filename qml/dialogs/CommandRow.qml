// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T
import Howdah.Controls

/// One action of the palette.
T.ItemDelegate {
    id: root

    required property int index
    required property var modelData ///< {text, icon, shortcut}

    implicitHeight: 36
    leftPadding: 10
    rightPadding: 10
    highlighted: ListView.isCurrentItem
    text: modelData.text
    Accessible.name: text
    Accessible.onPressAction: root.clicked()

    contentItem: Item {
        Icon {
            id: icon

            anchors.verticalCenter: parent.verticalCenter
            name: root.modelData.icon
            size: 16
            color: Theme.mute
        }
        Label {
            anchors.left: icon.right
            anchors.leftMargin: 10
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            strong: root.highlighted
            Accessible.ignored: true
        }
        KeyCap {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: root.modelData.shortcut
        }
    }
    background: Rectangle {
        radius: 6
        color: root.highlighted || root.hovered ? Theme.hover : "transparent"
    }
}
