// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// What will be done, complete, before anything is done.
Dialog {
    id: root

    required property PlanController controller

    readonly property string planState: controller.state
    readonly property bool shown: planState === "ready" || planState === "impossible"

    wantedWidth: 940
    wantedHeight: 672
    title: controller.title
    subtitle: controller.summary
    onPlanStateChanged: root.planState === "closed" ? root.close() : root.open()
    onClosed: if (root.planState !== "closed") root.controller.close()

    contentItem: Item {
        PlanSteps {
            id: steps

            visible: root.shown
            width: wide ? parent.width * 0.56 : parent.width
            height: parent.height
            controller: root.controller
            compact: !wide

            readonly property bool wide: parent.width >= 700
        }
        PlanSide {
            visible: root.shown && steps.wide
            anchors.left: steps.right
            anchors.leftMargin: 28
            anchors.right: parent.right
            height: parent.height
            controller: root.controller
        }
        SkeletonRows {
            visible: root.planState === "preparing"
            label: qsTr("Making the plan: looking at the server, resolving dependencies…")
        }
        EmptyState {
            anchors.centerIn: parent
            visible: root.planState === "nothing"
            iconName: "check"
            title: qsTr("Nothing to do")
            text: root.controller.summary
        }
        ErrorState {
            anchors.centerIn: parent
            visible: root.planState === "error"
            title: root.controller.errorTitle
            reason: root.controller.errorText
            details: root.controller.errorDetails
            onRetried: root.controller.retry()
        }
    }

    links: [
        Button {
            visible: root.shown && root.width >= 800
            kind: "link"
            text: qsTr("Copy as script")
            onClicked: root.controller.copyScript()
        },
        Button {
            visible: root.shown && root.width >= 800
            kind: "link"
            text: qsTr("Copy as JSON")
            onClicked: root.controller.copyJson()
        },
        Label {
            anchors.verticalCenter: parent?.verticalCenter
            visible: root.shown
            text: root.controller.estimate
            font.pixelSize: Theme.caption
            muted: true
        }
    ]
    buttons: [
        Button {
            large: true
            kind: "quiet"
            text: root.planState === "nothing" ? qsTr("Close") : qsTr("Cancel")
            onClicked: root.controller.close()
        },
        Button {
            visible: root.shown && root.controller.canTry
            large: true
            kind: "quiet"
            text: qsTr("Try in a sandbox first")
            onClicked: root.controller.tryInstead()
        },
        Button {
            visible: root.shown
            large: true
            focus: true
            kind: root.controller.isDangerous ? "danger" : "primary"
            text: root.controller.confirmText
            enabled: root.controller.canConfirm
            onClicked: root.controller.confirm()
        }
    ]
}
