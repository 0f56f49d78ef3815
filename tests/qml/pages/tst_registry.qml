// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates
import QtTest
import Howdah.Testing

PageTest {
    name: "Registry"
    page: "registry"

    function showTab(name: string) {
        press(name)
        tryVerify(() => named(name).checked)
    }

    function test_addressIsShownAndCopied() {
        tryCompare(app.registry, "state", "ready", 20000)
        verify(app.registry.address.startsWith("http://127.0.0.1:"))
        trySays(app.registry.address)
        press("Copy " + app.registry.address)
        compare(World.clipboard(), app.registry.address)
    }

    function test_contentsLeadToTheirPages() {
        tryCompare(app.registry, "state", "ready", 20000)
        verify(app.registry.holdings.rowCount() > 0)
        trySays("Requests per minute")
        press("Open checkdigits")
        compare(window.page, "extension")
        tryCompare(app.extension, "name", "checkdigits", 10000)
    }

    function test_switchedOffItSaysHowToSwitchItOn() {
        tryCompare(app.registry, "state", "ready", 20000)
        press("Switch off")
        trySays("The registry of this computer is switched off", 10000)
        compare(named("Import archives…"), null)
        press("Switch on")
        tryCompare(app.registry, "state", "ready", 20000)
        tryNamed("Switch off")
    }

    function test_sharingSaysWhatItMeansAndCanBeLeft() {
        tryCompare(app.registry, "state", "ready", 20000)
        press("Share on the network…")
        trySays("Share this registry on your network?")
        press("Cancel")
        tryVerify(() => !says("Share this registry on your network?"))
        verify(!app.registry.isShared)
    }

    function test_accountIsAddedByKeysAndItsPasswordIsShownOnce() {
        tryCompare(app.registry, "state", "ready", 20000)
        showTab("Accounts")
        press("Add an account…")
        tryVerify(() => window.activeFocusItem.Accessible.name === "Nickname")
        type("robin")
        keyClick(Qt.Key_Tab)
        type("Robin Sample")
        keyClick(Qt.Key_Return)
        trySays("The password of robin", 20000)
        const password = app.registry.accounts.secret
        verify(password.length >= 20)
        press("Copy The password of robin")
        compare(World.clipboard(), password)
        press("I have copied it")
        tryVerify(() => !says("The password of robin"))
        compare(app.registry.accounts.secret, "")
        tryNamed("More for robin")
    }

    function test_wrongNicknameStaysInTheDialog() {
        tryCompare(app.registry, "state", "ready", 20000)
        showTab("Accounts")
        press("Add an account…")
        tryVerify(() => window.activeFocusItem.Accessible.name === "Nickname")
        type("9")
        keyClick(Qt.Key_Return)
        tryVerify(() => app.registry.accounts.problem !== "", 10000)
        trySays(app.registry.accounts.problem)
        press("Cancel")
        tryVerify(() => !says("The nickname"))
    }

    function test_tokenIsMadeAndRevoked() {
        tryCompare(app.registry, "state", "ready", 20000)
        showTab("Tokens")
        press("Make a token…")
        tryVerify(() => window.activeFocusItem.Accessible.name === "Name of the token")
        type("release job")
        press("publish, yank and deprecate releases")
        press("Make the token")
        tryVerify(() => app.registry.accounts.secret !== "", 10000)
        press("I have copied it")
        press("Revoke release job", 10000)
        trySays("Revoke the token “release job”?")
        press("Revoke")
        tryVerify(() => named("Revoke release job") === null, 10000)
    }

    function test_invitationIsALinkAndCanBeRevoked() {
        tryCompare(app.registry, "state", "ready", 20000)
        showTab("Invitations")
        trySays("Nobody was invited yet")
        press("Invite somebody…")
        tryVerify(() => window.activeFocusItem.Accessible.name === "Whom it is for")
        type("Eve")
        keyClick(Qt.Key_Return)
        trySays("The invitation for Eve", 10000)
        const link = app.registry.invitations.secret
        verify(link.startsWith(app.registry.address + "account/register?invitation=invite_"))
        press("Copy The invitation for Eve")
        compare(World.clipboard(), link)
        press("I have copied it")
        press("Revoke the invitation “Eve”", 10000)
        trySays("Revoke this invitation?")
        press("Revoke")
        tryVerify(() => named("Revoke the invitation “Eve”") === null, 10000)
    }

    function test_whoMayMakeAnAccountIsChosenByKeys() {
        tryCompare(app.registry, "state", "ready", 20000)
        showTab("Invitations")
        tryVerify(() => named("Who was invited").checked)
        tabTo("Nobody")
        keyClick(Qt.Key_Space)
        tryCompare(app.registry.invitations, "registration", "closed", 10000)
        tryVerify(() => named("Nobody").checked)
        press("Who was invited")
        tryCompare(app.registry.invitations, "registration", "invitation", 10000)
    }

    function test_webhookOfSomeEventsIsToldAndItsDeliveryShown() {
        tryCompare(app.registry, "state", "ready", 20000)
        showTab("Webhooks")
        press("Add a webhook…")
        tryVerify(() => window.activeFocusItem.Accessible.name === "Address of the receiver")
        type("https://receiver.invalid/hook")
        press("these only")
        tryVerify(() => named("Add").enabled === false)
        press("a review")
        press("Add")
        tryVerify(() => app.registry.webhooks.secret !== "", 10000)
        press("I have copied it")
        tryNamed("More for https://receiver.invalid/hook", 10000)
        verify(found(item => (item.text ?? "").endsWith(" · a review")))
        app.registry.webhooks.sendTest(app.registry.webhooks.currentId)
        press("Details of ping of just now", 10000)
        trySays("What was sent")
        press("Close")
        tryVerify(() => !says("What was sent"))
        app.registry.webhooks.remove(app.registry.webhooks.currentId)
        press("Remove")
        trySays("Nobody is told of what happens here", 10000)
    }

    function test_webhookToThisNetworkIsRefusedInTheDialog() {
        tryCompare(app.registry, "state", "ready", 20000)
        showTab("Webhooks")
        trySays("Nobody is told of what happens here")
        press("Add a webhook…")
        tryVerify(() => window.activeFocusItem.Accessible.name === "Address of the receiver")
        type("https://10.0.0.1/hook")
        keyClick(Qt.Key_Return)
        tryVerify(() => app.registry.webhooks.problem.includes("10.0.0.1"), 10000)
        trySays(app.registry.webhooks.problem)
        press("Cancel")
    }

    function test_verifyTellsThatAllIsWell() {
        tryCompare(app.registry, "state", "ready", 20000)
        press("Verify")
        trySays("Everything is as it should be.", 30000)
        press("Close this message")
        tryCompare(app.registry.task, "taskState", "idle")
    }

    function test_keyIsReplacedAndWithdrawnAfterSayingWhatItMeans() {
        tryCompare(app.registry, "state", "ready", 20000)
        const keys = app.registry.keys
        showTab("Keys")
        trySays("Signs now")
        press("Sign with a new key…")
        trySays("Sign with a new key?")
        press("Make a new key")
        tryVerify(() => keys.rows.rowCount() === 2, 10000)
        trySays("Retired")
        const retired = found(item => item.canWithdraw !== undefined && item.statusText === "Retired").name
        press("Withdraw the key " + retired + "…")
        trySays("Withdraw the key " + retired + "?")
        for (const sentence of keys.consequences(""))
            trySays(sentence)
        tryVerify(() => window.activeFocusItem.Accessible.name === "Why it is withdrawn")
        compare(named("Withdraw the key").enabled, false)
        type("lost")
        press("Withdraw the key")
        trySays("Told to everybody: “lost”", 10000)
        compare(named("Withdraw the key " + retired + "…"), null)
        press("Sign releases anew")
        tryVerify(() => app.registry.task.text.startsWith("Signed anew"), 30000)
        press("Close this message")
    }

    function test_whatWasDoneIsInTheAuditLog() {
        tryCompare(app.registry, "state", "ready", 20000)
        app.registry.setCapMiB(500)
        tryCompare(app.registry, "capMiB", 500, 10000)
        showTab("Audit log")
        trySays("registry settings", 10000)
        app.registry.setCapMiB(0)
        tryCompare(app.registry, "capMiB", 0, 10000)
    }

    function test_ctrl5LeadsHere() {
        window.go("discover")
        keyClick(Qt.Key_5, Qt.ControlModifier)
        compare(window.page, "registry")
    }
}
