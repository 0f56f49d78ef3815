// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// What failed, why, what to do; the raw words one click away.
Column {
    id: root

    property string title
    property string reason
    property string details
    property string retryText: qsTr("Try again")
    property bool canRetry: true
    property bool detailsShown: false

    signal retried

    width: parent ? Math.min(parent.width - 2 * Theme.page, 560) : 560
    spacing: 12
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title
    Accessible.description: reason

    Row {
        width: parent.width
        spacing: 14

        Rectangle {
            width: 44
            height: 44
            radius: 22
            color: Theme.badSoft
            Accessible.ignored: true

            Icon {
                anchors.centerIn: parent
                name: "warning"
                color: Theme.bad
            }
        }
        Column {
            width: parent.width - 58
            spacing: 2

            Label {
                width: parent.width
                text: root.title
                font.pixelSize: Theme.title
                strong: true
                wrapMode: Text.Wrap
            }
            Label {
                width: parent.width
                text: root.reason
                muted: true
                wrapMode: Text.Wrap
            }
        }
    }
    Row {
        x: 58
        spacing: 8

        Button {
            visible: root.canRetry
            text: root.retryText
            kind: "quiet"
            iconName: "refresh"
            onClicked: root.retried()
        }
        Button {
            visible: root.details !== ""
            kind: "link"
            text: root.detailsShown ? qsTr("Hide the details") : qsTr("Show the details")
            onClicked: root.detailsShown = !root.detailsShown
        }
    }
    CodeBlock {
        x: 58
        width: parent.width - 58
        visible: root.detailsShown
        text: root.details
        label: qsTr("Details of the error")
    }
}
