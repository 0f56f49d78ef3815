// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Something missing or odd, with how to mend it.
Rectangle {
    id: root

    required property var finding ///< {severity, kind, message, fix, command}

    implicitHeight: column.implicitHeight + 20
    radius: Theme.radius
    color: Theme.softBackground(finding.kind)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: finding.message

    Icon {
        x: 12
        y: 12
        size: 20
        name: root.finding.severity === "blocker" ? "error"
            : root.finding.severity === "warning" ? "warning" : "info"
        color: Theme.foreground(root.finding.kind)
    }
    Column {
        id: column

        x: 42
        y: 10
        width: parent.width - 54
        spacing: 4

        Label {
            width: parent.width
            text: root.finding.message
            strong: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.finding.fix
            wrapMode: Text.Wrap
        }
        CodeBlock {
            width: parent.width
            visible: text !== ""
            label: qsTr("Command that mends it")
            text: root.finding.command
        }
    }
}
