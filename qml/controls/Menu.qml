// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// A menu; arrows and letters move in it, Escape closes it.
T.Menu {
    id: root

    implicitWidth: 240
    implicitHeight: contentItem.implicitHeight + 8
    margins: 8
    padding: 4
    overlap: 0
    delegate: MenuItem {}

    contentItem: ListView {
        implicitHeight: contentHeight
        model: root.contentModel
        currentIndex: root.currentIndex
        interactive: contentHeight > height
        clip: true
        ScrollBar.vertical: ScrollBar {}
    }
    background: FloatingPanel {
        implicitWidth: 240
    }
}
