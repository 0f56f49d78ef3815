// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Asks for a file or folder.
Dialog {
    id: root

    property string label
    property string placeholder
    property string acceptText

    signal chosen(string path)

    function choose() {
        if (field.text.trim() === "")
            return
        root.close()
        root.chosen(field.text)
    }

    onAboutToShow: {
        field.clear()
        field.forceActiveFocus()
    }

    contentItem: Column {
        TextField {
            id: field

            width: parent.width
            focus: true
            label: root.label
            placeholderText: root.placeholder
            onAccepted: root.choose()
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
            text: root.acceptText
            enabled: field.text.trim() !== ""
            onClicked: root.choose()
        }
    ]
}
