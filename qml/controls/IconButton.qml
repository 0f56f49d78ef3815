// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// A button that is only an icon; `text` is its name for the tool tip and for screen readers.
T.Button {
    id: root

    property string iconName
    property color ink: Theme.mute
    property int iconSize: 16
    property bool outlined: false

    implicitWidth: Theme.controlHeight
    implicitHeight: Theme.controlHeight
    opacity: enabled ? 1 : 0.5
    focusPolicy: Qt.StrongFocus
    Accessible.name: text
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.iconName
            size: root.iconSize
            color: root.hovered || root.down ? Theme.text : root.ink
        }
    }

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : "transparent"
        border.width: root.outlined ? 1 : 0
        border.color: Theme.line

        FocusRing {
            visible: root.visualFocus
        }
    }

    ToolTip {
        visible: (root.hovered || root.visualFocus) && root.text !== ""
        text: root.text
    }
}
