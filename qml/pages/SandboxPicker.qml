// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Which of several sandboxes is looked at.
Flow {
    id: root

    required property SandboxController controller
    readonly property alias count: rows.count

    spacing: 8

    Repeater {
        id: rows

        model: root.controller.sandboxes

        Button {
            required property string sandboxId
            required property string title
            required property string detail
            required property bool isCurrent

            kind: "quiet"
            text: title
            iconName: isCurrent ? "check" : "flask"
            hint: detail
            onClicked: root.controller.currentId = sandboxId // qmllint disable unqualified
        }
    }
}
