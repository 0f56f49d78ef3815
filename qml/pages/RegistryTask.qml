// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// What takes its time, and how it went.
Card {
    id: root

    required property var task ///< RegistryTaskController

    readonly property bool running: task.taskState === "running"

    height: column.implicitHeight + 28
    label: qsTr("%1: %2").arg(task.title).arg(task.text)

    Column {
        id: column

        x: 20
        y: 14
        width: parent.width - 40
        spacing: 8

        Item {
            width: parent.width
            height: 32

            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: 8

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.task.title
                    strong: true
                }
                Badge {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: !root.running
                    text: root.task.kind === "ok" ? qsTr("Done") : root.task.kind === "warn" ? qsTr("Done, with problems")
                                                                                            : qsTr("Failed")
                    kind: root.task.kind
                    iconName: root.task.kind === "ok" ? "check" : "warning"
                }
            }
            Button {
                anchors.right: parent.right
                visible: root.running
                kind: "quiet"
                text: qsTr("Cancel")
                Accessible.name: qsTr("Cancel %1").arg(root.task.title)
                onClicked: root.task.cancel()
            }
            IconButton {
                anchors.right: parent.right
                visible: !root.running
                iconName: "close"
                text: qsTr("Close this message")
                onClicked: root.task.dismiss()
            }
        }
        ProgressBar {
            width: parent.width
            visible: root.running
            label: root.task.title
            indeterminate: root.task.progress < 0
            value: Math.max(0, root.task.progress)
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.task.text
            muted: true
            wrapMode: Text.Wrap
        }
        CodeBlock {
            width: parent.width
            height: Math.min(implicitHeight, 200)
            visible: root.task.problems.length > 0
            clip: true
            text: root.task.problems.join("\n")
            label: qsTr("Problems")
        }
    }
}
