// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Asks for what a new account of the registry needs.
Dialog {
    id: root

    required property var controller ///< RegistryAccountsController

    function add() {
        root.controller.add(nickname.text, fullName.text, email.text, role.currentValue)
    }

    title: qsTr("Add an account")
    subtitle: qsTr("It gets a password of its own, which you are shown once.")
    onAboutToShow: {
        root.controller.clearProblem()
        nickname.clear()
        fullName.clear()
        email.clear()
        role.currentIndex = 0
        nickname.forceActiveFocus()
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
            id: nickname

            width: parent.width
            focus: true
            placeholderText: qsTr("Nickname, for example theory")
            label: qsTr("Nickname")
            invalid: root.controller.problem !== ""
            onAccepted: root.add()
        }
        TextField {
            id: fullName

            width: parent.width
            placeholderText: qsTr("Full name")
            onAccepted: root.add()
        }
        TextField {
            id: email

            width: parent.width
            placeholderText: qsTr("E-mail address")
            onAccepted: root.add()
        }
        ComboBox {
            id: role

            label: qsTr("Role")
            textRole: "text"
            valueRole: "value"
            model: root.controller.roles
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
            enabled: nickname.text.trim() !== "" && !root.controller.isBusy
            onClicked: root.add()
        }
    ]
}
