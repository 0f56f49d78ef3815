// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QHash>
#include <QString>

#include <atomic>
#include <mutex>

/// How many contents a server spools at once, in all and of one client, and how much room they take. May be used on
/// several threads.
class BodyBudget
{
public:
    BodyBudget(int most, int mostOfPeer, qint64 space)
        : m_most(most), m_mostOfPeer(mostOfPeer), m_space(space)
    {
    }

    /// False: there are as many as may be. `peer` is the network it comes from; empty: one that is not limited. Each
    /// true is undone by `close()`.
    [[nodiscard]] bool open(const QString &peer)
    {
        const std::lock_guard lock(m_mutex);
        if (m_count >= m_most || (!peer.isEmpty() && m_ofPeer.value(peer) >= m_mostOfPeer))
            return false;
        ++m_count;
        if (!peer.isEmpty())
            ++m_ofPeer[peer];
        return true;
    }
    void close(const QString &peer)
    {
        const std::lock_guard lock(m_mutex);
        --m_count;
        if (!peer.isEmpty() && --m_ofPeer[peer] <= 0)
            m_ofPeer.remove(peer);
    }
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
    const int m_mostOfPeer;
    const qint64 m_space;
    std::mutex m_mutex;
    int m_count = 0;
    QHash<QString, int> m_ofPeer;
    std::atomic<qint64> m_used{0};
};
