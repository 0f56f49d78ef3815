// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// A name and what it is.
Item {
    id: root

    property string label
    property string value
    property bool mono: false
    property int labelWidth: 132

    implicitWidth: 280
    implicitHeight: Math.max(20, valueLabel.implicitHeight) + 8
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(label).arg(value)

    Label {
        y: 4
        width: root.labelWidth - 8
        text: root.label
        muted: true
        elide: Text.ElideRight
        Accessible.ignored: true
    }
    Label {
        id: valueLabel

        x: root.labelWidth
        y: 4
        width: root.width - root.labelWidth
        text: root.value
        font.family: root.mono ? Theme.mono : Theme.family
        wrapMode: Text.WrapAnywhere
        Accessible.ignored: true
    }
}
