// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

QtObject {
    id: root

    property string state: "ready"
    property string errorTitle: "The index cannot be read"
    property string errorText: "Its file is damaged. It was set aside; press Try again to build it anew from your registries."
    property string errorDetails: "SQLITE_CORRUPT (11): database disk image is malformed"
    property string emptyText: "The index holds nothing: switch on the registry on this computer, or add one of the network."
    property string headline: "312 of 408 distributions run on your PostgreSQL 15; 271 need no restart."
    property var tags: [{ text: "vector", count: "12" }, { text: "time series", count: "8" }, { text: "testing", count: "7" },
        { text: "replication", count: "21" }, { text: "data types", count: "64" }, { text: "monitoring", count: "31" }]
    property var examples: ["semantic version", "uuid", "partition by time"]
    property FakeModel picked: FakeModel {
        rows: [
            root.card("semver", "0.40.0", "David E. Wheeler", "A data type for semantic versions, with indexes.", ["ok|No restart", "|C", "ok|Signed"], "install", "Install"),
            root.card("vector", "0.8.0", "Andrew Kane", "Vector similarity search with exact and approximate indexes.", ["ok|No restart", "|C"], "running", "Building 62 %"),
            root.card("pgTAP", "1.3.3", "David E. Wheeler", "Unit testing for PostgreSQL in SQL.", ["ok|No restart", "primary|SQL only"], "installed", "Installed")]
    }
    property FakeModel recent: FakeModel {
        rows: [
            root.card("pg_partman", "5.2.4", "Keith Fiske", "Manages time and number partitions automatically.", ["warn|Needs restart", "|C", "|Background worker"], "update", "Update"),
            root.card("first_last_agg", "0.1.4", "Ants Aasma", "Aggregates that return the first or last value in a group.", ["ok|No restart", "|C"], "enable", "Enable"),
            root.card("mimeo", "1.5.1", "Keith Fiske", "Replicates selected tables between databases.", ["ok|No restart", "primary|SQL only", "bad|Needs dblink"], "unavailable", "Not for PostgreSQL 15")]
    }
    property FakeModel sections: FakeModel {
        rows: [{ key: "picked", title: "Picked for your PostgreSQL 15", cards: root.picked },
            { key: "recent", title: "New and updated", cards: root.recent }]
    }

    function badges(words) {
        return words.map(word => ({ kind: word.split("|")[0], text: word.split("|")[1], icon: "" }))
    }
    function card(name, version, author, summary, words, action, actionText) {
        return { name: name, version: version, author: author, summary: summary, badges: badges(words),
                 note: "3 March 2024", action: action, actionText: actionText,
                 actionProgress: action === "running" ? 0.62 : -1, actionCancellable: true }
    }
    function retry() {}
}
