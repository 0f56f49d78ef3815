// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// What is in the archive and where it lands.
Column {
    id: root

    required property ExtensionController controller

    readonly property bool isWanted: visible && controller.filesState === "idle" ///< of another version again

    spacing: 8
    onIsWantedChanged: if (root.isWanted)
                           Qt.callLater(root.controller.loadFiles) // qmllint disable

    Label {
        width: parent.width
        visible: root.controller.filesState === "ready"
        text: root.controller.filesSummary
        muted: true
        wrapMode: Text.Wrap
    }
    SkeletonRows {
        visible: root.controller.filesState === "loading" || root.controller.filesState === "idle"
        label: qsTr("Reading the archive…")
        rows: 2
    }
    ErrorState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.controller.filesState === "error"
        title: qsTr("The archive could not be read")
        reason: root.controller.filesErrorText
        onRetried: root.controller.loadFiles()
    }
    Column {
        visible: root.controller.filesState === "ready"

        TableRow {
            width: root.width
            heading: true

            Item {
                implicitWidth: 16
            }
            TableCell {
                heading: true
                text: qsTr("file")
                share: 3
            }
            TableCell {
                heading: true
                text: qsTr("lands in")
                share: 3
            }
            TableCell {
                heading: true
                text: qsTr("size")
            }
        }
        Repeater {
            model: root.controller.filesState === "ready" ? root.controller.files : null

            FileRow {
                width: root.width // qmllint disable unqualified
            }
        }
    }
}
