// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// What it needs and what needs it.
Column {
    id: root

    required property DependencyModel dependencies

    signal openRequested(string name)

    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: rows.count === 0
        iconName: "graph"
        title: qsTr("On its own")
        text: qsTr("It needs nothing but PostgreSQL, and nothing known needs it.")
    }
    TableRow {
        width: root.width
        visible: rows.count > 0
        heading: true

        TableCell {
            heading: true
            text: qsTr("relation")
        }
        TableCell {
            heading: true
            text: qsTr("name")
            share: 2
        }
        TableCell {
            heading: true
            text: qsTr("version")
        }
        TableCell {
            heading: true
            text: qsTr("from")
        }
        TableCell {
            heading: true
            text: qsTr("here")
            share: 2
        }
    }
    Repeater {
        id: rows

        model: root.dependencies

        // qmllint disable unqualified
        DependencyRow {
            width: root.width
            onOpenRequested: root.openRequested(name)
        }
        // qmllint enable unqualified
    }
}
