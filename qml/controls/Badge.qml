// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A fact in one or two words. `kind`: "ok", "warn", "bad", "primary", "accent", or "" for neutral.
Rectangle {
    id: root

    property string text
    property string kind
    property string iconName

    readonly property int iconWidth: iconName === "" ? 0 : 18

    implicitWidth: label.implicitWidth + iconWidth + 16
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
            id: label

            width: Math.min(implicitWidth, root.width - root.iconWidth - 16)
            text: root.text
            elide: Text.ElideRight
            font.pixelSize: Theme.caption
            font.weight: Font.Medium
            color: Theme.foreground(root.kind)
            Accessible.ignored: true
        }
    }
}
