// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Ring around what has the keyboard; put it last inside a control.
Rectangle {
    id: root

    property int inset: -3
    property int cornerRadius: Theme.radiusSmall

    anchors.fill: parent
    anchors.margins: root.inset
    radius: root.cornerRadius - root.inset
    color: "transparent"
    border.width: 2
    border.color: Theme.primary
    z: 10
}
