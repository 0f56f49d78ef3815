// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Code or a command, selectable, with a button that copies it.
Rectangle {
    id: root

    property string text
    property string label: qsTr("Code")
    property bool wrap: true
    property int codeWrap: TextEdit.Wrap ///< how, when it does

    signal copied

    implicitWidth: 240
    implicitHeight: edit.implicitHeight + 24
    radius: Theme.radiusSmall
    color: Theme.code
    border.width: edit.activeFocus ? 2 : 0
    border.color: Theme.primary

    function copy() {
        edit.selectAll()
        edit.copy()
        edit.deselect()
        root.copied()
    }

    TextEdit {
        id: edit

        x: 12
        y: 12
        width: parent.width - 52
        text: root.text
        readOnly: true
        selectByMouse: true
        selectByKeyboard: true
        activeFocusOnTab: true
        clip: true
        textFormat: TextEdit.PlainText
        wrapMode: root.wrap ? root.codeWrap : TextEdit.NoWrap
        color: Theme.text
        selectionColor: Theme.primary
        selectedTextColor: Theme.primaryInk
        font.family: Theme.mono
        font.pixelSize: Theme.caption
        Accessible.role: Accessible.EditableText
        Accessible.readOnly: true
        Accessible.name: root.label
    }
    IconButton {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 4
        iconName: "copy"
        text: qsTr("Copy %1").arg(root.label)
        onClicked: root.copy()
    }
}
