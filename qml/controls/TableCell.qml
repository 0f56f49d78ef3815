// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts

/// One text of a TableRow; `share` is its part of the width.
Label {
    id: root

    property int share: 1
    property bool heading: false

    Layout.fillWidth: true
    Layout.preferredWidth: share * 100
    Layout.minimumWidth: 0
    font.pixelSize: heading ? Theme.caption : Theme.body
    font.weight: strong ? Font.DemiBold : heading ? Font.Medium : Font.Normal
    color: heading || muted ? Theme.mute : Theme.text
    elide: Text.ElideRight
}
