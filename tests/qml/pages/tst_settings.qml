// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

PageTest {
    name: "Settings"
    page: "settings"

    function test_themeIsChosenByMouseAndKeys() {
        press("Dark")
        compare(app.settings.theme, "dark")
        compare(window.color, Qt.color("#10161D"))
        tabTo("Light")
        keyClick(Qt.Key_Space)
        compare(app.settings.theme, "light")
        press("As the system")
        compare(app.settings.theme, "system")
    }

    function test_nonsenseIsNoRegistry() {
        enter("Address of the new registry")
        type("nonsense")
        press("Add")
        tryVerify(() => found(item => item.Accessible.role === Accessible.AlertMessage
                                      && (item.text ?? "") !== "") !== null)
        compare(app.settings.registries.rowCount(), 0)
    }

    function test_registryIsAddedTestedSwitchedOffAndRemoved() {
        enter("Name of the new registry")
        type("copy")
        keyClick(Qt.Key_Tab)
        type("file://" + World.registryFolder())
        keyClick(Qt.Key_Return)
        tryCompare(app, "connectionState", "fresh", 20000)
        press("Test copy")
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("copy, file://")
                                      && !item.Accessible.name.endsWith(", ")) !== null, 10000)
        verify(World.hideRegistry(true))
        press("Test copy")
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("copy, file://"))?.kind === "bad", 10000)
        verify(World.hideRegistry(false))
        press("Use copy")
        tryVerify(() => !named("Use copy").checked)
        const before = app.settings.registries.rowCount()
        press("Remove copy")
        tryVerify(() => app.settings.registries.rowCount() === before - 1)
        tryVerify(() => named("Use copy") === null)
    }

    // It pushed them out of the window.
    function test_longReasonLeavesTheButtonsInTheWindow() {
        enter("Name of the new registry")
        type("far")
        keyClick(Qt.Key_Tab)
        type("file:///no/such/folder/" + "far-away/".repeat(12))
        keyClick(Qt.Key_Return)
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("far, file://"))?.kind === "bad", 10000)
        const reason = found(item => (item.Accessible.name ?? "").startsWith("far, file://")).statusText
        verify(reason.length > 100, reason)
        trySays(reason)
        press("Remove far")
        tryVerify(() => named("Remove far") === null)
    }

    function test_numbersAreBounded() {
        const field = enter("Parallel compiler jobs (0: one per core)")
        field.selectAll()
        type("3")
        keyClick(Qt.Key_Return)
        compare(app.settings.buildJobs, 3)
        field.selectAll()
        type("999")
        keyClick(Qt.Key_Return)
        compare(app.settings.buildJobs, 3)
    }

    function test_proxyIsAskedForOnlyWhenItIsManual() {
        compare(named("Address of the proxy"), null)
        press("This proxy")
        tryNamed("Address of the proxy")
        tryCompare(app.settings, "proxyMode", "manual")
        tabTo("The system's proxy")
        keyClick(Qt.Key_Space)
        tryCompare(app.settings, "proxyMode", "system")
        tryVerify(() => named("Address of the proxy") === null)
    }

    function test_aProxyThatCannotBeIsRefused() {
        press("This proxy")
        const field = enter("Address of the proxy")
        type("ftp://proxy:3128")
        keyClick(Qt.Key_Return)
        tryVerify(() => found(item => item.Accessible.role === Accessible.AlertMessage
                                      && (item.text ?? "").includes("no proxy's address")) !== null)
        compare(app.settings.proxy, "")
        field.selectAll()
        type("http://ann:s3cret@proxy:3128")
        keyClick(Qt.Key_Return)
        tryCompare(app.settings, "proxy", "http://ann@proxy:3128")
        tryCompare(field, "text", "http://ann@proxy:3128")
        field.selectAll()
        keyClick(Qt.Key_Delete)
        keyClick(Qt.Key_Return)
        tryCompare(app.settings, "proxy", "")
        press("The system's proxy")
    }

    function test_nothingIsSharedBeforeItWasSeen() {
        press("Confirm installs")
        trySays("What is sent after an install", 10000)
        trySays("What it says", 10000)
        verify(named("What is sent").text.includes("receipt"))
        press("Cancel")
        tryVerify(() => !says("What is sent after an install"))
        verify(!named("Confirm installs").checked)
        tabTo("Confirm installs")
        keyClick(Qt.Key_Space)
        press("Send it from now on", 10000)
        tryVerify(() => named("Confirm installs").checked)
        press("Confirm installs")
        tryVerify(() => !named("Confirm installs").checked)
        compare(app.sharing.isOpen, false)
    }

    function test_whatWouldBeSentIsShownWithoutAllowingIt() {
        press("Show what would be sent: Report how builds went")
        trySays("What is sent about builds", 10000)
        tryVerify(() => named("What is sent")?.text.includes("outcome"), 10000)
        keyClick(Qt.Key_Escape)
        tryVerify(() => !says("What is sent about builds"))
        verify(!named("Report how builds went").checked)
    }

    function test_saysWhereTheDataIs() {
        verify(World.registryFolder().startsWith(tryNamed("Data folder").text))
    }
}
