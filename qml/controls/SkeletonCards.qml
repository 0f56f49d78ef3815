// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Cards that are about to appear.
Grid {
    id: root

    columns: Math.max(1, Math.min(4, Math.floor((width + 16) / 296)))
    spacing: 16
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Loading")

    Repeater {
        model: root.columns * 2

        Rectangle {
            width: (root.width - (root.columns - 1) * 16) / root.columns // qmllint disable unqualified
            height: 200
            radius: 12
            color: Theme.surface
            border.width: 1
            border.color: Theme.line

            Skeleton {
                x: 16
                y: 16
                width: 44
                height: 44
                radius: 11
            }
            Skeleton {
                x: 72
                y: 30
                width: 120
            }
            Skeleton {
                x: 16
                y: 80
                width: parent.width - 64
            }
            Skeleton {
                x: 16
                y: 104
                width: parent.width - 120
            }
            Skeleton {
                x: parent.width - 96
                y: 152
                width: 80
                height: 32
                radius: 8
            }
        }
    }
}
