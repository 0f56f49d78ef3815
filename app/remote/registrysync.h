// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/result.h"
#include "remote/registryclient.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <functional>

/// Reads the best release of every distribution of a registry, several at a time, and hands each over. Knows no
/// index: whoever calls it feeds one. Blocks on a worker thread.
class RegistrySync
{
public:
    struct Found {
        Release release; ///< `distribution.best()`
        Distribution distribution;
        QByteArray readme;  ///< empty when it has none
        QString readmeName; ///< as in the archive where the registry tells it, else "README.txt"
        QDateTime fetchedAt;
        bool operator==(const Found &) const = default;
    };
    struct Summary {
        QStringList names;       ///< of all distributions met; what an index has besides is gone…
        bool isComplete = false; ///< …but only when the registry gave a complete list
        int handedOver = 0;
        int unchanged = 0;      ///< the caller knew them already
        QStringList problems;   ///< one line for each distribution that could not be read
        QDateTime oldest;       ///< the oldest answer used
        bool fromCache = false; ///< at least one answer could not be confirmed
    };
    /// Called on the thread of `run()`, one at a time. An error stops everything and is what `run()` gives.
    using Sink = std::function<Result<void>(const Found &found)>;
    using Progress = std::function<void(int done, int total)>; ///< the total may grow
    /// Whether META and README of that release need not be fetched. Called on several threads.
    using IsKnown = std::function<bool(const QString &name, const Version &best)>;

    explicit RegistrySync(RegistryClient &registry, int workers = 4);
    void setKnown(IsKnown isKnown) { m_isKnown = std::move(isKnown); }

    /// An error when the registry cannot be reached (also when it is lost on the way); one that only some
    /// distributions have is told in `problems`.
    [[nodiscard]] Result<Summary> run(const CancellationToken &token, const Progress &progress,
                                      const Sink &sink);

private:
    RegistryClient &m_registry;
    int m_workers;
    IsKnown m_isKnown;
};
