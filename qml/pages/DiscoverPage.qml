// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// The first page: what could be done next with the chosen PostgreSQL.
Item {
    id: root

    required property DiscoverController controller
    property bool welcoming: false
    property string welcomeText

    signal opened(string name, string version)
    signal acted(string name, string version)
    signal cancelled(string name)
    signal sectionRequested(string key)
    signal tagRequested(string tag)
    signal exampleRequested(string text)
    signal settingsRequested
    signal welcomed

    readonly property string pageState: controller.state

    ScrollPane {
        id: pane

        anchors.fill: parent
        visible: root.pageState === "ready" || root.pageState === "loading"

        WelcomeCard {
            width: parent.width
            visible: root.welcoming && root.welcomeText !== ""
            text: root.welcomeText
            onClosed: root.welcomed()
        }
        Item {
            width: parent.width
            height: Math.max(heading.height, 40)

            Column {
                id: heading

                width: parent.width - browse.width - 16

                Label {
                    width: parent.width
                    text: qsTr("What should PostgreSQL do next?")
                    font.pixelSize: Theme.display
                    font.weight: Font.Bold
                    font.letterSpacing: -0.3
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.Heading
                }
                Label {
                    width: parent.width
                    text: root.pageState === "loading" ? qsTr("Looking at your servers and the index…")
                                                       : root.controller.headline
                    muted: true
                    wrapMode: Text.Wrap
                }
            }
            Button {
                id: browse

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: root.pageState === "ready" && root.controller.tags.length > 0
                kind: "quiet"
                text: qsTr("Browse categories")
                onClicked: pane.reveal(tags)
            }
        }
        Flow {
            width: parent.width
            spacing: 8
            visible: root.pageState === "ready" && root.controller.examples.length > 0

            Label {
                height: 28
                text: qsTr("Search for")
                muted: true
            }
            Repeater {
                model: root.controller.examples

                Chip {
                    required property string modelData

                    text: modelData
                    onClicked: root.exampleRequested(modelData) // qmllint disable unqualified
                }
            }
        }
        SkeletonCards {
            width: parent.width
            visible: root.pageState === "loading"
        }
        Repeater {
            model: root.pageState === "ready" ? root.controller.sections : null

            // qmllint disable unqualified
            CardSection {
                width: pane.width - 2 * pane.margin
                onMoreRequested: key => root.sectionRequested(key)
                onOpened: (name, version) => root.opened(name, version)
                onActed: (name, version) => root.acted(name, version)
                onCancelled: name => root.cancelled(name)
            }
            // qmllint enable unqualified
        }
        Column {
            id: tags

            width: parent.width
            spacing: 12
            visible: root.pageState === "ready" && root.controller.tags.length > 0

            SectionHeader {
                width: parent.width
                text: qsTr("By category")
            }
            Flow {
                width: parent.width
                spacing: 8

                Repeater {
                    model: root.controller.tags

                    Chip {
                        required property var modelData

                        text: modelData.text
                        count: modelData.count
                        onClicked: root.tagRequested(modelData.text) // qmllint disable unqualified
                    }
                }
            }
        }
    }

    EmptyState {
        anchors.centerIn: parent
        visible: root.pageState === "empty"
        iconName: "discover"
        title: qsTr("Nothing to discover yet")
        text: root.controller.emptyText
        actionText: qsTr("Open the settings")
        onActivated: root.settingsRequested()
    }
    ErrorState {
        anchors.centerIn: parent
        visible: root.pageState === "error"
        title: root.controller.errorTitle
        reason: root.controller.errorText
        details: root.controller.errorDetails
        onRetried: root.controller.retry()
    }
}
