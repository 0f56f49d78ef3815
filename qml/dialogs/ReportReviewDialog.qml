// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Asks the moderators to look at somebody's review.
Dialog {
    id: root

    required property ReviewsController controller

    property int review
    property string user

    function show(review: int, user: string) {
        root.review = review
        root.user = user
        root.open()
    }

    function send() {
        if (reason.text.trim() !== "")
            root.controller.report(root.review, reason.text)
    }

    title: qsTr("Report the review by %1").arg(user)
    subtitle: qsTr("The registry’s moderators see your name and the reason, and decide whether it stays.")
    onAboutToShow: {
        root.controller.clearProblem()
        reason.clear()
        reason.forceActiveFocus()
    }

    Connections {
        target: root.controller

        function onDone() {
            root.close()
        }
    }

    contentItem: Column {
        spacing: 8

        TextField {
            id: reason

            width: parent.width
            focus: true
            maximumLength: 500
            placeholderText: qsTr("What is wrong with it, for example “advertising”")
            label: qsTr("Reason")
            onAccepted: root.send()
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.controller.problem
            color: Theme.bad
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }
    buttons: [
        Button {
            large: true
            kind: "quiet"
            text: qsTr("Cancel")
            onClicked: root.close()
        },
        Button {
            large: true
            text: root.controller.isBusy ? qsTr("Sending…") : qsTr("Report")
            enabled: reason.text.trim() !== "" && !root.controller.isBusy
            onClicked: root.send()
        }
    ]
}
