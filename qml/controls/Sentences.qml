// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Sentences below each other, small.
Column {
    id: root

    property var sentences: []

    visible: sentences.length > 0
    spacing: 4

    Repeater {
        model: root.sentences

        Label {
            required property string modelData

            width: root.width // qmllint disable unqualified
            text: modelData
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
    }
}
