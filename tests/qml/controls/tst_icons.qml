// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Controls

Item {
    id: root

    width: 100
    height: 100

    Rectangle {
        anchors.fill: parent
        color: "white"
    }
    Icon {
        id: icon

        name: "stop"
        size: 48
    }

    TestCase {
        name: "Icons"
        when: windowShown

        function test_iconHasTheColourWanted() {
            icon.color = "#ff0000"
            compare(icon.status, Image.Ready)
            waitForRendering(root)
            const image = grabImage(root)
            const left = image.pixel(12, 24)
            verify(left.r > 0.9 && left.g < 0.2, "is " + left)
            compare(image.pixel(24, 24), Qt.rgba(1, 1, 1, 1))
        }
    }
}
