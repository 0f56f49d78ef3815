// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// What the registry holds, the room it takes, and how much it is asked.
Column {
    id: root

    required property var controller ///< RegistryController

    signal opened(string name)
    signal importRequested

    spacing: 16

    Card {
        width: parent.width
        height: chart.y + chart.height + 16

        Label {
            id: heading

            x: 20
            y: 14
            text: qsTr("Requests per minute")
            strong: true
            Accessible.role: Accessible.Heading
        }
        Label {
            anchors.right: parent.right
            anchors.rightMargin: 20
            anchors.baseline: heading.baseline
            text: root.controller.traffic.text
            font.pixelSize: Theme.caption
            muted: true
        }
        RequestChart {
            id: chart

            x: 20
            y: 42
            width: parent.width - 40
            height: implicitHeight
            traffic: root.controller.traffic
        }
    }
    Card {
        width: parent.width
        height: facts.implicitHeight + 32

        Column {
            id: facts

            x: 20
            y: 14
            width: parent.width - 40
            spacing: 4

            Label {
                text: qsTr("Contents")
                strong: true
                Accessible.role: Accessible.Heading
            }
            Repeater {
                model: root.controller.facts

                KeyValue {
                    required property var modelData

                    width: facts.width // qmllint disable unqualified
                    label: modelData.label
                    value: modelData.value
                }
            }
            KeyValue {
                width: parent.width
                label: qsTr("Archives")
                value: root.controller.spaceText
            }
            ProgressBar {
                width: parent.width
                visible: root.controller.spaceShare >= 0
                label: qsTr("Room taken: %1").arg(root.controller.spaceText)
                value: Math.max(0, root.controller.spaceShare)
            }
            NumberRow {
                label: qsTr("MiB that all archives may take; 0: any number")
                value: root.controller.capMiB
                maximum: 1048576
                onEdited: value => root.controller.setCapMiB(value)
            }
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.count === 0
        iconName: "registry"
        title: qsTr("Nothing is published here yet")
        text: qsTr("Take archives of releases in: drop them here, or name a file or folder.")
        actionText: qsTr("Import archives…")
        onActivated: root.importRequested()
    }
    Card {
        width: parent.width
        height: list.height + 16
        visible: list.count > 0

        ListPane {
            id: list

            x: 8
            y: 8
            width: parent.width - 16
            height: Math.min(contentHeight, 400)
            label: qsTr("Distributions")
            activeFocusOnTab: true
            model: root.controller.holdings

            // qmllint disable unqualified
            delegate: TableRow {
                id: row

                required property string name
                required property string releases
                required property string size
                required property string newest

                width: ListView.view.width
                label: qsTr("%1, %2, %3, newest of %4").arg(name).arg(releases).arg(size).arg(newest)

                Button {
                    kind: "link"
                    text: row.name
                    Accessible.name: qsTr("Open %1").arg(row.name)
                    onClicked: root.opened(row.name)
                }
                TableCell {
                    text: ""
                }
                TableCell {
                    text: row.releases
                    muted: true
                    horizontalAlignment: Text.AlignRight
                }
                TableCell {
                    text: row.size
                    muted: true
                    horizontalAlignment: Text.AlignRight
                }
                TableCell {
                    text: row.newest
                    muted: true
                    horizontalAlignment: Text.AlignRight
                }
            }
            // qmllint enable unqualified

            FocusRing {
                visible: list.activeFocus
            }
        }
    }
}
