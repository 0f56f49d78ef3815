// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Left of the plan: findings, then the steps in order. `compact`: the right side follows below.
ScrollPane {
    id: root

    required property PlanController controller
    property bool compact: false

    margin: 0
    headMargin: 0
    spacing: 12

    Repeater {
        model: root.controller.findings

        FindingRow {
            required property var modelData

            width: parent?.width ?? 0
            finding: modelData
        }
    }
    Column {
        width: parent.width

        Repeater {
            model: root.controller.steps

            StepRow {
                required number
                required title
                required why
                required duration
                required stepState

                width: parent?.width ?? 0
            }
        }
    }
    PlanFacts {
        width: parent.width
        visible: root.compact
        controller: root.controller
    }
}
