// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// What runs, what ran, and one of them in full.
Item {
    id: root

    required property ActivityModel controller
    required property JobController job
    required property SharingController sharing

    signal discoverRequested

    readonly property string pageState: controller.state
    readonly property bool wide: width >= 900
    readonly property bool jobShown: job.jobId !== ""
    readonly property var offers: sharing.offers

    Label {
        id: heading

        x: Theme.page
        y: Theme.page
        text: qsTr("Activity")
        font.pixelSize: Theme.display
        font.weight: Font.Bold
        font.letterSpacing: -0.3
        Accessible.role: Accessible.Heading
    }
    ListPane {
        id: list

        label: qsTr("Operations")
        visible: root.pageState === "ready" && (root.wide || !root.jobShown)
        x: Theme.page - 12
        anchors.top: heading.bottom
        anchors.topMargin: 12
        anchors.bottom: parent.bottom
        width: root.jobShown && root.wide ? 372 : parent.width - 2 * x
        bottomMargin: Theme.page
        model: root.controller

        // qmllint disable unqualified
        delegate: JobRow {
            width: list.width
            compact: root.jobShown && root.wide
            offer: root.offers[jobId]
            isCurrent: root.job.jobId === jobId
            onOpened: root.job.jobId = jobId
            onCancelled: root.controller.cancel(jobId)
            onRetried: root.controller.retry(jobId)
            onUndone: root.controller.undo(jobId)
            onReported: root.sharing.showOfferOf(jobId)
            onRefused: root.sharing.refuse()
            onActiveFocusChanged: if (activeFocus) list.currentIndex = index
        }
        // qmllint enable unqualified
    }
    JobPane {
        visible: root.pageState === "ready" && root.jobShown
        anchors.left: root.wide ? list.right : parent.left
        anchors.leftMargin: Theme.page
        anchors.right: parent.right
        anchors.rightMargin: Theme.page
        anchors.top: heading.bottom
        anchors.topMargin: 16
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.page
        controller: root.job
        sharing: root.sharing
        onClosed: root.job.jobId = ""
    }
    SkeletonRows {
        x: Theme.page
        anchors.top: heading.bottom
        anchors.topMargin: 24
        visible: root.pageState === "loading"
        label: qsTr("Reading the history…")
    }
    EmptyState {
        anchors.centerIn: parent
        visible: root.pageState === "empty"
        iconName: "activity"
        title: qsTr("Nothing has happened yet")
        text: qsTr("Installs, updates and sandboxes appear here with their steps and logs, and can be undone from here.")
        actionText: qsTr("Discover extensions")
        onActivated: root.discoverRequested()
    }
    ErrorState {
        anchors.centerIn: parent
        visible: root.pageState === "error"
        title: root.controller.errorTitle
        reason: root.controller.errorText
        details: root.controller.errorDetails
        canRetry: false
    }
}
