// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/connection.h"

Connection::Connection(ServerCore &theCore, ServingLane &theLane, tcp::socket socket,
                       PeerAddress thePeer, std::unique_ptr<ConnectionSlot> slot)
    : core(theCore),
      lane(theLane),
      stream(std::move(socket), theCore.tls ? &*theCore.tls : nullptr),
      peer(std::move(thePeer)),
      m_slot(std::move(slot))
{
    lane.join(*this);
}

Connection::~Connection()
{
    lane.leave(*this);
}

void Connection::cut()
{
    isCut = true;
    error_code error;
    stream.socket().cancel(error);
    if (signal)
        signal->set();
}

void Connection::drain()
{
    if (isIdle)
        cut();
    else if (signal)
        signal->set();
}

void Connection::allow(ServingLane::Clock::time_point begin, qint64 size,
                       std::chrono::milliseconds grace, qint64 rate)
{
    const std::chrono::seconds earned(size / std::max<qint64>(rate, 1));
    deadline = std::min(lane.now, begin + earned) + grace;
}

PeerAddress Connection::asker(const RegistryRequest &request) const
{
    if (!peer.isProxy)
        return peer;
    error_code error;
    const auto address = net::ip::make_address(request.peer.toStdString(), error);
    if (error)
        return peer;
    // Limited like anybody; never as this computer.
    PeerAddress asker = PeerAddress::of(address, {});
    asker.isLoopback = false;
    return asker;
}

void Connection::advance(Buffers &buffers, size_t count)
{
    for (net::const_buffer &buffer : buffers) {
        const size_t used = std::min(count, buffer.size());
        buffer += used;
        count -= used;
    }
}

net::awaitable<bool> Connection::write(Buffers buffers, qsizetype size)
{
    while (size > 0) {
        if (isCut)
            co_return false;
        error_code error;
        size_t count = 0;
        if (stream.isTls()) {
            count = co_await stream.writeTls(buffers, error);
        } else {
            count = stream.writeNow(buffers, error);
            if (error == net::error::would_block) {
                co_await stream.waitUntilWritable(error);
                count = 0;
            }
        }
        if (error)
            co_return false;
        if (count > 0)
            allow(core.options.writeTimeout);
        advance(buffers, count);
        size -= qsizetype(count);
    }
    co_return true;
}

RegistryResponse Connection::refuse(int status, const char *text, ServerMetrics::Limit limit)
{
    core.metrics.countRefused(limit);
    return RegistryResponse::text(status, text);
}

RegistryResponse Connection::refuseForNow(int status, const char *text, ServerMetrics::Limit limit,
                                          int seconds)
{
    RegistryResponse answer = refuse(status, text, limit);
    answer.headers.emplaceBack("Retry-After", QByteArray::number(seconds));
    return answer;
}

RegistryResponse Connection::refuseAsBusy()
{
    return refuseForNow(503, "this server is busy, try again\n", ServerMetrics::WorkerQueue, 2);
}
