// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A small number in the accent colour.
Rectangle {
    id: root

    property int number: 0

    implicitWidth: Math.max(18, label.implicitWidth + 10)
    implicitHeight: 18
    radius: 9
    color: Theme.accentStrong
    Accessible.ignored: true

    Label {
        id: label

        anchors.centerIn: parent
        text: root.number > 99 ? "99+" : root.number
        color: Theme.accentInk
        font.pixelSize: Theme.caption
        font.weight: Font.Medium
        Accessible.ignored: true
    }
}
