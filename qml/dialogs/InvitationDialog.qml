// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Asks whom an invitation is for.
Dialog {
    id: root

    required property var controller ///< RegistryInvitationsController
    required property var roles ///< list{value, text}

    function make() {
        root.controller.make(note.text, role.currentValue, lifetime.currentValue)
    }

    title: qsTr("Invite somebody")
    subtitle: qsTr("You get a link, which is shown once. Whoever has it makes one account with it, and chooses the password.")
    onAboutToShow: {
        root.controller.clearProblem()
        note.clear()
        role.currentIndex = 0
        lifetime.currentIndex = 1
        note.forceActiveFocus()
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
            id: note

            width: parent.width
            focus: true
            label: qsTr("Whom it is for")
            placeholderText: qsTr("Whom it is for, so that you know it again")
            onAccepted: root.make()
        }
        Row {
            spacing: 8

            ComboBox {
                id: role

                label: qsTr("Role")
                textRole: "text"
                valueRole: "value"
                model: root.roles
            }
            ComboBox {
                id: lifetime

                label: qsTr("It ends after")
                textRole: "text"
                valueRole: "value"
                model: root.controller.lifetimes
            }
        }
        Label {
            width: parent.width
            visible: role.currentValue === "admin"
            text: qsTr("Whoever has this link becomes an administrator, who may do everything here.")
            color: Theme.warn
            wrapMode: Text.Wrap
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
            text: root.controller.isBusy ? qsTr("Making…") : qsTr("Make the link")
            enabled: !root.controller.isBusy
            onClicked: root.make()
        }
    ]
}
