// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// One of several choices.
T.RadioButton {
    id: root

    implicitWidth: 24 + label.implicitWidth
    implicitHeight: 28
    opacity: enabled ? 1 : 0.5
    focusPolicy: Qt.StrongFocus
    Accessible.name: text
    Accessible.onPressAction: {
        root.checked = true
        root.clicked()
    }

    indicator: Rectangle {
        width: 16
        height: 16
        anchors.verticalCenter: parent.verticalCenter
        radius: 8
        color: "transparent"
        border.width: root.checked ? 5 : 1
        border.color: root.checked || root.hovered ? Theme.primary : Theme.control

        FocusRing {
            visible: root.visualFocus
            cornerRadius: 8
        }
    }

    contentItem: Label {
        id: label

        leftPadding: 24
        text: root.text
        elide: Text.ElideRight
        Accessible.ignored: true
    }
}
