// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Controls

Item {
    id: root

    width: 500
    height: 300

    SearchField {
        id: search

        placeholderText: "Search"
    }
    TextField {
        id: field

        y: 50
        label: "Name of it"
        placeholderText: "Name"
    }
    CheckBox {
        id: check

        y: 100
        text: "No restart"
        count: "12"
    }
    RadioButton {
        id: light

        y: 130
        text: "Light"
    }
    RadioButton {
        id: dark

        y: 160
        text: "Dark"
    }
    ComboBox {
        id: combo

        y: 200
        label: "Sort by"
        textRole: "text"
        valueRole: "value"
        model: [{ text: "Relevance", value: "relevance" }, { text: "Newest", value: "newest" }]
    }
    SignalSpy {
        id: spy
    }

    TestCase {
        name: "Fields"
        when: windowShown

        function watch(target, signalName) {
            spy.target = null
            spy.signalName = signalName
            spy.target = target
            spy.clear()
        }

        function test_nameStaysWhenThePlaceholderGoes() {
            field.text = "semver"
            compare(field.Accessible.name, "Name of it")
            search.text = "x"
            compare(search.Accessible.name, "Search")
            search.clear()
        }

        function test_escapeClearsTheSearch() {
            search.forceActiveFocus()
            keyClick(Qt.Key_A)
            compare(search.text, "a")
            watch(search, "cleared")
            keyClick(Qt.Key_Escape)
            compare(search.text, "")
            compare(spy.count, 1)
        }

        function test_downLeavesTheSearch() {
            watch(search, "leaveDown")
            search.forceActiveFocus()
            keyClick(Qt.Key_Down)
            compare(spy.count, 1)
        }

        function test_checkBoxTogglesByKeys() {
            watch(check, "clicked")
            check.forceActiveFocus(Qt.TabFocusReason)
            keyClick(Qt.Key_Space)
            verify(check.checked)
            keyClick(Qt.Key_Return)
            verify(!check.checked)
            compare(spy.count, 2)
            compare(check.Accessible.name, "No restart, 12 results")
        }

        function test_onlyOneRadioButtonIsOn() {
            light.forceActiveFocus(Qt.TabFocusReason)
            keyClick(Qt.Key_Space)
            verify(light.checked)
            mouseClick(dark)
            verify(dark.checked)
            verify(!light.checked)
        }

        function test_comboBoxIsChosenByKeys() {
            compare(combo.Accessible.name, "Sort by: Relevance")
            combo.forceActiveFocus(Qt.TabFocusReason)
            keyClick(Qt.Key_Return)
            tryVerify(() => combo.popup.opened)
            keyClick(Qt.Key_Down)
            keyClick(Qt.Key_Return)
            tryVerify(() => !combo.popup.visible)
            compare(combo.currentValue, "newest")
            compare(combo.Accessible.name, "Sort by: Newest")
        }
    }
}
