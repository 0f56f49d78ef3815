// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A list that scrolls and is walked with the arrows; `label` says to screen readers what it lists.
ListView {
    id: root

    required property string label

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    keyNavigationEnabled: true
    highlightMoveDuration: 0
    activeFocusOnTab: false
    cacheBuffer: 0 // rows made ahead, while the model gets shorter, are never cancelled (Qt 6.4)
    ScrollBar.vertical: ScrollBar {}
    Accessible.role: Accessible.List
    Accessible.name: label
    Keys.onPressed: event => {
        const moves = ({ [Qt.Key_PageDown]: 8, [Qt.Key_PageUp]: -8, [Qt.Key_Home]: -root.count,
                         [Qt.Key_End]: root.count })
        event.accepted = event.key in moves
        if (event.accepted)
            root.currentIndex = Math.max(0, Math.min(root.count - 1,
                                                     root.currentIndex + moves[event.key]))
    }

    /// Brings `item`, somewhere inside, into sight.
    function reveal(item: Item) {
        const top = item.mapToItem(root.contentItem, 0, 0).y
        const last = Math.max(root.originY, root.originY + root.contentHeight + root.bottomMargin
                              - root.height)
        if (top - 12 < root.contentY)
            root.contentY = Math.max(root.originY, top - 12)
        else if (top + item.height + 12 > root.contentY + root.height)
            root.contentY = Math.min(last, top + item.height + 12 - root.height)
    }
}
