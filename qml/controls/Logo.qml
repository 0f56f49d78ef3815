// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// The elephant with its howdah.
Image {
    id: root

    property int size: 40

    source: "image://icon/howdah"
    sourceSize.width: root.size
    sourceSize.height: root.size
    width: root.size
    height: root.size
    Accessible.ignored: true
}
