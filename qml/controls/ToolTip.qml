// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

T.ToolTip {
    id: root

    x: parent ? Math.round((parent.width - implicitWidth) / 2) : 0
    y: parent ? parent.height + 6 : 0
    implicitWidth: Math.min(label.implicitWidth, 320) + leftPadding + rightPadding
    implicitHeight: label.implicitHeight + topPadding + bottomPadding
    margins: 8
    horizontalPadding: 10
    verticalPadding: 4
    delay: 500
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent
                 | T.Popup.CloseOnReleaseOutsideParent

    contentItem: Label {
        id: label

        text: root.text
        font.pixelSize: Theme.caption
        wrapMode: Text.Wrap
    }
    background: FloatingPanel {
        radius: 6
    }
}
