// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Trying an extension in a private copy of PostgreSQL.
Item {
    id: root

    required property SandboxController controller

    signal discoverRequested
    signal copyRequested(string text)
    signal opened(string name, string version)

    readonly property string pageState: controller.state

    Item {
        id: heading

        /// Too narrow for a title beside the buttons.
        readonly property bool stacked: width < buttons.width + 360

        x: Theme.page
        y: Theme.page
        width: parent.width - 2 * Theme.page
        height: stacked ? words.height + 12 + buttons.height : Math.max(40, words.height)
        visible: root.pageState !== "none"

        Column {
            id: words

            y: heading.stacked ? 0 : (parent.height - height) / 2
            width: heading.stacked ? parent.width : parent.width - buttons.width - 16

            Label {
                width: parent.width
                text: root.controller.title
                font.pixelSize: Theme.heading
                font.weight: Font.Bold
                elide: Text.ElideRight
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                text: root.controller.subtitle
                muted: true
                wrapMode: Text.Wrap
            }
        }
        Row {
            id: buttons

            x: heading.stacked ? 0 : parent.width - width
            y: heading.stacked ? words.height + 12 : (parent.height - height) / 2
            spacing: 10

            Button {
                visible: root.pageState === "starting"
                kind: "quiet"
                large: true
                text: qsTr("Cancel")
                onClicked: root.controller.cancel()
            }
            Button {
                visible: root.pageState === "ready" || root.pageState === "failed"
                kind: "quiet"
                large: true
                iconName: "trash"
                text: qsTr("Discard")
                onClicked: root.controller.discard(root.controller.currentId)
            }
            Button {
                visible: root.controller.canPromote
                large: true
                text: root.controller.promoteText
                onClicked: root.controller.promote()
            }
        }
    }
    SandboxPicker {
        id: picker

        anchors.top: heading.bottom
        anchors.topMargin: 16
        x: Theme.page
        width: parent.width - 2 * Theme.page
        controller: root.controller
        visible: count > 1
    }
    SandboxFacts {
        anchors.top: picker.visible ? picker.bottom : heading.bottom
        anchors.topMargin: 16
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.pageState === "ready"
        controller: root.controller
        onCopyRequested: text => root.copyRequested(text)
        onOpened: root.opened(root.controller.subject, root.controller.subjectVersion)
    }
    Card {
        anchors.top: picker.visible ? picker.bottom : heading.bottom
        anchors.topMargin: 16
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.page
        x: Theme.page
        width: parent.width - 2 * Theme.page
        visible: root.pageState === "starting" || root.pageState === "failed"

        JobDetails {
            anchors.fill: parent
            anchors.margins: 20
            controller: root.controller
            active: root.pageState === "starting"
            kind: root.pageState === "failed" ? "bad" : "primary"
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: root.pageState === "none"
        iconName: "flask"
        title: qsTr("No sandbox is open")
        text: qsTr("A sandbox is a private copy of your PostgreSQL: half a second to start, nothing of the real server touched, gone when closed. Choose an extension and press “Try in a sandbox”.")
        actionText: qsTr("Discover extensions")
        onActivated: root.discoverRequested()
    }
}
