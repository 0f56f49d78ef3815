// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/clustersearch.h"
#include "postgres/finders.h"

#include <utility>

ClusterFinder::ClusterFinder(SearchRoot root, CommandRunner &runner)
    : m_root(std::move(root)), m_runner(runner)
{
}

QList<Cluster> ClusterFinder::find(const QList<Installation> &installations,
                                   const CancellationToken &token) const
{
    ClusterSearch search(m_root, installations);
    search.addDebianClusters();
    if (m_root.lookAtProcesses && !token.isCancelled())
        search.addProcesses();
    if (!token.isCancelled())
        search.addDataDirectories();
    if (!token.isCancelled())
        search.addSockets();
    search.addServers();
    if (!token.isCancelled())
        search.askSystemd(m_runner);
    return search.clusters();
}
