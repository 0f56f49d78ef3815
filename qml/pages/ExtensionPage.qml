// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah
import Howdah.Controls
import Howdah.Ui

/// Everything about one distribution.
Item {
    id: root

    required property ExtensionController controller

    signal acted(string name, string version)
    signal cancelled(string name)
    signal sandboxRequested(string name, string version)
    signal openRequested(string name)
    signal linkRequested(string link)
    signal copyRequested(string text)
    signal tagRequested(string tag)
    signal backRequested
    signal signInRequested

    readonly property string pageState: controller.state
    readonly property var tabs: ["overview", "versions", "reviews", "stats", "compatibility", "dependencies",
                                 "files"]
    readonly property string tab: tabs[bar.currentIndex]

    function showTab(tab: string) {
        bar.currentIndex = root.tabs.indexOf(tab)
        pane.reveal(bar)
    }

    ScrollPane {
        id: pane

        anchors.fill: parent
        headMargin: 12
        spacing: 16
        visible: root.pageState === "ready"

        Button {
            leftPadding: 0
            kind: "link"
            iconName: "arrow-left"
            text: qsTr("Back")
            onClicked: root.backRequested()
        }
        ExtensionHeader {
            width: parent.width
            controller: root.controller
            onActed: root.acted(root.controller.name, root.controller.version)
            onPlanRequested: root.acted(root.controller.name, root.controller.version)
            onCancelled: root.cancelled(root.controller.name)
            onSandboxRequested: root.sandboxRequested(root.controller.name, root.controller.version)
            onCopyLinkRequested: root.copyRequested(root.controller.link)
            onTabRequested: tab => root.showTab(tab)
        }
        Row {
            width: parent.width
            spacing: 8
            visible: root.controller.situation !== ""

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "info"
                size: 16
                color: Theme.mute
            }
            Label {
                width: parent.width - 24
                text: root.controller.situation
                muted: true
                wrapMode: Text.Wrap
            }
        }
        TileRow {
            width: parent.width
            tiles: root.controller.tiles
            onEvidenceRequested: tile => evidence.show(tile)
        }
        TabBar {
            id: bar

            width: parent.width

            TabButton {
                text: qsTr("Overview")
            }
            TabButton {
                text: qsTr("Versions")
            }
            TabButton {
                text: qsTr("Reviews")
                count: root.controller.reviews.total > 0 ? root.controller.reviews.total : ""
            }
            TabButton {
                text: qsTr("Stats")
            }
            TabButton {
                text: qsTr("Compatibility")
            }
            TabButton {
                text: qsTr("Dependencies")
            }
            TabButton {
                text: qsTr("Files")
            }
        }
        OverviewTab {
            width: parent.width
            visible: root.tab === "overview"
            controller: root.controller
            onLinkRequested: link => root.linkRequested(link)
            onTagRequested: tag => root.tagRequested(tag)
        }
        VersionsTab {
            width: parent.width
            visible: root.tab === "versions"
            versions: root.controller.versions
            onShowRequested: version => root.controller.showVersion(version)
            onInstallRequested: version => root.acted(root.controller.name, version)
            onLinkRequested: link => root.linkRequested(link)
        }
        // qmllint disable unqualified
        TabHost {
            width: parent.width
            shown: root.tab === "reviews"
            sourceComponent: ReviewsTab {
                reviews: root.controller.reviews
                onInstallRequested: root.acted(root.controller.name, root.controller.version)
                onSignInRequested: root.signInRequested()
            }
        }
        TabHost {
            width: parent.width
            shown: root.tab === "stats"
            sourceComponent: StatsTab {
                stats: root.controller.stats
            }
        }
        TabHost {
            width: parent.width
            shown: root.tab === "compatibility"
            sourceComponent: CompatibilityTab {
                compatibility: root.controller.compatibility
                onLinkRequested: link => root.linkRequested(link)
            }
        }
        // qmllint enable unqualified
        DependenciesTab {
            width: parent.width
            visible: root.tab === "dependencies"
            dependencies: root.controller.dependencies
            onOpenRequested: name => root.openRequested(name)
        }
        FilesTab {
            width: parent.width
            visible: root.tab === "files"
            controller: root.controller
        }
    }
    Column {
        anchors.fill: parent
        anchors.margins: Theme.page
        spacing: 20
        visible: root.pageState === "loading"

        SkeletonRows {
            label: qsTr("Opening…")
            rows: 1
        }
        SkeletonCards {
            width: parent.width
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: root.pageState === "empty"
        iconName: "question"
        title: qsTr("No extension of that name")
        text: root.controller.errorText
        actionText: qsTr("Back")
        onActivated: root.backRequested()
    }
    ErrorState {
        anchors.centerIn: parent
        visible: root.pageState === "error"
        title: root.controller.errorTitle
        reason: root.controller.errorText
        details: root.controller.errorDetails
        onRetried: root.controller.retry()
    }
    EvidenceDialog {
        id: evidence
    }
}
