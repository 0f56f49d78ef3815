// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A list that is being loaded; `label` says of what.
Column {
    id: root

    property string label: qsTr("Loading")
    property int rows: 4

    spacing: 28
    Accessible.role: Accessible.StaticText
    Accessible.name: label

    Label {
        text: root.label
        muted: true
        Accessible.ignored: true
    }
    Repeater {
        model: root.rows

        Row {
            spacing: 14

            Skeleton {
                width: 44
                height: 44
                radius: 11
            }
            Column {
                spacing: 10

                Skeleton {
                    width: 160
                }
                Skeleton {
                    width: 320
                }
            }
        }
    }
}
