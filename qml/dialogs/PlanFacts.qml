// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Choices of a plan, its configuration change, SQL, other ways, and how to go back.
Column {
    id: root

    required property PlanController controller

    spacing: 8

    SectionHeader {
        width: parent.width
        visible: root.controller.choosesDatabases
        text: qsTr("Enable it in")
    }
    Column {
        visible: root.controller.choosesDatabases

        Repeater {
            model: root.controller.databases

            CheckBox {
                required property var modelData

                text: modelData.name
                checked: modelData.checked
                // qmllint disable unqualified
                onClicked: root.controller.setDatabase(modelData.name, checked)
                // qmllint enable unqualified
            }
        }
        Label {
            visible: root.controller.databases.length === 0
            width: root.width
            text: qsTr("No database can be reached: only the files are installed.")
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
        TextField {
            visible: root.controller.databases.length > 0
            width: Math.min(root.width, 280)
            height: 36
            placeholderText: qsTr("Schema (the extension's own choice)")
            text: root.controller.schema
            onEditingFinished: root.controller.schema = text
        }
        CheckBox {
            text: qsTr("Run its own tests afterwards")
            checked: root.controller.withTests
            onClicked: root.controller.withTests = checked
        }
        CheckBox {
            visible: root.controller.asksForJail
            text: qsTr("Build without a jail, I trust this code")
            checked: root.controller.allowWithoutJail
            onClicked: root.controller.allowWithoutJail = checked
        }
    }
    SectionHeader {
        width: parent.width
        visible: root.controller.configDiff !== ""
        text: qsTr("Configuration change")
    }
    DiffBlock {
        width: parent.width
        visible: root.controller.configDiff !== ""
        label: qsTr("Configuration change")
        text: root.controller.configDiff
    }
    SectionHeader {
        width: parent.width
        visible: root.controller.clients.length > 0
        text: qsTr("Who is connected now")
    }
    Sentences {
        width: parent.width
        sentences: root.controller.clients
    }
    SectionHeader {
        width: parent.width
        visible: root.controller.sql !== ""
        text: qsTr("SQL")
    }
    CodeBlock {
        width: parent.width
        visible: root.controller.sql !== ""
        label: qsTr("SQL")
        text: root.controller.sql
    }
    SectionHeader {
        width: parent.width
        visible: root.controller.otherWays.length > 0
        text: qsTr("Other ways")
    }
    Sentences {
        width: parent.width
        sentences: root.controller.otherWays
    }
    SectionHeader {
        width: parent.width
        visible: root.controller.undoText.length > 0
        text: qsTr("If you change your mind")
    }
    Sentences {
        width: parent.width
        sentences: root.controller.undoText
    }
}
