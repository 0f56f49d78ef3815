// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Asks before a signing key is taken back for good, and why.
Dialog {
    id: root

    required property var controller ///< RegistryKeysController

    property string kid
    property string name
    property var consequences: []

    function show(kid: string, name: string) {
        root.kid = kid
        root.name = name
        root.consequences = root.controller.consequences(kid)
        root.open()
    }

    wantedWidth: 600
    title: qsTr("Withdraw the key %1?").arg(name)
    subtitle: qsTr("Do this when somebody else may have it.")
    onAboutToShow: {
        root.controller.clearProblem()
        reason.clear()
        reason.forceActiveFocus()
    }

    Connections {
        target: root.controller

        function onMade() {
            root.close()
        }
    }

    contentItem: Column {
        spacing: 10

        Sentences {
            width: parent.width
            sentences: root.consequences
        }
        TextField {
            id: reason

            width: parent.width
            focus: true
            maximumLength: 500
            label: qsTr("Why it is withdrawn")
            placeholderText: qsTr("Why, for everybody to read: “the signing computer was broken into”")
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
            kind: "danger"
            text: root.controller.isBusy ? qsTr("Withdrawing…") : qsTr("Withdraw the key")
            enabled: reason.text.trim() !== "" && !root.controller.isBusy
            onClicked: root.controller.withdraw(root.kid, reason.text)
        }
    ]
}
