// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Writes or changes the owner's reply to somebody's review.
Dialog {
    id: root

    required property ReviewsController controller

    property int review
    property string user
    property string before ///< the reply that is there
    property string beforeBy

    readonly property bool written: before !== ""

    function show(review: int, user: string, reply: string, replyBy: string) {
        root.review = review
        root.user = user
        root.before = reply
        root.beforeBy = replyBy
        root.open()
    }

    wantedWidth: 600
    title: written ? qsTr("Change the reply to %1").arg(user) : qsTr("Reply to the review by %1").arg(user)
    subtitle: controller.replyText
    onAboutToShow: {
        root.controller.clearProblem()
        words.text = root.before
        words.takeFocus()
    }

    Connections {
        target: root.controller

        function onDone() {
            root.close()
        }
    }

    contentItem: Column {
        spacing: 8

        Label {
            width: parent.width
            visible: root.written
            text: qsTr("It takes the place of the reply of %1.").arg(root.beforeBy)
            muted: true
            wrapMode: Text.Wrap
        }
        TextArea {
            id: words

            width: parent.width
            label: qsTr("Your reply")
            placeholderText: qsTr("What helps whoever reads the review: a remedy, the version with the fix…")
            maximumLength: 4000
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
            text: root.controller.isBusy ? qsTr("Publishing…") : qsTr("Publish the reply")
            enabled: words.text.trim() !== "" && !words.tooLong && !root.controller.isBusy
            onClicked: root.controller.reply(root.review, words.text)
        }
    ]
}
