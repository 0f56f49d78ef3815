// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// What failed, the likely cause, what to do, and the lines that say so.
Rectangle {
    id: root

    required property var failure ///< {headline, action, command, evidence}

    implicitHeight: column.implicitHeight + 24
    radius: Theme.radius
    color: Theme.badSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: failure.headline ?? ""
    Accessible.description: failure.action ?? ""

    Icon {
        x: 12
        y: 12
        size: 20
        name: "error"
        color: Theme.bad
    }
    Column {
        id: column

        x: 42
        y: 12
        width: parent.width - 54
        spacing: 6

        Label {
            width: parent.width
            text: root.failure.headline ?? ""
            strong: true
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.failure.action ?? ""
            wrapMode: Text.Wrap
        }
        CodeBlock {
            width: parent.width
            visible: text !== ""
            label: qsTr("Command that mends it")
            text: root.failure.command ?? ""
        }
        CodeBlock {
            width: parent.width
            visible: text !== ""
            label: qsTr("What the log says")
            text: root.failure.evidence ?? ""
        }
    }
}
