// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One distribution as a card.
Card {
    id: root

    required property string name
    required property string version
    required property string author
    required property string summary
    required property var badges
    required property string note
    required property string action
    required property string actionText
    required property real actionProgress
    required property bool actionCancellable

    signal opened
    signal acted
    signal cancelled

    implicitHeight: 200
    interactive: true
    label: qsTr("%1 %2 by %3: %4").arg(name).arg(version).arg(author).arg(summary)
    onPressed: root.opened()

    MonogramTile {
        id: tile

        x: 16
        y: 16
        name: root.name
    }
    Column {
        anchors.left: tile.right
        anchors.leftMargin: 12
        anchors.right: parent.right
        anchors.rightMargin: 16
        anchors.verticalCenter: tile.verticalCenter

        Label {
            width: parent.width
            text: root.name
            strong: true
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: root.author === "" ? root.version
                                     : qsTr("%1 · %2").arg(root.author).arg(root.version)
            font.pixelSize: Theme.caption
            muted: true
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
    Label {
        x: 16
        y: 70
        width: parent.width - 32
        height: 40
        text: root.summary
        muted: true
        wrapMode: Text.Wrap
        maximumLineCount: 2
        elide: Text.ElideRight
        verticalAlignment: Text.AlignTop
        Accessible.ignored: true
    }
    BadgeFlow {
        x: 16
        y: 120
        width: parent.width - 32
        height: 20
        clip: true
        badges: root.badges
    }
    Label {
        anchors.left: parent.left
        anchors.leftMargin: 16
        anchors.right: button.left
        anchors.rightMargin: 8
        anchors.verticalCenter: button.verticalCenter
        text: root.note
        font.pixelSize: Theme.caption
        color: Theme.faint
        elide: Text.ElideRight
    }
    ActionButton {
        id: button

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 16
        subject: root.name
        action: root.action
        actionText: root.actionText
        actionProgress: root.actionProgress
        actionCancellable: root.actionCancellable
        onActivated: root.action === "installed" ? root.opened() : root.acted()
        onCancelRequested: root.cancelled()
    }
}
