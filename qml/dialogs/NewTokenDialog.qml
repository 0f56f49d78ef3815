// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Asks what a new token may do, and how long.
Dialog {
    id: root

    required property var controller ///< RegistryAccountsController

    property var chosen: [] ///< names of scopes

    function choose(scope: string, on: bool) {
        root.chosen = on ? [...root.chosen, scope] : root.chosen.filter(other => other !== scope)
    }

    function make() {
        root.controller.makeToken(nameField.text, root.chosen, lifetime.currentValue)
    }

    title: qsTr("Make a token for %1").arg(controller.tokenOwner)
    subtitle: qsTr("It is shown once, when it is made.")
    onAboutToShow: {
        root.controller.clearProblem()
        root.chosen = []
        nameField.clear()
        lifetime.currentIndex = 1
        nameField.forceActiveFocus()
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
            id: nameField

            width: parent.width
            focus: true
            placeholderText: qsTr("What uses it, for example “release job”")
            label: qsTr("Name of the token")
            onAccepted: root.make()
        }
        Label {
            text: qsTr("It may")
            strong: true
        }
        Repeater {
            model: root.controller.scopes

            CheckBox {
                required property var modelData

                text: modelData.text
                // qmllint disable unqualified
                checked: root.chosen.includes(modelData.value)
                onClicked: root.choose(modelData.value, checked)
                // qmllint enable unqualified
            }
        }
        ComboBox {
            id: lifetime

            label: qsTr("It ends after")
            textRole: "text"
            valueRole: "value"
            model: root.controller.lifetimes
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
            text: root.controller.isBusy ? qsTr("Making…") : qsTr("Make the token")
            enabled: nameField.text.trim() !== "" && root.chosen.length > 0 && !root.controller.isBusy
            onClicked: root.make()
        }
    ]
}
