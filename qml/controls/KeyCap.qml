// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// The name of a key, as printed on it.
Rectangle {
    id: root

    property alias text: label.text

    implicitWidth: label.implicitWidth + 12
    implicitHeight: 20
    radius: 5
    color: "transparent"
    border.width: 1
    border.color: Theme.line
    Accessible.ignored: true

    Label {
        id: label

        anchors.centerIn: parent
        font.pixelSize: Theme.caption
        color: Theme.faint
        Accessible.ignored: true
    }
}
