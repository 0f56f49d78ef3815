// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

FakeModel {
    id: root

    property var log: () => {}
    property string currentId: "15|main"
    property string currentTitle: "PostgreSQL 15.20 · main"
    property string currentDetail: "port 5432 · Debian package"
    property string currentKind: "ok"
    property string currentStatusText: ""
    property bool finding: false

    rows: [{ targetId: "15|main", title: "PostgreSQL 15.20 · main", detail: "port 5432 · Debian package", kind: "ok", statusText: "running", isCurrent: true },
        { targetId: "17|dev", title: "PostgreSQL 17.11 · dev", detail: "port 5433 · built from source", kind: "ok", statusText: "running", isCurrent: false },
        { targetId: "18", title: "PostgreSQL 18.6", detail: "/usr/local/pgsql", kind: "", statusText: "no cluster", isCurrent: false }]

    function select(id) { log("select", id); currentId = id }
    function refresh() { log("targets.refresh") }
    function addByHand(text) { log("addByHand", text); return text === "wrong" ? "There is no program at “wrong”." : "" }
}
