// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/indexreaders.h"
#include "index/sharedindex.h"

#include <atomic>
#include <functional>
#include <memory>

class IndexStore;
struct EntryRecord;

/// The one writing connection, on the thread "index"; all functions are called there. A damaged
/// file, or one of another version's, is set aside (renamed to NAME.corrupt-N or NAME.other-N) and an
/// empty one started.
class IndexWriter
{
public:
    IndexWriter(SharedIndex &shared, IndexReaders &readers);
    ~IndexWriter();

    [[nodiscard]] Result<void> open();
    void close();
    [[nodiscard]] Result<void> put(const QList<IndexEntry> &entries);
    [[nodiscard]] Result<void> replaceRegistry(const QString &registry,
                                               const QList<IndexEntry> &entries);
    [[nodiscard]] Result<void> removeRegistry(const QString &registry);
    [[nodiscard]] Result<void> remove(const QString &registry, const QString &name);
    [[nodiscard]] Result<void> setInstalled(const QStringList &names);
    [[nodiscard]] Result<void> setLastSync(const QString &registry, const QDateTime &time);
    /// Sets the file aside when it is still the one a reader found damaged.
    void replaceDamaged(int number);
    /// Counts the files that were started; tells a reader's file from a later one.
    [[nodiscard]] int fileNumber() const { return m_fileNumber; }

private:
    using Change = std::function<Result<void>(EntryColumns &columns)>;
    /// One transaction with what follows from it: columns, vocabulary, generation. After damage, once
    /// more on a fresh file.
    [[nodiscard]] Result<void> write(const Change &change);
    [[nodiscard]] Result<void> writeOnce(const Change &change);
    [[nodiscard]] Result<void> putAll(const QList<IndexEntry> &entries, EntryColumns *columns);
    [[nodiscard]] Result<void> put(const EntryRecord &record, EntryColumns *columns);
    [[nodiscard]] Result<void> openStore();
    [[nodiscard]] Result<void> setAside(const QString &reason);
    [[nodiscard]] Result<void> startAnew(const QString &reason);

    SharedIndex &m_shared;
    IndexReaders &m_readers;
    std::unique_ptr<IndexStore> m_store;
    std::atomic<int> m_fileNumber = 0;
    int m_written = 0; ///< entries, since the full-text table was last tidied
};
