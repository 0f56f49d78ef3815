// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One file of an archive.
TableRow {
    id: root

    required property string path
    required property string sizeText
    required property string destination
    required property string icon

    label: Words.listed([path, destination, sizeText])
    implicitHeight: 34

    Icon {
        name: root.icon
        size: 16
        color: Theme.mute
    }
    TableCell {
        text: root.path
        share: 3
        font.family: Theme.mono
        font.pixelSize: Theme.caption
        elide: Text.ElideMiddle
    }
    TableCell {
        text: root.destination
        share: 3
        muted: true
        font.family: Theme.mono
        font.pixelSize: Theme.caption
        elide: Text.ElideMiddle
    }
    TableCell {
        text: root.sizeText
        muted: true
    }
}
