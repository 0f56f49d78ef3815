// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>

#include <functional>
#include <mutex>

/// Server-sent events on their way to one client: a producer on any thread gives them, the server sends them. The
/// server adds a comment every 15 seconds, so that both sides notice when the other has gone.
class EventStream
{
public:
    /// A client that lets more than `largestBacklog` bytes wait is cut off; it comes back with Last-Event-ID.
    explicit EventStream(qsizetype largestBacklog = 1024 * 1024);
    ~EventStream();
    EventStream(const EventStream &) = delete;
    EventStream &operator=(const EventStream &) = delete;

    // --- for the producer, on any thread ---

    /// Bytes in the format of server-sent events ("id: 7\ndata: {}\n\n"). False when nobody reads any more.
    bool send(const QByteArray &bytes);
    /// What was sent before still arrives; then the connection is closed.
    void close();
    /// The client went, was too slow, or the server stops: nothing more will arrive.
    [[nodiscard]] bool isGone() const;
    /// Bytes that wait to be sent.
    [[nodiscard]] qsizetype backlog() const;
    /// Calls once when the client has gone: on a serving thread, or right now when it has already. Must not wait,
    /// and must not call this stream. At most one listener.
    void onGone(std::function<void()> listener);

    // --- for the server ---

    struct Taken {
        QByteArray bytes;
        bool isEnd = false; ///< nothing follows
    };
    /// `wake` is called, on the producer's thread, when there is something to take. It must not call this stream.
    void onReady(std::function<void()> wake);
    [[nodiscard]] Taken take();
    void leave();

private:
    mutable std::mutex m_mutex;
    const qsizetype m_largestBacklog;
    QByteArray m_waiting;
    bool m_isClosed = false;
    bool m_isGone = false;
    std::function<void()> m_wake;
    std::function<void()> m_goneListener;
};
