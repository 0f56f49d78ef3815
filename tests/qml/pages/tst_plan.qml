// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Plan"
    needsServer: true

    function plan(name: string) {
        app.plan.prepare(name, "")
        tryCompare(app.plan, "state", "ready", 20000)
        tryNamed(app.plan.title)
    }

    function test_showsStepsSqlAndWayBack() {
        plan("unit_convert")
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("Step 1, planned: ")) !== null)
        tryNamed("SQL")
        verify(app.plan.sql.includes("CREATE EXTENSION"), app.plan.sql)
        for (const sentence of app.plan.undoText)
            trySays(sentence)
        trySays(app.plan.estimate)
    }

    function test_databaseIsChosen() {
        plan("unit_convert")
        press("postgres")
        tryVerify(() => app.plan.sql === "" && app.plan.state === "ready", 20000)
        verify(!app.plan.databases[0].checked)
        press("postgres")
        tryVerify(() => app.plan.sql.includes("CREATE EXTENSION"), 20000)
    }

    function test_schemaIsWritten() {
        plan("unit_convert")
        enter("Schema (the extension's own choice)")
        type("measures")
        keyClick(Qt.Key_Tab)
        tryVerify(() => app.plan.sql.includes("measures"), 20000)
    }

    function test_restartIsSaidBeforehand() {
        const jobs = app.activity.count
        plan("pulse")
        tryNamed("Configuration change")
        verify(app.plan.configDiff.includes("pulse"), app.plan.configDiff)
        const button = tryNamed("Install and restart")
        verify(button.enabled)
        compare(app.activity.count, jobs)
    }

    function test_escapeAndCancelChangeNothing() {
        const jobs = app.activity.count
        plan("unit_convert")
        keyClick(Qt.Key_Escape)
        tryCompare(app.plan, "state", "closed")
        plan("unit_convert")
        press("Cancel")
        tryCompare(app.plan, "state", "closed")
        compare(app.activity.count, jobs)
    }

    function test_keysStayInTheDialogAndConfirm() {
        World.holdServer()
        plan("unit_convert")
        tabTo("Copy as script")
        keyClick(Qt.Key_Space)
        tryVerify(() => World.clipboard().startsWith("#!"))
        tabTo("Install")
        keyClick(Qt.Key_Return)
        tryCompare(app.plan, "state", "closed")
        tryCompare(app.activity, "activeCount", 2)
        app.activity.cancelFor("unit_convert")
        World.releaseServer()
        tryCompare(app.activity, "activeCount", 0)
    }

    function test_jsonIsCopied() {
        plan("unit_convert")
        press("Copy as JSON")
        tryVerify(() => World.clipboard().startsWith("{"))
        compare(JSON.parse(World.clipboard()).steps.length > 2, true)
    }

    function test_whatIsImpossibleCannotBeConfirmed() {
        compare(World.publish("future_server"), "")
        app.sync()
        tryCompare(app.search, "total", 10, 20000)
        app.plan.prepare("future_server", "")
        tryCompare(app.plan, "state", "impossible", 20000)
        verify(app.plan.findings.length > 0)
        tryNamed(app.plan.findings[0].message)
        verify(!tryNamed(app.plan.confirmText).enabled)
    }

    function test_unknownNameIsAnErrorWithAReason() {
        app.plan.prepare("no_such_thing", "")
        tryVerify(() => app.plan.state === "error" || app.plan.state === "impossible", 20000)
        verify(says(app.plan.errorText) || says(app.plan.findings[0].message))
        keyClick(Qt.Key_Escape)
        tryCompare(app.plan, "state", "closed")
    }

    function test_sandboxIsOfferedInstead() {
        plan("unit_convert")
        press("Try in a sandbox first")
        tryCompare(app.plan, "state", "closed")
        compare(window.page, "sandbox")
        tryVerify(() => app.sandbox.state === "starting" || app.sandbox.state === "ready", 5000)
        app.sandbox.cancel()
        tryCompare(app.activity, "activeCount", 0, 20000)
    }
}
