// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Several lines of text; Tab leads on, as in every other field.
Rectangle {
    id: root

    property alias text: edit.text
    property string placeholderText
    property string label
    property int maximumLength: 0 ///< 0: none; beyond it the counter turns red, nothing is cut off

    readonly property bool tooLong: maximumLength > 0 && edit.length > maximumLength

    function clear() {
        edit.clear()
    }

    function takeFocus() {
        edit.forceActiveFocus(Qt.TabFocusReason)
    }

    implicitWidth: 240
    implicitHeight: 112
    radius: Theme.radius
    color: Theme.background
    opacity: enabled ? 1 : 0.5
    border.width: edit.activeFocus || tooLong ? 2 : 1
    border.color: tooLong ? Theme.bad : edit.activeFocus ? Theme.primary : Theme.line

    Flickable {
        id: pane

        function show(rectangle: rect) {
            if (rectangle.y < pane.contentY)
                pane.contentY = rectangle.y
            else if (rectangle.y + rectangle.height > pane.contentY + pane.height)
                pane.contentY = rectangle.y + rectangle.height - pane.height
        }

        anchors.fill: parent
        anchors.margins: 4
        contentWidth: width
        contentHeight: edit.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ScrollBar {}

        TextEdit {
            id: edit

            width: pane.width
            height: Math.max(pane.height, implicitHeight)
            padding: 8
            enabled: root.enabled
            activeFocusOnTab: true
            selectByMouse: true
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            color: Theme.text
            selectionColor: Theme.primary
            selectedTextColor: Theme.primaryInk
            font.family: Theme.family
            font.pixelSize: Theme.body
            onCursorRectangleChanged: pane.show(cursorRectangle)
            KeyNavigation.priority: KeyNavigation.BeforeItem
            Keys.onTabPressed: edit.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: edit.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            Accessible.role: Accessible.EditableText
            Accessible.multiLine: true
            Accessible.name: root.label
            Accessible.description: root.placeholderText

            Label {
                x: 8
                y: 8
                width: parent.width - 16
                visible: edit.length === 0 && edit.preeditText === ""
                text: root.placeholderText
                color: Theme.faint
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
    }
    Label {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 8
        visible: root.maximumLength > 0 && edit.length > root.maximumLength * 0.8
        text: qsTr("%1 of %2").arg(edit.length).arg(root.maximumLength)
        font.pixelSize: Theme.caption
        color: root.tooLong ? Theme.bad : Theme.faint
    }
}
