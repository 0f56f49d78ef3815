// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

QtObject {
    id: root

    property var log: () => {}
    property string state: "ready"
    property string errorTitle: "The registry did not answer"
    property string errorText: "There is no distribution of the name “semverr”. Did you mean semver?"
    property string errorDetails: ""
    property string name: "semver"
    property string version: "0.40.0"
    property string summary: "A data type for semantic versions, with btree and hash indexes"
    property string author: "David E. Wheeler"
    property string released: "3 March 2024"
    property string license: "PostgreSQL licence"
    property string link: "pgxn://dist/semver@0.40.0"
    property bool isSandboxable: true
    property string situation: ""
    property bool canUninstall: true
    property bool canUndo: true
    property var tiles: [
        { id: "runs", icon: "check", kind: "ok", title: "Runs here", text: "asks for PostgreSQL 9.2 or later", evidence: "META.json asks for PostgreSQL 9.2.0 or later; yours is 15.20." },
        { id: "restart", icon: "power", kind: "ok", title: "No restart", text: "nothing to preload", evidence: "No library must be preloaded." },
        { id: "native", icon: "chip", kind: "", title: "Native code", text: "C, builds in 0.8 s", evidence: "src/semver.c" },
        { id: "superuser", icon: "shield-check", kind: "warn", title: "Superuser", text: "needed to create it", evidence: "The control file is not trusted." },
        { id: "license", icon: "scales", kind: "ok", title: "Permissive", text: "PostgreSQL licence", evidence: "PostgreSQL" },
        { id: "maintained", icon: "heart", kind: "ok", title: "Maintained", text: "12 releases in 3 years", evidence: "Last release on 3 March 2024." }]
    property string overviewHtml: "<h2>Semantic versions in your tables</h2><p>The <code>semver</code> type stores versions such as <code>1.4.0-beta.2</code>, refuses those that the <a href=\"https://semver.org\">specification</a> refuses, and orders them as it says, so that <code>1.10.0</code> comes after <code>1.9.0</code>.</p><pre>CREATE EXTENSION semver;\nSELECT '1.10.0'::semver &gt; '1.9.0'::semver;   -- t\nSELECT max(version) FROM releases;             -- indexable</pre><h2>Operators and functions</h2><table><tr><th>name</th><th>what it does</th><th>since</th></tr><tr><td><code>semver(text)</code></td><td>parses, refusing what is not a semantic version</td><td>0.1.0</td></tr><tr><td><code>is_semver(text)</code></td><td>says whether a text would parse</td><td>0.15.0</td></tr></table><h3>Limits</h3><ul><li>Each part fits an integer.</li><li>Build metadata does not order.</li></ul>"
    property string overviewFile: "README.md"
    property FakeModel versions: FakeModel {
        rows: [{ version: "0.40.0", date: "3 March 2024", status: "stable", notesHtml: "<ul><li>Hash indexes.</li><li>Faster comparison.</li></ul>", isShown: true, isInstalled: false, isBetween: true },
            { version: "0.33.0", date: "1 December 2023", status: "testing", notesHtml: "", isShown: false, isInstalled: false, isBetween: true },
            { version: "0.32.1", date: "1 August 2022", status: "stable", notesHtml: "<p>Fixes the build on PostgreSQL 15.</p>", isShown: false, isInstalled: true, isBetween: false }]
    }
    property FakeModel dependencies: FakeModel {
        rows: [{ direction: "needs", directionTitle: "needs", name: "PostgreSQL", range: "≥ 9.2.0", source: "server", statusText: "15.20 is here", kind: "ok", canOpen: false },
            { direction: "needs", directionTitle: "needs", name: "citext", range: "", source: "part of PostgreSQL", statusText: "available", kind: "ok", canOpen: false },
            { direction: "neededBy", directionTitle: "needed by", name: "pgxn_manager", range: "≥ 0.20", source: "PGXN", statusText: "", kind: "", canOpen: true }]
    }
    property FakeModel files: FakeModel {
        rows: [{ path: "semver.control", sizeText: "146 B", destination: "/usr/share/postgresql/15/extension", icon: "file" },
            { path: "sql/semver--0.40.0.sql", sizeText: "9.1 kB", destination: "/usr/share/postgresql/15/extension", icon: "file" },
            { path: "src/semver.c", sizeText: "22 kB", destination: "", icon: "file" }]
    }
    property string filesState: "ready"
    property string filesErrorText: "The archive could not be fetched: no connection."
    property string filesSummary: "31 files, 1.2 MB; the archive, before it is built"
    property var places: [{ title: "PostgreSQL 15 · main", text: "not installed", kind: "" },
        { title: "PostgreSQL 17 · dev", text: "0.32.1 in shop, 0.40.0 available", kind: "warn" }]
    property var links: [{ text: "Repository", url: "https://example.org/semver", icon: "external" },
        { text: "Report a problem", url: "https://example.org/semver/issues", icon: "external" }]
    property var tags: ["semver", "version", "data types"]
    property string action: "install"
    property string actionText: "Install…"
    property real actionProgress: -1
    property bool actionCancellable: true

    function open(name, version) { root.name = name; log("open", name, version) }
    function showVersion(version) { root.version = version; log("showVersion", version) }
    function loadFiles() { log("loadFiles") }
    function retry() { log("extension.retry") }
    function uninstall() { log("uninstall") }
    function undo() { log("extension.undo") }
    function copyScript() { log("copyScript") }
}
