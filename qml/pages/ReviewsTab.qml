// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah
import Howdah.Controls
import Howdah.Ui

/// What people say who have installed it, and one's own word.
RegistryTab {
    id: root

    required property ReviewsController reviews

    signal installRequested
    signal signInRequested

    readonly property bool wide: width >= 760
    readonly property var majors: reviews.majors

    controller: reviews
    loadingText: qsTr("Asking the registry for reviews…")

    RatingSummary {
        width: parent.width
        visible: root.reviews.total > 0
        rating: root.reviews.rating
    }
    Item {
        width: parent.width
        height: root.wide ? Math.max(side.height, list.height) : side.height + 20 + list.height

        Column {
            id: side

            width: root.wide ? 300 : root.width
            x: root.wide ? root.width - width : 0
            spacing: 14

            OwnReviewCard {
                width: parent.width
                controller: root.reviews
                onWriteRequested: dialog.open()
                onInstallRequested: root.installRequested()
                onSignInRequested: root.signInRequested()
            }
        }
        Column {
            id: list

            width: root.wide ? root.width - side.width - 28 : root.width
            y: root.wide ? 0 : side.height + 20
            spacing: 12

            Row {
                visible: root.majors.length > 0
                spacing: 12

                ComboBox {
                    id: major

                    width: 240
                    label: qsTr("Reviews of installs on")
                    textRole: "text"
                    valueRole: "value"
                    model: root.majors
                    currentIndex: root.majors.findIndex(one => one.value === root.reviews.postgres)
                    onActivated: root.reviews.postgres = currentValue
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: root.reviews.isRefreshing
                    text: qsTr("Asking…")
                    muted: true
                }
            }
            EmptyState {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: root.reviews.total === 0
                iconName: "star"
                title: qsTr("No review yet")
                text: qsTr("Whoever has installed it can say whether it works, and how well. Yours would be the first.")
            }
            ReviewList {
                width: parent.width
                rows: root.reviews.rows
                canReport: root.reviews.canReport
                canReply: root.reviews.canReply
                onReportRequested: (review, user) => reportDialog.show(review, user)
                onReplyRequested: (review, user, reply, replyBy) => replyDialog.show(review, user, reply, replyBy)
                onReplyDeleted: (review, user) => root.reviews.removeReply(review, user)
            }
            Disclosure {
                width: parent.width
                visible: root.reviews.outdatedCount > 0
                foldedText: root.reviews.outdatedCount === 1
                            ? qsTr("Show 1 review of an older version")
                            : qsTr("Show %1 reviews of older versions").arg(root.reviews.outdatedCount)
                unfoldedText: qsTr("Hide the reviews of older versions")

                ReviewList {
                    width: parent.width
                    rows: root.reviews.outdated
                    canReport: root.reviews.canReport
                    canReply: root.reviews.canReply
                    onReportRequested: (review, user) => reportDialog.show(review, user)
                    onReplyRequested: (review, user, reply, replyBy) => replyDialog.show(review, user, reply, replyBy)
                    onReplyDeleted: (review, user) => root.reviews.removeReply(review, user)
                }
            }
            Button {
                visible: root.reviews.hasMore
                kind: "quiet"
                enabled: !root.reviews.isFetching
                text: root.reviews.isFetching ? qsTr("Asking…") : qsTr("Show more reviews")
                onClicked: root.reviews.fetchMore()
            }
        }
    }
    ReviewDialog {
        id: dialog

        controller: root.reviews
    }
    ReplyDialog {
        id: replyDialog

        controller: root.reviews
    }
    ReportReviewDialog {
        id: reportDialog

        controller: root.reviews
    }
}
