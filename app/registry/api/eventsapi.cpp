// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/eventsapi.h"

#include "registry/api/problem.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EventsApi", text);
}

} // namespace

void EventsApi::addTo(ApiRouter &router)
{
    router.add(
        {"GET", u"/api/v2/events"_s, {}, [this](const ApiCall &call) { return list(call); }});
    router.add({"GET", u"/api/v2/events/stream"_s, {}, [this](const ApiCall &call) {
                    return stream(call);
                }});
}

Result<EventBroadcaster::Filter> EventsApi::filterOf(const ApiCall &call)
{
    EventBroadcaster::Filter filter;
    if (const auto kind = call.request().queryValue("kind")) {
        filter.kind = eventKindNamed(*kind);
        if (!filter.kind)
            return Error{
                Error::Kind::Invalid, tr("There are no events of kind “%1”.").arg(*kind), {}};
    }
    filter.distribution = call.request().queryValue("distribution").value_or(QString()).toLower();
    return filter;
}

RegistryResponse EventsApi::list(const ApiCall &call) const
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const Result<EventBroadcaster::Filter> filter = filterOf(call);
    if (!filter)
        return call.problem(filter.error());
    const auto batch = EventStore(m_context.database)
                           .after(page->after, page->limit, filter->kind, filter->distribution);
    if (!batch)
        return call.problem(batch.error());
    QJsonArray items;
    for (const EventStore::Event &event : batch->events)
        items.append(EventBroadcaster::json(event));
    const QString cursor = QString::number(batch->cursor);
    QJsonObject object{{u"items"_s, items}, {u"cursor"_s, cursor}};
    if (batch->isFull)
        object.insert(u"next"_s, cursor);
    return call.answer(object);
}

RegistryResponse EventsApi::stream(const ApiCall &call) const
{
    const Result<EventBroadcaster::Filter> filter = filterOf(call);
    if (!filter)
        return call.problem(filter.error());
    QByteArray from = call.request().header("Last-Event-ID");
    if (from.isEmpty())
        from = call.request().queryValue("cursor").value_or(QString()).toLatin1();
    bool isNumber = true;
    qint64 after = from.isEmpty() ? 0 : from.toLongLong(&isNumber);
    if (!isNumber || after < 0)
        return call.problem(
            {Error::Kind::Invalid, tr("Last-Event-ID should be the id of an event."), {}});
    if (from.isEmpty()) {
        const Result<qint64> newest = EventStore(m_context.database).newest();
        if (!newest)
            return call.problem(newest.error());
        after = *newest;
    }
    RegistryResponse response;
    response.headers = {{"Content-Type", "text/event-stream"},
                        {"Cache-Control", "no-store"},
                        {"X-Accel-Buffering", "no"},
                        {"X-Content-Type-Options", "nosniff"}};
    if (call.request().method == "HEAD")
        return response;
    response.stream = m_broadcaster.listen(after, *filter);
    if (!response.stream)
        return call.problem(
            {Error::Kind::Missing, tr("Too many listen to events at the moment."), {}});
    return response;
}
