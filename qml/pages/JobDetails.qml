// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// State, failure, steps and log of an operation; also of a starting sandbox.
ScrollPane {
    id: root

    required property var controller ///< JobController or SandboxController: stateText, progress, failure, steps, logText
    required property bool active
    required property string kind

    margin: 0
    headMargin: 0
    spacing: 12

    Row {
        spacing: 12
        visible: root.controller.stateText !== ""

        Badge {
            anchors.verticalCenter: parent.verticalCenter
            text: root.controller.stateText
            kind: root.kind
        }
        ProgressBar {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.active
            label: root.controller.stateText
            indeterminate: root.controller.progress < 0
            value: Math.max(0, root.controller.progress)
        }
    }
    FailureCard {
        width: parent.width
        visible: (root.controller.failure.headline ?? "") !== ""
        failure: root.controller.failure
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
    SectionHeader {
        width: parent.width
        text: qsTr("Log")
        actionText: log.following ? "" : qsTr("Go to the end")
        onActivated: {
            log.following = true
            log.follow()
        }
    }
    LogView {
        id: log

        width: parent.width
        height: 260
        label: qsTr("Log of the operation")
        Component.onCompleted: setText(root.controller.logText)
    }
    Connections {
        target: root.controller

        function onLogAppended(lines: string) {
            log.append(lines)
        }
        function onLogReset() {
            log.following = true
            log.setText(root.controller.logText)
        }
    }
}
