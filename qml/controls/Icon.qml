// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// One of resources/icons in the colour wanted.
Image {
    id: root

    property string name
    property color color: Theme.text
    property int size: 24

    source: root.name === "" ? ""
                             : "image://icon/" + root.name + "/" + root.color.toString().substring(1)
    sourceSize.width: root.size
    sourceSize.height: root.size
    width: root.size
    height: root.size
    Accessible.ignored: true
}
