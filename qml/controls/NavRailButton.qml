// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// A place of the window in the rail; `count` asks for attention when above 0.
T.Button {
    id: root

    property string iconName
    property bool current: false
    property int count: 0

    implicitWidth: 72
    implicitHeight: 60
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: count > 0 ? qsTr("%1, %n new", "", count).arg(text) : text
    Accessible.selected: current
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    contentItem: Item {
        Icon {
            y: 9
            anchors.horizontalCenter: parent.horizontalCenter
            name: root.iconName
            color: root.current ? Theme.primary : Theme.mute
        }
        Label {
            y: 37
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(implicitWidth, parent.width)
            text: root.text
            elide: Text.ElideRight
            font.pixelSize: Theme.caption
            font.weight: root.current ? Font.DemiBold : Font.Normal
            color: root.current ? Theme.primary : Theme.mute
            Accessible.ignored: true
        }
        NumberBadge {
            visible: root.count > 0
            anchors.right: parent.right
            anchors.rightMargin: 12
            y: 4
            number: root.count
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.current ? Theme.primarySoft : root.down ? Theme.pressed
                            : root.hovered ? Theme.hover : "transparent"

        FocusRing {
            visible: root.visualFocus
            inset: -1
            cornerRadius: Theme.radius
        }
    }
}
