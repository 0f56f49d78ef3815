// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/clientstream.h"
#include "registry/http/servercore.h"
#include "registry/http/servinglane.h"

#include "registry/http/httpmessage.h"
#include "registry/http/receivedbytes.h"

#include <QLoggingCategory>

#include <memory>

Q_DECLARE_LOGGING_CATEGORY(lcServer)

/// A client's connection, whatever is being said over it: its bytes in and out, its deadline, and who ends it.
/// Belongs to its lane's thread.
class Connection final : public OpenSession, public std::enable_shared_from_this<Connection>
{
public:
    using Buffers = ClientStream::Buffers;

    Connection(ServerCore &theCore, ServingLane &theLane, tcp::socket socket, PeerAddress thePeer,
               std::unique_ptr<ConnectionSlot> slot);
    ~Connection() override;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    void cut() override;
    void drain() override;

    void allow(std::chrono::milliseconds time) { deadline = lane.now + time; }
    /// For sending or receiving `size` bytes since `begin`: it may not stall, and not be slower than it must be on
    /// average.
    void allow(ServingLane::Clock::time_point begin, qint64 size, std::chrono::milliseconds grace)
    {
        allow(begin, size, grace, core.options.bodyRate);
    }
    void allow(ServingLane::Clock::time_point begin, qint64 size, std::chrono::milliseconds grace,
               qint64 rate);

    /// Who asks, as limits see it: behind a proxy that we trust, whom it speaks for.
    [[nodiscard]] PeerAddress asker(const RegistryRequest &request) const;

    /// Adds what comes next to `received`.
    [[nodiscard]] net::awaitable<size_t> read(qsizetype wanted, error_code &error)
    {
        return stream.readSome(room(wanted), error);
    }
    void hasRead(size_t count)
    {
        received.add(qsizetype(count));
        core.metrics.bytesReceived.fetch_add(count, std::memory_order_relaxed);
    }
    [[nodiscard]] net::mutable_buffer room(qsizetype wanted)
    {
        const ReceivedBytes::Room space = received.room(wanted);
        return {space.begin, size_t(space.size)};
    }
    /// All `size` bytes of `buffers`. False: the client is gone.
    [[nodiscard]] net::awaitable<bool> write(Buffers buffers, qsizetype size);
    /// Cuts the first `count` bytes off.
    static void advance(Buffers &buffers, size_t count);

    /// A refusal in one line of text, counted.
    [[nodiscard]] RegistryResponse refuse(int status, const char *text, ServerMetrics::Limit limit);
    /// The same for what may be asked again in so many seconds.
    [[nodiscard]] RegistryResponse refuseForNow(int status, const char *text,
                                                ServerMetrics::Limit limit, int seconds);
    [[nodiscard]] RegistryResponse refuseAsBusy(); ///< too many wait for a worker

    ServerCore &core;
    ServingLane &lane;
    ClientStream stream;
    const PeerAddress peer;
    ReceivedBytes received;
    bool isIdle = true; ///< between two requests: nothing is lost when it is closed
    bool isCut = false;
    std::shared_ptr<LaneSignal> signal; ///< what is waited for beside the socket, if anything

private:
    std::unique_ptr<ConnectionSlot> m_slot;
};
