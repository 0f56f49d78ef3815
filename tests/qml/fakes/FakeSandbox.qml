// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

QtObject {
    id: root

    property var log: () => {}
    property FakeModel sandboxes: FakeModel {
        rows: [{ sandboxId: "1", title: "pg_partman 5.2.4", detail: "PostgreSQL 15.20", kind: "ok", isCurrent: true },
            { sandboxId: "2", title: "semver 0.40.0", detail: "PostgreSQL 17.11", kind: "ok", isCurrent: false }]
    }
    property string currentId: "1"
    property string state: "ready"
    property string title: "pg_partman 5.2.4 in a sandbox"
    property string subtitle: "private copy of PostgreSQL 15.20, 17 MB, started 4 minutes ago; vanishes when closed"
    property string subject: "pg_partman"
    property string subjectVersion: "5.2.4"
    property string connection: "host=/tmp/howdah-k3 port=5432 user=postgres dbname=try"
    property string uri: "postgresql://postgres@/try?host=/tmp/howdah-k3"
    property string psqlCommand: "psql 'host=/tmp/howdah-k3 port=5432 user=postgres dbname=try'"
    property var created: [{ kind: "function", identity: "partman.create_parent(text,text,text)" },
        { kind: "table", identity: "partman.part_config" }, { kind: "type", identity: "partman.check_default_table" }]
    property string testText: "31 of 31 tests pass"
    property string testKind: "ok"
    property string testDetails: ""
    property FakeModel steps: FakeModel {
        rows: [{ number: 1, title: "Start a sandbox", why: "private copy of PostgreSQL 15.20", duration: "0.5 s", stepState: "done" },
            { number: 2, title: "Build in a jail", why: "make -j2", duration: "", stepState: "running" },
            { number: 3, title: "CREATE EXTENSION pg_partman", why: "in database try", duration: "", stepState: "planned" }]
    }
    property string stateText: "Building 62 %"
    property real progress: 0.62
    property var failure: ({})
    property string logText: "make -j2"
    property bool canPromote: state === "ready"
    property bool canOpenTerminal: true
    property string promoteText: "Install in PostgreSQL 15.20 · main"

    signal logAppended(string lines)
    signal logReset

    function tryIt(name, version) { log("tryIt", name, version) }
    function openTerminal() { log("openTerminal") }
    function promote() { log("promote") }
    function discard(id) { log("discard", id) }
    function cancel() { log("sandbox.cancel") }
}
