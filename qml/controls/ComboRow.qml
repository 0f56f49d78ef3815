// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// A line of a ComboBox's list.
T.ItemDelegate {
    id: root

    width: ListView.view ? ListView.view.width : implicitWidth
    implicitHeight: Theme.controlHeight
    leftPadding: 10
    rightPadding: 10
    highlighted: ListView.isCurrentItem
    Accessible.name: text
    Accessible.onPressAction: root.clicked()

    contentItem: Label {
        text: root.text
        strong: root.highlighted
        elide: Text.ElideRight
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: 6
        color: root.highlighted || root.hovered ? Theme.hover : "transparent"
    }
}
