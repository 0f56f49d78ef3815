// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Reviews below each other.
Column {
    id: root

    required property var rows ///< ReviewModel
    property bool canReport: false
    property bool canReply: false

    signal reportRequested(int review, string user)
    signal replyRequested(int review, string user, string reply, string replyBy)
    signal replyDeleted(int review, string user)

    Repeater {
        model: root.rows

        // qmllint disable unqualified
        ReviewRow {
            width: root.width
            canReport: root.canReport
            canReply: root.canReply
            onReportRequested: root.reportRequested(reviewId, user)
            onReplyRequested: root.replyRequested(reviewId, user, reply, replyBy)
            onReplyDeleted: root.replyDeleted(reviewId, user)
        }
        // qmllint enable unqualified
    }
}
