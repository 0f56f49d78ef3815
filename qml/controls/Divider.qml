// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A hairline.
Rectangle {
    implicitWidth: 1
    implicitHeight: 1
    color: Theme.line
    Accessible.ignored: true
}
