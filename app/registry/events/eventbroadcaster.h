// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/eventstream.h"
#include "registry/store/eventstore.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

/// Sends events to whoever listens, as they happen: one thread looks for new ones, also of other processes, while
/// somebody listens. Who comes back gets what he missed. Thread-safe.
class EventBroadcaster
{
public:
    struct Filter {
        std::optional<EventStore::Kind> kind;
        QString distribution; ///< lower case; empty: all
    };
    static constexpr int mostListeners = 1000;
    static constexpr std::chrono::milliseconds interval{250};

    explicit EventBroadcaster(RegistryDatabase &database) : m_events(database) {}
    /// Ends all streams.
    ~EventBroadcaster();
    EventBroadcaster(const EventBroadcaster &) = delete;
    EventBroadcaster &operator=(const EventBroadcaster &) = delete;

    /// Events with ids above `after` and all that follow. Null when too many listen.
    [[nodiscard]] std::shared_ptr<EventStream> listen(qint64 after, const Filter &filter);
    /// This process wrote something: look at once.
    void wake();

    /// {"id", "kind", "time", "actor", "distribution", "data"}
    [[nodiscard]] static QJsonObject json(const EventStore::Event &event);
    /// In the format of server-sent events.
    [[nodiscard]] static QByteArray text(const EventStore::Event &event);

private:
    struct Listener {
        std::shared_ptr<EventStream> stream;
        Filter filter;
        qint64 cursor = 0;
    };
    void run();
    void sendRound();

    EventStore m_events;
    std::mutex
        m_mutex; ///< guards all below but `m_listeners`' contents, which the thread alone changes
    std::condition_variable m_changed;
    std::list<Listener> m_listeners;
    std::list<Listener> m_arrived; ///< not seen by the thread yet
    bool m_mustLook = false;
    bool m_isEnding = false;
    std::thread m_thread;
};
