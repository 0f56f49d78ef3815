// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Discover"
    needsServer: true

    readonly property string card: "checkdigits 1.0.0 by The Howdah developers: Validates card numbers, IBANs, EANs and ISBNs by their check digits"

    function test_saysWhatFitsTheTarget() {
        trySays("Picked for your PostgreSQL " + app.targets.currentTitle.match(/ (\d+)/)[1])
        tryVerify(() => app.discover.headline.includes(" of 9 "), 5000, app.discover.headline)
        trySays(app.discover.headline)
        tryNamed(card)
        tryNamed("Install checkdigits")
    }

    function test_smallestWindowShowsTwoRowsOfCards() {
        window.width = window.minimumWidth
        window.height = window.minimumHeight
        trySays("New and updated")
        const cards = all(item => item.Accessible.name.startsWith("checkdigits 1.0.0 by "))
        verify(cards.length > 0)
        for (const card of cards) {
            const grid = card.parent
            tryCompare(grid, "columns", 2)
            const shown = Array.from(grid.children).filter(item => item.visible && item.width > 0)
            verify(shown.length > 0 && shown.length <= 4, shown.length + " cards are shown")
            verify(card.mapToItem(null, card.width, 0).x <= window.width)
        }
    }

    function test_cardOpensItsPageAndBackReturns() {
        press(card)
        compare(window.page, "extension")
        tryCompare(app.extension, "name", "checkdigits")
        press("Back")
        compare(window.page, "discover")
    }

    function test_keysLeadToACardAndBack() {
        tryNamed(card)
        tabTo(card)
        keyClick(Qt.Key_Return)
        compare(window.page, "extension")
        tryCompare(app.extension, "name", "checkdigits")
        keyClick(Qt.Key_Left, Qt.AltModifier)
        compare(window.page, "discover")
    }

    function test_exampleIsSearchedFor() {
        press("audit_trail")
        compare(window.page, "results")
        compare(app.search.text, "audit_trail")
        tryNamed("audit_trail 1.0.0 by The Howdah developers")
    }

    function test_categoryAndSectionLeadToTheirResults() {
        press("calendar, 1")
        compare(window.page, "results")
        trySays("Tag calendar: 1")
        keyClick(Qt.Key_1, Qt.ControlModifier)
        press("New and updated: See all")
        compare(window.page, "results")
        trySays("New and updated: 9")
    }

    function test_welcomeCardGoesAndStaysAway() {
        trySays("Welcome to Howdah")
        press("Start")
        tryVerify(() => !says("Welcome to Howdah"))
        verify(!app.firstRun)
    }

    function test_cancelIsOnTheButtonThatWasClicked() {
        World.holdServer()
        press("Install hamming")
        tryCompare(app.plan, "state", "ready", 20000)
        const button = named("Install hamming")
        press(app.plan.confirmText)
        tryCompare(app.plan, "state", "closed")
        press("Cancel hamming")
        tryNamed("Install hamming")
        compare(named("Install hamming"), button)
        World.releaseServer()
        tryCompare(app.activity, "activeCount", 0)
    }

    function test_registryThatCannotBeReadIsToldAndTheIndexStays() {
        verify(World.hideRegistry(true))
        keyClick(Qt.Key_F5)
        tryCompare(app, "connectionState", "error", 20000)
        const badge = () => found(item => (item.Accessible.name ?? "").startsWith("A registry does not answer"))
        verify(badge() !== null, app.connectionText)
        verify(app.connectionDetail.includes("this computer"), app.connectionDetail)
        tryNamed(card)
        verify(World.hideRegistry(false))
        press(badge().Accessible.name)
        tryCompare(app, "connectionState", "fresh", 20000)
    }

    function test_withoutAnyRegistryItSaysWhatToDo() {
        app.settings.useEmbeddedRegistry = false
        trySays("Nothing to discover yet", 20000)
        trySays(app.discover.emptyText)
        press("Open the settings")
        compare(window.page, "settings")
        press("Use the registry on this computer")
        verify(app.settings.useEmbeddedRegistry)
        press("Discover")
        tryNamed(card, 20000)
    }
}
