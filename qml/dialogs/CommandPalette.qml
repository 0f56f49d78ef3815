// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Every action of the window, found by typing. `commands`: list{text, icon, shortcut, run}.
Dialog {
    id: root

    property var commands: []

    readonly property var found: commands.filter(command => matches(command.text, field.text))

    function matches(text: string, typed: string): bool {
        const where = text.toLowerCase()
        return typed.toLowerCase().split(/\s+/).every(word => where.includes(word))
    }

    function run(index: int) {
        const command = root.found[index]
        root.close()
        command?.run()
    }

    wantedWidth: 520
    title: qsTr("What do you want to do?")
    onAboutToShow: {
        field.clear()
        list.currentIndex = 0
        field.forceActiveFocus()
    }

    contentItem: Column {
        spacing: 8

        SearchField {
            id: field

            width: parent.width
            focus: true
            placeholderText: qsTr("Type an action")
            onTextChanged: list.currentIndex = 0
            onAccepted: root.run(list.currentIndex)
            onLeaveDown: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
        }
        ListPane {
            id: list

            width: parent.width
            height: 288
            label: qsTr("Actions")
            model: root.found

            // qmllint disable unqualified
            delegate: CommandRow {
                width: list.width
                onClicked: root.run(index)
            }
            // qmllint enable unqualified
        }
    }
}
