// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QtGlobal>

#include <atomic>

/// How many contents a server spools at once, and how much room they take. May be used on several threads.
class BodyBudget
{
public:
    BodyBudget(int most, qint64 space) : m_most(most), m_space(space) {}

    [[nodiscard]] bool open()
    {
        if (m_count.fetch_add(1) < m_most)
            return true;
        m_count.fetch_sub(1);
        return false;
    }
    void close() { m_count.fetch_sub(1); }
    [[nodiscard]] bool reserve(qint64 bytes)
    {
        if (m_used.fetch_add(bytes) + bytes <= m_space)
            return true;
        m_used.fetch_sub(bytes);
        return false;
    }
    void release(qint64 bytes) { m_used.fetch_sub(bytes); }

private:
    const int m_most;
    const qint64 m_space;
    std::atomic<int> m_count{0};
    std::atomic<qint64> m_used{0};
};
