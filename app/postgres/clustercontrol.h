// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "postgres/cluster.h"
#include "postgres/installation.h"

/// Starts, stops and restarts clusters where this person may.
class ClusterControl
{
public:
    explicit ClusterControl(CommandRunner &runner) : m_runner(runner) {}
    /// Restarts and waits until it answers. Permission when `cluster.restart` is Forbidden. When the server does
    /// not come up, the error's detail holds the end of its log.
    [[nodiscard]] Result<void> restart(const Installation &installation, const Cluster &cluster,
                                       const CancellationToken &token = {});
    [[nodiscard]] Result<void> reload(const Installation &installation, const Cluster &cluster);

private:
    CommandRunner &m_runner;
};
