// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// A choice that is on or off, with a `count` at its right when it narrows a list.
T.CheckBox {
    id: root

    property string count

    implicitWidth: leftPadding + row.implicitWidth + rightPadding
    implicitHeight: 28
    spacing: 8
    opacity: enabled ? 1 : 0.5
    font.family: Theme.family
    font.pixelSize: Theme.body
    focusPolicy: Qt.StrongFocus
    Accessible.name: count === "" ? text : qsTr("%1, %2 results").arg(text).arg(count)
    Accessible.onPressAction: root.flip()
    Accessible.onToggleAction: root.flip()
    Keys.onReturnPressed: root.flip()

    function flip() {
        root.toggle()
        root.toggled()
        root.clicked()
    }

    indicator: Rectangle {
        width: 16
        height: 16
        anchors.verticalCenter: parent.verticalCenter
        radius: 4
        color: root.checked ? Theme.primary : "transparent"
        border.width: root.checked ? 0 : 1
        border.color: root.hovered ? Theme.primary : Theme.control

        Icon {
            anchors.centerIn: parent
            visible: root.checked
            name: "check"
            size: 14
            color: Theme.primaryInk
        }
        FocusRing {
            visible: root.visualFocus
            cornerRadius: 4
        }
    }

    contentItem: Item {
        id: row

        implicitWidth: 24 + label.implicitWidth + (root.count === "" ? 0 : countLabel.implicitWidth + 8)
        implicitHeight: label.implicitHeight

        Label {
            id: label

            anchors.left: parent.left
            anchors.leftMargin: 24
            anchors.right: countLabel.left
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: root.checked || root.count === "" ? Theme.text : Theme.mute
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            id: countLabel

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: root.count
            font.pixelSize: Theme.caption
            color: Theme.faint
            Accessible.ignored: true
        }
    }
}
