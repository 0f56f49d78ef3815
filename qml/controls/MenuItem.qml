// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

T.MenuItem {
    id: root

    property string iconName
    property string detail ///< second thing, at the right
    property bool danger: false

    readonly property color ink: danger ? Theme.bad : Theme.text

    implicitWidth: 240
    implicitHeight: visible ? 36 : 0
    opacity: enabled ? 1 : 0.5
    leftPadding: 10
    rightPadding: 10
    Accessible.name: detail === "" ? text : qsTr("%1, %2").arg(text).arg(detail)
    Accessible.onPressAction: root.triggered()

    contentItem: Item {
        Icon {
            id: icon

            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== "" || root.checkable
            name: root.checkable ? (root.checked ? "check" : "") : root.iconName
            size: 16
            color: root.danger ? Theme.bad : Theme.mute
        }
        Label {
            anchors.left: parent.left
            anchors.leftMargin: icon.visible ? 26 : 0
            anchors.right: detailLabel.left
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: root.ink
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            id: detailLabel

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: root.detail
            font.pixelSize: Theme.caption
            color: Theme.faint
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: 6
        color: root.down ? Theme.pressed : root.highlighted ? Theme.hover : "transparent"
    }
}
