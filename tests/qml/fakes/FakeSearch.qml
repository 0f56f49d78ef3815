// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Fakes

QtObject {
    id: root

    property var log: () => {}
    property string text: ""
    property string state: "ready"
    property string errorTitle: "The search failed"
    property string errorText: "The index is being rebuilt. Try again in a moment."
    property string errorDetails: ""
    property int chosenFacets: 2
    property string sort: "relevance"
    property var sortChoices: [{ value: "relevance", text: "Relevance" }, { value: "newest", text: "Newest" },
        { value: "name", text: "Name" }]
    property int total: 14
    property string elapsedText: "3 ms"
    property string correctedText: ""
    property string scopeText: "All extensions"
    property FakeModel facets: FakeModel {
        rows: [["postgres", "Works on", "PostgreSQL 15", 14, true], ["postgres", "Works on", "PostgreSQL 17", 16, false],
            ["postgres", "Works on", "PostgreSQL 18", 11, false], ["needs", "Needs", "No restart", 12, true],
            ["needs", "Needs", "No compiler", 5, false], ["license", "Licence", "PostgreSQL, MIT, BSD", 13, false],
            ["license", "Licence", "Apache", 2, false], ["license", "Licence", "Copyleft", 1, false],
            ["state", "State", "Stable", 12, false], ["state", "State", "Installed", 1, false]]
            .map(row => ({ group: row[0], groupTitle: row[1], value: row[2], text: row[2], total: row[3], checked: row[4] }))
    }
    property FakeModel results: FakeModel {
        rows: [
            root.hit("semver", "0.40.0", "David E. Wheeler", "A <mark>semantic version</mark> data type with btree and hash indexes", "README", "“Compares <mark>semantic</mark> <mark>versions</mark> as the specification orders them”", ["ok|No restart", "|C", "ok|Signed", "ok|Passes on 15, 17, 18"], "install", "Install"),
            root.hit("debversion", "1.2.0", "Roger Leigh", "Debian <mark>version</mark> number type", "", "Provides type <mark>debversion</mark>, compares as dpkg does", ["ok|No restart", "|C++"], "install", "Install"),
            root.hit("unit", "7.10", "Christoph Berg", "SI units with <mark>semantic</mark> checks", "docs/units.md", "“… each <mark>version</mark> of the definitions table …”", ["ok|No restart", "|C", "warn|Not tested on 15"], "running", "Waiting"),
            root.hit("periods", "1.2.3", "Vik Fearing", "Periods and system <mark>versioning</mark>", "Function", "add_system_<mark>versioning</mark>(table)", ["ok|No restart", "|C"], "installed", "Installed")]
    }

    function hit(name, version, author, html, foundIn, snippet, words, action, actionText) {
        return { name: name, version: version, author: author, summary: "", summaryHtml: html, snippetHtml: snippet,
                 foundIn: foundIn, note: "", action: action, actionText: actionText, actionProgress: -1,
                 actionCancellable: true,
                 badges: words.map(word => ({ kind: word.split("|")[0], text: word.split("|")[1] })) }
    }
    function setFacet(group, value, on) { log("setFacet", group, value, on) }
    function clearFacets() { log("clearFacets") }
    function showSection(key) { text = ""; log("showSection", key) }
    function showTag(tag) { text = ""; log("showTag", tag) }
    function showAll() { text = ""; log("showAll") }
    function retry() { log("search.retry") }
}
