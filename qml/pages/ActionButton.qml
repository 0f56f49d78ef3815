// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// The state button of one distribution on the current target.
StateButton {
    id: root

    required property string action
    required property string actionText
    required property real actionProgress
    required property bool actionCancellable
    property bool prominent: true

    text: root.actionText
    running: root.action === "running"
    progress: root.actionProgress
    cancellable: root.actionCancellable
    actionEnabled: root.action !== "unavailable"
    iconName: root.action === "installed" ? "check" : ""
    kind: root.action === "installed" ? "ok"
        : root.action === "unavailable" ? "none" : root.prominent ? "primary" : "quiet"
}
