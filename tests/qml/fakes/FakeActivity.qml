// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

FakeModel {
    id: root

    property var log: () => {}
    property string state: "ready"
    property string errorTitle: "The history cannot be read"
    property string errorText: "The folder belongs to another user."
    property string errorDetails: ""
    property int activeCount: 1

    rows: [["1", "Install vector 0.8.0", "download", "running", "Building 62 %", "primary", 0.62, "started 4 seconds ago"],
        ["2", "Install semver 0.40.0", "download", "done", "Done", "ok", -1, "2 minutes ago · 3.2 s"],
        ["3", "Try pg_partman 5.2.4", "flask", "failed", "Failed: the header openssl/ssl.h is missing", "bad", -1, "1 hour ago · 1.4 s"],
        ["4", "Undo mimeo 1.5.1", "undo", "cancelled", "Cancelled", "warn", -1, "yesterday · 0.3 s"]]
        .map(row => ({ jobId: row[0], title: row[1], targetTitle: "PostgreSQL 15.20 · main", icon: row[2], jobState: row[3],
                       stateText: row[4], kind: row[5], progress: row[6], when: row[7], canCancel: row[3] === "running",
                       canRetry: row[3] === "failed", canUndo: row[3] === "done" }))

    function cancel(id) { log("cancel", id) }
    function cancelFor(name) { log("cancelFor", name) }
    function retry(id) { log("retry", id) }
    function undo(id) { log("undo", id) }
    function copyReport(id) { log("copyReport", id) }
}
