// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// A running sandbox: how to reach it, what was created, how its tests went.
ScrollPane {
    id: root

    required property SandboxController controller

    signal copyRequested(string text)
    signal opened

    readonly property bool wide: width >= 900

    headMargin: 0

    Grid {
        columns: root.wide ? 2 : 1
        spacing: 16

        readonly property real cellWidth: root.wide ? (root.width - 2 * root.margin - 16) / 2
                                                    : root.width - 2 * root.margin

        Card {
            width: parent.cellWidth
            height: connect.implicitHeight + 32
            label: qsTr("Connect")

            Column {
                id: connect

                x: 16
                y: 16
                width: parent.width - 32
                spacing: 10

                SectionHeader {
                    width: parent.width
                    text: qsTr("Connect")
                    actionText: qsTr("Copy the address")
                    onActivated: root.copyRequested(root.controller.uri)
                }
                CodeBlock {
                    width: parent.width
                    label: qsTr("Connection string")
                    text: root.controller.connection
                }
                CodeBlock {
                    width: parent.width
                    label: qsTr("psql command")
                    text: root.controller.psqlCommand
                }
                Button {
                    kind: "quiet"
                    iconName: "terminal"
                    text: qsTr("Open psql")
                    enabled: root.controller.canOpenTerminal
                    hint: enabled ? "" : qsTr("No terminal program was found; copy the command instead.")
                    onClicked: root.controller.openTerminal()
                }
            }
        }
        Card {
            width: parent.cellWidth
            height: Math.max(tests.implicitHeight + 32, root.wide ? connect.implicitHeight + 32 : 0)
            label: qsTr("Its own tests")

            Column {
                id: tests

                x: 16
                y: 16
                width: parent.width - 32
                spacing: 10

                SectionHeader {
                    width: parent.width
                    text: qsTr("Its own tests")
                }
                Badge {
                    width: Math.min(implicitWidth, parent.width)
                    visible: text !== ""
                    text: root.controller.testText
                    kind: root.controller.testKind
                    iconName: root.controller.testKind === "ok" ? "check"
                            : root.controller.testKind === "bad" ? "close" : ""
                }
                CodeBlock {
                    width: parent.width
                    visible: root.controller.testDetails !== ""
                    label: qsTr("Test output")
                    text: root.controller.testDetails
                }
                Button {
                    kind: "quiet"
                    text: qsTr("Open the extension")
                    onClicked: root.opened()
                }
            }
        }
    }
    Card {
        width: parent.width
        height: created.implicitHeight + 32
        label: qsTr("What was created")

        Column {
            id: created

            x: 16
            y: 16
            width: parent.width - 32
            spacing: 6

            SectionHeader {
                width: parent.width
                text: root.controller.created.length > 0
                      ? qsTr("What was created (%1)").arg(root.controller.created.length)
                      : qsTr("Nothing was created")
            }
            Column {
                width: parent.width

                Repeater {
                    model: root.controller.created

                    CreatedRow {
                        required property var modelData

                        width: parent?.width ?? 0
                        kind: modelData.kind
                        identity: modelData.identity
                    }
                }
            }
        }
    }
}
