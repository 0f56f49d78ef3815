// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// A word to press: a tag, an example, a chosen filter (`removable`).
T.Button {
    id: root

    property string count
    property bool removable: false

    implicitWidth: row.implicitWidth + 24
    implicitHeight: 28
    focusPolicy: Qt.StrongFocus
    Accessible.name: removable ? qsTr("Remove %1").arg(text)
                               : count === "" ? text : qsTr("%1, %2").arg(text).arg(count)
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 6

            Label {
                text: root.text
                font.pixelSize: Theme.caption
                font.weight: Font.Medium
                color: root.removable ? Theme.primary : Theme.text
                Accessible.ignored: true
            }
            Label {
                visible: root.count !== ""
                text: root.count
                font.pixelSize: Theme.caption
                color: Theme.faint
                Accessible.ignored: true
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.removable
                name: "close"
                size: 12
                color: Theme.primary
            }
        }
    }
    background: Rectangle {
        radius: 14
        color: root.removable ? Theme.primarySoft : root.hovered ? Theme.hover : Theme.surface
        border.width: root.removable ? 0 : 1
        border.color: Theme.line

        FocusRing {
            visible: root.visualFocus
            cornerRadius: 14
        }
    }
}
