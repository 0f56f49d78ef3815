// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Where releases come from, in order of preference.
SettingsSection {
    id: root

    required property SettingsController controller

    property string problem

    title: qsTr("Registries")

    CheckBox {
        text: qsTr("Use the registry on this computer")
        checked: root.controller.useEmbeddedRegistry
        onClicked: root.controller.useEmbeddedRegistry = checked
    }
    Label {
        width: parent.width
        visible: text !== ""
        text: root.controller.embeddedText
        muted: true
        leftPadding: 24
        wrapMode: Text.Wrap
    }
    Column {
        width: parent.width

        Repeater {
            id: rows

            model: root.controller.registries

            // qmllint disable unqualified
            RegistryRow {
                width: root.width - 40
                isFirst: index === 0
                isLast: index === rows.count - 1
                onEnabledRequested: on => root.controller.setRegistryEnabled(index, on)
                onTested: root.controller.testRegistry(index)
                onMovedUp: root.controller.moveRegistry(index, index - 1)
                onMovedDown: root.controller.moveRegistry(index, index + 1)
                onRemoved: root.controller.removeRegistry(index)
            }
            // qmllint enable unqualified
        }
    }
    Label {
        visible: rows.count === 0
        width: parent.width
        text: qsTr("No other registry: nothing on the network is contacted.")
        muted: true
        wrapMode: Text.Wrap
    }
    Flow {
        width: parent.width
        spacing: 8

        TextField {
            id: nameField

            width: 160
            height: 36
            placeholderText: qsTr("Name")
            label: qsTr("Name of the new registry")
        }
        TextField {
            id: urlField

            width: 320
            height: 36
            placeholderText: qsTr("https://… or file:///…")
            label: qsTr("Address of the new registry")
            invalid: root.problem !== ""
            onTextEdited: root.problem = ""
            onAccepted: add.clicked()
        }
        Button {
            id: add

            height: 36
            kind: "quiet"
            iconName: "plus"
            text: qsTr("Add")
            enabled: urlField.text !== ""
            onClicked: {
                root.problem = root.controller.addRegistry(nameField.text, urlField.text)
                if (root.problem !== "")
                    return
                nameField.clear()
                urlField.clear()
            }
        }
    }
    Label {
        visible: text !== ""
        width: parent.width
        text: root.problem
        color: Theme.bad
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
    }
}
