// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A text field for searching: magnifier, the keys that lead here, a way to clear. Down leaves it.
TextField {
    id: root

    property string shortcutText

    signal cleared
    signal leaveDown

    leftPadding: 36
    rightPadding: 72
    inputMethodHints: Qt.ImhNoPredictiveText
    Accessible.role: Accessible.EditableText
    Keys.onDownPressed: root.leaveDown()
    Keys.onEscapePressed: event => {
        event.accepted = root.length > 0
        if (root.length > 0)
            root.clearText()
    }

    function clearText() {
        root.clear()
        root.textEdited()
        root.cleared()
    }

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        size: 16
        color: Theme.faint
    }
    KeyCap {
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        visible: root.length === 0 && root.shortcutText !== ""
        text: root.shortcutText
    }
    IconButton {
        anchors.right: parent.right
        anchors.rightMargin: 4
        anchors.verticalCenter: parent.verticalCenter
        visible: root.length > 0
        iconName: "close"
        text: qsTr("Clear the search")
        onClicked: {
            root.clearText()
            root.forceActiveFocus()
        }
    }
}
