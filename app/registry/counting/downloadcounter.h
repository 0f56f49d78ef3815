// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "registry/http/accessrecord.h"
#include "registry/store/counterstore.h"

#include <QSet>
#include <QStringList>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

class RegistrySettings;

/// Counts the archives that a server sends. What it is told waits in memory, and is written by a thread of its own every
/// few seconds and at the end. Thread-safe.
class DownloadCounter
{
public:
    DownloadCounter(RegistryDatabase &database, RegistrySettings &settings, const Clock &clock);
    ~DownloadCounter();
    DownloadCounter(const DownloadCounter &) = delete;
    DownloadCounter &operator=(const DownloadCounter &) = delete;

    void start();
    /// Does not wait: for serving threads.
    void note(const AccessRecord &record);
    /// Writes what waits; how many were counted. After an error it waits on.
    [[nodiscard]] Result<int> flush();

    /// The fetch that a record tells of; nothing when it is no archive from its beginning, or a robot's.
    [[nodiscard]] static std::optional<CounterStore::Fetch> fetchIn(const AccessRecord &record);
    /// Words in the User-Agent of what is not counted, in lower case.
    [[nodiscard]] static const QStringList &robots();

private:
    struct Waiting {
        CounterStore::Fetch fetch;
        QString peer;
        QString agent; ///< lower case
    };
    void run();

    CounterStore m_store;
    RegistrySettings &m_settings;
    const Clock &m_clock;
    std::mutex m_flushing; ///< one at a time
    std::mutex m_mutex;    ///< guards what follows
    std::condition_variable m_wake;
    QList<Waiting> m_waiting;
    QSet<QString> m_known; ///< what waits, so that repetitions take no room
    bool m_isEnding = false;
    std::thread m_writer;
};
