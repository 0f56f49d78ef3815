// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/asio.h"
#include "registry/http/httpconditions.h"
#include "registry/http/serveroptions.h"

#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_set>
#include <vector>

/// One connection, as its lane sees it.
class OpenSession
{
public:
    using Time = std::chrono::steady_clock::time_point;

    virtual ~OpenSession() = default;
    /// Ends what it waits for.
    virtual void cut() = 0;
    /// The server stops: ends when it does nothing for a client, else soon.
    virtual void drain() = 0;

    Time deadline = Time::max(); ///< it is cut then
    bool isOverdue = false;      ///< it was
};

/// One serving thread with the connections that it serves: nothing in it is touched by another thread while it runs,
/// but for `context`. One coarse clock watches over all deadlines: arming a timer for each read and write costs more
/// than answering.
class ServingLane
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds tickInterval{100};
    static constexpr size_t pieceSize = 256 * 1024;

    /// Shared with those who may post to it when the server is gone already.
    std::shared_ptr<net::io_context> context = std::make_shared<net::io_context>(1);
    Clock::time_point now = Clock::now(); ///< of the last tick or request
    bool isDraining = false;
    std::thread thread;

    void join(OpenSession &session)
    {
        m_sessions.insert(&session);
        if (m_sessions.size() == 1)
            tick();
    }
    void leave(OpenSession &session)
    {
        m_sessions.erase(&session);
        if (m_sessions.empty())
            m_ticker.cancel();
    }
    void drain(std::chrono::milliseconds patience)
    {
        isDraining = true;
        m_drainEnd = Clock::now() + patience;
        m_work.reset();
        for (OpenSession *session : m_sessions)
            session->drain();
    }
    /// "Server: …\r\n…Date: …\r\n", made once a second.
    const QByteArray &commonFields()
    {
        freshenDate();
        return m_commonFields;
    }
    /// The same behind "HTTP/1.1 200 OK\r\n".
    const QByteArray &usualStart()
    {
        freshenDate();
        return m_usualStart;
    }
    /// 256 KiB that belong to whoever runs, until it waits.
    std::vector<char> &piece()
    {
        m_piece.resize(pieceSize);
        return m_piece;
    }

private:
    void freshenDate()
    {
        if (now < m_dateEnd)
            return;
        const QDateTime date = QDateTime::currentDateTimeUtc();
        // Of which API server the documents could be (protocol.md 1.6), told with each answer as there.
        m_commonFields = "Server: Howdah\r\nX-PGXN-API-Version: v0.21.1\r\nDate: "
                         + HttpConditions::dateText(date) + "\r\n";
        m_usualStart = "HTTP/1.1 200 OK\r\n" + m_commonFields;
        m_dateEnd = now + std::chrono::milliseconds(1000 - date.time().msec());
    }
    void tick()
    {
        now = Clock::now();
        const bool isOver = isDraining && now >= m_drainEnd;
        for (OpenSession *session : m_sessions) {
            if (now < session->deadline && !isOver)
                continue;
            session->isOverdue = session->isOverdue || now >= session->deadline;
            session->deadline = OpenSession::Time::max();
            session->cut();
        }
        m_ticker.expires_after(tickInterval);
        m_ticker.async_wait([this](const error_code &cancelled) {
            if (!cancelled && !m_sessions.empty())
                tick();
        });
    }

    net::steady_timer m_ticker{*context};
    std::optional<net::executor_work_guard<net::io_context::executor_type>> m_work{
        net::make_work_guard(*context)};
    std::unordered_set<OpenSession *> m_sessions;
    Clock::time_point m_drainEnd{};
    Clock::time_point m_dateEnd{};
    QByteArray m_commonFields;
    QByteArray m_usualStart;
    std::vector<char> m_piece;
};

/// Woken once, or before it is waited for; belongs to one lane.
class LaneSignal
{
public:
    explicit LaneSignal(std::shared_ptr<net::io_context> context)
        : m_context(std::move(context)), m_timer(*m_context)
    {
    }

    void set()
    {
        m_isSet = true;
        m_timer.cancel();
    }
    /// Until it is set, or for so long.
    net::awaitable<void> wait(std::optional<std::chrono::milliseconds> longest)
    {
        if (!m_isSet) {
            m_timer.expires_at(longest ? ServingLane::Clock::now() + *longest
                                       : ServingLane::Clock::time_point::max());
            error_code error;
            co_await m_timer.async_wait(redirect_error(use_awaitable, error));
        }
        m_isSet = false;
    }

private:
    std::shared_ptr<net::io_context> m_context;
    net::steady_timer m_timer;
    bool m_isSet = false;
};
