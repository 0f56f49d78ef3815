// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/accessrecord.h"
#include "registry/http/servermetrics.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>

/// How `RegistryServer` listens and what it puts up with. The defaults suit one computer and a team behind it.
struct ServerOptions {
    // --- where ---
    QString address = QStringLiteral("127.0.0.1"); ///< anything but loopback needs `isPublic`
    bool isPublic = false;
    bool allowPlain = false; ///< public without TLS: passwords and contents can be read on the way
    QStringList hostNames = {}; ///< besides localhost, 127.0.0.1, [::1] and `address`
    /// Addresses whose X-Forwarded-For, -Proto and -Host are believed.
    QStringList trustedProxies = {};

    // --- TLS: both files (PEM), or `tlsFolder` for a self-signed certificate made at first use ---
    QString certificateFile = {};
    QString keyFile = {};
    QString tlsFolder = {};

    // --- threads ---
    int servingThreads = 2;
    int workers = 4;
    int workerQueue = 64; ///< requests waiting for a worker; more are answered with 503

    // --- limits ---
    int connections = 1024; ///< at once; more are answered with 503
    int connectionsPerPeer =
        64; ///< at once from one address; loopback and trusted proxies are exempt
    int headerBytes = 16 * 1024; ///< request line and headers
    int requestsPerConnection = 10'000'000;
    double requestsPerSecond = 50;      ///< sustained from one address (429); 0: any number
    int requestBurst = 200;             ///< at once
    bool limitLoopback = false;         ///< per-address limits hold for this computer too
    int bodies = 16;                    ///< contents over 64 KiB being read at once (503)
    int bodiesPerPeer = 4;              ///< of them from one address
    qint64 bodySpace = qint64(4) << 30; ///< bytes of them on disk (507)
    QString bodyFolder = {};            ///< for them; empty: the system's temporary folder

    // --- patience ---
    std::chrono::milliseconds handshakeTimeout{10'000};
    std::chrono::milliseconds headerTimeout{10'000}; ///< for a whole request header
    std::chrono::milliseconds idleTimeout{30'000};   ///< between two requests
    std::chrono::milliseconds bodyTimeout{30'000};   ///< grace before `bodyRate` counts
    qint64 bodyRate = 1024;           ///< bytes a second that a content must come with on average
    qint64 largeBodyRate = 16 * 1024; ///< the same for one over 64 KiB: it holds one of `bodies`
    std::chrono::milliseconds writeTimeout{30'000};      ///< for each piece of 256 KiB
    std::chrono::milliseconds drainTimeout{3'000};       ///< for answers under way when stopping
    std::chrono::milliseconds keepAliveInterval{15'000}; ///< comments in event streams

    // --- who wants to know ---
    /// Called on serving threads, for each answer; must not wait.
    std::function<void(const AccessRecord &)> onAccess = {};
    /// Counted into; made by the server when there is none.
    std::shared_ptr<ServerMetrics> metrics = {};
};
