// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Stands for a thing without an icon: its first letters on a colour that comes from its name.
Rectangle {
    id: root

    property string name
    property int size: 44

    readonly property string letters: {
        const words = root.name.split(/[_\-\s]+/).filter(word => word !== "")
        const meaningful = words.length > 1 && words[0].length <= 2 ? words.slice(1) : words
        return words.length > 1 ? words[0][0] + meaningful[meaningful === words ? 1 : 0][0]
                                : root.name.substring(0, 2)
    }

    width: root.size
    height: root.size
    radius: root.size / 4
    color: Theme.tileColour(root.name)
    Accessible.ignored: true

    Label {
        anchors.centerIn: parent
        text: root.letters.toLowerCase()
        color: "white"
        font.pixelSize: Math.round(root.size * 0.39)
        font.weight: Font.Bold
        lineHeightMode: Text.ProportionalHeight
        lineHeight: 1
        Accessible.ignored: true
    }
}
