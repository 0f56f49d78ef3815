// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// What one person says, with the owner's reply, which owners write here.
Item {
    id: root

    required property int reviewId
    required property string user
    required property string when
    required property string place
    required property string worksText
    required property string worksKind
    required property string worksIcon
    required property var aspects ///< list{title, stars}
    required property string body
    required property string reply
    required property string replyBy
    required property bool isOwn
    property bool canReport: false
    property bool canReply: false

    signal reportRequested
    signal replyRequested
    signal replyDeleted

    implicitHeight: column.implicitHeight + 29
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2: %3. %4").arg(user).arg(when).arg(worksText).arg(body)

    Column {
        id: column

        y: 14
        width: parent.width
        spacing: 6

        Item {
            width: parent.width
            height: 32

            Row {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - report.width - 8
                spacing: 8
                clip: true

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.user
                    strong: true
                }
                Badge {
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.worksText
                    kind: root.worksKind
                    iconName: root.worksIcon
                }
                Badge {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: root.isOwn
                    text: qsTr("Yours")
                    kind: "primary"
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.when
                    font.pixelSize: Theme.caption
                    muted: true
                }
            }
            Button {
                id: report

                anchors.right: parent.right
                visible: !root.isOwn
                width: visible ? implicitWidth : 0
                kind: "link"
                iconName: "flag"
                text: qsTr("Report…")
                enabled: root.canReport
                hint: root.canReport ? qsTr("Asks the registry’s moderators to look at it")
                                     : qsTr("Sign in to report a review")
                Accessible.name: qsTr("Report the review by %1…").arg(root.user)
                onClicked: root.reportRequested()
            }
        }
        Label {
            width: parent.width
            text: root.place
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
        Flow {
            width: parent.width
            visible: root.aspects.length > 0
            spacing: 16

            Repeater {
                model: root.aspects

                Row {
                    id: aspect

                    required property var modelData

                    spacing: 6

                    Label {
                        text: aspect.modelData.title
                        font.pixelSize: Theme.caption
                        muted: true
                        Accessible.ignored: true
                    }
                    StarBar {
                        anchors.verticalCenter: parent.verticalCenter
                        label: aspect.modelData.title
                        value: aspect.modelData.stars
                        size: 14
                    }
                }
            }
        }
        Label {
            width: parent.width
            visible: root.body !== ""
            text: root.body
            wrapMode: Text.Wrap
        }
        Rectangle {
            width: parent.width
            height: answer.implicitHeight + 20
            visible: root.reply !== ""
            radius: Theme.radiusSmall
            color: Theme.code

            Column {
                id: answer

                x: 14
                y: 10
                width: parent.width - 28
                spacing: 2

                Label {
                    width: parent.width
                    text: qsTr("Reply of %1").arg(root.replyBy)
                    font.pixelSize: Theme.caption
                    strong: true
                    elide: Text.ElideRight
                }
                Label {
                    width: parent.width
                    text: root.reply
                    wrapMode: Text.Wrap
                }
            }
        }
        Row {
            visible: root.canReply
            spacing: 8

            Button {
                kind: "link"
                iconName: "reply"
                text: root.reply === "" ? qsTr("Reply…") : qsTr("Change the reply…")
                hint: qsTr("You own this extension: what you reply is shown below the review")
                Accessible.name: root.reply === "" ? qsTr("Reply to the review by %1…").arg(root.user)
                                                   : qsTr("Change the reply to %1…").arg(root.user)
                onClicked: root.replyRequested()
            }
            Button {
                visible: root.reply !== ""
                kind: "link"
                iconName: "trash"
                text: qsTr("Delete the reply…")
                Accessible.name: qsTr("Delete the reply to %1…").arg(root.user)
                onClicked: root.replyDeleted()
            }
        }
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
