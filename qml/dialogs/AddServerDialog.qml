// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Adds an installation by its pg_config, or a server by a connection string.
Dialog {
    id: root

    required property TargetModel targets

    property string problem

    title: qsTr("Add a server")
    subtitle: qsTr("The path of a pg_config program, or how to reach a running server. Passwords are asked for when needed and kept in the system's key chain.")
    onAboutToShow: {
        root.problem = ""
        field.clear()
        field.forceActiveFocus()
    }

    function add() {
        root.problem = root.targets.addByHand(field.text)
        if (root.problem === "")
            root.close()
    }

    contentItem: Column {
        spacing: 8

        TextField {
            id: field

            width: parent.width
            focus: true
            label: qsTr("pg_config or connection")
            placeholderText: qsTr("/usr/local/pgsql/bin/pg_config or host=localhost port=5432")
            invalid: root.problem !== ""
            onTextEdited: root.problem = ""
            onAccepted: root.add()
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.problem
            color: Theme.bad
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }
    buttons: [
        Button {
            large: true
            kind: "quiet"
            text: qsTr("Cancel")
            onClicked: root.close()
        },
        Button {
            large: true
            text: qsTr("Add")
            enabled: field.text.trim() !== ""
            onClicked: root.add()
        }
    ]
}
