// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/indexsearcher.h"
#include "index/sharedindex.h"

#include <functional>
#include <memory>
#include <mutex>

/// Threads that read the index, each with a read-only connection of its own that is closed when the
/// thread ends. Tasks wait until `open()`; after `close()` they answer Cancelled.
class IndexReaders
{
public:
    /// `searcher` sees one state of the index while the task runs; null when there is an error.
    using Task = std::function<void(IndexSearcher *searcher, const Error &error)>;
    /// For what needs no more than the connection.
    using StoreTask = std::function<void(IndexStore *store, const Error &error)>;

    explicit IndexReaders(SharedIndex &shared);
    ~IndexReaders();

    /// Any thread; never blocks.
    void start(Task task);
    void startOnStore(StoreTask task);

    /// The file is ready (or, with an error, will never be).
    void open(const Result<void> &ready);
    /// Waits for running tasks and ends all threads, so that no connection is left; new tasks wait
    /// for the next `open()`. Not on a reading thread.
    void reset();
    /// Like `reset()`, for good.
    void close();

private:
    class Pool;

    SharedIndex &m_shared;
    std::mutex m_mutex;
    std::unique_ptr<Pool> m_pool;
};
