// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <atomic>

/// What a server has done since it was made; written by its threads, read by any.
struct ServerMetrics {
    using Count = std::atomic<quint64>;

    enum Method { Get, Head, Post, Put, Delete, OtherMethod, methodCount };
    enum Limit {
        ConnectionsInTotal, ///< refused with 503
        ConnectionsPerPeer, ///< closed or 429
        RequestRate,        ///< 429
        HeaderSize,         ///< 431
        BodySize,           ///< 413
        BodyCount,          ///< too many contents read at once: 503
        BodySpace,          ///< no room for contents: 507
        WorkerQueue,        ///< 503
        TimedOut,           ///< cut off: header, content, reading or handshake too slow
        BadRequest,         ///< not HTTP as we understand it: 400, 505
        ForeignHost,        ///< 421
        limitCount
    };
    /// Upper ends of the latency buckets, in microseconds; one more bucket counts what is slower.
    static constexpr std::array<quint64, 12> latencyEnds{
        100, 250, 500, 1'000, 2'500, 5'000, 10'000, 50'000, 100'000, 500'000, 1'000'000, 5'000'000};

    std::array<std::array<Count, 6>, methodCount> requests{}; ///< [method][status / 100], 1 to 5
    std::array<Count, limitCount> refused{};
    std::array<Count, latencyEnds.size() + 1> latency{};
    Count latencySum{0}; ///< microseconds
    Count bytesSent{0};
    Count bytesReceived{0};
    Count connectionsAccepted{0};
    std::atomic<qint64> connections{0};    ///< open now
    std::atomic<qint64> inFlight{0};       ///< requests being answered now
    std::atomic<qint64> workerRequests{0}; ///< waiting for a worker or with one, now
    std::atomic<qint64> eventStreams{0};   ///< open now

    void countRequest(QByteArrayView method, int status, quint64 microseconds);
    void countRefused(Limit limit) { refused[limit].fetch_add(1, std::memory_order_relaxed); }
    /// In the text format that Prometheus reads, names beginning with "howdah_http_".
    [[nodiscard]] QByteArray toPrometheus() const;
};
