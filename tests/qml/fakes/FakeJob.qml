// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

QtObject {
    id: root

    property var log: () => {}
    property string jobId: ""
    property string title: "Try pg_partman 5.2.4"
    property string targetTitle: "PostgreSQL 15.20 · main"
    property string jobState: "failed"
    property string stateText: "Failed"
    property string kind: "bad"
    property string when: "1 hour ago · 1.4 s"
    property real progress: -1
    property FakeModel steps: FakeModel {
        rows: [{ number: 1, title: "Download pg_partman-5.2.4.zip", why: "1.2 MB from the local registry", duration: "0.1 s", stepState: "done" },
            { number: 2, title: "Build in a jail", why: "make: exit status 2", duration: "1.3 s", stepState: "failed" },
            { number: 3, title: "Copy 31 files", why: "", duration: "", stepState: "skipped" }]
    }
    property var failure: ({ headline: "The header openssl/ssl.h is missing.", action: "Install libssl-dev, then retry.",
                             command: "sudo apt-get install libssl-dev", evidence: "pg_partman.c:3:10: fatal error: openssl/ssl.h: No such file or directory" })
    property string logText: "make -j2\ngcc -O2 -fPIC -c pg_partman.c\npg_partman.c:3:10: fatal error: openssl/ssl.h: No such file or directory\ncompilation terminated.\nmake: *** [Makefile:12: pg_partman.o] Error 1"
    property bool canCancel: false
    property bool canRetry: true
    property bool canUndo: false
    property var retryChoices: [{ id: "again", text: "Again" }, { id: "clean", text: "From a clean build" }]

    signal logAppended(string lines)
    signal logReset

    function cancel() { log("job.cancel") }
    function retry(choice) { log("job.retry", choice) }
    function undo() { log("job.undo") }
    function copyReport() { log("job.copyReport") }
}
