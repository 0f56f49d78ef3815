// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/webhookjson.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

QJsonObject attempt(const QDateTime &time, int status, qint64 milliseconds, const QString &problem,
                    const QString &answer)
{
    return {{u"time"_s, SqlTime::text(time)},
            {u"status"_s, status},
            {u"milliseconds"_s, milliseconds},
            {u"problem"_s, problem},
            {u"answer"_s, answer}};
}

} // namespace

QJsonObject WebhookJson::of(const Webhook &webhook)
{
    QJsonObject object{{u"id"_s, webhook.id},
                       {u"url"_s, webhook.url},
                       {u"events"_s, QJsonArray::fromStringList(webhook.kinds)},
                       {u"distribution"_s, webhook.distribution},
                       {u"state"_s, webhook.isPaused ? u"paused"_s : u"active"_s},
                       {u"failures"_s, webhook.failures},
                       {u"created"_s, SqlTime::text(webhook.created)}};
    if (webhook.isPaused)
        object.insert(u"pauseReason"_s, webhook.pauseReason);
    return object;
}

QJsonObject WebhookJson::of(const Delivery &delivery)
{
    QJsonObject object{{u"id"_s, delivery.id},
                       {u"event"_s, delivery.kind},
                       {u"eventId"_s, delivery.eventId == 0
                                          ? QJsonValue(QJsonValue::Null)
                                          : QJsonValue(QString::number(delivery.eventId))},
                       {u"state"_s, nameOf(delivery.state)},
                       {u"attempts"_s, delivery.attempts},
                       {u"created"_s, SqlTime::text(delivery.created)},
                       {u"payload"_s, QJsonDocument::fromJson(delivery.payload).object()}};
    if (delivery.state == Delivery::State::Waiting)
        object.insert(u"due"_s, SqlTime::text(delivery.due));
    if (delivery.lastAttempt.isValid())
        object.insert(u"lastAttempt"_s,
                      attempt(delivery.lastAttempt, delivery.httpStatus, delivery.milliseconds,
                              delivery.problem, delivery.answer));
    QJsonArray log;
    for (const Delivery::Attempt &one : delivery.log) {
        QJsonObject item =
            attempt(one.time, one.httpStatus, one.milliseconds, one.problem, one.answer);
        item.insert(u"number"_s, one.number);
        log.append(item);
    }
    object.insert(u"log"_s, log);
    return object;
}

Delivery WebhookJson::test(const Webhook &webhook, const QString &actor, const QDateTime &now)
{
    Delivery delivery;
    delivery.webhookId = webhook.id;
    delivery.kind = u"ping"_s;
    delivery.created = now;
    delivery.payload =
        QJsonDocument(QJsonObject{{u"kind"_s, u"ping"_s},
                                  {u"time"_s, SqlTime::text(now)},
                                  {u"actor"_s, actor},
                                  {u"data"_s, QJsonObject{{u"webhook"_s, webhook.id}}}})
            .toJson(QJsonDocument::Compact);
    return delivery;
}

Delivery WebhookJson::again(const Delivery &earlier, const QDateTime &now)
{
    Delivery delivery;
    delivery.webhookId = earlier.webhookId;
    delivery.eventId = earlier.eventId;
    delivery.kind = earlier.kind;
    delivery.payload = earlier.payload;
    delivery.created = now;
    return delivery;
}
