// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A framed surface; with `interactive` it is pressed as a whole, by mouse or Return.
Rectangle {
    id: root

    property bool interactive: false
    property string label ///< for screen readers, when interactive

    signal pressed

    radius: 12
    color: Theme.surface
    border.width: 1
    border.color: root.interactive && mouse.containsMouse ? Theme.control : Theme.line
    activeFocusOnTab: interactive
    Accessible.role: interactive ? Accessible.Button : Accessible.Grouping
    Accessible.name: label
    Accessible.focusable: interactive
    Accessible.ignored: !interactive && label === ""
    Accessible.onPressAction: root.pressed()
    Keys.onReturnPressed: if (root.interactive) root.pressed()
    Keys.onSpacePressed: if (root.interactive) root.pressed()

    MouseArea {
        id: mouse

        anchors.fill: parent
        enabled: root.interactive
        hoverEnabled: root.interactive
        cursorShape: root.interactive ? Qt.PointingHandCursor : Qt.ArrowCursor
        onClicked: root.pressed()
    }
    FocusRing {
        visible: root.interactive && root.activeFocus
        cornerRadius: root.radius
    }
}
