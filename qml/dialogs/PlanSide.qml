// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Right of the plan: choices, and what else there is to know.
ScrollPane {
    id: root

    required property var controller ///< PlanController

    margin: 0
    headMargin: 0

    PlanFacts {
        width: parent.width
        controller: root.controller
    }
}
