// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Stars that were given, 0 to 5; parts of one are drawn.
Item {
    id: root

    property real value: 0
    property int size: 16
    property string label ///< what they are for; names them for screen readers

    implicitWidth: 5 * size
    implicitHeight: size
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2 of 5 stars").arg(label).arg(Number(value).toLocaleString(Qt.locale(), "f", Number.isInteger(value) ? 0 : 1))
    Accessible.ignored: label === ""

    // qmllint disable unqualified
    Row {
        Repeater {
            model: 5

            Icon {
                name: "star"
                size: root.size
                color: Theme.control
            }
        }
    }
    Item {
        width: root.width * Math.max(0, Math.min(root.value, 5)) / 5
        height: root.height
        clip: true

        Row {
            Repeater {
                model: 5

                Icon {
                    name: "star-filled"
                    size: root.size
                    color: Theme.accent
                }
            }
        }
    }
    // qmllint enable unqualified
}
