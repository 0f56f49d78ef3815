// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

/// Stands for the AppController of ui/: the properties of ui/README.md with made-up contents, and `calls`
/// remembers what the pages asked for.
QtObject {
    id: root

    property var calls: []
    property string version: "0.1.0"
    property string connectionState: "offline"
    property string connectionText: "Offline index, 2 h old"
    property string connectionDetail: "No registry on the network is set."
    property bool firstRun: false
    property string firstRunText: "Found PostgreSQL 15.20 on port 5432 and PostgreSQL 17.11, not running. 12 samples are ready to try."

    property QtObject discover: FakeDiscover {}
    property QtObject search: FakeSearch {
        log: root.note
    }
    property QtObject extension: FakeExtension {
        log: root.note
    }
    property QtObject plan: FakePlan {
        log: root.note
    }
    property QtObject activity: FakeActivity {
        log: root.note
    }
    property QtObject job: FakeJob {
        log: root.note
    }
    property QtObject installed: FakeInstalled {
        log: root.note
    }
    property QtObject sandbox: FakeSandbox {
        log: root.note
    }
    property QtObject targets: FakeTargets {
        log: root.note
    }
    property QtObject settings: FakeSettings {
        log: root.note
    }
    property QtObject confirmation: QtObject {
        property bool isOpen: false
        property string title: "Drop semver from shop?"
        property string text: "This goes with it, for good:"
        property string itemsTitle: "3 objects depend on it"
        property var items: ["column release of table app", "index app_release_idx", "view newest"]
        property string confirmText: "Drop all of it"
        property bool isDangerous: true

        function accept() {
            isOpen = false
            root.note("accept")
        }
        function reject() {
            isOpen = false
            root.note("reject")
        }
    }

    signal toast(string kind, string text, string actionText, string actionId)
    signal pageRequested(string page, string argument)

    function note(...words) {
        root.calls = [...root.calls, words.join(" ")]
    }
    function sync() { note("sync") }
    function copyText(text) { note("copyText", text) }
    function openLink(link) { note("openLink", link) }
    function runToastAction(id) { note("runToastAction", id) }
    function windowState(key) { return undefined }
    function setWindowState(key, value) {}
}
