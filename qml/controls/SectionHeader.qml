// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Title of a part of a page, with a link at its right.
Item {
    id: root

    property string text
    property string actionText

    signal activated

    implicitWidth: 200
    implicitHeight: 28

    Label {
        anchors.left: parent.left
        anchors.right: action.visible ? action.left : parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        font.pixelSize: Theme.title
        strong: true
        elide: Text.ElideRight
        Accessible.role: Accessible.Heading
    }
    Button {
        id: action

        anchors.right: parent.right
        anchors.rightMargin: -4
        anchors.verticalCenter: parent.verticalCenter
        visible: root.actionText !== ""
        kind: "link"
        text: root.actionText
        Accessible.name: qsTr("%1: %2").arg(root.text).arg(root.actionText)
        onClicked: root.activated()
    }
}
