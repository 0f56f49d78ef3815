// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

QtObject {
    id: root

    property var log: () => {}
    property string state: "ready"
    property string errorTitle: "The servers cannot be asked"
    property string errorText: "The PostgreSQL driver of Qt is missing. Install libqt6sql6-psql."
    property string errorDetails: ""
    property string filter: ""
    property bool showContrib: true
    property FakeModel main: FakeModel {
        rows: [root.row("pgtap", "shop", "1.3.3", "1.3.3", "public", "Current", "ok"),
            root.row("semver", "shop", "0.32.1", "0.40.0", "public", "Update in database", "warn"),
            root.row("vector", "", "", "0.8.0", "", "Not enabled", "primary"),
            root.row("pg_stat_statements", "postgres", "1.10", "1.10", "public", "contrib", "")]
    }
    property FakeModel dev: FakeModel {
        rows: [root.row("vector", "embeddings", "0.8.0", "0.8.0", "public", "Current", "ok")]
    }
    property FakeModel none: FakeModel {}
    property FakeModel servers: FakeModel {
        rows: [root.server("a", "PostgreSQL 15.20 · main", "port 5432 · /var/lib/postgresql/15/main · Debian package · running", "ok", root.main, ""),
            root.server("b", "PostgreSQL 17.11 · dev", "port 5433 · ~/pg17 · built from source · running, yours", "ok", root.dev, ""),
            root.server("c", "PostgreSQL 18.6 · remote", "db.example.org port 5432", "warn", root.none, "The password was not accepted for user postgres. Check it in your key chain.")]
    }

    function row(name, database, inDatabase, onDisk, schema, statusText, kind) {
        return { name: name, database: database, inDatabase: inDatabase, onDisk: onDisk, schema: schema, statusText: statusText,
                 kind: kind, comment: "", requiredBy: "", canUpdate: kind === "warn", canCreate: kind === "primary",
                 canDrop: database !== "", canRemoveFiles: kind !== "", updateText: "Update to " + onDisk }
    }
    function server(id, title, detail, kind, extensions, problem) {
        return { serverId: id, title: title, detail: detail, kind: kind, isSandbox: false, isTarget: id === "a",
                 canRestart: problem === "", problem: problem, problemDetails: problem, extensions: extensions,
                 extensionCount: extensions.count }
    }
    function refresh() { log("refresh") }
    function create(serverId, name) { log("create", serverId, name) }
    function update(serverId, database, name) { log("update", serverId, database, name) }
    function drop(serverId, database, name) { log("drop", serverId, database, name) }
    function removeFiles(serverId, name) { log("removeFiles", serverId, name) }
    function restart(serverId) { log("restart", serverId) }
    function makeTarget(serverId) { log("makeTarget", serverId) }
    function retry() { log("installed.retry") }
}
