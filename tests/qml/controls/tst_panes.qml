// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Controls

Item {
    id: root

    width: 400
    height: 300

    TabBar {
        id: tabs

        width: parent.width

        TabButton {
            text: "Overview"
        }
        TabButton {
            id: versions

            text: "Versions"
            count: "12"
        }
    }
    ScrollPane {
        id: pane

        y: 50
        width: 200
        height: 200

        Rectangle {
            width: 10
            height: 600
        }
        Button {
            id: last

            text: "Last"
        }
    }
    ListPane {
        id: list

        x: 200
        y: 50
        width: 200
        height: 100
        label: "Numbers"
        model: 30
        delegate: Item {
            width: 100
            height: 20
        }
    }
    Dialog {
        id: dialog

        title: "Remove?"
        buttons: Button {
            id: yes

            text: "Yes"
            focus: true
            onClicked: dialog.close()
        }
    }

    TestCase {
        name: "Panes"
        when: windowShown

        function test_arrowsMoveBetweenTabs() {
            tabs.currentIndex = 0
            mouseClick(versions)
            compare(tabs.currentIndex, 1)
            compare(versions.Accessible.name, "Versions 12")
            versions.forceActiveFocus(Qt.TabFocusReason)
            keyClick(Qt.Key_Left)
            compare(tabs.currentIndex, 0)
        }

        function test_keysScroll() {
            pane.contentY = 0
            pane.forceActiveFocus()
            keyClick(Qt.Key_PageDown)
            verify(pane.contentY > 100)
            keyClick(Qt.Key_End)
            compare(pane.contentY, pane.contentHeight - pane.height)
            keyClick(Qt.Key_Home)
            compare(pane.contentY, 0)
        }

        function test_whatIsRevealedIsSeen() {
            pane.contentY = 0
            pane.reveal(last)
            verify(last.mapToItem(pane, 0, last.height).y <= pane.height)
        }

        function test_listIsWalkedByKeys() {
            list.currentIndex = 0
            list.forceActiveFocus()
            keyClick(Qt.Key_Down)
            compare(list.currentIndex, 1)
            keyClick(Qt.Key_PageDown)
            compare(list.currentIndex, 9)
            keyClick(Qt.Key_End)
            compare(list.currentIndex, 29)
            compare(list.Accessible.name, "Numbers")
        }

        function test_dialogClosesByEscapeAndButton() {
            dialog.open()
            tryVerify(() => dialog.opened)
            keyClick(Qt.Key_Escape)
            tryVerify(() => !dialog.visible)
            dialog.open()
            tryVerify(() => dialog.opened)
            verify(yes.activeFocus)
            keyClick(Qt.Key_Space)
            tryVerify(() => !dialog.visible)
        }
    }
}
