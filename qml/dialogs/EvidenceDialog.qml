// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Why a context tile says what it says.
Dialog {
    id: root

    property string evidence

    function show(tile: var) {
        root.title = tile.title
        root.subtitle = tile.text
        root.evidence = tile.evidence
        root.open()
    }

    wantedWidth: 480
    contentItem: Label {
        text: root.evidence
        wrapMode: Text.Wrap
    }
    buttons: Button {
        text: qsTr("Close")
        kind: "quiet"
        focus: true
        onClicked: root.close()
    }
}
