// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

QtObject {
    id: root

    property var log: () => {}
    property string state: "closed"
    property string errorTitle: "No plan could be made"
    property string errorText: "The server did not answer within 5 seconds. Is it running?"
    property string errorDetails: "connection to server on socket failed"
    property string title: "Install pg_partman 5.2.4 into PostgreSQL 15 · main"
    property string summary: "Built from source on this computer. Nothing runs as administrator but the copy of 31 checked files."
    property FakeModel steps: FakeModel {
        rows: [["Download pg_partman-5.2.4.zip", "1.2 MB from the local registry; signature and SHA-512 checked", "0.1 s"],
            ["Build in a jail", "make -j2 for PostgreSQL 15.20 at /usr/lib/postgresql/15; no network, no access to your files", "≈ 2 s"],
            ["Copy 31 files", "1 library, 1 control file, 29 scripts; asks for your password once", ""],
            ["Preload pg_partman_bgw", "shared_preload_libraries, see the change on the right", ""],
            ["Restart PostgreSQL 15 · main", "2 clients are connected now: psql (postgres), myapp (shop)", "≈ 1 s"],
            ["CREATE EXTENSION pg_partman SCHEMA partman", "in database shop; creates nothing else", ""],
            ["Prove it", "the server reports version 5.2.4 and has loaded the library", ""]]
            .map((row, index) => ({ number: index + 1, title: row[0], why: row[1], duration: row[2], stepState: "planned" }))
    }
    property var findings: []
    property string configDiff: "- shared_preload_libraries = 'pg_stat_statements'\n+ shared_preload_libraries = 'pg_stat_statements,\n+   pg_partman_bgw'"
    property string sql: ""
    property var otherWays: ["System package postgresql-15-partman 4.7.2: older", "Binary for PostgreSQL 15: none published"]
    property var undoText: ["Undo removes the files, restores the setting and the restart, and drops the extension if nothing uses it."]
    property var clients: []
    property var databases: [{ name: "shop", checked: true }, { name: "postgres", checked: false }]
    property string schema: "partman"
    property bool withTests: false
    property bool allowWithoutJail: false
    property bool asksForJail: false
    property bool choosesDatabases: true
    property string estimate: "1.2 MB, about 4 s"
    property string confirmText: "Install and restart"
    property bool isDangerous: false
    property bool canConfirm: true
    property bool canTry: true

    function prepare(name, version) { log("prepare", name, version); state = "ready" }
    function prepareUninstall(name) { log("prepareUninstall", name) }
    function setDatabase(name, on) { log("setDatabase", name, on) }
    function confirm() { log("confirm"); state = "closed" }
    function tryInstead() { log("tryInstead"); state = "closed" }
    function close() { log("close"); state = "closed" }
    function copyScript() { log("plan.copyScript") }
    function copyJson() { log("plan.copyJson") }
    function retry() { log("plan.retry") }
}
