// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T
import Howdah.Controls

/// The stars of one aspect; chosen, its histogram is shown.
T.RadioButton {
    id: root

    required property var stars ///< {title, average, averageText, count}

    readonly property string sentence: stars.count === 0
                                       ? qsTr("%1: no stars yet").arg(stars.title)
                                       : qsTr("%1: %2 of 5 stars from %3")
                                             .arg(stars.title).arg(stars.averageText).arg(stars.count)

    implicitWidth: 240
    implicitHeight: 28
    focusPolicy: Qt.StrongFocus
    Accessible.name: sentence
    Accessible.onPressAction: {
        root.checked = true
        root.clicked()
    }

    contentItem: Item {
        Label {
            x: 8
            width: parent.width - 16 - value.width - 8 - (bar.visible ? bar.width + 8 : 0)
            anchors.verticalCenter: parent.verticalCenter
            text: root.stars.title
            font.pixelSize: Theme.caption
            strong: root.checked
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        StarBar {
            id: bar

            visible: root.width >= 210 // the number says the same
            anchors.right: value.left
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            value: root.stars.average
            size: 14
        }
        Label {
            id: value

            anchors.right: parent.right
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            width: 24
            text: root.stars.count === 0 ? "–" : root.stars.averageText
            font.pixelSize: Theme.caption
            horizontalAlignment: Text.AlignRight
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: 6
        color: root.checked ? Theme.primarySoft : root.hovered ? Theme.hover : "transparent"

        FocusRing {
            visible: root.visualFocus
            inset: 0
        }
    }
}
