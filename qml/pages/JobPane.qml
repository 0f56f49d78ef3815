// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// One operation in full: steps, what went wrong, log.
Card {
    id: root

    required property JobController controller
    required property SharingController sharing

    signal closed

    label: qsTr("Details of %1").arg(controller.title)

    Item {
        id: head

        x: 20
        y: 16
        width: parent.width - 32
        height: Math.max(words.implicitHeight, 40)

        Column {
            id: words

            width: parent.width - tools.width - 12

            Label {
                width: parent.width
                text: root.controller.title
                font.pixelSize: Theme.title
                strong: true
                elide: Text.ElideRight
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                text: Words.joined([root.controller.targetTitle, root.controller.when])
                font.pixelSize: Theme.caption
                muted: true
                elide: Text.ElideRight
            }
        }
        Row {
            id: tools

            anchors.right: parent.right
            spacing: 8

            Button {
                visible: root.controller.canCancel
                kind: "quiet"
                text: qsTr("Cancel")
                onClicked: root.controller.cancel()
            }
            Button {
                visible: root.controller.canUndo
                kind: "quiet"
                iconName: "undo"
                text: qsTr("Undo")
                onClicked: root.controller.undo()
            }
            Button {
                id: retry

                visible: root.controller.canRetry
                kind: "quiet"
                iconName: "refresh"
                text: qsTr("Retry")
                trailingIconName: root.controller.retryChoices.length > 1 ? "chevron-down" : ""
                onClicked: root.controller.retryChoices.length > 1
                           ? retryMenu.popup(retry, 0, retry.height + 4)
                           : root.controller.retry(root.controller.retryChoices[0]?.id ?? "")
            }
            IconButton {
                iconName: "copy"
                text: qsTr("Copy a report")
                onClicked: root.controller.copyReport()
            }
            IconButton {
                iconName: "close"
                text: qsTr("Close the details")
                onClicked: root.closed()
            }
        }
    }
    Rectangle {
        id: offer

        x: 20
        anchors.top: head.bottom
        anchors.topMargin: visible ? 8 : 0
        width: parent.width - 40
        height: visible ? Math.max(offerLabel.implicitHeight + 16, 44) : 0
        visible: root.sharing.offerText !== ""
        radius: Theme.radius
        color: Theme.code

        Label {
            id: offerLabel

            x: 12
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 24 - (offerButton.visible ? offerButton.width + 12 : 0)
            text: root.sharing.offerText
            wrapMode: Text.Wrap
        }
        Button {
            id: offerButton

            anchors.right: parent.right
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            visible: root.sharing.offerAction !== ""
            kind: "link"
            text: root.sharing.offerAction
            onClicked: root.sharing.showOffer()
        }
    }
    JobDetails {
        x: 20
        anchors.top: offer.bottom
        anchors.topMargin: 8
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        width: parent.width - 40
        controller: root.controller
        active: root.controller.jobState === "running" || root.controller.jobState === "waiting"
        kind: root.controller.kind
    }
    Menu {
        id: retryMenu

        Repeater {
            model: root.controller.retryChoices

            MenuItem {
                required property var modelData

                text: modelData.text
                onTriggered: root.controller.retry(modelData.id) // qmllint disable unqualified
            }
        }
    }
}
