// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/asio.h"
#include "registry/http/bodybudget.h"
#include "registry/http/hostnames.h"
#include "registry/http/peerlimits.h"
#include "registry/http/requesthandler.h"
#include "registry/http/serveroptions.h"
#include "registry/http/workerpool.h"

#include <atomic>
#include <memory>
#include <optional>

/// Who is at the other end.
struct PeerAddress {
    QString text;
    QString network; ///< what limits go by: the /64 of an IPv6 address
    bool isLoopback = false;
    bool isProxy = false; ///< one that we trust

    static PeerAddress of(net::ip::address address, const QStringList &proxies)
    {
        if (address.is_v6() && address.to_v6().is_v4_mapped())
            address = net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6());
        PeerAddress peer;
        peer.text = QString::fromStdString(address.to_string());
        peer.network = peer.text;
        if (address.is_v6()) {
            auto bytes = address.to_v6().to_bytes();
            std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
            peer.network = QString::fromStdString(net::ip::address_v6(bytes).to_string());
        }
        peer.isLoopback = address.is_loopback();
        peer.isProxy = proxies.contains(peer.text);
        return peer;
    }
};

/// What all connections of a server share. What is not constant may be used on any thread.
struct ServerCore {
    ServerCore(RequestHandler &theHandler, const ServerOptions &theOptions)
        : handler(theHandler),
          options(theOptions),
          metrics(*theOptions.metrics),
          limits(theOptions.connectionsPerPeer, theOptions.requestsPerSecond,
                 theOptions.requestBurst),
          budget(theOptions.bodies, theOptions.bodiesPerPeer, theOptions.bodySpace),
          workers(std::make_unique<WorkerPool>(theOptions.workers, theOptions.workerQueue))
    {
    }

    RequestHandler &handler;
    const ServerOptions &options;
    ServerMetrics &metrics;
    std::optional<net::ssl::context> tls;
    std::optional<HostNames> names;
    PeerLimits limits;
    BodyBudget budget;
    std::unique_ptr<WorkerPool> workers;
    std::atomic<int> connections{0};
    std::atomic<quint64> sessionNumber{0};

    [[nodiscard]] bool isLimited(const PeerAddress &peer) const
    {
        return !peer.isProxy && (!peer.isLoopback || options.limitLoopback);
    }
};

/// Counts a connection for as long as it lives.
class ConnectionSlot
{
public:
    enum class Problem { None, Total, Peer };

    ConnectionSlot(ServerCore &core, const PeerAddress &peer)
        : m_core(core), m_network(peer.network)
    {
        m_core.metrics.connectionsAccepted.fetch_add(1, std::memory_order_relaxed);
        m_core.metrics.connections.fetch_add(1, std::memory_order_relaxed);
        if (m_core.connections.fetch_add(1) >= m_core.options.connections)
            m_problem = Problem::Total;
        else if (m_core.isLimited(peer) && !(m_isCounted = m_core.limits.open(m_network)))
            m_problem = Problem::Peer;
    }
    ~ConnectionSlot()
    {
        m_core.connections.fetch_sub(1);
        m_core.metrics.connections.fetch_sub(1, std::memory_order_relaxed);
        if (m_isCounted)
            m_core.limits.close(m_network);
    }
    ConnectionSlot(const ConnectionSlot &) = delete;
    ConnectionSlot &operator=(const ConnectionSlot &) = delete;
    [[nodiscard]] Problem problem() const { return m_problem; }

private:
    ServerCore &m_core;
    const QString m_network;
    bool m_isCounted = false;
    Problem m_problem = Problem::None;
};
