// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One version: when, how stable, what is new.
Item {
    id: root

    required property string version
    required property string date
    required property string status
    required property string notesHtml
    required property bool isShown
    required property bool isInstalled
    required property bool isBetween

    signal showRequested
    signal installRequested
    signal linkRequested(string link)

    implicitHeight: column.implicitHeight + 25
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Version %1, %2").arg(version).arg(date)

    Rectangle {
        visible: root.isBetween
        width: 3
        radius: 1
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: 8
        color: Theme.accent
    }
    Column {
        id: column

        x: 14
        y: 12
        width: parent.width - 14 - buttons.width - 12
        spacing: 4

        Row {
            spacing: 8

            Label {
                text: root.version
                strong: true
            }
            Label {
                text: root.date
                muted: true
            }
            Badge {
                visible: root.status !== "stable"
                text: root.status
                kind: "warn"
            }
            Badge {
                visible: root.isInstalled
                text: qsTr("Installed")
                kind: "ok"
                iconName: "check"
            }
            Badge {
                visible: root.isShown
                text: qsTr("Shown")
                kind: "primary"
            }
        }
        HtmlView {
            width: parent.width
            visible: root.notesHtml !== ""
            html: root.notesHtml
            label: qsTr("Notes of version %1").arg(root.version)
            onLinkPressed: link => root.linkRequested(link)
        }
    }
    Row {
        id: buttons

        anchors.right: parent.right
        y: 8
        spacing: 8

        Button {
            visible: !root.isShown
            kind: "link"
            text: qsTr("Show")
            Accessible.name: qsTr("Show version %1").arg(root.version)
            onClicked: root.showRequested()
        }
        Button {
            visible: !root.isInstalled
            kind: "quiet"
            text: qsTr("Install…")
            Accessible.name: qsTr("Install version %1").arg(root.version)
            onClicked: root.installRequested()
        }
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
