// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

/// Threads for answers that may have to wait. Bounded: what does not fit is refused at once, for the client to come
/// again. The threads start with the first task.
class WorkerPool
{
public:
    WorkerPool(int threads, int longestQueue);
    ~WorkerPool(); ///< does what is queued, then ends
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    /// False: too much waits already. `task` must not throw.
    [[nodiscard]] bool submit(std::function<void()> task);

private:
    void run();

    const size_t m_threadCount;
    const size_t m_longestQueue;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_queue;
    size_t m_idle = 0;
    bool m_isEnding = false;
    std::vector<std::thread> m_threads;
};
