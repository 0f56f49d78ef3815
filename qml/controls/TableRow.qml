// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts

/// A line of a table; put TableCells and buttons inside.
Item {
    id: root

    default property alias cells: row.data
    property string label ///< the line as a sentence, for screen readers
    property bool heading: false

    implicitHeight: heading ? 32 : 40
    Accessible.role: heading ? Accessible.Row : Accessible.ListItem
    Accessible.name: label
    Accessible.ignored: heading

    Rectangle {
        anchors.fill: parent
        visible: hover.hovered && !root.heading
        color: Theme.hover
    }
    HoverHandler {
        id: hover
    }
    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: 10
        anchors.rightMargin: 10
        spacing: 12
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
