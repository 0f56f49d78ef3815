// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

QtObject {
    id: root

    property var log: () => {}
    property string theme: "light"
    property bool reduceMotion: true
    property bool requireJail: true
    property int buildJobs: 0
    property bool useEmbeddedRegistry: true
    property bool remoteImages: false
    property int cacheCapMiB: 2048
    property string proxyMode: "system"
    property string proxy: ""
    property string extraCaFile: ""
    property FakeModel registries: FakeModel {
        rows: [{ name: "PGXN", url: "https://master.pgxn.org", isEnabled: true, statusText: "Answers in 80 ms", kind: "ok" },
            { name: "Team", url: "https://registry.example.org", isEnabled: true, statusText: "Connection refused", kind: "bad" }]
    }
    property string embeddedText: "Serving 12 distributions at http://127.0.0.1:8765"
    property string jailText: "bubblewrap works here: builds see no network and none of your files."
    property string jailKind: "ok"
    property string cacheText: "184 MB used by downloads and builds"
    property string dataFolder: "/home/me/.local/share/howdah"

    function addRegistry(name, url) { log("addRegistry", name, url); return url.startsWith("http") ? "" : "That is no address." }
    function removeRegistry(row) { log("removeRegistry", row) }
    function moveRegistry(from, to) { log("moveRegistry", from, to) }
    function setRegistryEnabled(row, on) { log("setRegistryEnabled", row, on) }
    function testRegistry(row) { log("testRegistry", row) }
    function clearCache() { log("clearCache") }
}
