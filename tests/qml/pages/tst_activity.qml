// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Activity"
    page: "activity"
    needsServer: true

    function start(name: string, database) {
        app.plan.prepare(name, "")
        tryCompare(app.plan, "state", "ready", 20000)
        if (database !== undefined) {
            app.plan.setDatabase(database, true)
            tryVerify(() => app.plan.state === "ready" && app.plan.databases.some(one => one.checked), 20000)
        }
        app.plan.confirm()
    }

    function row(): string {
        const title = app.plan.title
        return found(item => (item.Accessible.name ?? "").startsWith(title + ", "))?.Accessible.name ?? ""
    }

    function test_1_emptySaysWhatAppearsHere() {
        trySays("Nothing has happened yet")
        press("Discover extensions")
        compare(window.page, "discover")
    }

    function test_2_whatWaitsIsCancelledInItsRow() {
        World.holdServer()
        start("unit_convert")
        tryNamed("Activity, 2 running")
        press("Cancel " + app.plan.title)
        tryVerify(() => row().includes(", Cancelled"), 5000, row())
        World.releaseServer()
        tryCompare(app.activity, "activeCount", 0)
        tryNamed("Activity")
    }

    function test_3_failureTellsWhyAndIsTriedAgainAndUndone() {
        verify(World.damageArchive("unit_convert", "1.0.0", true))
        start("unit_convert")
        tryCompare(app.activity, "activeCount", 0, 30000)
        tryVerify(() => row().includes(", Failed: "), 5000, row())
        press(row())
        tryVerify(() => app.job.jobId !== "")
        tryNamed(app.job.failure.headline)
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("Step ")
                                      && item.Accessible.name.includes(", failed: ")) !== null)
        verify(tryNamed("Log of the operation").text === app.job.logText)
        press("Copy a report")
        tryVerify(() => World.clipboard().includes("unit_convert"))

        verify(World.damageArchive("unit_convert", "1.0.0", false))
        press("Retry")
        if (app.job.retryChoices.length > 1)
            press(app.job.retryChoices[0].text)
        tryVerify(() => app.activity.activeCount > 0)
        tryCompare(app.activity, "activeCount", 0, 60000)
        tryVerify(() => row().endsWith(", Done"), 5000, row())

        app.job.jobId = ""
        press("Undo " + app.plan.title)
        tryVerify(() => app.confirmation.isOpen)
        press(app.confirmation.confirmText)
        tryVerify(() => app.activity.activeCount === 0 && row().endsWith(", Undone"), 20000, row())
        compare(named("Undo " + app.plan.title), null)
    }

    function test_4_keysOpenAndCloseTheDetails() {
        tryVerify(() => row() !== "")
        tabTo(row())
        keyClick(Qt.Key_Return)
        tryNamed("Close the details")
        tabTo("Close the details")
        keyClick(Qt.Key_Space)
        compare(app.job.jobId, "")
    }

    function test_9_resultIsReportedAfterItWasSeen() {
        compare(World.addAccount("robin", "correct horse battery"), "")
        start("checkdigits", "postgres")
        tryVerify(() => app.activity.activeCount === 0 && row().includes(", Done"), 60000, row())
        press(app.plan.title + ": Tell others that it works here…", 10000)
        tryVerify(() => named("What is sent")?.text.includes("\"pass\""), 10000)
        press("Cancel")
        tryVerify(() => named("What is sent") === null)
        press(found(item => (item.Accessible.name ?? "").startsWith(app.plan.title + ", ")).Accessible.name)
        press("Show what would be sent…", 10000)
        tryVerify(() => named("What is sent")?.text.includes("\"pass\""), 10000)
        press("Sign in…")
        tryVerify(() => window.activeFocusItem.Accessible.name === "Nickname")
        type("robin")
        keyClick(Qt.Key_Return)
        type("correct horse battery")
        keyClick(Qt.Key_Return)
        tryNamed("Accounts: Signed in as robin", 20000)
        press("Show what would be sent…")
        press("Send it", 10000)
        trySays("this computer was told how it went.", 20000)
        press("Show what was sent")
        tryVerify(() => named("What is sent")?.text.includes("\"pass\""), 10000)
        press("Close")
        app.job.jobId = ""
        trySays("Its registry was told so")
    }
}
