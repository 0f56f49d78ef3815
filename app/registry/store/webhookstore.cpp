// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/webhookstore.h"

#include "registry/events/eventbroadcaster.h"
#include "registry/store/processlease.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Longer than any attempt takes.
constexpr qint64 leaseSeconds = 120;
constexpr qint64 firstPause = 10;
constexpr qint64 longestPause = 6 * 3600;

QString tr(const char *text)
{
    return QCoreApplication::translate("WebhookStore", text);
}

QString webhookColumns()
{
    return u"w.id, w.user_id, w.url, w.secret, w.kinds, w.dist_key, w.state, w.pause_reason, "
           "w.failures, w.created"_s;
}

Webhook webhookOf(const SqlRow &row, int first = 0)
{
    Webhook webhook;
    webhook.id = row.number(first);
    webhook.userId = row.number(first + 1);
    webhook.url = row.text(first + 2);
    webhook.sealedSecret = row.text(first + 3).toLatin1();
    webhook.kinds = row.text(first + 4).split(u' ', Qt::SkipEmptyParts);
    webhook.distribution = row.text(first + 5);
    webhook.isPaused = row.text(first + 6) != u"active";
    webhook.pauseReason = row.text(first + 7);
    webhook.failures = int(row.number(first + 8));
    webhook.created = row.time(first + 9);
    return webhook;
}

constexpr int deliveryColumnCount = 14;

QString deliveryColumns()
{
    return u"d.id, d.webhook_id, d.event_id, d.kind, d.payload, d.state, d.attempts, d.created, "
           "d.due, d.last_attempt, d.http_status, d.duration, d.problem, d.answer"_s;
}

Delivery deliveryOf(const SqlRow &row)
{
    Delivery delivery;
    delivery.id = row.number(0);
    delivery.webhookId = row.number(1);
    delivery.eventId = row.number(2);
    delivery.kind = row.text(3);
    delivery.payload = row.text(4).toUtf8();
    for (const auto state :
         {Delivery::State::Waiting, Delivery::State::Done, Delivery::State::Failed}) {
        if (nameOf(state) == row.text(5))
            delivery.state = state;
    }
    delivery.attempts = int(row.number(6));
    delivery.created = row.time(7);
    delivery.due = row.time(8);
    delivery.lastAttempt = row.time(9);
    delivery.httpStatus = int(row.number(10));
    delivery.milliseconds = row.number(11);
    delivery.problem = row.text(12);
    delivery.answer = row.text(13);
    return delivery;
}

/// Reads the attempts of deliveries that came in the order of their ids, highest first.
Result<void> readLogs(SqlConnection &connection, QList<Delivery> &deliveries)
{
    if (deliveries.isEmpty())
        return {};
    const Result<SqlRows> rows = connection.query(
        u"SELECT a.delivery_id, a.number, a.time, a.http_status, a.duration, a.problem, a.answer "
        "FROM delivery_attempts a JOIN deliveries d ON d.id = a.delivery_id "
        "WHERE d.webhook_id = ? AND d.id BETWEEN ? AND ? ORDER BY a.delivery_id DESC, a.number DESC"_s,
        {deliveries.first().webhookId, deliveries.last().id, deliveries.first().id});
    if (!rows)
        return rows.error();
    auto delivery = deliveries.begin();
    for (const SqlRow &row : *rows) {
        while (delivery != deliveries.end() && delivery->id > row.number(0))
            ++delivery;
        if (delivery == deliveries.end() || delivery->id != row.number(0))
            continue;
        delivery->log.append({int(row.number(1)), row.time(2), int(row.number(3)), row.number(4),
                              row.text(5), row.text(6)});
    }
    return {};
}

Result<Webhook> webhookWithId(SqlConnection &connection, qint64 id)
{
    const auto row = connection.queryOne(
        u"SELECT "_s + webhookColumns() + u" FROM webhooks w WHERE w.id = ?"_s, {id});
    if (!row)
        return row.error();
    if (!*row)
        return Error{Error::Kind::NotFound, tr("There is no such webhook."), {}};
    return webhookOf(**row);
}

Result<void> onlyErrorOf(const Result<qint64> &result)
{
    return result ? Result<void>() : Result<void>(result.error());
}

Result<qint64> insert(SqlConnection &connection, const Delivery &delivery, const QDateTime &due)
{
    return connection.insert(
        u"INSERT INTO deliveries (webhook_id, event_id, kind, payload, created, due) "
        "VALUES (?, ?, ?, ?, ?, ?)"_s,
        {delivery.webhookId, delivery.eventId, delivery.kind, QString::fromUtf8(delivery.payload),
         SqlTime::text(delivery.created), SqlTime::text(due)});
}

