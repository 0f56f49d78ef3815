// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

T.ScrollBar {
    id: root

    implicitWidth: 10
    implicitHeight: 10
    padding: 2
    visible: policy !== T.ScrollBar.AlwaysOff && size < 1.0
    minimumSize: 0.06
    Accessible.name: orientation === Qt.Vertical ? qsTr("Scroll up and down")
                                                 : qsTr("Scroll left and right")

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: Theme.control
        opacity: root.pressed ? 0.9 : root.hovered ? 0.7 : 0.4
    }
}
