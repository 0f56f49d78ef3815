// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/eventsender.h"

#include "registry/http/eventstream.h"

/// Notices when the client goes, while nothing is being sent.
void EventSender::watchForEnd(const std::shared_ptr<Connection> &connection,
                              const std::shared_ptr<LaneSignal> &signal)
{
    connection->stream.read(connection->room(256),
                            [connection, signal](const error_code &error, size_t) {
                                // What it says meanwhile is not listened to.
                                if (!error && connection->signal == signal) {
                                    watchForEnd(connection, signal);
                                    return;
                                }
                                connection->isCut = true;
                                signal->set();
                            });
}

net::awaitable<bool> EventSender::send(EventStream &events, qint64 &sent)
{
    m_connection.received.clear();
    const auto signal = std::make_shared<LaneSignal>(m_connection.lane.context);
    m_connection.signal = signal;
    events.onReady([context = m_connection.lane.context, weak = std::weak_ptr<LaneSignal>(signal)] {
        net::post(*context, [weak] {
            if (const std::shared_ptr<LaneSignal> waiting = weak.lock())
                waiting->set();
        });
    });
    watchForEnd(m_connection.shared_from_this(), signal);
    ServerMetrics &metrics = m_connection.core.metrics;
    metrics.eventStreams.fetch_add(1, std::memory_order_relaxed);
    co_await forward(events, *signal, sent);
    const bool isComplete = !m_connection.isCut;
    events.leave();
    m_connection.signal = nullptr;
    // A read is still under way, beside which TLS cannot say good-bye.
    m_connection.isCut = m_connection.isCut || m_connection.stream.isTls();
    metrics.eventStreams.fetch_sub(1, std::memory_order_relaxed);
    co_return isComplete;
}

net::awaitable<void> EventSender::forward(EventStream &events, LaneSignal &signal, qint64 &sent)
{
    ServingLane &lane = m_connection.lane;
    const ServerOptions &options = m_connection.core.options;
    auto lastSent = lane.now;
    for (;;) {
        EventStream::Taken taken = events.take();
        lane.now = ServingLane::Clock::now();
        if (taken.bytes.isEmpty() && lane.now - lastSent >= options.keepAliveInterval)
            taken.bytes = ": still here\n\n";
        if (!taken.bytes.isEmpty()) {
            lastSent = lane.now;
            sent += taken.bytes.size();
            m_connection.allow(options.writeTimeout);
            const Connection::Buffers buffers{
                net::buffer(taken.bytes.constData(), size_t(taken.bytes.size()))};
            if (!co_await m_connection.write(buffers, taken.bytes.size()))
                break;
            m_connection.deadline = OpenSession::Time::max();
            if (!taken.isEnd)
                continue;
        }
        if (taken.isEnd || m_connection.isCut || lane.isDraining)
            break;
        co_await signal.wait(options.keepAliveInterval);
    }
}
