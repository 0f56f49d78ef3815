// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

T.TabButton {
    id: root

    property string count ///< shown after the text, e.g. how many

    readonly property string wholeText: count === "" ? text : text + " " + count

    width: implicitWidth
    implicitWidth: metrics.advanceWidth + 2
    implicitHeight: 40
    focusPolicy: Qt.StrongFocus
    Accessible.name: wholeText
    Accessible.onPressAction: {
        root.checked = true
        root.clicked()
    }
    Keys.onReturnPressed: root.checked = true

    TextMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: Theme.body
        font.weight: Font.DemiBold
        text: root.wholeText
    }

    contentItem: Label {
        text: root.wholeText
        horizontalAlignment: Text.AlignHCenter
        font.weight: root.checked ? Font.DemiBold : Font.Medium
        color: root.checked || root.hovered ? Theme.text : Theme.mute
        Accessible.ignored: true
    }
    background: Item {
        Rectangle {
            visible: root.checked
            anchors.bottom: parent.bottom
            width: parent.width
            height: 2
            color: Theme.accent
        }
        FocusRing {
            visible: root.visualFocus
            inset: 0
        }
    }
}
