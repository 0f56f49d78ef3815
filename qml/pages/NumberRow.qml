// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// A number to choose, from 0.
Row {
    id: root

    required property string label
    required property int value
    property int maximum: 100

    signal edited(int value)

    spacing: 12

    TextField {
        id: field

        width: 100
        height: 36
        label: root.label
        text: String(root.value)
        inputMethodHints: Qt.ImhDigitsOnly
        invalid: !acceptableInput
        validator: IntValidator {
            bottom: 0
            top: root.maximum
        }
        onEditingFinished: root.edited(Number(text))
    }
    Label {
        anchors.verticalCenter: field.verticalCenter
        text: root.label
        Accessible.ignored: true
    }
}
