// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Controls

Item {
    id: root

    width: 400
    height: 300

    Button {
        id: button

        y: 10
        text: "Install"
    }
    IconButton {
        id: icon

        y: 60
        iconName: "refresh"
        text: "Look again"
    }
    StateButton {
        id: state

        y: 110
        text: "Install"
        subject: "semver"
        menu: menu
    }
    Chip {
        id: chip

        y: 160
        text: "vector"
        count: "12"
    }
    NavRailButton {
        id: rail

        y: 200
        text: "Activity"
        iconName: "activity"
    }
    ContextTile {
        id: tile

        x: 200
        y: 60
        text: "No restart"
        detail: "nothing to preload"
        iconName: "power"
    }
    Card {
        id: card

        x: 200
        y: 160
        width: 100
        height: 60
        interactive: true
        label: "semver"
    }
    Menu {
        id: menu

        MenuItem {
            id: item

            text: "Copy link"
        }
    }
    SignalSpy {
        id: spy
    }

    TestCase {
        name: "Buttons"
        when: windowShown

        function init() {
            state.running = false
            state.progress = -1
        }

        function cleanup() {
            menu.close()
        }

        function watch(target, signalName) {
            spy.target = null
            spy.signalName = signalName
            spy.target = target
            spy.clear()
        }

        function test_keysPress_data() {
            return [{ tag: "button", control: button }, { tag: "icon button", control: icon },
                { tag: "chip", control: chip }, { tag: "rail button", control: rail }, { tag: "tile", control: tile }]
        }

        function test_keysPress(row) {
            watch(row.control, "clicked")
            row.control.forceActiveFocus(Qt.TabFocusReason)
            verify(row.control.visualFocus)
            keyClick(Qt.Key_Space)
            compare(spy.count, 1)
            keyClick(Qt.Key_Return)
            compare(spy.count, 2)
        }

        function test_eachSaysItsName_data() {
            return [{ tag: "button", control: button, name: "Install" }, { tag: "icon", control: icon, name: "Look again" },
                { tag: "chip", control: chip, name: "vector, 12" }, { tag: "rail", control: rail, name: "Activity" },
                { tag: "tile", control: tile, name: "No restart: nothing to preload" },
                { tag: "card", control: card, name: "semver" }]
        }

        function test_eachSaysItsName(row) {
            compare(row.control.Accessible.name, row.name)
        }

        function test_disabledButtonIsNotPressed() {
            button.enabled = false
            watch(button, "clicked")
            mouseClick(button)
            compare(spy.count, 0)
            button.enabled = true
        }

        function test_cardIsPressedByMouseAndReturn() {
            watch(card, "pressed")
            mouseClick(card)
            card.forceActiveFocus()
            keyClick(Qt.Key_Return)
            compare(spy.count, 2)
        }

        function test_stateButtonActs() {
            watch(state, "activated")
            mouseClick(state, 20, 16)
            compare(spy.count, 1)
            compare(state.children[0].Accessible.name, "Install semver")
        }

        function test_stateButtonOpensItsMenu() {
            mouseClick(state, state.width - 16, 16)
            tryVerify(() => menu.opened)
            watch(item, "triggered")
            keyClick(Qt.Key_Down)
            keyClick(Qt.Key_Return)
            compare(spy.count, 1)
            tryVerify(() => !menu.visible)
        }

        function test_runningButtonShowsProgressAndCancels() {
            state.text = "Building 62 %"
            state.running = true
            state.progress = 0.62
            const bar = state.children[2]
            verify(bar.visible)
            compare(bar.Accessible.name, "semver: Building 62 %")
            compare(bar.Accessible.role, Accessible.ProgressBar)
            fuzzyCompare(bar.children[0].width, state.width * 0.62, 0.5)
            watch(state, "cancelRequested")
            mouseClick(state, state.width - 16, state.height / 2)
            compare(spy.count, 1)
            state.forceActiveFocus(Qt.TabFocusReason)
            keyClick(Qt.Key_Space)
            compare(spy.count, 2)
            state.text = "Install"
        }

        function test_runningButtonThatCannotBeCancelledHasNoCancel() {
            state.running = true
            state.cancellable = false
            watch(state, "cancelRequested")
            mouseClick(state, state.width - 16, state.height / 2)
            compare(spy.count, 0)
            state.cancellable = true
        }
    }
}
