// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One operation in the list.
Item {
    id: root

    required property int index
    required property string jobId
    required property string title
    required property string targetTitle
    required property string icon
    required property string jobState
    required property string stateText
    required property string kind
    required property real progress
    required property string when
    required property bool canCancel
    required property bool canRetry
    required property bool canUndo
    property var offer ///< {text, canSend}: whether its registry can be told how it went, or was
    property bool compact: false
    property bool isCurrent: false

    signal opened
    signal cancelled
    signal retried
    signal undone
    signal reported
    signal refused

    readonly property bool active: jobState === "running" || jobState === "waiting"

    implicitHeight: words.implicitHeight + 29
    activeFocusOnTab: true
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2").arg(title).arg(stateText)
    Accessible.description: targetTitle
    Accessible.focusable: true
    Accessible.selected: isCurrent
    Accessible.onPressAction: root.opened()
    Keys.onReturnPressed: root.opened()
    Keys.onSpacePressed: root.opened()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: 4
        anchors.bottomMargin: 4
        radius: Theme.radius
        color: root.isCurrent ? Theme.primarySoft : mouse.containsMouse ? Theme.hover : "transparent"

        FocusRing {
            visible: root.activeFocus
            inset: 0
            cornerRadius: Theme.radius
        }
    }
    MouseArea {
        id: mouse

        anchors.fill: parent
        hoverEnabled: true
        cursorShape: Qt.PointingHandCursor
        onClicked: root.opened()
    }
    Rectangle {
        id: mark

        x: 12
        y: 14
        width: 36
        height: 36
        radius: 18
        color: Theme.softBackground(root.kind)

        Icon {
            anchors.centerIn: parent
            name: root.icon
            size: 20
            color: Theme.foreground(root.kind)
        }
    }
    Column {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: 12
        anchors.right: buttons.left
        anchors.rightMargin: 12
        y: 12
        spacing: 2

        Label {
            width: parent.width
            text: root.title
            strong: true
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: Words.joined([root.targetTitle, root.when])
            font.pixelSize: Theme.caption
            muted: true
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: root.stateText
            font.pixelSize: Theme.caption
            font.weight: Font.Medium
            color: Theme.foreground(root.kind)
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: root.offer !== undefined && !root.offer.canSend && !root.compact
            text: root.offer?.text ?? ""
            font.pixelSize: Theme.caption
            muted: true
            elide: Text.ElideRight
        }
        Row {
            visible: (root.offer?.canSend ?? false) && root.canUndo && !root.compact // what was undone is history
            x: -4
            spacing: 4

            Button {
                kind: "link"
                font.pixelSize: Theme.caption
                text: root.offer?.text ?? ""
                hint: qsTr("Shows first what its registry would be told; nothing is sent before you say so")
                Accessible.name: qsTr("%1: %2").arg(root.title).arg(text)
                onClicked: root.reported()
            }
            IconButton {
                anchors.verticalCenter: parent.verticalCenter
                iconName: "close"
                implicitWidth: 24
                implicitHeight: 24
                text: qsTr("Do not offer this any more")
                onClicked: root.refused()
            }
        }
        ProgressBar {
            visible: root.active
            width: Math.min(parent.width, 320)
            label: root.title
            indeterminate: root.progress < 0
            value: Math.max(0, root.progress)
        }
    }
    Row {
        id: buttons

        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        Button {
            visible: root.canCancel && !root.compact
            kind: "quiet"
            text: qsTr("Cancel")
            Accessible.name: qsTr("Cancel %1").arg(root.title)
            onClicked: root.cancelled()
        }
        Button {
            visible: root.canRetry && !root.compact
            kind: "quiet"
            iconName: "refresh"
            text: qsTr("Retry")
            Accessible.name: qsTr("Retry %1").arg(root.title)
            onClicked: root.retried()
        }
        Button {
            visible: root.canUndo && !root.compact
            kind: "quiet"
            iconName: "undo"
            text: qsTr("Undo")
            Accessible.name: qsTr("Undo %1").arg(root.title)
            onClicked: root.undone()
        }
    }
    Divider {
        visible: !root.isCurrent
        anchors.bottom: parent.bottom
        x: 12
        width: parent.width - 24
    }
}
