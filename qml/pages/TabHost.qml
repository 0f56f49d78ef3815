// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A tab's content that is made when first shown and kept afterwards.
Loader {
    id: root

    required property bool shown

    active: false
    visible: shown
    onShownChanged: if (root.shown) root.active = true
    Component.onCompleted: if (root.shown) root.active = true
}
