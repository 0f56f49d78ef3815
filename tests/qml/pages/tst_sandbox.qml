// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Sandbox"
    page: "sandbox"
    needsServer: true

    function test_1_withoutOneItSaysWhatItIs() {
        trySays("No sandbox is open")
        press("Discover extensions")
        compare(window.page, "discover")
    }

    function test_2_startingIsCancelled() {
        World.holdQueue() // or it is ready before it is cancelled
        window.openExtension("business_days", "")
        press("Try in a sandbox")
        compare(window.page, "sandbox")
        tryCompare(app.sandbox, "state", "starting")
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("Step 1, ")) !== null)
        press("Cancel")
        World.releaseQueue()
        tryVerify(() => app.sandbox.state === "none" || app.sandbox.state === "failed", 20000)
        tryCompare(app.activity, "activeCount", 0, 20000)
        if (app.sandbox.state === "failed")
            press("Discard")
        trySays("No sandbox is open")
    }

    function test_3_showsHowToReachItWhatItMadeAndHowItsTestsWent() {
        window.openExtension("unit_convert", "")
        press("Try in a sandbox")
        tryCompare(app.sandbox, "state", "ready", 60000)
        trySays(app.sandbox.title)
        verify(tryNamed("Connection string").text === app.sandbox.connection)
        verify(tryNamed("psql command").text.includes("psql"))
        compare(app.sandbox.testKind, "ok")
        trySays(app.sandbox.testText)
        trySays("What was created (%1)".arg(app.sandbox.created.length))
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("function public.")) !== null)
        press("Connect: Copy the address")
        compare(World.clipboard(), app.sandbox.uri)
    }

    function test_4_isPromotedToTheTarget() {
        compare(app.sandbox.state, "ready")
        press(app.sandbox.promoteText)
        tryCompare(app.plan, "state", "ready", 20000)
        verify(app.plan.title.includes("unit_convert"), app.plan.title)
        keyClick(Qt.Key_Escape)
        tryCompare(app.plan, "state", "closed")
    }

    function test_5_isDiscardedByKeys() {
        tabTo("Discard")
        keyClick(Qt.Key_Space)
        tryCompare(app.sandbox, "state", "none", 20000)
        trySays("No sandbox is open")
    }
}
