// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Controls

Item {
    id: root

    width: 500
    height: 520

    StarPicker {
        id: picker

        label: "Ease of use"
    }
    StarBar {
        id: bar

        y: 40
        label: "Average"
        value: 3.5
    }
    ShareBar {
        id: share

        y: 70
        text: "Works"
        countText: "7"
        share: 0.5
    }
    TextArea {
        id: area

        y: 110
        width: 300
        label: "Your experience"
        maximumLength: 10
    }
    TextField {
        id: behind

        y: 230
        label: "Behind"
    }
    Disclosure {
        id: fold

        y: 280
        width: 300
        foldedText: "Show the rule"
        unfoldedText: "Hide the rule"

        Label {
            id: rule

            text: "Everything counts."
        }
    }
    AreaChart {
        id: chart

        y: 360
        width: 300
        values: [0, 2, 4]
        texts: ["Monday: 0", "Tuesday: 2", "Wednesday: 4"]
        upper: 4
        label: "Visits"
    }
    AreaChart {
        id: mute

        y: 360
        x: 320
        width: 100
        values: [1, 2]
        upper: 2
        label: "Load"
    }

    TestCase {
        name: "Stars"
        when: windowShown

        function init() {
            picker.value = 0
            area.clear()
            fold.unfolded = false
            chart.marked = -1
        }

        function test_starsAreGivenByKeys() {
            picker.forceActiveFocus()
            compare(picker.Accessible.name, "Ease of use: not said")
            keyClick(Qt.Key_4)
            compare(picker.value, 4)
            compare(picker.Accessible.name, "Ease of use: 4 of 5")
            keyClick(Qt.Key_Right)
            keyClick(Qt.Key_Right)
            compare(picker.value, 5)
            keyClick(Qt.Key_Left)
            compare(picker.value, 4)
            keyClick(Qt.Key_Delete)
            compare(picker.value, 0)
            keyClick(Qt.Key_Left)
            compare(picker.value, 0)
        }

        function test_starPressedAgainIsTakenAway() {
            mouseClick(picker, 28 * 2 + 14, 16)
            compare(picker.value, 3)
            mouseClick(picker, 28 * 2 + 14, 16)
            compare(picker.value, 0)
        }

        function test_barsSayTheirNumbers() {
            compare(bar.Accessible.name, "Average: " + Number(3.5).toLocaleString(Qt.locale(), "f", 1) + " of 5 stars")
            compare(share.Accessible.name, "Works: 7")
        }

        function test_tabLeavesTheTextArea() {
            const edit = area.children[0].contentItem.children[0]
            edit.forceActiveFocus()
            keyClick("a")
            keyClick(Qt.Key_Return)
            keyClick("b")
            compare(area.text, "a\nb")
            keyClick(Qt.Key_Tab)
            verify(behind.activeFocus)
            keyClick(Qt.Key_Backtab)
            verify(edit.activeFocus)
            compare(area.text, "a\nb")
        }

        function test_tooLongATextIsKeptAndMarked() {
            area.text = "0123456789"
            verify(!area.tooLong)
            area.text = "0123456789A"
            verify(area.tooLong)
            compare(area.text.length, 11)
        }

        function test_foldedContentIsUnfoldedByKeys() {
            verify(!rule.visible)
            fold.children[0].forceActiveFocus()
            compare(fold.children[0].text, "Show the rule")
            keyClick(Qt.Key_Return)
            verify(rule.visible)
            compare(fold.children[0].text, "Hide the rule")
        }

        function test_chartIsReadByArrows() {
            compare(chart.Accessible.name, "Visits")
            chart.forceActiveFocus()
            keyClick(Qt.Key_Left)
            compare(chart.Accessible.name, "Visits. Wednesday: 4")
            keyClick(Qt.Key_Left)
            compare(chart.Accessible.name, "Visits. Tuesday: 2")
            keyClick(Qt.Key_Home)
            keyClick(Qt.Key_Left)
            compare(chart.Accessible.name, "Visits. Monday: 0")
            behind.forceActiveFocus()
            compare(chart.Accessible.name, "Visits")
        }

        function test_chartWithoutTextsTakesNoKeyboard() {
            verify(!mute.activeFocusOnTab)
            compare(mute.Accessible.name, "Load")
        }
    }
}
