// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/http/serveroptions.h"

#include <QString>
#include <QUrl>

#include <memory>

class RequestHandler;

/// Serves a registry over HTTP on threads of its own, by default to this computer only. Only listens, limits and
/// streams: what is answered is the `RequestHandler`'s business. A request must name a host that this server is
/// known by, so that no web page can reach it through a name of its own (DNS rebinding).
class RegistryServer
{
public:
    using Options = ServerOptions;
    /// Where people expect it.
    static constexpr quint16 usualPort = 7432;

    /// `handler` lives longer.
    explicit RegistryServer(RequestHandler &handler, Options options = {});
    ~RegistryServer(); ///< stops

    /// Listens on `port` (0: any that is free) and gives the port. When it listens already: that port.
    /// Conflict: the port is taken. Refused: not loopback and not allowed by name.
    [[nodiscard]] Result<quint16> start(quint16 port);
    /// Lets answers under way come to their end, then closes. Does nothing when it does not run.
    void stop();

    [[nodiscard]] bool isRunning() const;
    /// 0 when it does not run.
    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:PORT/"; empty when it does not run.
    [[nodiscard]] QUrl url() const;
    /// SHA-256 of the certificate, "AB:CD:…"; empty without TLS or when it does not run.
    [[nodiscard]] QString fingerprint() const;
    [[nodiscard]] const ServerMetrics &metrics() const;

private:
    struct Engine;
    RequestHandler &m_handler;
    Options m_options;
    std::unique_ptr<Engine> m_engine;
};
