// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Reviews below each other.
Column {
    id: root

    required property var rows ///< ReviewModel
    property bool canReport: false

    signal reportRequested(int review, string user)

    Repeater {
        model: root.rows

        // qmllint disable unqualified
        ReviewRow {
            width: root.width
            canReport: root.canReport
            onReportRequested: root.reportRequested(reviewId, user)
        }
        // qmllint enable unqualified
    }
}
