// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// One line of text. `label` names it for screen readers when the placeholder does not.
T.TextField {
    id: root

    property string label
    property bool invalid: false

    implicitWidth: 240
    implicitHeight: Theme.controlHeightLarge
    leftPadding: 12
    rightPadding: 12
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.text
    placeholderTextColor: Theme.faint
    selectionColor: Theme.primary
    selectedTextColor: Theme.primaryInk
    selectByMouse: true
    font.family: Theme.family
    font.pixelSize: Theme.body
    opacity: enabled ? 1 : 0.5
    Accessible.name: label !== "" ? label : placeholderText

    background: Rectangle {
        radius: Theme.radius
        color: Theme.background
        border.width: root.activeFocus || root.invalid ? 2 : 1
        border.color: root.invalid ? Theme.bad : root.activeFocus ? Theme.primary : Theme.line

        Label {
            anchors.left: parent.left
            anchors.leftMargin: root.leftPadding
            anchors.right: parent.right
            anchors.rightMargin: root.rightPadding
            anchors.verticalCenter: parent.verticalCenter
            visible: root.length === 0 && root.preeditText === ""
            text: root.placeholderText
            color: root.placeholderTextColor
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
