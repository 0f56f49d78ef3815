// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A sentence at the bottom of the window that says what happened and goes by itself.
Rectangle {
    id: root

    property string kind: "ok"
    property string text
    property string actionText
    property int duration: 6000
    property bool shown: false

    signal activated

    visible: opacity > 0
    opacity: shown ? 1 : 0
    width: Math.min(row.implicitWidth + 32, (parent ? parent.width : 600) - 48)
    height: 48
    radius: Theme.radius
    color: Theme.raised
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    function show(kind: string, text: string, actionText: string) {
        root.kind = kind
        root.text = text
        root.actionText = actionText
        root.shown = true
        timer.restart()
    }

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.quick
        }
    }
    Timer {
        id: timer

        interval: root.duration
        running: root.shown && !hover.hovered
        onTriggered: root.shown = false
    }
    HoverHandler {
        id: hover
    }
    FloatShadow {
        cornerRadius: root.radius
        spread: 8
    }
    Row {
        id: row

        anchors.left: parent.left
        anchors.leftMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        spacing: 10

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.kind === "ok" ? "check-circle" : root.kind === "bad" ? "error"
                : root.kind === "warn" ? "warning" : "info"
            size: 20
            color: Theme.foreground(root.kind)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, (root.parent ? root.parent.width : 600) - 240)
            text: root.text
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Button {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.actionText !== ""
            kind: "link"
            text: root.actionText
            onClicked: {
                root.shown = false
                root.activated()
            }
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "close"
            text: qsTr("Close this message")
            onClicked: root.shown = false
        }
    }
}
