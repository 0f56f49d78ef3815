// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "install/targetfacts.h"
#include "remote/provenance.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

/// One release a plan installs. In order: dependencies first.
struct PlannedRelease {
    Release release;
    QString registry; ///< its name
    QUrl archiveUrl;  ///< http(s): or file:
    qint64 archiveBytes = -1;
    QString neededBy;       ///< empty: the person asked for it
    QStringList extensions; ///< to be created, in order
    bool isCached = false;  ///< its build for this installation is in the build cache
    Provenance provenance;  ///< who vouches for the archive
    bool operator==(const PlannedRelease &) const = default;
};

/// One thing a plan does, in order.
struct Step {
    enum class Kind {
        Fetch,  ///< download or copy the archive
        Verify, ///< digests
        Unpack,
        Build,   ///< in the jail: configure, compile, install into the stage
        Check,   ///< of the stage: only allowed folders, what collides with what is there
        Copy,    ///< into the installation, with a manifest; one batch for all releases
        Preload, ///< shared_preload_libraries
        Restart,
        Create,         ///< CREATE EXTENSION / ALTER EXTENSION UPDATE in one database
        Prove,          ///< the server reports it and has loaded its library
        Drop,           ///< DROP EXTENSION in one database
        Remove,         ///< files, by manifest
        RegressionTest, ///< installcheck
    };
    Kind kind = Kind::Fetch;
    QString title;
    QString why;
    int release = -1;    ///< index into Plan::releases
    QString extension;   ///< Create, Prove, Drop
    QString database;    ///< Create, Prove, Drop
    QString sql;         ///< what is executed, complete
    double seconds = -1; ///< estimate; negative: unknown
    /// Create, Prove: skipped when the build brings no control file for it. Releases of Meta Spec v1 list scripts
    /// among their extensions.
    bool optional = false;
    bool operator==(const Step &) const = default;
};
[[nodiscard]] QString nameOf(Step::Kind kind); ///< "fetch", "verify"…

struct PreloadChange {
    QStringList before;
    QStringList after;
    bool operator==(const PreloadChange &) const = default;
    [[nodiscard]] bool isChange() const { return before != after; }
};

/// What will be done, complete, before anything is done. A value: shown, exported, carried out by a job.
struct Plan {
    enum class Action { Install, Update, Uninstall };
    /// Where the files go.
    enum class Destination {
        Installation, ///< pg_config's own folders
        UserFolder,   ///< PostgreSQL 18+: a folder of the person's, found by extension_control_path
    };
    QString id;
    Action action = Action::Install;
    QString title;       ///< "Install semver 0.40.0 into PostgreSQL 15.20 · main"
    QString summary;     ///< one sentence: how, and what runs with which rights
    QString subject;     ///< the distribution's key
    QString fromVersion; ///< of the subject, as it is on the disk now; empty: it is not there
    Target target;
    Destination destination = Destination::Installation;
    QString userFolder; ///< Destination::UserFolder: holds share/ and lib/
    QList<PlannedRelease> releases;
    QStringList contrib; ///< extensions shipped with PostgreSQL that will be created too
    QStringList databases;
    QString schema;
    QString manifestId;        ///< Uninstall: what is taken back
    QStringList removedFiles;  ///< Uninstall: files that go
    QStringList restoredFiles; ///< Uninstall: files that come back as they were before
    QList<Step> steps;
    PreloadChange preload;
    bool needsRestart = false;
    QList<ClientFacts> connectedClients; ///< who would be cut off by the restart
    bool needsElevation = false;
    bool runTests = false; ///< installcheck after proving
    bool allowWithoutJail = false;
    QList<Finding> findings;
    qint64 downloadBytes = 0;
    double seconds = -1;
    QStringList undoText; ///< "If you change your mind": what undo does, a sentence each
    bool operator==(const Plan &) const = default;

    [[nodiscard]] bool isPossible() const; ///< no finding is a blocker
    [[nodiscard]] bool isEmpty() const
    {
        return steps.isEmpty();
    } ///< nothing to do: it is there already
};
[[nodiscard]] QString nameOf(Plan::Action action);
[[nodiscard]] QString nameOf(Plan::Destination destination);

/// The plan's exchange forms.
namespace PlanExport {
/// Everything, for `--json` and "Copy as JSON". Stable member names, documented in docs of the command line.
[[nodiscard]] QJsonObject toJson(const Plan &plan);
/// A POSIX shell script that reproduces the result without Howdah (download, digests, build, install, SQL). A plan
/// with blockers gives one that stops and says why unless FORCE=yes.
[[nodiscard]] QString toScript(const Plan &plan);
} // namespace PlanExport
