// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Testing

/// Reviews, Stats and Compatibility of an extension's page.
PageTest {
    name: "Community"
    page: "extension"

    property bool told: false

    /// What people and services have said before anybody looks.
    function tell() {
        if (told)
            return
        told = true
        for (let i = 0; i < 21; ++i)
            World.review("reader" + i, "unit_convert", "1.0.0", "yes", 4, "", 16)
        const broken = World.review("grace", "unit_convert", "1.0.0", "no", 2, "Fathoms are missing.", 17)
        World.reply(broken, "They come with 1.1.")
        World.review("henry", "business_days", "2.0.0", "yes", 5, "", 17)
        World.review("irene", "business_days", "1.0.0", "partly", 3, "Fine so far.", 15)
        World.review("henry", "pulse", "1.0.0", "partly", 2, "Says nothing.", 17)
        World.download("unit_convert", "1.0.0", 12, 3)
        World.report("buildfarm", "tests", "unit_convert", "1.0.0", 17, "linux", "amd64", "pass",
                     "https://farm.example.org/17")
        World.report("buildfarm", "builds", "unit_convert", "1.0.0", 18, "freebsd", "arm64", "fail", "")
        World.report("users", "builds", "unit_convert", "1.0.0", 16, "windows", "amd64", "pass", "")
    }

    function open(name: string) {
        tell()
        window.openExtension(name, "")
        tryCompare(app.extension, "name", name)
        tryCompare(app.extension, "state", "ready")
    }

    function showTab(tab: string) {
        const button = found(item => item.wholeText !== undefined && item.text === tab)
        button.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_Space)
        compare(button.checked, true)
    }

    function cleanup() {
        World.signIn("")
        app.extension.reviews.postgres = 0
    }

    function test_nothingIsAskedBeforeATabIsSeen() {
        open("short_ids")
        compare(app.extension.reviews.isShown, false)
        compare(app.extension.reviews.state, "loading")
        compare(app.extension.stats.state, "loading")
        showTab("Stats")
        tryCompare(app.extension.stats, "state", "ready")
        compare(app.extension.reviews.state, "loading")
        showTab("Overview")
        compare(app.extension.stats.isShown, false)
    }

    function test_reviewsHaveHistogramVerdictsAndReplies() {
        open("unit_convert")
        showTab("Reviews")
        tryCompare(app.extension.reviews, "state", "ready")
        trySays("Works: 21")
        trySays("Does not work: 1")
        trySays("4 stars: 21")
        trySays("2 stars: 1")
        trySays("Fathoms are missing.")
        trySays("They come with 1.1.")
        verify(found(item => (item.text ?? "").startsWith("Reply of howdah (owner)")) !== null)
        tryNamed("Reviews 22")
        press("Stability: 3.9 of 5 stars from 22")
        trySays("4 stars: 21")
        press("How this is counted")
        trySays(app.extension.reviews.rating.rule)
    }

    function test_reviewsAreFilteredByPostgresWithKeys() {
        open("unit_convert")
        showTab("Reviews")
        tryNamed("Reviews of installs on: All PostgreSQL versions")
        tabTo("Reviews of installs on: All PostgreSQL versions")
        keyClick(Qt.Key_Down)
        tryCompare(app.extension.reviews, "postgres", 17)
        tryNamed("Reviews of installs on: PostgreSQL 17 (1)")
        tryVerify(() => app.extension.reviews.rows.rowCount() === 1)
        trySays("Fathoms are missing.")
        trySays("Works: 0")
    }

    function test_moreReviewsComeWhenAskedFor() {
        open("unit_convert")
        showTab("Reviews")
        tryVerify(() => app.extension.reviews.rows.rowCount() === 20)
        press("Show more reviews")
        tryVerify(() => app.extension.reviews.rows.rowCount() === 22)
        tryVerify(() => named("Show more reviews") === null)
    }

    function test_reviewsOfOlderVersionsAreFolded() {
        open("business_days")
        showTab("Reviews")
        tryNamed("Show 1 review of an older version")
        verify(!says("Fine so far."))
        press("Show 1 review of an older version")
        trySays("Fine so far.")
        press("Hide the reviews of older versions")
        tryVerify(() => !says("Fine so far."))
    }

    function test_withoutReviewsItSaysWhatOneTakes() {
        open("text_tidy")
        showTab("Reviews")
        trySays("No review yet")
        tryNamed("Missing: You have not installed it from the registry on this computer yet")
        tryNamed("Missing: You are not signed in to the registry on this computer")
        compare(named("Write a review…").enabled, false)
        press("Sign in…")
        compare(window.page, "settings")
    }

    function test_ownReviewIsWrittenChangedAndDeleted() {
        World.install("hamming", "1.0.0")
        World.signIn("ada")
        open("hamming")
        showTab("Reviews")
        tryNamed("Done: You have installed it")
        tryNamed("Done: You are signed in to the registry on this computer as ada")
        press("Write a review…")
        trySays("Write a review")
        compare(named("Publish").enabled, false)
        press("It works partly")
        tabTo("Documentation: not said")
        keyClick(Qt.Key_3)
        tryNamed("Documentation: 3 of 5")
        keyClick(Qt.Key_Right)
        tryNamed("Documentation: 4 of 5")
        keyClick(Qt.Key_Delete)
        tryNamed("Documentation: not said")
        keyClick(Qt.Key_2)
        tabTo("Your experience")
        type("slow")
        press("Show what is sent")
        const sent = JSON.parse(tryNamed("What is sent").text)
        compare(sent.works, "partly")
        compare(sent.stars.docs, 2)
        compare(sent.stars.ease, undefined)
        compare(sent.text, "slow")
        verify(sent.receipt.length > 100)
        press("Publish")
        tryVerify(() => app.extension.reviews.rows.rowCount() === 1)
        compare(toastSaid(), "Your review is published.")
        trySays("slow")
        trySays("Yours")

        press("Change your review…")
        tryNamed("Documentation: 2 of 5")
        press("It works")
        press("Publish")
        tryVerify(() => app.extension.reviews.own.works === "yes")
        trySays("Works: 1")

        press("Delete your review…")
        tryCompare(app.confirmation, "isOpen", true)
        press("Delete the review")
        trySays("No review yet")
        compare(toastSaid(), "Your review is deleted.")
    }

    function test_ownerRepliesChangesAndDeletesTheReply() {
        open("pulse")
        showTab("Reviews")
        trySays("Says nothing.")
        compare(named("Reply to the review by henry…"), null)
        World.signIn(World.owner())
        showTab("Overview")
        showTab("Reviews")
        trySays("pulse is your own work")
        compare(named("Write a review…"), null)
        press("Reply to the review by henry…")
        trySays("Reply to the review by henry")
        compare(named("Publish the reply").enabled, false)
        type("read on")
        press("Publish the reply")
        tryVerify(() => toastSaid() === "Your reply is published.")
        tryVerify(() => named("Your reply") === null)
        trySays("read on")
        press("Change the reply to henry…")
        tryVerify(() => named("Your reply").text === "read on")
        keyClick(Qt.Key_End)
        type(" below")
        press("Publish the reply")
        tryVerify(() => named("Your reply") === null)
        trySays("read on below")
        press("Delete the reply to henry…")
        tryCompare(app.confirmation, "isOpen", true)
        press("Delete the reply")
        tryVerify(() => !says("read on below"))
        trySays("Says nothing.")
        tryNamed("Reply to the review by henry…")
    }

    function test_reviewIsReported() {
        open("unit_convert")
        showTab("Reviews")
        tryNamed("Report the review by grace…")
        compare(named("Report the review by grace…").enabled, false)
        World.signIn("ada")
        showTab("Overview")
        showTab("Reviews")
        press("Report the review by grace…")
        trySays("Report the review by grace")
        type("rude")
        keyClick(Qt.Key_Return)
        tryVerify(() => toastSaid().startsWith("Thank you"))
        tryVerify(() => !says("Report the review by grace"))
    }

    function test_threeNumbersEachWithChartAndRule() {
        open("unit_convert")
        showTab("Stats")
        tryNamed("Downloads: 12, archives fetched")
        tryNamed("Confirmed installs: 22, proven by a receipt")
        tryNamed("Active installs: 0, computers heard of within 30 days")
        for (const number of app.extension.stats.numbers)
            trySays(number.rule)
        trySays("1.0.0: 12")
        const chart = found(item => (item.Accessible.name ?? "").startsWith("Downloads by day"))
        compare(chart.values.length, 90)
        chart.forceActiveFocus(Qt.TabFocusReason)
        keyClick(Qt.Key_End)
        compare(chart.marked, 89)
        for (let i = 0; i < 3; ++i)
            keyClick(Qt.Key_Left)
        verify(chart.Accessible.name.endsWith(": 12"), chart.Accessible.name)
        tabTo("Period of the charts: 90 days")
        keyClick(Qt.Key_Up)
        tryVerify(() => app.extension.stats.numbers[0].values.length === 30)
        tryNamed("Period of the charts: 30 days")
    }

    function test_withoutNumbersItSaysSo() {
        open("short_ids")
        showTab("Stats")
        trySays("Nothing was counted yet. Downloads come by themselves; installs are told only by those who allow it.")
    }

    function test_cellsSayWhoSaysSo() {
        open("unit_convert")
        showTab("Compatibility")
        trySays("1.0.0 works on 2 of 3 tested combinations")
        tryNamed("PostgreSQL 18 on FreeBSD arm64: Fails")
        tryNamed("PostgreSQL 18 on Linux amd64: Untested")
        tabTo("PostgreSQL 17 on Linux amd64: Works")
        keyClick(Qt.Key_Return)
        trySays("PostgreSQL 17 on Linux amd64")
        tryVerify(() => found(item => (item.Accessible.name ?? "").startsWith("buildfarm: The tests pass, ")) !== null)
        tryNamed("Log of buildfarm: The tests pass")
        trySays(app.extension.compatibility.rule)
        keyClick(Qt.Key_Escape)
        press("PostgreSQL 16 on Windows amd64: Works")
        trySays("Users who built it: it worked for 1 and failed for 0")
        keyClick(Qt.Key_Escape)
        press("PostgreSQL 17 on Windows amd64: Untested")
        trySays("No service and no user has reported anything for this combination.")
        keyClick(Qt.Key_Escape)
    }

    function test_withoutReportsItSaysSo() {
        open("short_ids")
        showTab("Compatibility")
        trySays("Nobody has reported a build or a test of this version yet. Trying it in a sandbox tells you whether it works here.")
    }
}
