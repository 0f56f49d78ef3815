// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/peerlimits.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr qsizetype manyPeers = 10'000;

} // namespace

PeerLimits::PeerLimits(int connections, double requestsPerSecond, int burst)
    : m_connections(connections),
      m_requestsPerSecond(requestsPerSecond),
      m_burst(std::max(burst, 1))
{
}

bool PeerLimits::open(const QString &peer)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_peers.constFind(peer);
    if (found != m_peers.constEnd() && found->connections >= m_connections)
        return false;
    if (found == m_peers.constEnd())
        m_peers.insert(peer, {0, m_burst, std::chrono::steady_clock::now()});
    ++m_peers[peer].connections;
    return true;
}

void PeerLimits::close(const QString &peer)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_peers.find(peer);
    if (found != m_peers.end())
        --found->connections;
    // What it has asked for is remembered for as long as it counts.
    forgetIdle(std::chrono::steady_clock::now());
}

std::chrono::seconds PeerLimits::take(const QString &peer, Time now)
{
    if (m_requestsPerSecond <= 0)
        return {};
    const std::lock_guard lock(m_mutex);
    auto found = m_peers.find(peer);
    if (found == m_peers.end()) {
        forgetIdle(now);
        found = m_peers.insert(peer, {0, m_burst, now});
    }
    const double elapsed = std::chrono::duration<double>(now - found->filled).count();
    if (elapsed > 0) {
        found->tokens = std::min(m_burst, found->tokens + elapsed * m_requestsPerSecond);
        found->filled = now;
    }
    if (found->tokens >= 1) {
        found->tokens -= 1;
        return {};
    }
    const double wait = std::ceil((1 - found->tokens) / m_requestsPerSecond);
    return std::chrono::seconds(std::max(1LL, static_cast<long long>(wait)));
}

qsizetype PeerLimits::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_peers.size();
}

void PeerLimits::forgetIdle(Time now)
{
    const auto pause = std::chrono::seconds(m_peers.size() > manyPeers ? 1 : 60);
    if (now - m_cleaned < pause)
        return;
    m_cleaned = now;
    m_peers.removeIf([&](const std::pair<const QString &, Peer &> &entry) {
        const Peer &peer = entry.second;
        const double elapsed = std::chrono::duration<double>(now - peer.filled).count();
        return peer.connections <= 0
               && (m_requestsPerSecond <= 0
                   || peer.tokens + elapsed * m_requestsPerSecond >= m_burst);
    });
}
