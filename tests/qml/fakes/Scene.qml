// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah

/// The whole window over made-up contents. `scene`: PAGE or PAGE:STATE.
Main {
    id: root

    property string scene: "discover"
    property string mode: "light"

    function showTab(tab) {
        root.find(root.contentItem, "extensionPage").showTab(tab)
    }

    function find(item, name) {
        if (item.objectName === name)
            return item
        for (let i = 0; i < item.children.length; ++i) {
            const found = root.find(item.children[i], name)
            if (found)
                return found
        }
        return null
    }

    readonly property var words: scene.split(":")

    app: FakeApp {
        id: fake
    }
    Component.onCompleted: {
        fake.settings.theme = root.mode
        const state = root.words[1] ?? ""
        const owner = { results: fake.search, plan: fake.plan }[root.words[0]] ?? fake[root.words[0]]
        if (root.words[0] === "results")
            fake.search.text = "semantic version"
        if (root.words[0] === "discover" && state === "welcome")
            fake.firstRun = true
        else if (state === "job")
            fake.job.jobId = "3"
        else if (state === "none" && root.words[0] === "targets")
            fake.targets.rows = []
        else if (root.words[0] === "extension" && state.startsWith("tab-"))
            Qt.callLater(root.showTab, state.substring(4))
        else if (state !== "" && state !== "toast")
            owner.state = state
        if (root.words[0] === "plan" && state === "impossible") {
            fake.plan.canConfirm = false
            fake.plan.findings = [{ severity: "blocker", kind: "bad", message: "The headers of PostgreSQL 15 are missing.",
                fix: "Install them, then look again.", command: "sudo apt-get install postgresql-server-dev-15" }]
        }
        if (root.words[0] === "confirm")
            fake.confirmation.isOpen = true
        const pages = { plan: "extension", confirm: "installed", targets: "discover" }
        root.showPage(pages[root.words[0]] ?? root.words[0])
        if (root.words[0] === "discover" && state === "toast")
            fake.toast("ok", "semver 0.40.0 is installed in PostgreSQL 15 and enabled in shop", "Undo", "x")
    }
}
