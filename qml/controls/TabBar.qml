// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// Tabs of one page, underlined; arrows move between them.
T.TabBar {
    id: root

    implicitHeight: 41
    implicitWidth: contentItem.implicitWidth
    spacing: 24

    contentItem: ListView {
        model: root.contentModel
        currentIndex: root.currentIndex
        orientation: ListView.Horizontal
        boundsBehavior: Flickable.StopAtBounds
        spacing: root.spacing
        implicitWidth: contentWidth
        highlightMoveDuration: 0
    }
    background: Item {
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
}
