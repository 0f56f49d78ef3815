// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Background of what floats: menus, lists, tips.
Rectangle {
    id: root

    radius: Theme.radius
    color: Theme.raised
    border.width: 1
    border.color: Theme.line

    FloatShadow {
        cornerRadius: root.radius
        spread: 6
    }
}
