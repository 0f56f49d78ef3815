// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/workerpool.h"

#include <algorithm>

WorkerPool::WorkerPool(int threads, int longestQueue)
    : m_threadCount(size_t(std::max(threads, 1))), m_longestQueue(size_t(std::max(longestQueue, 1)))
{
}

WorkerPool::~WorkerPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

bool WorkerPool::submit(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        const bool isFull = m_threads.size() == m_threadCount && m_idle == 0;
        if (isFull && m_queue.size() >= m_longestQueue)
            return false;
        m_queue.push_back(std::move(task));
        if (m_queue.size() > m_idle && m_threads.size() < m_threadCount)
            m_threads.emplace_back([this] { run(); });
    }
    m_changed.notify_one();
    return true;
}

void WorkerPool::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_changed.wait(lock, [this] { return m_isEnding || !m_queue.empty(); });
        --m_idle;
        if (m_queue.empty())
            return;
        const std::function<void()> task = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        task();
        lock.lock();
    }
}
