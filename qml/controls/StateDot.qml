// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A dot in a state's colour; always stands beside the words that say it.
Rectangle {
    id: root

    property string kind: "ok"

    implicitWidth: 8
    implicitHeight: 8
    radius: 4
    color: Theme.foreground(root.kind)
    Accessible.ignored: true
}