/// Adds to the log of a delivery, which stays bounded whatever happens.
Result<void> keepAttempt(SqlConnection &connection, const Delivery &delivery, int number,
                         const QDateTime &now)
{
    const Result<qint64> added = connection.execute(
        u"INSERT INTO delivery_attempts (delivery_id, number, time, http_status, duration, "
        "problem, answer) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {delivery.id, number, SqlTime::text(now), delivery.httpStatus, delivery.milliseconds,
         delivery.problem, delivery.answer});
    if (!added)
        return added.error();
    return onlyErrorOf(
        connection.execute(u"DELETE FROM delivery_attempts WHERE delivery_id = ? AND number <= ?"_s,
                           {delivery.id, number - WebhookStore::attemptsKept}));
}

/// Nothing that waits is sent any more.
Result<void> giveUpWaiting(SqlConnection &connection, qint64 webhookId, const QDateTime &now)
{
    return onlyErrorOf(connection.execute(
        u"UPDATE deliveries SET state = 'failed', lease = NULL, last_attempt = "
        "coalesce(last_attempt, ?), problem = ? WHERE webhook_id = ? AND state = 'waiting'"_s,
        {SqlTime::text(now), tr("The webhook was paused."), webhookId}));
}

/// Accounts to whose webhooks a living process delivers right now.
Result<QVariantList> busyOwners(SqlConnection &connection, const QDateTime &now)
{
    const Result<SqlRows> rows = connection.query(
        u"SELECT w.user_id, d.lease FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id "
        "WHERE d.state = 'waiting' AND d.due <= ? AND d.lease IS NOT NULL"_s,
        {SqlTime::text(now)});
    if (!rows)
        return rows.error();
    QVariantList owners;
    for (const SqlRow &row : *rows) {
        if (ProcessLease::holds(row.text(1), now) && !owners.contains(row.number(0)))
            owners.append(row.number(0));
    }
    return owners;
}

/// The delivery, with its webhook, that is due longest and of an account that none is under way to: somebody who answers
/// late holds up his own only.
Result<std::optional<SqlRow>> nextDue(SqlConnection &connection, const QDateTime &now)
{
    const Result<QVariantList> busy = busyOwners(connection, now);
    if (!busy)
        return busy.error();
    QString others;
    if (!busy->isEmpty())
        others = u"AND w.user_id NOT IN (%1) "_s.arg(QStringList(busy->size(), u"?"_s).join(u", "));
    return connection.queryOne(
        u"SELECT "_s + deliveryColumns() + u", "_s + webhookColumns()
            + u" FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id "
              "WHERE d.state = 'waiting' AND d.due <= ? AND w.state = 'active' "_s
            + others + u"ORDER BY d.due, d.id LIMIT 1"_s,
        QVariantList{SqlTime::text(now)} + *busy);
}

} // namespace

QString nameOf(Delivery::State state)
{
    switch (state) {
    case Delivery::State::Waiting:
        return u"waiting"_s;
    case Delivery::State::Done:
        return u"done"_s;
    case Delivery::State::Failed:
        return u"failed"_s;
    }
    return {};
}

qint64 WebhookStore::pauseAfter(int attempts)
{
    return std::min(longestPause, firstPause << std::clamp(attempts - 1, 0, 20));
}

Result<qint64> WebhookStore::add(const Webhook &webhook)
{
    return m_database.write([&](SqlConnection &connection) -> Result<qint64> {
        const auto row = connection.queryOne(u"SELECT count(*) FROM webhooks WHERE user_id = ?"_s,
                                             {webhook.userId});
        if (!row)
            return row.error();
        if ((*row)->number(0) >= mostOfOneUser)
            return Error{
                Error::Kind::Conflict,
                tr("An account may have %1 webhooks. Remove one first.").arg(mostOfOneUser),
                {}};
        return connection.insert(
            u"INSERT INTO webhooks (user_id, url, secret, kinds, dist_key, created) "
            "VALUES (?, ?, ?, ?, ?, ?)"_s,
            {webhook.userId, webhook.url, QString::fromLatin1(webhook.sealedSecret),
             webhook.kinds.join(u' '), webhook.distribution, SqlTime::text(webhook.created)});
    });
}

Result<Webhook> WebhookStore::byId(qint64 id)
{
    return m_database.read(
        [&](SqlConnection &connection) { return webhookWithId(connection, id); });
}

