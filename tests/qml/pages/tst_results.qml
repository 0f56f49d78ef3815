// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Results"
    page: "results"
    windowHeight: 1000 // all facets are in sight

    readonly property string checkdigits: "checkdigits 1.0.0 by The Howdah developers"

    function search(text: string) {
        keyClick(Qt.Key_K, Qt.ControlModifier)
        type(text)
    }

    function rows() {
        return all(item => item.Accessible.name?.endsWith(" by The Howdah developers") ?? false)
    }

    function test_rowsAppearWhileTyping() {
        keyClick(Qt.Key_1, Qt.ControlModifier)
        search("chec")
        compare(window.page, "results")
        tryCompare(app.search, "total", 2)
        tryVerify(() => rows().length === 2)
        tryVerify(() => named(checkdigits)?.summaryHtml.includes("<mark>chec</mark>")) // not those of fewer letters
        keyClick(Qt.Key_Escape)
        compare(app.search.text, "")
        compare(window.page, "discover")
    }

    function test_functionNamesAreFoundAndShown() {
        search("luhn_valid")
        tryVerify(() => named(checkdigits)?.foundIn === "Function")
        tryVerify(() => named(checkdigits)?.snippetHtml.includes("luhn"))
    }

    function test_typingErrorsAreForgiven() {
        search("bussines")
        tryVerify(() => app.search.correctedText !== "")
        tryNamed("business_days 2.0.0 by The Howdah developers")
        trySays(app.search.total + " results for " + app.search.correctedText + " instead of bussines")
    }

    function test_facetFiltersAndIsCleared() {
        tryCompare(app.search, "total", 9)
        const facet = tryNamed("C, 3 results")
        press("C, 3 results")
        tryCompare(app.search, "total", 3)
        compare(app.search.chosenFacets, 1)
        tryVerify(() => named("audit_trail 1.0.0 by The Howdah developers") === null)
        tryNamed(checkdigits)
        verify(facet.checked)
        press("Clear the filters")
        tryCompare(app.search, "total", 9)
        tryVerify(() => !facet.checked)
    }

    function test_facetIsSetByKeys() {
        tryCompare(app.search, "total", 9)
        tabTo("PostgreSQL 18, 9 results")
        while (window.activeFocusItem.Accessible.name !== "C, 3 results")
            keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Space)
        tryCompare(app.search, "total", 3)
        tryCompare(app.search, "chosenFacets", 1)
    }

    function test_keysLeadFromTheSearchThroughTheHits() {
        search("check")
        tryNamed(checkdigits)
        tryCompare(app.search, "total", 2)
        keyClick(Qt.Key_Down)
        compare(window.activeFocusItem.name, "checkdigits")
        keyClick(Qt.Key_Down)
        compare(window.activeFocusItem.name, "short_ids")
        keyClick(Qt.Key_Return)
        compare(window.page, "extension")
        tryCompare(app.extension, "name", "short_ids")
        keyClick(Qt.Key_Left, Qt.AltModifier)
        compare(window.page, "results")
        compare(app.search.text, "check")
    }

    function test_orderIsChosen() {
        tryCompare(app.search, "total", 9)
        app.search.sort = "newest"
        const box = tryNamed("Sort by: Newest")
        box.forceActiveFocus()
        keyClick(Qt.Key_Down)
        keyClick(Qt.Key_Down)
        tryCompare(app.search, "sort", "name")
        tryVerify(() => rows().length > 2 && rows()[0].name === "audit_trail")
        app.search.sort = "relevance"
    }

    function test_noHitSaysWhatToDo() {
        search("qqqqzzzz")
        tryCompare(app.search, "state", "empty")
        trySays("Nothing found")
        compare(rows().length, 0)
        keyClick(Qt.Key_Escape)
        tryCompare(app.search, "total", 9)
    }

    function test_noHitWithFiltersOffersToClearThem() {
        press("C, 3 results")
        tryCompare(app.search, "total", 3)
        search("business")
        tryCompare(app.search, "state", "empty")
        trySays("Nothing matches “business” with these filters.")
        press("Clear the filters")
        tryNamed("business_days 2.0.0 by The Howdah developers")
    }

    /// Rows asked for ahead stayed asked for after the list had become shorter.
    function test_listMayBecomeShorterWhileItIsFilled() {
        for (let i = 0; i < 4; ++i) {
            app.search.showAll()
            tryCompare(app.search, "total", 9)
            app.search.text = "check"
            tryCompare(app.search, "total", 2)
            tryVerify(() => rows().length === 2)
        }
    }

    function test_narrowWindowHidesTheFacetsBehindAButton() {
        window.width = 800
        press("Filters")
        tryNamed("C, 3 results")
        press("C, 3 results")
        tryNamed("Filters (1)")
        tryCompare(app.search, "total", 3)
    }
}
