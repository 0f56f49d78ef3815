// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Ui

/// All versions, newest first, with their notes.
Column {
    id: root

    required property VersionModel versions

    signal showRequested(string version)
    signal installRequested(string version)
    signal linkRequested(string link)

    Repeater {
        model: root.versions

        // qmllint disable unqualified
        VersionRow {
            width: root.width
            onShowRequested: root.showRequested(version)
            onInstallRequested: root.installRequested(version)
            onLinkRequested: link => root.linkRequested(link)
        }
        // qmllint enable unqualified
    }
}
