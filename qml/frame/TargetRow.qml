// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One place actions can go.
Item {
    id: root

    required property string targetId
    required property string title
    required property string detail
    required property string kind
    required property string statusText
    required property bool isCurrent

    signal chosen

    implicitHeight: 52
    activeFocusOnTab: true
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3").arg(title).arg(detail).arg(statusText)
    Accessible.selected: isCurrent
    Accessible.focusable: true
    Accessible.onPressAction: root.chosen()
    Keys.onReturnPressed: root.chosen()
    Keys.onSpacePressed: root.chosen()

    Rectangle {
        anchors.fill: parent
        radius: 6
        color: root.activeFocus || mouse.containsMouse ? Theme.hover : "transparent"
    }
    StateDot {
        x: 12
        anchors.verticalCenter: parent.verticalCenter
        kind: root.kind
    }
    Column {
        x: 30
        width: parent.width - 64
        anchors.verticalCenter: parent.verticalCenter
        spacing: -2

        Label {
            width: parent.width
            text: root.title
            strong: true
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: Words.joined([root.detail, root.statusText])
            font.pixelSize: Theme.caption
            muted: true
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
    Icon {
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        visible: root.isCurrent
        name: "check"
        size: 16
        color: Theme.primary
    }
    MouseArea {
        id: mouse

        anchors.fill: parent
        hoverEnabled: true
        onClicked: root.chosen()
    }
}
