// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Controls

Item {
    id: root

    width: 600
    height: 600

    Badge {
        id: badge

        y: 560
        text: "Not signed in"
    }
    Badge {
        id: wideBadge

        y: 560
        x: 200
        width: Math.min(implicitWidth, 120)
        iconName: "check"
        text: "A reason that is much longer than there is room for"
    }
    LogView {
        id: log

        width: 300
        height: 80
        maximumLines: 100
    }
    CodeBlock {
        id: code

        y: 100
        width: 300
        text: "SELECT 1;"
        label: "SQL"
    }
    TextEdit {
        id: pasted

        visible: false
    }
    ErrorState {
        id: failure

        y: 160
        title: "No answer"
        reason: "Is it on?"
        details: "ECONNREFUSED"
    }
    EmptyState {
        id: empty

        y: 340
        title: "Nothing"
        actionText: "Add"
    }
    Toast {
        id: toast

        duration: 1500
    }
    StepRow {
        id: step

        x: 320
        number: 2
        title: "Build"
        why: "make"
    }
    HtmlView {
        id: html

        x: 320
        y: 100
        width: 200
        html: "<p><a href=\"https://example.org\">link</a></p>"
    }
    DiffBlock {
        id: diff

        x: 320
        y: 200
        text: "- a\n+ b"
    }
    SignalSpy {
        id: spy
    }

    TestCase {
        name: "Feedback"
        when: windowShown

        function watch(target, signalName) {
            spy.target = null
            spy.signalName = signalName
            spy.target = target
            spy.clear()
        }

        function test_logKeepsTheLastLines() {
            log.clear()
            for (let i = 1; i <= 250; ++i)
                log.append("line " + i)
            verify(log.lineCount <= 110, "has " + log.lineCount)
            verify(log.text.endsWith("line 250"))
            verify(log.text.startsWith("line 1"))
            verify(!log.text.includes("line 140\n"))
        }

        function test_logShowsItsEndUntilScrolledAway() {
            log.clear()
            log.following = true
            for (let i = 0; i < 50; ++i)
                log.append("line " + i)
            const pane = log.children[0]
            tryVerify(() => pane.contentY >= pane.contentHeight - pane.height - 1)
            log.following = false
            pane.contentY = 0
            log.append("one more")
            compare(pane.contentY, 0)
        }

        function test_codeIsCopied() {
            code.copy()
            pasted.clear()
            pasted.paste()
            compare(pasted.text, "SELECT 1;")
        }

        function test_errorShowsDetailsAndRetries() {
            const details = failure.children[2]
            verify(!details.visible)
            failure.detailsShown = true
            verify(details.visible)
            compare(details.text, "ECONNREFUSED")
            watch(failure, "retried")
            mouseClick(failure.children[1].children[0])
            compare(spy.count, 1)
            compare(failure.Accessible.name, "No answer")
            compare(failure.Accessible.description, "Is it on?")
        }

        function test_badgeHasRoomForItsWordsAndKeepsItsWidth() {
            const words = item => item.children[0].children[1] // behind the icon
            compare(words(badge).truncated, false)
            verify(badge.width > words(badge).width, badge.width + " " + words(badge).width)
            compare(wideBadge.width, 120)
            compare(words(wideBadge).truncated, true)
            verify(words(wideBadge).mapToItem(wideBadge, words(wideBadge).width, 0).x <= 112)
        }

        function test_toastGoesByItself() {
            toast.show("ok", "Installed", "Undo")
            tryVerify(() => toast.visible)
            compare(toast.Accessible.name, "Installed")
            tryVerify(() => !toast.visible, 15000)
        }

        function test_stepSaysNumberAndState_data() {
            return [{ tag: "planned" }, { tag: "running" }, { tag: "done" }, { tag: "failed" }, { tag: "skipped" },
                { tag: "cancelled" }]
        }

        function test_stepSaysNumberAndState(row) {
            step.stepState = row.tag
            compare(step.Accessible.name, "Step 2, " + row.tag + ": Build")
        }

        function test_linksComeOutAndAreNotFollowed() {
            watch(html, "linkPressed")
            mouseClick(html, 12, html.height / 2)
            compare(spy.count, 1)
            compare(spy.signalArguments[0][0], "https://example.org")
        }

        function test_monogramTakesFirstLetters_data() {
            return [{ tag: "semver", letters: "se" }, { tag: "first_last_agg", letters: "fl" },
                { tag: "pg_partman", letters: "pp" }, { tag: "x", letters: "x" }, { tag: "_", letters: "_" }, { tag: "nothing", name: "", letters: "" }]
        }

        function test_monogramTakesFirstLetters(row) {
            const tile = createTemporaryQmlObject("import Howdah.Controls; MonogramTile {}", root)
            tile.name = row.name ?? row.tag
            compare(tile.letters, row.letters)
        }
    }
}
