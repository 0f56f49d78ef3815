// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Every control once, to look at.
Rectangle {
    id: root

    width: 1280
    height: 1500
    color: Theme.background

    Column {
        x: 96
        y: 16
        width: 560
        spacing: 14

        Row {
            spacing: 8

            Button { text: "Install" }
            Button { text: "Browse categories"; kind: "quiet" }
            Button { text: "Drop"; kind: "danger"; iconName: "trash" }
            Button { text: "Installed"; kind: "ok"; iconName: "check" }
            Button { text: "See all"; kind: "link" }
        }
        Row {
            spacing: 8

            Button { text: "Install…"; large: true }
            Button { text: "Try in a sandbox"; kind: "quiet"; large: true; iconName: "flask" }
            Button { text: "Relevance"; kind: "quiet"; trailingIconName: "chevron-down" }
            Button { text: "Disabled"; enabled: false }
        }
        Row {
            spacing: 8

            StateButton { text: "Install"; menu: menu }
            StateButton { text: "Building 62 %"; running: true; progress: 0.62 }
            StateButton { text: "Waiting"; running: true }
            StateButton { text: "Installed"; kind: "ok"; iconName: "check"; large: true; menu: menu }
        }
        Row {
            spacing: 8

            SearchField { width: 330; placeholderText: "Search extensions, functions, docs…"; shortcutText: "Ctrl K" }
            SearchField { width: 200; text: "semantic" }
        }
        Row {
            spacing: 8

            TextField { placeholderText: "Name" }
            TextField { text: "wrong"; invalid: true }
        }
        Row {
            spacing: 16

            CheckBox { text: "PostgreSQL 15"; checked: true; count: "14"; width: 160 }
            CheckBox { text: "No restart"; count: "12"; width: 140 }
            RadioButton { text: "Light"; checked: true }
            RadioButton { text: "Dark" }
        }
        Row {
            spacing: 16

            ComboBox { model: ["Relevance", "Newest", "Name"]; label: "Sort" }
            IconButton { iconName: "refresh"; text: "Refresh" }
            IconButton { iconName: "more"; text: "More"; outlined: true }
        }
        BadgeFlow {
            width: parent.width
            badges: [{ text: "No restart", kind: "ok" }, { text: "C" }, { text: "Signed", kind: "ok" },
                { text: "Needs restart", kind: "warn", icon: "power" },
                { text: "Needs dblink", kind: "bad" }, { text: "SQL only", kind: "primary" },
                { text: "New", kind: "accent" }]
        }
        Row {
            spacing: 8

            Chip { text: "vector"; count: "12" }
            Chip { text: "PostgreSQL 15"; removable: true }
            NumberBadge { number: 3 }
            NumberBadge { number: 120 }
            StateDot { kind: "warn" }
            KeyCap { text: "Ctrl K" }
        }
        Row {
            spacing: 8

            Repeater {
                model: ["semver", "vector", "pgTAP", "pg_partman", "first_last_agg", "mimeo", "unit", "periods", "debversion"]

                MonogramTile {
                    required property string modelData

                    name: modelData
                }
            }
        }
        Row {
            spacing: 10

            ContextTile { text: "Runs here"; detail: "passed on 15.20, 17.11, 18.6"; kind: "ok"; iconName: "check" }
            ContextTile { text: "Native code"; detail: "C, builds in 0.8 s"; iconName: "chip" }
            ContextTile { text: "Restart"; detail: "preloads a library"; kind: "warn"; iconName: "power" }
        }
        TabBar {
            width: parent.width

            TabButton { text: "Overview" }
            TabButton { text: "Versions"; count: "12" }
            TabButton { text: "Files" }
        }
        ProgressBar { width: 240; value: 0.4; label: "Download" }
        ProgressBar { width: 240; indeterminate: true; label: "Download" }
        SectionHeader { width: parent.width; text: "Picked for your PostgreSQL 15"; actionText: "See all" }
        Column {
            width: parent.width

            StepRow { width: parent.width; number: 1; title: "Download pg_partman-5.2.4.zip"; why: "1.2 MB from the local registry; SHA-512 checked"; duration: "0.1 s"; stepState: "done" }
            StepRow { width: parent.width; number: 2; title: "Build in a jail"; why: "make -j2 for PostgreSQL 15.20 at /usr/lib/postgresql/15; no network, no access to your files"; duration: "≈ 2 s"; stepState: "running" }
            StepRow { width: parent.width; number: 3; title: "Copy 31 files"; why: "asks for your password once"; stepState: "failed" }
            StepRow { width: parent.width; number: 4; title: "Prove it"; why: "the server reports version 5.2.4"; lastOne: true }
        }
        SkeletonRows { rows: 1; label: "Searching…" }
    }

    Column {
        x: 690
        y: 16
        width: 560
        spacing: 14

        CodeBlock { width: parent.width; text: "CREATE EXTENSION semver;\nSELECT '1.10.0'::semver > '1.9.0'::semver;   -- t" }
        DiffBlock { width: parent.width; text: "- shared_preload_libraries = 'pg_stat_statements'\n+ shared_preload_libraries = 'pg_stat_statements,pg_partman_bgw'" }
        LogView { id: log; width: parent.width; height: 120 }
        KeyValue { width: parent.width; label: "Connection"; value: "postgresql:///try?host=/tmp/howdah-x1&port=5432"; mono: true }
        Card {
            width: parent.width
            height: 130

            Column {
                x: 16
                y: 10
                width: parent.width - 32

                TableRow {
                    width: parent.width
                    heading: true

                    TableCell { heading: true; text: "extension"; share: 2 }
                    TableCell { heading: true; text: "database" }
                    TableCell { heading: true; text: "on disk" }
                }
                TableRow {
                    width: parent.width
                    label: "semver"

                    TableCell { text: "semver"; strong: true; share: 2 }
                    TableCell { text: "shop" }
                    TableCell { text: "0.40.0" }
                }
                TableRow {
                    width: parent.width
                    label: "pgtap"

                    TableCell { text: "pgtap"; strong: true; share: 2 }
                    TableCell { text: "shop" }
                    TableCell { text: "1.3.3" }
                }
            }
        }
        EmptyState { anchors.horizontalCenter: parent.horizontalCenter; iconName: "installed"; title: "No PostgreSQL found"; text: "Howdah looked in the usual places. Install PostgreSQL or add a server by hand."; actionText: "Add a server…" }
        ErrorState { width: parent.width; title: "The registry did not answer"; reason: "Is the address right? Howdah works on with the index from 2 hours ago."; details: "GET http://127.0.0.1:8080/index.json: connection refused"; detailsShown: true }
        HtmlView { width: parent.width; html: "<h2>Semantic versions</h2><p>The <code>semver</code> type, see <a href='x'>its page</a>.</p><pre>CREATE EXTENSION semver;</pre><ul><li>one</li><li>two</li></ul><table><tr><th>name</th><th>since</th></tr><tr><td>semver(text)</td><td>0.1.0</td></tr></table>" }
        Flow {
            width: parent.width
            spacing: 8

            Repeater {
                model: ["discover", "installed", "updates", "activity", "publish", "registry", "server", "settings", "search", "check", "check-circle", "chevron-down", "arrow-left", "close", "flask", "power", "chip", "shield", "shield-check", "scales", "heart", "download", "upload", "undo", "reply", "trash", "copy", "refresh", "warning", "error", "info", "question", "terminal", "database", "folder", "file", "link", "plus", "minus", "play", "stop", "external", "lock", "unlock", "book", "tag", "clock", "pause", "more", "offline", "online", "sun", "moon", "sort", "filter", "graph", "user", "star", "eye", "gauge"]

                Icon {
                    required property string modelData

                    name: modelData
                }
            }
        }
        Item {
            width: parent.width
            height: 60

            Toast { id: toast; duration: 100000 }
        }
        Item {
            width: 300
            height: 200
        }
    }
    Rectangle {
        width: 84
        height: parent.height
        color: Theme.rail

        Column {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 12
            spacing: 4

            Logo {}
            NavRailButton { text: "Discover"; iconName: "discover"; current: true }
            NavRailButton { text: "Installed"; iconName: "installed" }
            NavRailButton { text: "Activity"; iconName: "activity"; count: 3 }
        }
    }
    Menu {
        id: menu

        x: 1000
        y: 1180

        MenuItem { text: "Try in a sandbox"; iconName: "flask" }
        MenuItem { text: "Copy link"; iconName: "link"; detail: "Ctrl+L" }
        MenuSeparator {}
        MenuItem { text: "Remove files…"; iconName: "trash"; danger: true }
    }
    Component.onCompleted: {
        log.append("gcc -O2 -c semver.c\nsemver.c:12: warning: unused\nmake: done")
        toast.show("ok", "semver 0.40.0 is installed", "Undo")
    }
    Timer {
        running: true
        interval: 50
        onTriggered: menu.open()
    }
}
