// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "install/installjob.h"
#include "remote/download.h"

#include <functional>
#include <memory>
#include <vector>

/// Fetches all archives of a plan at the same time, each on a thread of its own; `wait()` hands them out in any
/// order. Destroying it stops what still runs.
class ArchiveFetcher
{
public:
    ArchiveFetcher(const Plan &plan, const InstallServices &services,
                   const CancellationToken &token);
    ~ArchiveFetcher();
    ArchiveFetcher(const ArchiveFetcher &) = delete;
    ArchiveFetcher &operator=(const ArchiveFetcher &) = delete;

    /// Begins one; does nothing the second time.
    void start(int release);
    struct Progress {
        qint64 received = 0;
        qint64 total = -1;
    };
    /// Blocks; calls `progress` now and then on the calling thread.
    [[nodiscard]] Result<Download::Outcome>
    wait(int release, const std::function<void(Progress)> &progress = {});

private:
    struct Item;
    const Plan &m_plan;
    const InstallServices &m_services;
    CancellationSource m_stop;
    CancellationToken::Registration m_link;
    std::vector<std::unique_ptr<Item>> m_items;
};
