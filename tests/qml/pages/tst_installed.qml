// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Installed"
    page: "installed"
    needsServer: true

    /// An old version of an extension that every PostgreSQL with contrib has.
    function test_1_updateIsOfferedAndDone() {
        if (World.sql("postgres", "CREATE EXTENSION citext VERSION '1.5'") !== "")
            skip("this PostgreSQL has no contrib extensions")
        app.installed.showContrib = false
        World.lookAgain()
        press("contrib")
        verify(app.installed.showContrib)
        tryNamed("citext in postgres, Update in database", 20000)
        press("citext: Update to 1.6")
        tryNamed("citext in postgres, Part of PostgreSQL", 20000)
    }

    function test_2_nameIsFilteredFor() {
        tryNamed("citext in postgres, Part of PostgreSQL", 20000)
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("hstore, on disk only")) !== null)
        enter("Filter by name")
        type("citext")
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("hstore, on disk only")) === null)
        tryNamed("citext in postgres, Part of PostgreSQL")
    }

    function test_3_enablingOpensThePlan() {
        app.installed.filter = "hstore"
        press("hstore: Enable…")
        tryCompare(app.plan, "state", "ready", 20000)
        verify(app.plan.sql.includes("hstore"), app.plan.sql)
        keyClick(Qt.Key_Escape)
    }

    function test_4_dropShowsWhatGoesWithItAndAsks() {
        compare(World.sql("postgres", "CREATE TABLE people (name citext)"), "")
        app.installed.filter = "citext"
        tryVerify(() => all(item => item.onDisk !== undefined).length === 1)
        press("More for citext")
        press("Drop from postgres…")
        tryVerify(() => app.confirmation.isOpen, 10000)
        tryNamed("Drop all of it")
        verify(app.confirmation.items.some(item => item.includes("people")), app.confirmation.items.join())
        keyClick(Qt.Key_Escape)
        tryVerify(() => !app.confirmation.isOpen)
        compare(app.activity.activeCount, 0)
        compare(World.sql("postgres", "SELECT name FROM people"), "")

        press("More for citext")
        press("Drop from postgres…")
        press("Drop all of it", 10000)
        tryVerify(() => named("citext in postgres, Part of PostgreSQL") === null, 20000)
        verify(World.sql("postgres", "SELECT name FROM people") !== "")
    }

    function test_5_restartAsksFirst() {
        press("Restart " + app.targets.currentTitle)
        tryVerify(() => app.confirmation.isOpen)
        trySays(app.confirmation.title)
        press("Cancel")
        tryVerify(() => !app.confirmation.isOpen)
    }

    function test_6_stoppedServerIsStarted() {
        app.installed.showContrib = false
        compare(World.stopServer(), "")
        trySays("It is stopped: what is in its databases is seen when it runs.", 20000)
        verify(World.sql("postgres", "SELECT 1") !== "")
        press("Start " + app.targets.currentTitle)
        verify(!app.confirmation.isOpen)
        tryVerify(() => World.sql("postgres", "SELECT 1") === "", 20000)
    }
}
