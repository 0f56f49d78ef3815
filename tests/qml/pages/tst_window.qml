// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah
import "../fakes"

Item {
    id: root

    width: 100
    height: 100

    Component {
        id: windowComponent

        Main {
            property alias fake: fakeApp

            app: FakeApp {
                id: fakeApp
            }
        }
    }

    TestCase {
        id: test

        name: "Window"
        when: windowShown

        property var window
        property var fake

        function init() {
            window = createTemporaryObject(windowComponent, root)
            fake = window.fake
            tryVerify(() => window.active)
        }

        /// The item with that accessible name, visible, of the window or a dialog over it.
        function named(name) {
            return seek(window.contentItem, item => item.visible && item.Accessible.name === name)
                   ?? seek(window.Overlay?.overlay ?? window.contentItem.parent, item => item.visible
                           && item.Accessible.name === name)
        }

        function seek(item, fits) {
            if (item.Accessible !== undefined && fits(item))
                return item
            for (let i = 0; i < item.children.length; ++i) {
                if (!item.children[i].visible)
                    continue
                const found = seek(item.children[i], fits)
                if (found)
                    return found
            }
            return null
        }

        function press(name) {
            // Found, and where the next frame leaves it: a new page is laid out a moment later.
            let before = ""
            tryVerify(() => {
                const place = String(named(name)?.mapToItem(null, 0, 0) ?? "")
                const still = place !== "" && place === before
                before = place
                return still
            }, 2000, "there is no “" + name + "”")
            const item = named(name)
            mouseClick(item, item.width / 2, item.height / 2)
        }

        function all(item, fits, found) {
            if (item.visible && fits(item))
                found.push(item)
            for (let i = 0; i < item.children.length; ++i)
                if (item.children[i].visible)
                    all(item.children[i], fits, found)
            return found
        }

        function test_railLeadsToEachPage_data() {
            return [{ tag: "Installed", page: "installed" }, { tag: "Sandbox", page: "sandbox" },
                { tag: "Activity, 1 running", page: "activity" }, { tag: "Settings", page: "settings" }]
        }

        function test_railLeadsToEachPage(row) {
            press(row.tag)
            compare(window.page, row.page)
            press("Discover")
            compare(window.page, "discover")
        }

        function test_everyControlThatTakesTheKeyboardHasAName_data() {
            return ["discover", "results", "extension", "installed", "sandbox", "activity", "settings"]
                .map(page => ({ tag: page }))
        }

        function test_everyControlThatTakesTheKeyboardHasAName(row) {
            fake.job.jobId = "3"
            window.go(row.tag)
            tryVerify(() => window.active)
            const controls = all(window.contentItem, item => item.activeFocusOnTab, [])
            verify(controls.length > 8, "found " + controls.length)
            for (const control of controls)
                verify(control.Accessible.name !== "", "no name: " + control)
        }

        function test_typingSearchesAndClearingReturns() {
            keyClick(Qt.Key_K, Qt.ControlModifier)
            for (const letter of "uuid")
                keyClick(letter)
            compare(fake.search.text, "uuid")
            compare(window.page, "results")
            keyClick(Qt.Key_Escape)
            compare(fake.search.text, "")
            compare(window.page, "discover")
        }

        function test_slashLeadsToTheSearch() {
            keyClick("/")
            keyClick("x")
            compare(fake.search.text, "x")
        }

        function test_downLeadsFromTheSearchToTheFirstHit() {
            keyClick(Qt.Key_K, Qt.ControlModifier)
            keyClick("s")
            tryVerify(() => named("semver 0.40.0 by David E. Wheeler") !== null)
            keyClick(Qt.Key_Down)
            compare(window.activeFocusItem.name, "semver")
            keyClick(Qt.Key_Down)
            compare(window.activeFocusItem.name, "debversion")
            keyClick(Qt.Key_Return)
            compare(window.page, "extension")
            verify(fake.calls.includes("open debversion 1.2.0"))
        }

        function test_facetIsSet() {
            fake.search.text = "x"
            window.go("results")
            press("No compiler, 5 results")
            verify(fake.calls.includes("setFacet needs No compiler true"))
        }

        function test_installAsksForThePlanAndConfirms() {
            press("Install semver")
            verify(fake.calls.includes("prepare semver 0.40.0") || fake.plan.state === "ready")
            tryCompare(fake.plan, "state", "ready")
            press("Install and restart")
            verify(fake.calls.includes("confirm"))
        }

        function test_escapeClosesThePlan() {
            fake.plan.prepare("semver", "")
            wait(50)
            keyClick(Qt.Key_Escape)
            tryCompare(fake.plan, "state", "closed")
            verify(fake.calls.includes("close"))
        }

        function test_impossiblePlanCannotBeConfirmed() {
            fake.plan.canConfirm = false
            fake.plan.findings = [{ severity: "blocker", kind: "bad", message: "No compiler.", fix: "Install gcc.", command: "" }]
            fake.plan.state = "impossible"
            tryVerify(() => named("No compiler.") !== null)
            press("Install and restart")
            verify(!fake.calls.includes("confirm"))
        }

        function test_runningCardIsCancelled() {
            press("Cancel vector")
            verify(fake.calls.includes("cancelFor vector"))
        }

        function test_progressMovesOnTheButton() {
            fake.discover.picked.change(0, "action", "running")
            fake.discover.picked.change(0, "actionText", "Downloading 10 %")
            fake.discover.picked.change(0, "actionProgress", 0.1)
            tryVerify(() => named("semver: Downloading 10 %") !== null)
            compare(named("Install semver"), null)
        }

        function test_cardOpensThePageAndBackReturns() {
            press("semver 0.40.0 by David E. Wheeler: A data type for semantic versions, with indexes.")
            compare(window.page, "extension")
            press("Back")
            compare(window.page, "discover")
        }

        function test_sandboxIsTried() {
            window.openExtension("semver", "0.40.0")
            press("Try in a sandbox")
            verify(fake.calls.includes("tryIt semver 0.40.0"))
            compare(window.page, "sandbox")
            press("Install in PostgreSQL 15.20 · main")
            verify(fake.calls.includes("promote"))
        }

        function test_tabsShowTheirContents() {
            window.openExtension("semver", "")
            press("Files")
            tryVerify(() => named("semver.control, /usr/share/postgresql/15/extension, 146 B") !== null)
            press("Dependencies")
            press("pgxn_manager")
            verify(fake.calls.includes("open pgxn_manager "))
        }

        function test_tileShowsItsEvidence() {
            window.openExtension("semver", "")
            press("No restart: nothing to preload")
            tryVerify(() => named("No library must be preloaded.") !== null)
        }

        function test_installedRowsAct() {
            window.go("installed")
            press("semver: Update to 0.40.0")
            verify(fake.calls.includes("update a shop semver"))
            press("vector: Enable…")
            verify(fake.calls.includes("create a vector"))
            press("Restart PostgreSQL 15.20 · main")
            verify(fake.calls.includes("restart a"))
        }

        function test_lossIsConfirmed() {
            fake.confirmation.isOpen = true
            tryVerify(() => named("column release of table app") !== null)
            press("Drop all of it")
            verify(fake.calls.includes("accept"))
        }

        function test_activityShowsStepsLogAndRetries() {
            window.go("activity")
            press("Try pg_partman 5.2.4, Failed: the header openssl/ssl.h is missing")
            compare(fake.job.jobId, "3")
            tryVerify(() => named("Step 2, failed: Build in a jail") !== null)
            tryVerify(() => named("The header openssl/ssl.h is missing.") !== null)
            verify(named("Log of the operation").text.includes("compilation terminated"))
            fake.job.logAppended("a new line")
            verify(named("Log of the operation").text.endsWith("a new line"))
        }

        function test_undoIsOneClickAway() {
            window.go("activity")
            press("Undo Install semver 0.40.0")
            verify(fake.calls.includes("undo 2"))
        }

        function test_targetIsChosen() {
            press("Target: PostgreSQL 15.20 · main")
            tryVerify(() => named("PostgreSQL 17.11 · dev, port 5433 · built from source, running") !== null)
            press("PostgreSQL 17.11 · dev, port 5433 · built from source, running")
            verify(fake.calls.includes("select 17|dev"))
        }

        function test_serverIsAddedOrTheProblemShown() {
            window.go("installed")
            press("Add a server…")
            tryVerify(() => named("pg_config or connection") !== null)
            const field = named("pg_config or connection")
            field.text = "wrong"
            press("Add")
            tryVerify(() => named("There is no program at “wrong”.") !== null)
            field.text = "/usr/bin/pg_config"
            press("Add")
            verify(fake.calls.includes("addByHand /usr/bin/pg_config"))
        }

        function test_themeIsChosen() {
            window.go("settings")
            press("Dark")
            compare(fake.settings.theme, "dark")
            compare(window.color, Qt.color("#10161D"))
        }

        function test_registryIsAdded() {
            window.go("settings")
            named("Address of the new registry").text = "nonsense"
            press("Add")
            tryVerify(() => named("That is no address.") !== null)
        }

        function test_paletteFindsAndRuns() {
            keyClick(Qt.Key_P, Qt.ControlModifier | Qt.ShiftModifier)
            tryVerify(() => named("Type an action") !== null)
            for (const letter of "index")
                keyClick(letter)
            keyClick(Qt.Key_Return)
            verify(fake.calls.includes("sync"))
        }

        function test_toastOffersItsAction() {
            fake.toast("ok", "Installed", "Undo", "undo-7")
            press("Undo")
            verify(fake.calls.includes("runToastAction undo-7"))
        }

        function test_linkOpensThePageAndDoesNothingElse() {
            fake.pageRequested("extension", "semver@0.40.0")
            compare(window.page, "extension")
            compare(fake.calls, ["open semver 0.40.0"])
        }

        function test_statesHaveWords_data() {
            return [{ tag: "discover loading", page: "discover", state: "loading", words: "Looking at your servers and the index…" },
                { tag: "discover empty", page: "discover", state: "empty", words: "Nothing to discover yet" },
                { tag: "discover error", page: "discover", state: "error", words: "The index cannot be read" },
                { tag: "installed loading", page: "installed", state: "loading", words: "Asking your servers…" },
                { tag: "installed empty", page: "installed", state: "empty", words: "No PostgreSQL found" },
                { tag: "activity empty", page: "activity", state: "empty", words: "Nothing has happened yet" },
                { tag: "sandbox none", page: "sandbox", state: "none", words: "No sandbox is open" },
                { tag: "extension empty", page: "extension", state: "empty", words: "No extension of that name" },
                { tag: "extension error", page: "extension", state: "error", words: "The registry did not answer" }]
        }

        function test_statesHaveWords(row) {
            window.go(row.page)
            fake[row.page].state = row.state
            tryVerify(() => named(row.words) !== null)
        }
    }
}
