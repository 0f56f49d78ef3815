// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Where something is about to appear.
Rectangle {
    id: root

    implicitWidth: 120
    implicitHeight: 14
    radius: 6
    color: Theme.line
    Accessible.ignored: true

    SequentialAnimation on opacity {
        running: root.visible && !Theme.reduceMotion
        loops: Animation.Infinite

        NumberAnimation {
            from: 0.5
            to: 1
            duration: 700
        }
        NumberAnimation {
            from: 1
            to: 0.5
            duration: 700
        }
    }
}
