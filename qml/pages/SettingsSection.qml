// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// A group of settings as a card.
Card {
    id: root

    required property string title
    default property alias settings: column.data

    width: parent?.width ?? 0
    height: column.y + column.implicitHeight + 20
    label: title

    Label {
        x: 20
        y: 16
        text: root.title
        font.pixelSize: Theme.title
        strong: true
        Accessible.role: Accessible.Heading
    }
    Column {
        id: column

        x: 20
        y: 50
        width: parent.width - 40
        spacing: 10
    }
}