Result<QList<Webhook>> WebhookStore::page(qint64 userId, qint64 after, int limit)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Webhook>> {
        const Result<SqlRows> rows =
            connection.query(u"SELECT "_s + webhookColumns()
                                 + u" FROM webhooks w WHERE w.id > ? AND (w.user_id = ? OR "
                                   "CAST(? AS BIGINT) = 0) ORDER BY w.id LIMIT ?"_s,
                             {after, userId, userId, limit});
        if (!rows)
            return rows.error();
        QList<Webhook> webhooks;
        for (const SqlRow &row : *rows)
            webhooks.append(webhookOf(row));
        return webhooks;
    });
}

Result<Webhook> WebhookStore::change(qint64 id, const Edit &edit, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Webhook> {
        Result<Webhook> webhook = webhookWithId(connection, id);
        if (!webhook)
            return webhook;
        if (const Result<void> edited = edit(*webhook); !edited)
            return edited.error();
        if (!webhook->isPaused)
            webhook->pauseReason.clear();
        const Result<qint64> changed = connection.execute(
            u"UPDATE webhooks SET url = ?, secret = ?, kinds = ?, dist_key = ?, state = ?, "
            "pause_reason = ?, failures = ? WHERE id = ?"_s,
            {webhook->url, QString::fromLatin1(webhook->sealedSecret), webhook->kinds.join(u' '),
             webhook->distribution, webhook->isPaused ? u"paused"_s : u"active"_s,
             webhook->pauseReason, webhook->failures, id});
        if (!changed)
            return changed.error();
        if (webhook->isPaused) {
            if (Result<void> given = giveUpWaiting(connection, id, now); !given)
                return given.error();
        }
        return webhook;
    });
}

Result<void> WebhookStore::remove(qint64 id)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        return onlyErrorOf(connection.execute(u"DELETE FROM webhooks WHERE id = ?"_s, {id}));
    });
}

Result<void> WebhookStore::enqueue(SqlConnection &connection, const EventStore::Event &event)
{
    const Result<SqlRows> rows = connection.query(
        u"SELECT w.id, w.kinds, CASE WHEN w.failures > 0 THEN (SELECT min(d.due) FROM deliveries d "
        "WHERE d.webhook_id = w.id AND d.state = 'waiting' AND d.event_id <> 0) END "
        "FROM webhooks w JOIN users u ON u.id = w.user_id WHERE w.state = 'active' AND u.status = 'active' AND (w.dist_key = '' OR w.dist_key = ?)"_s,
        {event.distribution});
    if (!rows)
        return rows.error();
    QByteArray payload;
    for (const SqlRow &row : *rows) {
        const QStringList kinds = row.text(1).split(u' ', Qt::SkipEmptyParts);
        if (!kinds.isEmpty() && !kinds.contains(::nameOf(event.kind)))
            continue;
        if (payload.isEmpty())
            payload = QJsonDocument(EventBroadcaster::json(event)).toJson(QJsonDocument::Compact);
        Delivery delivery;
        delivery.webhookId = row.number(0);
        delivery.eventId = event.id;
        delivery.kind = ::nameOf(event.kind);
        delivery.payload = payload;
        delivery.created = event.time;
        // One that fails is not asked anew for each event.
        const QDateTime next = row.time(2);
        const QDateTime due = next.isValid() ? std::max(next, event.time) : event.time;
        if (const Result<qint64> made = insert(connection, delivery, due); !made)
            return made.error();
    }
    return {};
}

Result<Delivery> WebhookStore::queue(const Delivery &delivery)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Delivery> {
        const Result<qint64> id = insert(connection, delivery, delivery.created);
        if (!id)
            return id.error();
        Delivery made = delivery;
        made.id = *id;
        made.due = delivery.created;
        return made;
    });
}

Result<Delivery> WebhookStore::delivery(qint64 webhookId, qint64 id)
{
    return m_database.read([&](SqlConnection &connection) -> Result<Delivery> {
        const auto row =
            connection.queryOne(u"SELECT "_s + deliveryColumns()
                                    + u" FROM deliveries d WHERE d.webhook_id = ? AND d.id = ?"_s,
                                {webhookId, id});
        if (!row)
            return row.error();
        if (!*row)
            return Error{Error::Kind::NotFound, tr("There is no such delivery."), {}};
        QList<Delivery> found{deliveryOf(**row)};
        if (Result<void> read = readLogs(connection, found); !read)
            return read.error();
        return found.first();
    });
}

