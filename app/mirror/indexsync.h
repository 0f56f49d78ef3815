// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/clock.h"
#include "core/result.h"
#include "index/searchindex.h"
#include "remote/httpcache.h"
#include "remote/registryclient.h"
#include "settings/settings.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

/// Fills the local search index from the registries in use, so that every search and plan works with the cable
/// out. Of a registry that is a folder it also reads the archives: docs, function names, what needs compiling.
/// `freshen()` blocks: worker threads; one at a time, a second call waits for the first.
class IndexSync
{
public:
    struct Outcome {
        int releases = 0;
        /// Registries that could not be reached, archives that could not be read.
        QStringList problems;
        /// When the registry that was read longest ago was read; null when none ever was.
        QDateTime asOf;
        /// There are registries on the network, some were asked, and none could be reached.
        bool isOffline = false;
    };
    /// What is read: `Changed` what was never read and folders that changed; `Aged` also registries on the
    /// network that were read more than `maximumAge` ago; `Everything` all.
    enum class Extent { Changed, Aged, Everything };
    static constexpr std::chrono::hours maximumAge{24};
    using Progress = std::function<void(const QString &activity)>;

    IndexSync(SearchIndex &index, HttpCache &cache, HttpClient &client, const Clock &clock);
    ~IndexSync();

    /// The registries in use, in order of preference. Callable from any thread. What the index holds of those that
    /// no longer are goes with the next `freshen()`.
    void setRegistries(const QList<RegistrySource> &registries);
    [[nodiscard]] QList<RegistrySource> registries() const;

    /// Drops what is no longer in use and reads. One unreachable registry is a problem in the outcome, not an
    /// error. Cancelled leaves the registries read so far.
    [[nodiscard]] Result<Outcome> freshen(Extent extent, const CancellationToken &token = {},
                                          const Progress &progress = {});
    /// Asks a registry now, past the cache, whether it is one: its templates, or the exact failure.
    [[nodiscard]] Result<UriTemplates> probe(const QUrl &url,
                                             const CancellationToken &token = {}) const;
    /// The client of a registry in use, or null. Stays valid as long as this object.
    [[nodiscard]] std::shared_ptr<RegistryClient> client(const QString &registry) const;

private:
    [[nodiscard]] bool isStale(const RegistrySource &registry, Extent extent) const;
    [[nodiscard]] QDateTime readAt(const RegistrySource &registry) const;
    [[nodiscard]] Result<void> dropRetired();
    [[nodiscard]] Result<Outcome> read(const RegistrySource &registry,
                                       const CancellationToken &token, const Progress &progress);

    SearchIndex &m_index;
    HttpCache &m_cache;
    HttpClient &m_client;
    const Clock &m_clock;
    mutable std::mutex m_mutex; ///< guards the lists
    std::mutex m_reading;       ///< one freshen() at a time
    QList<RegistrySource> m_registries;
    QStringList m_retired; ///< names whose rows must go
    QMap<QString, std::shared_ptr<RegistryClient>> m_clients;
};
