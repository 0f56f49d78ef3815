// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A log as it grows: selectable, follows its end unless scrolled away, keeps the last `maximumLines`.
Rectangle {
    id: root

    property string label: qsTr("Log")
    property int maximumLines: 5000
    property bool following: true
    readonly property alias text: edit.text
    readonly property alias lineCount: edit.lineCount

    implicitHeight: 240
    radius: Theme.radiusSmall
    color: Theme.code
    border.width: edit.activeFocus ? 2 : 0
    border.color: Theme.primary

    /// Replaces everything.
    function setText(text: string) {
        edit.text = text
        root.trim()
        root.follow()
    }

    /// Adds one or more lines.
    function append(lines: string) {
        edit.append(lines)
        root.trim()
        root.follow()
    }

    function clear() {
        edit.clear()
    }

    function trim() {
        const extra = edit.lineCount - root.maximumLines
        if (extra <= root.maximumLines / 10)
            return
        let end = 0
        for (let line = 0; line < extra; ++line)
            end = edit.text.indexOf("\n", end) + 1
        edit.remove(0, end)
    }

    function follow() {
        if (root.following)
            pane.contentY = Math.max(0, pane.contentHeight - pane.height)
    }

    Flickable {
        id: pane

        anchors.fill: parent
        anchors.margins: 4
        contentWidth: edit.width
        contentHeight: edit.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ScrollBar {}
        ScrollBar.horizontal: ScrollBar {}
        onMovementEnded: root.following = contentY >= contentHeight - height - 4
        onHeightChanged: root.follow()

        TextEdit {
            id: edit

            width: Math.max(pane.width, implicitWidth)
            height: Math.max(pane.height, implicitHeight)
            padding: 8
            readOnly: true
            selectByMouse: true
            selectByKeyboard: true
            activeFocusOnTab: true
            textFormat: TextEdit.PlainText
            color: Theme.text
            selectionColor: Theme.primary
            selectedTextColor: Theme.primaryInk
            font.family: Theme.mono
            font.pixelSize: Theme.caption
            Accessible.role: Accessible.EditableText
            Accessible.readOnly: true
            Accessible.multiLine: true
            Accessible.name: root.label
        }
    }
}
