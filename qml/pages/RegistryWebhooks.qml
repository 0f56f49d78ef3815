// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls

/// Who is told of what happens here, and how that went.
Column {
    id: root

    required property var controller ///< RegistryWebhooksController

    signal addRequested

    spacing: 12

    Item {
        width: parent.width
        height: 32
        visible: list.count > 0

        Button {
            anchors.right: parent.right
            kind: "quiet"
            iconName: "plus"
            text: qsTr("Add a webhook…")
            onClicked: root.addRequested()
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.count === 0
        iconName: "link"
        title: qsTr("Nobody is told of what happens here")
        text: qsTr("A webhook gets a signed request for each release, yank, review and change of an account.")
        actionText: qsTr("Add a webhook…")
        onActivated: root.addRequested()
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
            height: Math.min(contentHeight, 240)
            label: qsTr("Receivers")
            model: root.controller.rows

            // qmllint disable unqualified
            delegate: TableRow {
                id: row

                required property int webhookId
                required property string url
                required property string detail
                required property string statusText
                required property string kind
                required property bool isPaused

                width: ListView.view.width
                implicitHeight: 56
                label: Words.listed([url, statusText, detail])

                Column {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 300
                    Layout.minimumWidth: 0

                    Label {
                        width: parent.width
                        text: row.url
                        strong: row.webhookId === root.controller.currentId
                        elide: Text.ElideMiddle
                    }
                    Label {
                        width: parent.width
                        text: row.detail
                        font.pixelSize: Theme.caption
                        muted: true
                        elide: Text.ElideRight
                    }
                }
                Badge {
                    text: row.statusText
                    kind: row.kind
                }
                Button {
                    kind: "link"
                    text: qsTr("Deliveries")
                    Accessible.name: qsTr("Deliveries to %1").arg(row.url)
                    onClicked: root.controller.currentId = row.webhookId
                }
                IconButton {
                    id: more

                    iconName: "more"
                    text: qsTr("More for %1").arg(row.url)
                    onClicked: menu.popup(more, 0, more.height)

                    Menu {
                        id: menu

                        MenuItem {
                            text: qsTr("Send a test")
                            iconName: "play"
                            enabled: !row.isPaused
                            onTriggered: root.controller.sendTest(row.webhookId)
                        }
                        MenuItem {
                            text: row.isPaused ? qsTr("Resume") : qsTr("Pause")
                            iconName: row.isPaused ? "play" : "pause"
                            onTriggered: root.controller.setPaused(row.webhookId, !row.isPaused)
                        }
                        MenuItem {
                            text: qsTr("Remove…")
                            iconName: "trash"
                            danger: true
                            onTriggered: root.controller.remove(row.webhookId)
                        }
                    }
                }
            }
            // qmllint enable unqualified
        }
    }
    Label {
        width: parent.width
        visible: list.count > 0
        text: log.count > 0 ? qsTr("Deliveries to %1").arg(root.controller.currentUrl)
                            : qsTr("%1 was told nothing yet.").arg(root.controller.currentUrl)
        muted: true
        elide: Text.ElideMiddle
    }
    Card {
        width: parent.width
        height: log.height + 16
        visible: log.count > 0

        ListPane {
            id: log

            x: 8
            y: 8
            width: parent.width - 16
            height: Math.min(contentHeight, 400)
            label: qsTr("Delivery log")
            model: root.controller.deliveries

            // qmllint disable unqualified
            delegate: TableRow {
                id: entry

                required property int deliveryId
                required property string event
                required property string when
                required property string detail
                required property string statusText
                required property string kind
                required property bool canRepeat

                width: ListView.view.width
                label: Words.listed([event, when, statusText, detail])

                TableCell {
                    text: entry.event
                }
                TableCell {
                    text: entry.when
                    muted: true
                }
                TableCell {
                    share: 3
                    text: entry.detail
                    muted: true
                }
                Badge {
                    text: entry.statusText
                    kind: entry.kind
                }
                Button {
                    kind: "link"
                    text: qsTr("Details")
                    Accessible.name: qsTr("Details of %1 of %2").arg(entry.event).arg(entry.when)
                    onClicked: root.controller.showDetails(entry.deliveryId)
                }
                Button {
                    visible: entry.canRepeat
                    kind: "link"
                    text: qsTr("Repeat")
                    Accessible.name: qsTr("Repeat %1 of %2").arg(entry.event).arg(entry.when)
                    onClicked: root.controller.repeat(entry.deliveryId)
                }
            }
            // qmllint enable unqualified
        }
    }
    Button {
        visible: root.controller.hasMoreDeliveries
        kind: "link"
        text: qsTr("Show earlier deliveries")
        onClicked: root.controller.showMoreDeliveries()
    }
}
