// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Who did what, newest first.
Column {
    id: root

    required property var controller ///< RegistryController

    spacing: 12

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.count === 0
        iconName: "clock"
        title: qsTr("Nothing was changed yet")
        text: qsTr("Each import, release, account and token that is made or changed is noted here.")
    }
    Card {
        width: parent.width
        height: list.height + heading.height + 16
        visible: list.count > 0

        TableRow {
            id: heading

            x: 8
            y: 8
            width: parent.width - 16
            heading: true

            TableCell {
                heading: true
                text: qsTr("When")
            }
            TableCell {
                heading: true
                text: qsTr("Who")
            }
            TableCell {
                heading: true
                share: 2
                text: qsTr("What")
            }
            TableCell {
                heading: true
                share: 2
                text: qsTr("About")
            }
            TableCell {
                heading: true
                text: qsTr("Outcome")
            }
        }
        ListPane {
            id: list

            x: 8
            y: heading.y + heading.height
            width: parent.width - 16
            height: Math.min(contentHeight, 460)
            label: qsTr("What was done")
            activeFocusOnTab: true
            model: root.controller.audit

            // qmllint disable unqualified
            delegate: TableRow {
                id: row

                required property string when
                required property string actor
                required property string means
                required property string action
                required property string subject
                required property string outcome
                required property string kind

                width: ListView.view.width
                label: Words.listed([when, actor, means, action, subject, outcome])

                TableCell {
                    text: row.when
                    muted: true
                }
                TableCell {
                    text: Words.listed([row.actor, row.means])
                }
                TableCell {
                    share: 2
                    text: row.action
                }
                TableCell {
                    share: 2
                    text: row.subject
                    muted: true
                }
                TableCell {
                    text: row.outcome
                    color: Theme.foreground(row.kind)
                }
            }
            // qmllint enable unqualified

            FocusRing {
                visible: list.activeFocus
            }
        }
    }
    Button {
        visible: root.controller.hasMoreAudit
        kind: "quiet"
        text: qsTr("Show older")
        onClicked: root.controller.showMoreAudit()
    }
}
