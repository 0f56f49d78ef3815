// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One hit of a search.
Item {
    id: root

    required property int index
    required property string name
    required property string version
    required property string author
    required property string summaryHtml
    required property string snippetHtml
    required property string foundIn
    required property var badges
    required property string action
    required property string actionText
    required property real actionProgress
    required property bool actionCancellable

    signal opened
    signal acted
    signal cancelled

    function marked(html: string): string {
        return html.replace(/<mark>/g, "<span style=\"background-color:" + Theme.accentSoft + "\">")
                   .replace(/<\/mark>/g, "</span>")
    }

    implicitHeight: words.implicitHeight + 28
    activeFocusOnTab: true
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1 %2 by %3").arg(name).arg(version).arg(author)
    Accessible.description: summaryHtml.replace(/<[^>]*>/g, "")
    Accessible.focusable: true
    Accessible.onPressAction: root.opened()
    Keys.onReturnPressed: root.opened()
    Keys.onSpacePressed: root.opened()

    Rectangle {
        anchors.fill: parent
        anchors.topMargin: 4
        anchors.bottomMargin: 4
        radius: Theme.radius
        color: mouse.containsMouse ? Theme.hover : "transparent"

        FocusRing {
            visible: root.activeFocus
            inset: 0
            cornerRadius: Theme.radius
        }
    }
    MouseArea {
        id: mouse

        anchors.fill: parent
        hoverEnabled: true
        cursorShape: Qt.PointingHandCursor
        onClicked: root.opened()
    }
    MonogramTile {
        id: tile

        x: 12
        y: 14
        name: root.name
    }
    Column {
        id: words

        y: 14
        anchors.left: tile.right
        anchors.leftMargin: 14
        anchors.right: button.left
        anchors.rightMargin: 16
        spacing: 3

        Row {
            width: parent.width
            spacing: 6

            Label {
                id: nameLabel

                width: Math.min(implicitWidth, parent.width)
                text: root.name
                strong: true
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Label {
                anchors.baseline: nameLabel.baseline
                width: Math.max(0, parent.width - nameLabel.width - 6)
                text: root.author === "" ? root.version
                                         : qsTr("%1 · %2").arg(root.version).arg(root.author)
                font.pixelSize: Theme.caption
                muted: true
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
        Label {
            width: parent.width
            text: root.marked(root.summaryHtml)
            textFormat: Text.RichText
            muted: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: root.snippetHtml !== ""
            text: root.foundIn === "" ? root.marked(root.snippetHtml)
                                      : qsTr("%1: %2").arg(root.foundIn).arg(root.marked(root.snippetHtml))
            textFormat: Text.RichText
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Item {
            width: 1
            height: 2
        }
        BadgeFlow {
            width: parent.width
            badges: root.badges
        }
    }
    ActionButton {
        id: button

        anchors.right: parent.right
        anchors.rightMargin: 12
        y: 14
        subject: root.name
        prominent: root.index === 0
        action: root.action
        actionText: root.actionText
        actionProgress: root.actionProgress
        actionCancellable: root.actionCancellable
        onActivated: root.action === "installed" ? root.opened() : root.acted()
        onCancelRequested: root.cancelled()
    }
    Divider {
        anchors.bottom: parent.bottom
        x: 12
        width: parent.width - 24
    }
}
