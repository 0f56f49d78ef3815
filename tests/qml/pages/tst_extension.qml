// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Extension"
    page: "extension"
    needsServer: true

    function open(name: string, version: string) {
        window.openExtension(name, version)
        tryCompare(app.extension, "name", name)
        tryCompare(app.extension, "state", "ready")
    }

    function test_headAndTilesTellHowItStandsHere() {
        open("pulse", "")
        trySays("Records the load of the server every few seconds")
        tryNamed("Install pulse")
        press(app.extension.tiles.find(tile => tile.id === "restart").title + ": "
              + app.extension.tiles.find(tile => tile.id === "restart").text)
        trySays(app.extension.tiles.find(tile => tile.id === "restart").evidence)
        keyClick(Qt.Key_Escape)
    }

    function test_overviewIsTheReadme() {
        open("checkdigits", "")
        const article = tryNamed("Overview of checkdigits")
        verify(article.text.includes("CREATE EXTENSION checkdigits"), article.text)
        press("validation")
        compare(window.page, "results")
        trySays("Tag validation: 1")
    }

    function test_versionsHaveTheirNotesAndAreShownAndInstalled() {
        open("business_days", "")
        press("Versions")
        tryNamed("Version 1.1.0, " + app.extension.released)
        const notes = tryNamed("Notes of version 1.1.0")
        verify(notes.text.includes("easter_sunday"), notes.text)
        verify(!notes.text.includes("Named calendars"), notes.text)
        tabTo("Show version 1.0.0")
        keyClick(Qt.Key_Space)
        tryCompare(app.extension, "version", "1.0.0")
        tryNamed("Version 1.0.0, show all versions")
        press("Install version 1.1.0")
        tryCompare(app.plan, "state", "ready", 20000)
        verify(app.plan.title.includes("business_days 1.1.0"), app.plan.title)
        keyClick(Qt.Key_Escape)
        tryCompare(app.plan, "state", "closed")
    }

    function test_withoutNotesThereIsNoRoomForThem() {
        open("checkdigits", "")
        press("Versions")
        tryNamed("Version 1.0.0, " + app.extension.released)
        compare(named("Notes of version 1.0.0"), null)
    }

    function test_dependencyOpensItsPage() {
        open("people_search", "")
        press("Dependencies")
        trySays("will be installed with it")
        tryVerify(() => says("pg_trgm"))
        press("text_tidy")
        tryCompare(app.extension, "name", "text_tidy")
    }

    function test_withoutDependenciesItSaysSo() {
        open("checkdigits", "")
        press("Dependencies")
        tryVerify(() => says("postgresql") || says("PostgreSQL") || says("On its own"))
    }

    function test_filesTellWhereTheyLand() {
        open("unit_convert", "")
        press("Files")
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("unit_convert.control, share/extension/unit_convert.control")) !== null)
        trySays(app.extension.filesSummary)
    }

    // They were asked for when the tab was chosen, and never again.
    function test_filesOfAnotherVersionAreRead() {
        const hasFile = name => found(item => (item.Accessible.name ?? "").includes(name + ", ")) !== null
        open("business_days", "")
        press("Files")
        tryVerify(() => hasFile("business_days--2.0.0.sql"))
        app.extension.showVersion("1.0.0")
        tryCompare(app.extension, "version", "1.0.0")
        tryCompare(app.extension, "filesState", "ready")
        tryVerify(() => hasFile("business_days--1.0.0.sql") && !hasFile("business_days--2.0.0.sql"))
    }

    function test_archiveThatCannotBeReadIsToldAndTriedAgain() {
        open("text_tidy", "")
        verify(World.hideRegistry(true))
        press("Files")
        trySays("The archive could not be read")
        verify(app.extension.filesErrorText !== "")
        trySays(app.extension.filesErrorText)
        verify(World.hideRegistry(false))
        press("Try again")
        tryCompare(app.extension, "filesState", "ready")
        tryVerify(() => !says("The archive could not be read"))
    }

    function test_tabsAreWalkedByKeys() {
        open("checkdigits", "")
        tabTo("Overview")
        keyClick(Qt.Key_Right)
        tryVerify(() => window.activeFocusItem.Accessible.name === "Versions")
        tryNamed("Version 1.0.0, " + app.extension.released)
        tabTo("Back")
    }

    function test_linkIsCopied() {
        open("checkdigits", "")
        press("More actions for checkdigits")
        press("Copy link")
        tryVerify(() => World.clipboard() === "pgxn://dist/checkdigits@1.0.0")
    }

    function test_scriptIsCopied() {
        open("unit_convert", "")
        press("More actions for unit_convert")
        press("Copy as script")
        tryVerify(() => World.clipboard().startsWith("#!"), 20000)
        verify(World.clipboard().includes("unit_convert"))
    }

    function test_unknownNameIsToldAndBackReturns() {
        window.go("discover")
        app.openLink("pgxn://dist/no_such_thing")
        trySays("No extension of that name")
        trySays(app.extension.errorText)
        press("Back")
        compare(window.page, "discover")
    }

    function test_linkOpensThePageAndDoesNothingElse() {
        app.openLink("pgxn://dist/business_days@1.1.0")
        compare(window.page, "extension")
        tryCompare(app.extension, "version", "1.1.0")
        compare(app.plan.state, "closed")
        compare(app.activity.count, 0)
    }
}
