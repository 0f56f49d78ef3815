// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/connection.h"

class EventStream;

/// Sends server-sent events as they happen, until the stream ends or the client goes.
class EventSender
{
public:
    explicit EventSender(Connection &connection) : m_connection(connection) {}

    /// `sent` counts bytes. False: the client went first.
    [[nodiscard]] net::awaitable<bool> send(EventStream &events, qint64 &sent);

private:
    [[nodiscard]] net::awaitable<void> forward(EventStream &events, LaneSignal &signal,
                                               qint64 &sent);
    static void watchForEnd(const std::shared_ptr<Connection> &connection,
                            const std::shared_ptr<LaneSignal> &signal);

    Connection &m_connection;
};
