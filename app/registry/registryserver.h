// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/registryapi.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <memory>

class RegistryStore;

/// Serves a registry read-only over HTTP on a thread of its own, by default to this computer only. Only
/// listens, limits and streams: what is answered is `RegistryApi`'s business. A request must name a host that
/// this server is known by, so that no web page can reach it through a name of its own (DNS rebinding).
class RegistryServer
{
public:
    struct Options {
        QString address = QStringLiteral("127.0.0.1"); ///< anything but loopback needs `isPublic`
        bool isPublic = false;
        QStringList hostNames = {}; ///< besides localhost, 127.0.0.1 and [::1]
        int connections = 64;       ///< at once; more are answered with 503
        int headerBytes = 16 * 1024;
        std::chrono::milliseconds headerTimeout{10'000}; ///< for a whole request header
        std::chrono::milliseconds idleTimeout{30'000};   ///< between two requests
        std::chrono::milliseconds writeTimeout{30'000};  ///< for each piece of 256 KiB
        std::chrono::milliseconds drainTimeout{3'000};   ///< for answers under way when stopping
    };
    /// Where people expect it.
    static constexpr quint16 usualPort = 7432;

    explicit RegistryServer(const RegistryStore &store);
    RegistryServer(const RegistryStore &store, Options options);
    ~RegistryServer(); ///< stops

    /// Listens on `port` (0: any that is free) and gives the port. When it listens already: that port.
    /// Conflict: the port is taken.
    [[nodiscard]] Result<quint16> start(quint16 port);
    /// Lets answers under way come to their end, then closes. Does nothing when it does not run.
    void stop();

    [[nodiscard]] bool isRunning() const;
    /// 0 when it does not run.
    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:PORT/"; empty when it does not run.
    [[nodiscard]] QUrl url() const;

private:
    struct Engine;
    RegistryApi m_api;
    Options m_options;
    std::unique_ptr<Engine> m_engine;
};
