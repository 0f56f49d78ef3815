// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Frame"
    needsServer: true

    function test_railLeadsToEachPage_data() {
        return ["Installed", "Sandbox", "Activity", "Settings"].map(page => ({ tag: page }))
    }

    function test_railLeadsToEachPage(row) {
        press(row.tag)
        compare(window.page, row.tag.toLowerCase())
        press("Discover")
        compare(window.page, "discover")
    }

    function test_everyControlThatTakesTheKeyboardHasAName_data() {
        return ["discover", "results", "extension", "installed", "sandbox", "activity", "settings"]
            .map(page => ({ tag: page }))
    }

    function test_everyControlThatTakesTheKeyboardHasAName(row) {
        if (row.tag === "extension")
            window.openExtension("checkdigits", "")
        else
            window.go(row.tag)
        tryVerify(() => all(item => item.activeFocusOnTab).length > 8)
        for (const control of all(item => item.activeFocusOnTab))
            verify(control.Accessible.name !== "", "no name: " + control)
    }

    function test_slashLeadsToTheSearch() {
        keyClick("/")
        keyClick("x")
        compare(app.search.text, "x")
    }

    function test_paletteFindsAndRuns() {
        keyClick(Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier)
        tryNamed("Type an action")
        type("all ext")
        keyClick(Qt.Key_Return)
        compare(window.page, "results")
        trySays("All extensions: 9")
    }

    function test_targetIsPicked() {
        press("Target: " + app.targets.currentTitle)
        const row = tryVerify(() => found(item => item.isCurrent === true && item.targetId !== undefined) !== null)
        keyClick(Qt.Key_Escape)
        tryVerify(() => found(item => item.isCurrent === true && item.targetId !== undefined) === null)
    }

    function test_serverIsAddedOrTheProblemShown() {
        window.go("installed")
        press("Add a server…")
        enter("pg_config or connection")
        type("/no/such/pg_config")
        press("Add")
        trySays("There is no file /no/such/pg_config.")
        keyClick(Qt.Key_Escape)
    }

    function test_toastOffersItsAction() {
        app.toast("bad", "It did not work.", "Show why", "show:1")
        trySays("It did not work.")
        press("Show why")
        compare(window.page, "activity")
    }

    function test_foreignLinkIsRefused() {
        app.openLink("file:///etc/passwd")
        tryVerify(() => toastSaid().includes("file:///etc/passwd"))
    }
}
