// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A list that scrolls and is walked with the arrows; `name` says to screen readers what it lists.
ListView {
    id: root

    required property string name

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    keyNavigationEnabled: true
    highlightMoveDuration: 0
    activeFocusOnTab: false
    cacheBuffer: 400
    ScrollBar.vertical: ScrollBar {}
    Accessible.role: Accessible.List
    Accessible.name: name
    Keys.onPressed: event => {
        const moves = ({ [Qt.Key_PageDown]: 8, [Qt.Key_PageUp]: -8, [Qt.Key_Home]: -root.count,
                         [Qt.Key_End]: root.count })
        event.accepted = event.key in moves
        if (event.accepted)
            root.currentIndex = Math.max(0, Math.min(root.count - 1,
                                                     root.currentIndex + moves[event.key]))
    }
}
