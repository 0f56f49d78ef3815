// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "postgres/cluster.h"
#include "postgres/session.h"
#include "settings/credentials.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

/// One thing a preflight or the planner found.
struct Finding {
    enum class Severity {
        Blocker, ///< the plan cannot be carried out
        Warning, ///< it can, but read this first
        Note,
    };
    Severity severity = Severity::Note;
    QString id; ///< stable word: "server-headers", "compiler", "make", "jail", "disk", "rights"…
    QString message;      ///< what is missing or odd
    QString fix = {};     ///< what to do about it: a sentence
    QString command = {}; ///< a command that does it; empty when there is none
    bool operator==(const Finding &) const = default;
};
[[nodiscard]] QString nameOf(Finding::Severity severity);

/// Who put an extension's files on the disk, where that can be told.
struct FileOwner {
    enum class Kind {
        Distribution,  ///< installed by this program, there is a manifest
        SystemPackage, ///< of the operating system
    };
    Kind kind = Kind::SystemPackage;
    QString name; ///< the distribution's key or the package's name
    QString version;
    QString manifestId = {};
    bool operator==(const FileOwner &) const = default;
};

/// Everything a planner may ask about a target, gathered before: the planner itself looks at nothing.
struct TargetFacts {
    Target target;
    bool serverReachable = false;
    QString serverProblem; ///< why not, when a cluster was asked
    bool isSuperuser = false;
    QStringList databases; ///< that allow connections, no templates
    /// Database -> its extensions; what is only on disk is the same in each.
    QMap<QString, QList<ExtensionFacts>> extensions;
    /// Extensions whose control file is on disk: name -> default version (read from files, needs no server).
    QMap<QString, QString> onDisk;
    QMap<QString, FileOwner> owners;    ///< extension -> who put its control file there
    QMap<QString, QStringList> schemas; ///< database -> its schemas
    PreloadSetting preload;
    QList<ClientFacts> clients;
    // This machine.
    QString account;                ///< who runs this program
    QString home;                   ///< and where that person's files are
    QString make;                   ///< path of GNU make; empty: none
    QString compiler;               ///< what pg_config's CC resolves to; empty: none
    bool compilerTakesFlags = true; ///< the recorded CFLAGS work with that compiler
    QString cmake;
    QString
        jail; ///< path of bubblewrap (or the system's equivalent) when it works here; empty: none
    QString jailProblem; ///< why it does not work
    QString elevation;   ///< path of pkexec; empty: none
    qint64 freeBytesInstallation = -1;
    qint64 freeBytesCache = -1;
    bool operator==(const TargetFacts &) const = default;
};

class ManifestStore;

/// Gathers TargetFacts. Blocks: worker threads.
class TargetInspector
{
public:
    /// `manifests` tells which files this program put there; it must outlive the inspector.
    TargetInspector(CommandRunner &runner, Credentials &credentials,
                    const ManifestStore *manifests = nullptr)
        : m_runner(runner), m_credentials(credentials), m_manifests(manifests)
    {
    }
    /// `databases` empty: all that allow connections. A server that does not answer is no error: the facts say so.
    [[nodiscard]] Result<TargetFacts> inspect(const Target &target,
                                              const QStringList &databases = {},
                                              const CancellationToken &token = {});

private:
    void lookAtFiles(TargetFacts &facts) const;
    void lookAtTools(TargetFacts &facts, const CancellationToken &token);
    void askServer(TargetFacts &facts, const QStringList &databases,
                   const CancellationToken &token);
    void findOwners(TargetFacts &facts, const CancellationToken &token);

    CommandRunner &m_runner;
    Credentials &m_credentials;
    const ManifestStore *m_manifests;
};
