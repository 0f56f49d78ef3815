// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// First start: what was found, once, and gone with one press.
Card {
    id: root

    required property string text

    signal closed

    implicitHeight: Math.max(words.implicitHeight, 48) + 40
    color: Theme.accentSoft
    border.color: Theme.accent
    label: qsTr("Welcome to Howdah")

    Logo {
        id: logo

        x: 20
        anchors.verticalCenter: parent.verticalCenter
        size: 48
    }
    Column {
        id: words

        anchors.left: logo.right
        anchors.leftMargin: 16
        anchors.right: close.left
        anchors.rightMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        Label {
            text: qsTr("Welcome to Howdah")
            font.pixelSize: Theme.title
            strong: true
        }
        Label {
            width: parent.width
            text: root.text
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            text: qsTr("Try anything in a sandbox first: it is a private copy of your PostgreSQL and vanishes when closed.")
            muted: true
            wrapMode: Text.Wrap
        }
    }
    Button {
        id: close

        anchors.right: parent.right
        anchors.rightMargin: 20
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Start")
        onClicked: root.closed()
    }
}
