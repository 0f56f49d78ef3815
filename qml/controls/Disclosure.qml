// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A link that unfolds what is below it.
Column {
    id: root

    property string text ///< of the link, folded or not
    property string foldedText: text
    property string unfoldedText: text
    property bool unfolded: false
    default property alias content: inside.data

    spacing: 4

    Button {
        leftPadding: 0
        kind: "link"
        trailingIconName: root.unfolded ? "chevron-up" : "chevron-down"
        text: root.unfolded ? root.unfoldedText : root.foldedText
        onClicked: root.unfolded = !root.unfolded
    }
    Column {
        id: inside

        width: parent.width
        visible: root.unfolded
        spacing: 8
    }
}
