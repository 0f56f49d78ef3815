// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Text in the window's fonts and colours.
Text {
    id: root

    property bool muted: false
    property bool strong: false

    color: root.muted ? Theme.mute : Theme.text
    linkColor: Theme.primary
    font.family: Theme.family
    font.pixelSize: Theme.body
    font.weight: root.strong ? Font.DemiBold : Font.Normal
    textFormat: Text.PlainText
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.ceil(font.pixelSize * (font.pixelSize > 18 ? 1.3 : 1.4) / 2) * 2
    verticalAlignment: Text.AlignVCenter

    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
