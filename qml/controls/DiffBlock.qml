// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A change, line by line: lines that begin with - go, lines that begin with + come.
Rectangle {
    id: root

    property string text
    property string label: qsTr("Change")

    implicitWidth: 240
    implicitHeight: column.implicitHeight + 24
    radius: Theme.radiusSmall
    color: Theme.code
    Accessible.role: Accessible.StaticText
    Accessible.name: label + "\n" + text

    Column {
        id: column

        x: 12
        y: 12
        width: parent.width - 24

        Repeater {
            model: root.text === "" ? [] : root.text.split("\n")

            Label {
                required property string modelData

                width: column.width // qmllint disable unqualified
                text: modelData
                font.family: Theme.mono
                font.pixelSize: Theme.caption
                color: modelData.startsWith("+") ? Theme.ok
                     : modelData.startsWith("-") ? Theme.bad : Theme.mute
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
    }
}
