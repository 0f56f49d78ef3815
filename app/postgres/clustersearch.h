// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "postgres/finders.h"
#include "postgres/serverconfig.h"

#include <QList>

#include <optional>

/// One run of the ClusterFinder: its rules, in the order in which they know most, and what they found.
class ClusterSearch
{
public:
    ClusterSearch(const SearchRoot &root, const QList<Installation> &installations);

    void addDebianClusters();
    void addProcesses();
    void addDataDirectories();
    void addSockets();
    void addServers(); ///< added by hand
    /// Asks systemd which of them it runs, and takes care that they are restarted through it.
    void askSystemd(CommandRunner &runner);
    [[nodiscard]] const QList<Cluster> &clusters() const { return m_clusters; }

private:
    void describe(Cluster &cluster, ServerConfig config) const;
    void setState(Cluster &cluster, int pid) const;
    [[nodiscard]] QString usualRole(const Cluster &cluster) const;
    void allowControl(Cluster &cluster) const;
    void adoptInstallationOf(Cluster &cluster, const QString &program) const;
    void adoptInstallation(Cluster &cluster, std::optional<Installation::Origin> origin) const;
    [[nodiscard]] Cluster *withDataDirectory(const QString &folder);
    void add(const Cluster &cluster);

    const SearchRoot &m_root;
    const QList<Installation> &m_installations;
    UserAccount m_user;
    QString m_defaultSocketFolder;
    QList<Cluster> m_clusters;
};
