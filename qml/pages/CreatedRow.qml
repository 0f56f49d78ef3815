// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One object an extension created.
TableRow {
    id: root

    required property string kind
    required property string identity

    implicitHeight: 34
    label: qsTr("%1 %2").arg(kind).arg(identity)

    TableCell {
        text: root.kind
        muted: true
    }
    TableCell {
        text: root.identity
        share: 5
        font.family: Theme.mono
        font.pixelSize: Theme.caption
    }
}