Result<QList<Delivery>> WebhookStore::deliveries(qint64 webhookId, qint64 before, int limit)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Delivery>> {
        const Result<SqlRows> rows =
            connection.query(u"SELECT "_s + deliveryColumns()
                                 + u" FROM deliveries d WHERE d.webhook_id = ? AND (d.id < ? OR "
                                   "CAST(? AS BIGINT) = 0) ORDER BY d.id DESC LIMIT ?"_s,
                             {webhookId, before, before, limit});
        if (!rows)
            return rows.error();
        QList<Delivery> deliveries;
        for (const SqlRow &row : *rows)
            deliveries.append(deliveryOf(row));
        if (Result<void> read = readLogs(connection, deliveries); !read)
            return read.error();
        return deliveries;
    });
}

Result<void> WebhookStore::forgetBefore(const QDateTime &time)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        return onlyErrorOf(
            connection.execute(u"DELETE FROM deliveries WHERE state <> 'waiting' AND created < ?"_s,
                               {SqlTime::text(time)}));
    });
}

Result<std::optional<WebhookStore::Claim>> WebhookStore::claim(const QDateTime &now)
{
    // Mostly there is none, and nobody need wait for that.
    const auto found =
        m_database.read([&](SqlConnection &connection) { return nextDue(connection, now); });
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<Claim>();
    return m_database.write([&](SqlConnection &connection) -> Result<std::optional<Claim>> {
        const auto row = nextDue(connection, now);
        if (!row)
            return row.error();
        if (!*row)
            return std::optional<Claim>();
        Claim claim{deliveryOf(**row), webhookOf(**row, deliveryColumnCount),
                    ProcessLease::until(now.addSecs(leaseSeconds))};
        const Result<qint64> taken = connection.execute(
            u"UPDATE deliveries SET lease = ? WHERE id = ?"_s, {claim.lease, claim.delivery.id});
        if (!taken)
            return taken.error();
        return std::optional(claim);
    });
}

Result<void> WebhookStore::finish(const Claim &claim, const QDateTime &now)
{
    const Delivery &delivery = claim.delivery;
    const bool isDone = delivery.httpStatus >= 200 && delivery.httpStatus < 300;
    const bool isTest = delivery.eventId == 0;
    const int attempts = delivery.attempts + 1;
    // 410: whoever was there does not want it any more.
    const bool isLast =
        isTest || delivery.httpStatus == 410 || delivery.created.secsTo(now) >= patienceSeconds;
    // However many deliveries it failed at: a new one does not begin with short pauses again.
    const QDateTime due = now.addSecs(pauseAfter(std::max(attempts, claim.webhook.failures + 1)));
    const Delivery::State state = isDone   ? Delivery::State::Done
                                  : isLast ? Delivery::State::Failed
                                           : Delivery::State::Waiting;
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> noted = connection.execute(
            u"UPDATE deliveries SET state = ?, attempts = ?, due = ?, lease = NULL, "
            "last_attempt = ?, http_status = ?, duration = ?, problem = ?, answer = ? "
            "WHERE id = ? AND lease = ? AND state = 'waiting'"_s,
            {nameOf(state), attempts, SqlTime::text(due), SqlTime::text(now), delivery.httpStatus,
             delivery.milliseconds, delivery.problem, delivery.answer, delivery.id, claim.lease});
        if (!noted)
            return noted.error();
        if (*noted == 0)
            return {};
        if (Result<void> kept = keepAttempt(connection, delivery, attempts, now); !kept)
            return kept;
        if (isDone)
            return onlyErrorOf(connection.execute(
                u"UPDATE webhooks SET failures = 0 WHERE id = ?"_s, {delivery.webhookId}));
        if (isTest)
            return {};
        const Result<qint64> counted = connection.execute(
            u"UPDATE webhooks SET failures = failures + 1 WHERE id = ?"_s, {delivery.webhookId});
        if (!counted)
            return counted.error();
        if (!isLast)
            // One attempt at a time finds out whether it is back.
            return onlyErrorOf(connection.execute(
                u"UPDATE deliveries SET due = ? WHERE webhook_id = ? AND state = 'waiting' "
                "AND due < ? AND event_id <> 0"_s,
                {SqlTime::text(due), delivery.webhookId, SqlTime::text(due)}));
        const QString reason = delivery.httpStatus == 410
                                   ? tr("It answered 410 Gone.")
                                   : tr("Nothing could be delivered for 3 days; the last time: %1")
                                         .arg(delivery.problem);
        const Result<qint64> paused = connection.execute(
            u"UPDATE webhooks SET state = 'paused', pause_reason = ? WHERE id = ?"_s,
            {reason, delivery.webhookId});
        if (!paused)
            return paused.error();
        return giveUpWaiting(connection, delivery.webhookId, now);
    });
}
