// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A page that is made when first shown and kept, with its scroll position, afterwards.
Loader {
    id: root

    required property bool shown

    anchors.fill: parent
    active: false
    visible: shown
    onShownChanged: if (root.shown) root.active = true
    Component.onCompleted: if (root.shown) root.active = true
}
