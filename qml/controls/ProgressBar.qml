// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// `label` says what progresses. Without a known share set `indeterminate`: the bar then shows a still
/// pattern, the words beside it move.
T.ProgressBar {
    id: root

    property string label

    implicitWidth: 200
    implicitHeight: 6
    Accessible.name: label

    contentItem: Item {
        Rectangle {
            x: root.indeterminate ? root.width * 0.3 : 0
            width: root.indeterminate ? root.width * 0.4 : root.visualPosition * root.width
            height: 6
            radius: 3
            color: Theme.primary
            opacity: root.indeterminate ? 0.5 : 1
        }
    }
    background: Rectangle {
        implicitHeight: 6
        radius: 3
        color: Theme.line
    }
}
