// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T
import Howdah.Controls

/// How fresh the index is; pressing it freshens it.
T.Button {
    id: root

    required property string connectionState
    required property string detail
    property bool compact: false

    signal refreshed

    readonly property string kind: connectionState === "error" ? "warn"
                                 : connectionState === "syncing" ? "primary" : ""
    readonly property string iconName: ({ fresh: "check", offline: "check", syncing: "refresh",
                                          error: "warning" })[connectionState] ?? "offline"

    implicitWidth: compact ? 28 : Math.min(metrics.advanceWidth + 40, 240)
    implicitHeight: 24
    focusPolicy: Qt.StrongFocus
    Accessible.name: text
    Accessible.description: detail
    Accessible.onPressAction: root.refreshed()
    onClicked: root.refreshed()
    Keys.onReturnPressed: root.refreshed()

    TextMetrics {
        id: metrics

        font: label.font
        text: root.text
    }

    contentItem: Item {
        Icon {
            id: icon

            x: root.compact ? 6 : 8
            anchors.verticalCenter: parent.verticalCenter
            name: root.iconName
            size: 16
            color: Theme.foreground(root.kind)
        }
        Label {
            id: label

            visible: !root.compact
            x: 28
            width: parent.width - 36
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            font.pixelSize: Theme.caption
            font.weight: Font.Medium
            color: Theme.foreground(root.kind)
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: 6
        color: root.hovered ? Theme.pressed : Theme.softBackground(root.kind)

        FocusRing {
            visible: root.visualFocus
            cornerRadius: 6
        }
    }

    ToolTip {
        visible: root.hovered || root.visualFocus
        text: Words.lines([root.compact ? root.text : "", root.detail,
                           qsTr("Press to bring the index up to date.")])
    }
}
