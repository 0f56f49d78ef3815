// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Badges side by side, on several lines when needed. `badges`: list of { text, kind, icon }.
Flow {
    id: root

    property var badges: []

    spacing: 6

    Repeater {
        model: root.badges

        Badge {
            required property var modelData

            text: modelData.text
            kind: modelData.kind ?? ""
            iconName: modelData.icon ?? ""
        }
    }
}
