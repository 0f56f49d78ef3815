// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T
import Howdah.Controls

/// Whether it works with one PostgreSQL on one platform; pressed, it shows who says so.
T.Button {
    id: root

    required property var cell ///< of CompatibilityController.rows

    implicitWidth: 132
    implicitHeight: 56
    focusPolicy: Qt.StrongFocus
    text: cell.text
    Accessible.name: qsTr("%1: %2").arg(cell.title).arg(cell.text)
    Accessible.description: cell.isHere ? qsTr("This computer and the chosen server. Shows the reports")
                                        : qsTr("Shows the reports")
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            y: detail.visible ? 8 : (parent.height - height) / 2
            spacing: 6

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.cell.icon
                size: 16
                color: Theme.foreground(root.cell.kind)
            }
            Label {
                text: root.cell.text
                font.weight: Font.Medium
                color: Theme.foreground(root.cell.kind)
                Accessible.ignored: true
            }
        }
        Label {
            id: detail

            anchors.horizontalCenter: parent.horizontalCenter
            y: 30
            visible: text !== ""
            text: root.cell.isHere ? qsTr("you are here") : root.cell.countText
            font.pixelSize: Theme.caption
            color: Theme.foreground(root.cell.kind)
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: Theme.radiusSmall
        color: Theme.softBackground(root.cell.kind)
        border.width: root.cell.isHere ? 2 : 0
        border.color: Theme.accent

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            visible: root.hovered || root.down
            color: root.down ? Theme.pressed : Theme.hover
        }
        FocusRing {
            visible: root.visualFocus
        }
    }
}
