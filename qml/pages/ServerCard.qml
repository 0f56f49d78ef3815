// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls
import Howdah.Ui

/// One server and the extensions in its databases.
Card {
    id: root

    required property string serverId
    required property string title
    required property string detail
    required property string kind
    required property bool isSandbox
    required property bool isTarget
    required property bool canRestart
    required property bool isStopped
    required property string problem
    required property string problemDetails
    required property InstalledModel extensions
    required property int extensionCount

    signal opened(string name)
    signal restartRequested
    signal targetRequested
    signal createRequested(string name)
    signal updateRequested(string database, string name)
    signal dropRequested(string database, string name)
    signal removeRequested(string name)
    signal retried

    implicitHeight: column.implicitHeight + 32
    label: qsTr("%1, %2").arg(title).arg(detail)

    Column {
        id: column

        x: 16
        y: 16
        width: parent.width - 32
        spacing: 6

        Item {
            width: parent.width
            height: 40

            StateDot {
                anchors.verticalCenter: parent.verticalCenter
                kind: root.isSandbox ? "accent" : root.kind
            }
            Column {
                x: 20
                width: parent.width - 20 - buttons.width - 12
                anchors.verticalCenter: parent.verticalCenter

                Row {
                    spacing: 8

                    Label {
                        text: root.title
                        strong: true
                    }
                    Badge {
                        visible: root.isTarget
                        text: qsTr("Current target")
                        kind: "primary"
                    }
                }
                Label {
                    width: parent.width
                    text: root.detail
                    font.pixelSize: Theme.caption
                    muted: true
                    elide: Text.ElideMiddle
                }
            }
            Row {
                id: buttons

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: 8

                Button {
                    visible: !root.isTarget && !root.isSandbox
                    kind: "link"
                    text: qsTr("Make it the target")
                    Accessible.name: qsTr("Make %1 the target").arg(root.title)
                    onClicked: root.targetRequested()
                }
                Button {
                    visible: root.canRestart
                    kind: "quiet"
                    text: root.isStopped ? qsTr("Start") : qsTr("Restart…")
                    Accessible.name: root.isStopped ? qsTr("Start %1").arg(root.title)
                                                    : qsTr("Restart %1").arg(root.title)
                    onClicked: root.restartRequested()
                }
            }
        }
        ErrorState {
            visible: root.problem !== ""
            width: parent.width
            title: qsTr("Its databases cannot be read")
            reason: root.problem
            details: root.problemDetails
            onRetried: root.retried()
        }
        Label {
            visible: root.problem === "" && (root.isStopped || root.extensionCount === 0)
            text: root.isStopped ? qsTr("It is stopped: what is in its databases is seen when it runs.")
                                 : qsTr("No extensions here yet.")
            muted: true
        }
        TableRow {
            visible: root.extensionCount > 0
            width: parent.width
            heading: true

            TableCell {
                heading: true
                share: 2
                text: qsTr("extension")
            }
            TableCell {
                heading: true
                text: qsTr("database")
            }
            TableCell {
                heading: true
                text: qsTr("in database")
            }
            TableCell {
                heading: true
                text: qsTr("on disk")
            }
            TableCell {
                visible: column.width >= 760
                heading: true
                text: qsTr("schema")
            }
            Item {
                Layout.preferredWidth: column.width < 760 ? 190 : 320
            }
        }
        Column {
            width: parent.width

            Repeater {
                model: root.extensions

                // qmllint disable unqualified
                InstalledRow {
                    width: column.width
                    onOpened: root.opened(name)
                    onCreateRequested: root.createRequested(name)
                    onUpdateRequested: root.updateRequested(database, name)
                    onDropRequested: root.dropRequested(database, name)
                    onRemoveRequested: root.removeRequested(name)
                }
                // qmllint enable unqualified
            }
        }
    }
}
