// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Asks who is to be told of what happens in the registry.
Dialog {
    id: root

    required property var controller ///< RegistryWebhooksController
    required property var accounts ///< nicknames

    function add() {
        root.controller.add(owner.currentText, field.text)
    }

    title: qsTr("Add a webhook")
    subtitle: qsTr("It is told of all events by a signed POST request. It gets a secret, which you are shown once.")
    onAboutToShow: {
        root.controller.clearProblem()
        field.clear()
        field.forceActiveFocus()
    }

    Connections {
        target: root.controller

        function onMade() {
            root.close()
        }
    }

    contentItem: Column {
        spacing: 8

        TextField {
            id: field

            width: parent.width
            focus: true
            label: qsTr("Address of the receiver")
            placeholderText: qsTr("https://example.org/hooks/registry")
            invalid: root.controller.problem !== ""
            onAccepted: root.add()
        }
        ComboBox {
            id: owner

            label: qsTr("In the name of")
            model: root.accounts
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.controller.problem
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
            text: root.controller.isBusy ? qsTr("Adding…") : qsTr("Add")
            enabled: field.text.trim() !== "" && owner.count > 0 && !root.controller.isBusy
            onClicked: root.add()
        }
    ]
}
