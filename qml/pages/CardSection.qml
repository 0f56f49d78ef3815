// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// A row of Discover: a title and its cards, as many beside each other as fit.
Column {
    id: root

    required property string key
    required property string title
    required property CardModel cards

    signal moreRequested(string key)
    signal opened(string name, string version)
    signal acted(string name, string version)
    signal cancelled(string name)

    readonly property int columns: Math.max(1, Math.min(4, Math.floor((width + 16) / 296)))
    readonly property real cardWidth: (width - (columns - 1) * 16) / columns

    spacing: 16

    SectionHeader {
        width: root.width
        text: root.title
        actionText: qsTr("See all")
        onActivated: root.moreRequested(root.key)
    }
    Grid {
        columns: root.columns
        spacing: 16

        Repeater {
            model: root.cards

            // qmllint disable unqualified
            ExtensionCard {
                required property int index

                width: root.cardWidth
                visible: index < root.columns * 2 // Positioner.index would change with what is visible
                onOpened: root.opened(name, version)
                onActed: root.acted(name, version)
                onCancelled: root.cancelled(name)
            }
            // qmllint enable unqualified
        }
    }
}
