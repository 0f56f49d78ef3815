// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Soft shadow for floating things, out of plain rectangles: effects do not exist in the software
/// renderer.
Item {
    id: root

    property int cornerRadius: Theme.radius
    property int spread: 12

    anchors.fill: parent
    z: -1

    Repeater {
        model: root.spread

        Rectangle {
            required property int index

            anchors.fill: parent
            anchors.margins: -2 * index
            anchors.topMargin: -2 * index + 6
            anchors.bottomMargin: -2 * index - 6
            radius: root.cornerRadius + 2 * index // qmllint disable unqualified
            color: Theme.shadow
        }
    }
}
