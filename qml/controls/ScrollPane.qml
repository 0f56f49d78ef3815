// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// What is taller than its place: scrolls by wheel, keys and bar. The content is as wide as the pane
/// less `margin` on both sides.
Flickable {
    id: root

    default property alias content: column.data
    property int margin: Theme.page
    property int headMargin: Theme.page
    property alias spacing: column.spacing

    contentWidth: width
    contentHeight: column.height + root.headMargin + root.margin
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    ScrollBar.vertical: ScrollBar {}
    Keys.onPressed: event => {
        const page = root.height - 48
        const steps = ({ [Qt.Key_PageDown]: page, [Qt.Key_PageUp]: -page, [Qt.Key_Down]: 48,
                         [Qt.Key_Up]: -48, [Qt.Key_Home]: -root.contentHeight,
                         [Qt.Key_End]: root.contentHeight })
        event.accepted = event.key in steps
        if (event.accepted)
            root.scrollTo(root.contentY + steps[event.key])
    }

    function scrollTo(y: real) {
        root.contentY = Math.max(0, Math.min(y, root.contentHeight - root.height))
    }

    /// Brings `item`, somewhere inside, into sight.
    function reveal(item: Item) {
        const top = item.mapToItem(column, 0, 0).y + root.headMargin
        if (top - 12 < root.contentY)
            root.scrollTo(top - 12)
        else if (top + item.height + 12 > root.contentY + root.height)
            root.scrollTo(top + item.height + 12 - root.height)
    }

    Column {
        id: column

        x: root.margin
        y: root.headMargin
        width: root.width - root.margin - Math.max(root.margin, 14) // the bar covers nothing
        spacing: 20
    }
}
