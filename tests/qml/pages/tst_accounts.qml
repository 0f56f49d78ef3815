// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates
import QtTest
import Howdah.Testing

PageTest {
    id: test

    readonly property string here: "this computer"

    name: "Accounts"
    page: "settings"

    function initTestCase() {
        tryVerify(() => World.ready, 60000, "the samples are not in the index")
        compare(World.addAccount("robin", "correct horse battery"), "")
        compare(World.startTeam(), "")
    }

    function cleanup() {
        app.accounts.signIn.cancel()
    }

    function signOut(registry) {
        press("Sign out of " + registry, 10000)
        tryNamed("Sign in to " + registry, 10000)
    }

    function test_codeIsShownCopiedAndSignsIn() {
        press("Sign in to team", 10000)
        tryCompare(app.accounts.signIn, "step", "code", 20000)
        const code = app.accounts.signIn.userCode
        trySays(code)
        tryVerify(() => window.activeFocusItem.text === "Open the page")
        press("Copy the code")
        compare(World.clipboard(), code)
        verify(found(item => (item.text ?? "").startsWith("Waiting until you have signed in there.")))
        verify(World.decide(code, "approve"))
        trySays("Signed in as ada", 30000)
        compare(app.accounts.signIn.step, "closed")
        tryNamed("Accounts: Signed in as ada")
        signOut("team")
        tryNamed("Accounts: Not signed in")
    }

    function test_declinedCodeSaysSoAndCanBeTriedAgain() {
        press("Sign in to team", 10000)
        tryCompare(app.accounts.signIn, "step", "code", 20000)
        verify(World.decide(app.accounts.signIn.userCode, "deny"))
        trySays("The sign-in was declined.", 30000)
        press("Use a token instead")
        tryVerify(() => window.activeFocusItem.Accessible.name === "Token")
        type("howdah_x")
        keyClick(Qt.Key_Return)
        tryVerify(() => app.accounts.signIn.problem.includes("does not take this token"), 10000)
        trySays(app.accounts.signIn.problem)
        keyClick(Qt.Key_Escape)
        tryCompare(app.accounts.signIn, "step", "closed")
        press("Sign in to team")
        tryCompare(app.accounts.signIn, "step", "code", 20000)
    }

    function test_passwordSignsInToThisComputerByKeys() {
        tabTo("Sign in to " + test.here)
        keyClick(Qt.Key_Return)
        tryVerify(() => window.activeFocusItem.Accessible.name === "Nickname")
        type("robin")
        keyClick(Qt.Key_Return)
        compare(window.activeFocusItem.Accessible.name, "Password")
        type("wrong")
        keyClick(Qt.Key_Return)
        trySays("Nickname or password is wrong.", 20000)
        tryVerify(() => named("Password").enabled)
        const field = enter("Password")
        field.selectAll()
        type("correct horse battery")
        keyClick(Qt.Key_Return)
        trySays("Signed in as robin", 20000)
        signOut(test.here)
    }

    function test_theMenuAtTheTopSignsInAndLeadsHere() {
        window.go("discover")
        press("Accounts: Not signed in")
        tryNamed("Sign in to team…", 10000)
        press("Accounts…")
        compare(window.page, "settings")
        tryVerify(() => {
            const place = found(item => item.title === "Accounts")
            return place && Math.abs(place.mapToItem(null, 0, 0).y - 64) < 40
        })
        window.go("discover")
        press("Accounts: Not signed in")
        press("Sign in to team…")
        tryCompare(app.accounts.signIn, "step", "code", 20000)
    }

    function test_pagesLeadToTheAccounts() {
        window.go("discover")
        app.pageRequested("settings", "accounts")
        compare(window.page, "settings")
        tryNamed("Sign in to team")
    }
}
