// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/events/eventbroadcaster.h"

#include "registry/database/sqlconnection.h"

#include <QHash>
#include <QJsonDocument>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.eventbroadcaster")

constexpr int batchSize = 100;
/// Who has so much waiting gets more when it is gone.
constexpr qsizetype enoughWaiting = 128 * 1024;

} // namespace

EventBroadcaster::~EventBroadcaster()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    for (const std::list<Listener> *listeners : {&m_listeners, &m_arrived}) {
        for (const Listener &listener : *listeners)
            listener.stream->close();
    }
}

std::shared_ptr<EventStream> EventBroadcaster::listen(qint64 after, const Filter &filter)
{
    auto stream = std::make_shared<EventStream>();
    // How long to wait before coming back when the connection is lost.
    stream->send("retry: 2000\n\n");
    {
        const std::lock_guard lock(m_mutex);
        if (m_isEnding || m_listeners.size() + m_arrived.size() >= mostListeners)
            return nullptr;
        m_arrived.push_back({stream, filter, after});
        m_mustLook = true;
        if (!m_thread.joinable())
            m_thread = std::thread([this] { run(); });
    }
    m_changed.notify_all();
    return stream;
}

void EventBroadcaster::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_mustLook = true;
    }
    m_changed.notify_all();
}

void EventBroadcaster::run()
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            const auto hasWork = [this] { return m_isEnding || m_mustLook; };
            // With nobody there, only somebody's coming is awaited.
            if (m_listeners.empty() && m_arrived.empty())
                m_changed.wait(lock, [this] { return m_isEnding || !m_arrived.empty(); });
            else
                m_changed.wait_for(lock, interval, hasWork);
            if (m_isEnding)
                return;
            m_mustLook = false;
            m_listeners.splice(m_listeners.end(), m_arrived);
        }
        sendRound();
    }
}

void EventBroadcaster::sendRound()
{
    const Result<qint64> newest = m_events.newest();
    if (!newest) {
        qCWarning(lc) << "events cannot be read:" << newest.error().message
                      << newest.error().detail;
        return;
    }
    // Most listeners are at the same place.
    QHash<qint64, EventStore::Batch> batches;
    for (Listener &listener : m_listeners) {
        while (listener.cursor < *newest && !listener.stream->isGone()
               && listener.stream->backlog() < enoughWaiting) {
            if (!batches.contains(listener.cursor)) {
                const auto read = m_events.after(listener.cursor, batchSize);
                if (!read)
                    return;
                batches.insert(listener.cursor, *read);
            }
            const EventStore::Batch batch = batches[listener.cursor];
            for (const EventStore::Event &event : batch.events) {
                const Filter &filter = listener.filter;
                if ((!filter.kind || *filter.kind == event.kind)
                    && (filter.distribution.isEmpty() || filter.distribution == event.distribution))
                    listener.stream->send(text(event));
            }
            listener.cursor = batch.cursor;
        }
    }
    const std::lock_guard lock(m_mutex);
    m_listeners.remove_if([](const Listener &listener) { return listener.stream->isGone(); });
}

QJsonObject EventBroadcaster::json(const EventStore::Event &event)
{
    return {{u"id"_s, QString::number(event.id)},    {u"kind"_s, nameOf(event.kind)},
            {u"time"_s, SqlTime::text(event.time)},  {u"actor"_s, event.actor},
            {u"distribution"_s, event.distribution}, {u"data"_s, event.data}};
}

QByteArray EventBroadcaster::text(const EventStore::Event &event)
{
    return "id: " + QByteArray::number(event.id) + "\nevent: " + nameOf(event.kind).toLatin1()
           + "\ndata: " + QJsonDocument(json(event)).toJson(QJsonDocument::Compact) + "\n\n";
}
