// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A fact in one or two words. `kind`: "ok", "warn", "bad", "primary", "accent", or "" for neutral.
Rectangle {
    id: root

    property string text
    property string kind
    property string iconName

    implicitWidth: row.implicitWidth + 16
    implicitHeight: 20
    radius: 6
    color: Theme.softBackground(root.kind)
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 4

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName !== ""
            name: root.iconName
            size: 14
            color: Theme.foreground(root.kind)
        }
        Label {
            width: Math.min(implicitWidth, root.width - 16 - (root.iconName === "" ? 0 : 18))
            text: root.text
            elide: Text.ElideRight
            font.pixelSize: Theme.caption
            font.weight: Font.Medium
            color: Theme.foreground(root.kind)
            Accessible.ignored: true
        }
    }
}
