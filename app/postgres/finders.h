// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "postgres/cluster.h"
#include "postgres/installation.h"

#include <QList>
#include <QString>
#include <QStringList>

/// What the finders look at, so that each system's layout can be tested on any system: a folder stands for
/// "/", and the environment is given.
struct SearchRoot {
    QString root = QStringLiteral("/"); ///< fixture trees put another folder here
    QString home;                       ///< below root in fixtures
    QStringList path;                   ///< PATH's folders
    QStringList addedInstallations;     ///< pg_config paths added by hand
    QStringList addedServers;           ///< connection strings added by hand
    QStringList registryFolders;        ///< "Base Directory" values of EDB's Windows registry keys
    QStringList dataDirectories;        ///< known otherwise, as by PGDATA
    bool lookAtProcesses = true;

    /// This machine, with what the person added.
    [[nodiscard]] static SearchRoot machine(const QStringList &addedInstallations = {},
                                            const QStringList &addedServers = {});
    /// Where an absolute path of the system ("/usr", "C:/Program Files") is below `root`.
    [[nodiscard]] QString below(const QString &path) const;
    /// Folders that match a path whose parts may hold * and ?; "~/" is `home`. Newest name first.
    [[nodiscard]] QStringList matching(const QString &pattern) const;
};

/// The "Base Directory" values below SOFTWARE\PostgreSQL\Installations in an exported registry file.
[[nodiscard]] QStringList parseRegistryExport(const QString &text);

/// Looks for installations by every layout rule it knows; each pg_config is asked once, copies of one
/// installation (symbolic links) are listed once, the most specific origin wins. Newest version first.
class InstallationFinder
{
public:
    InstallationFinder(SearchRoot root, CommandRunner &runner);
    /// Paths of pg_config with the rule that found each; looks at files only. Tested on fixture trees.
    [[nodiscard]] QList<std::pair<QString, Installation::Origin>> candidates() const;
    [[nodiscard]] QList<Installation> find(const CancellationToken &token = {}) const;

private:
    SearchRoot m_root;
    CommandRunner &m_runner;
};

/// Looks for clusters of the given installations and for servers added by hand.
class ClusterFinder
{
public:
    ClusterFinder(SearchRoot root, CommandRunner &runner);
    [[nodiscard]] QList<Cluster> find(const QList<Installation> &installations,
                                      const CancellationToken &token = {}) const;

private:
    SearchRoot m_root;
    CommandRunner &m_runner;
};
