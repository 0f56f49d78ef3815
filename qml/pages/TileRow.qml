// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Context tiles beside each other, wrapped evenly.
Grid {
    id: root

    required property var tiles ///< list{id, icon, kind, title, text, evidence}

    signal evidenceRequested(var tile)

    readonly property int fitting: Math.max(2, Math.min(6, Math.floor((width + 10) / 172)))

    // As many lines as needed, equally full: 6 tiles are 6, 3 + 3 or 2 + 2 + 2.
    columns: Math.max(1, Math.ceil(tiles.length / Math.ceil(tiles.length / fitting)))
    spacing: 10

    Repeater {
        model: root.tiles

        ContextTile {
            required property var modelData

            width: (root.width - (root.columns - 1) * 10) / root.columns // qmllint disable unqualified
            height: 76
            iconName: modelData.icon
            kind: modelData.kind
            text: modelData.title
            detail: modelData.text
            onClicked: root.evidenceRequested(modelData) // qmllint disable unqualified
        }
    }
}
