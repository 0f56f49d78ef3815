// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls

/// One thing that is needed, or that needs this.
TableRow {
    id: root

    required property string directionTitle
    required property string name
    required property string range
    required property string source
    required property string statusText
    required property string kind
    required property bool canOpen

    signal openRequested

    label: Words.listed([directionTitle, name, range, source, statusText])

    TableCell {
        text: root.directionTitle
        muted: true
    }
    Item {
        Layout.fillWidth: true
        Layout.preferredWidth: 200
        Layout.minimumWidth: 0
        implicitHeight: 24

        Button {
            x: -4
            anchors.verticalCenter: parent.verticalCenter
            visible: root.canOpen
            kind: "link"
            text: root.name
            onClicked: root.openRequested()
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.canOpen
            text: root.name
            strong: true
        }
    }
    TableCell {
        text: root.range
    }
    TableCell {
        text: root.source
        muted: true
    }
    Item {
        Layout.fillWidth: true
        Layout.preferredWidth: 200
        Layout.minimumWidth: 0
        implicitHeight: 20

        Badge {
            visible: root.statusText !== ""
            text: root.statusText
            kind: root.kind
        }
    }
}
