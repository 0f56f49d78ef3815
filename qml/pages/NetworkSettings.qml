// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// How the network is reached.
SettingsSection {
    id: root

    required property SettingsController controller

    property string problem

    title: qsTr("Network")

    Row {
        spacing: 24

        Repeater {
            model: [{ value: "system", text: qsTr("The system's proxy") },
                { value: "none", text: qsTr("No proxy") }, { value: "manual", text: qsTr("This proxy") }]

            RadioButton {
                required property var modelData

                text: modelData.text
                // qmllint disable unqualified
                checked: root.controller.proxyMode === modelData.value
                onClicked: root.controller.proxyMode = modelData.value
                // qmllint enable unqualified
            }
        }
    }
    TextField {
        visible: root.controller.proxyMode === "manual"
        width: Math.min(parent.width, 420)
        height: 36
        placeholderText: qsTr("http://proxy:3128 or socks5://proxy:1080")
        label: qsTr("Address of the proxy")
        text: root.controller.proxy
        invalid: root.problem !== ""
        onTextEdited: root.problem = ""
        onEditingFinished: root.problem = root.controller.setProxy(text)
    }
    Label {
        visible: text !== "" && root.controller.proxyMode === "manual"
        width: parent.width
        text: root.problem
        color: Theme.bad
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
    }
    TextField {
        width: Math.min(parent.width, 420)
        height: 36
        placeholderText: qsTr("File with more certificate authorities (PEM)")
        text: root.controller.extraCaFile
        onEditingFinished: root.controller.extraCaFile = text
    }
}
