// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/eventstore.h"

#include "registry/store/webhookstore.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kinds{
    EventStore::Kind::Release,     EventStore::Kind::Yank,   EventStore::Kind::Unyank,
    EventStore::Kind::Deprecation, EventStore::Kind::User,   EventStore::Kind::Ownership,
    EventStore::Kind::Report,      EventStore::Kind::Review, EventStore::Kind::Mirror};

} // namespace

QString nameOf(EventStore::Kind kind)
{
    switch (kind) {
    case EventStore::Kind::Release:
        return u"release"_s;
    case EventStore::Kind::Yank:
        return u"yank"_s;
    case EventStore::Kind::Unyank:
        return u"unyank"_s;
    case EventStore::Kind::Deprecation:
        return u"deprecation"_s;
    case EventStore::Kind::User:
        return u"user"_s;
    case EventStore::Kind::Ownership:
        return u"ownership"_s;
    case EventStore::Kind::Report:
        return u"report"_s;
    case EventStore::Kind::Review:
        return u"review"_s;
    case EventStore::Kind::Mirror:
        return u"mirror"_s;
    }
    return {};
}

std::optional<EventStore::Kind> eventKindNamed(const QString &name)
{
    for (const EventStore::Kind kind : kinds) {
        if (nameOf(kind) == name)
            return kind;
    }
    return {};
}

Result<qint64> EventStore::append(SqlConnection &connection, const Event &event)
{
    const QByteArray data = QJsonDocument(event.data).toJson(QJsonDocument::Compact);
    const Result<qint64> id = connection.insert(
        u"INSERT INTO events (kind, time, actor, dist_key, data) VALUES (?, ?, ?, ?, ?)"_s,
        {nameOf(event.kind), SqlTime::text(event.time), event.actor, event.distribution,
         QString::fromUtf8(data)});
    if (!id)
        return id;
    Event appended = event;
    appended.id = *id;
    if (Result<void> queued = WebhookStore::enqueue(connection, appended); !queued)
        return queued.error();
    return id;
}

namespace {

Result<qint64> newestId(SqlConnection &connection)
{
    const auto row = connection.queryOne(u"SELECT coalesce(max(id), 0) FROM events"_s);
    if (!row)
        return row.error();
    return (*row)->number(0);
}

} // namespace

Result<EventStore::Batch> EventStore::after(qint64 cursor, int limit, std::optional<Kind> kind,
                                            const QString &distribution)
{
    return m_database.read([&](SqlConnection &connection) -> Result<Batch> {
        // Asked first: what comes while the events are read is not to be passed over.
        const Result<qint64> newest = newestId(connection);
        if (!newest)
            return newest.error();
        QString where = u"id > ?"_s;
        QVariantList values{cursor};
        if (kind) {
            where += u" AND kind = ?"_s;
            values.append(nameOf(*kind));
        }
        if (!distribution.isEmpty()) {
            where += u" AND dist_key = ?"_s;
            values.append(distribution.toLower());
        }
        values.append(limit);
        const Result<SqlRows> rows =
            connection.query(u"SELECT id, kind, time, actor, dist_key, data FROM events WHERE "_s
                                 + where + u" ORDER BY id LIMIT ?"_s,
                             values);
        if (!rows)
            return rows.error();
        Batch batch;
        batch.isFull = rows->size() >= limit;
        // Nor is it to be read twice, when it came in time.
        const qint64 last = rows->isEmpty() ? cursor : rows->last().number(0);
        batch.cursor = batch.isFull ? last : std::max(*newest, last);
        for (const SqlRow &row : *rows) {
            // Written by a newer version of this program.
            const auto known = eventKindNamed(row.text(1));
            if (!known)
                continue;
            batch.events.append({*known, row.time(2), row.text(3), row.text(4),
                                 QJsonDocument::fromJson(row.text(5).toUtf8()).object(),
                                 row.number(0)});
        }
        return batch;
    });
}

Result<qint64> EventStore::newest()
{
    return m_database.read(newestId);
}

Result<void> EventStore::forgetBefore(const QDateTime &time)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        // The newest stays: ids must not begin again. Deliveries have a copy of what they tell.
        const Result<qint64> removed = connection.execute(
            u"DELETE FROM events WHERE time < ? AND id < (SELECT max(id) FROM events)"_s,
            {SqlTime::text(time)});
        if (!removed)
            return removed.error();
        return {};
    });
}
