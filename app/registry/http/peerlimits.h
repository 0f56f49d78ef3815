// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QHash>
#include <QString>

#include <chrono>
#include <mutex>

/// Counts what each address has open and how fast it asks (a token bucket). An address is any text; the server gives
/// the network of an IPv6 address (/64): whoever has one has all of them. May be called on several threads at once.
class PeerLimits
{
public:
    using Time = std::chrono::steady_clock::time_point;

    PeerLimits(int connections, double requestsPerSecond, int burst);

    /// False: it has as many connections as it may. Each true is undone by `close()`.
    [[nodiscard]] bool open(const QString &peer);
    void close(const QString &peer);
    /// Zero: go on. Otherwise the time to wait before the next request.
    [[nodiscard]] std::chrono::seconds take(const QString &peer, Time now);
    /// Addresses remembered.
    [[nodiscard]] qsizetype count() const;

private:
    struct Peer {
        int connections = 0;
        double tokens = 0;
        Time filled{};
    };
    void forgetIdle(Time now);

    const int m_connections;
    const double m_requestsPerSecond;
    const double m_burst;
    mutable std::mutex m_mutex;
    QHash<QString, Peer> m_peers;
    Time m_cleaned{};
};
