// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Right of the plan: choices, and what else there is to know.
ScrollPane {
    id: root

    required property PlanController controller

    margin: 0
    headMargin: 0

    PlanFacts {
        width: parent.width
        controller: root.controller
    }
}
