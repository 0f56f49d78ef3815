// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/countersapi.h"

#include "registry/counting/downloadcounter.h"
#include "registry/store/confirmedinstallstore.h"
#include "registry/store/publisheddistribution.h"
#include "signing/heartbeat.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int usualDays = 90;
constexpr int mostDays = 366;
/// Of one network: many people may be behind it, and keys are made at no cost.
constexpr int mostAnHour = 500;
constexpr qint64 largestJws = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("CountersApi", text);
}

QJsonArray toJson(const CounterStore::Days &days)
{
    QJsonArray array;
    for (const auto &[day, count] : days)
        array.append(QJsonObject{{u"day"_s, day.toString(Qt::ISODate)}, {u"count"_s, count}});
    return array;
}

QJsonObject rulesJson()
{
    return {{u"downloads"_s, CounterStore::downloadRule()},
            {u"installs"_s, CounterStore::installRule()},
            {u"active"_s, CounterStore::activeRule()}};
}

/// The signed text in the member `name`.
Result<QByteArray> signedText(const ApiCall &call, const QString &name)
{
    const Result<QJsonObject> content = call.json();
    if (!content)
        return content.error();
    const QString text = content->value(name).toString();
    if (text.isEmpty() || content->size() != 1)
        return Error{
            Error::Kind::Invalid,
            tr("/%1: should hold the signed text, a compact JSON Web Signature, and nothing "
               "should be beside it.")
                .arg(name),
            {}};
    return text.toLatin1();
}

} // namespace

CountersApi::CountersApi(RegistryContext &context)
    : m_context(context),
      m_receipts(mostAnHour, 1h, context.clock),
      m_heartbeats(mostAnHour, 1h, context.clock)
{
}

void CountersApi::addTo(ApiRouter &router)
{
    router.add(
        {"GET", u"/api/v2/distributions/{distribution}/stats"_s, {}, [this](const ApiCall &call) {
             return stats(call);
         }});
    router.add({"GET", u"/api/v2/counting-rules"_s, {}, [this](const ApiCall &call) {
                    return rules(call);
                }});
    // No account is needed: neither says who it is.
    router.add({"POST",
                u"/api/v2/receipts"_s,
                {},
                [this](const ApiCall &call) { return takeReceipt(call); },
                largestJws});
    router.add({"POST",
                u"/api/v2/heartbeats"_s,
                {},
                [this](const ApiCall &call) { return takeHeartbeat(call); },
                largestJws});
}

RegistryResponse CountersApi::stats(const ApiCall &call) const
{
    int days = usualDays;
    if (const auto asked = call.request().queryValue("days")) {
        bool isNumber = false;
        days = asked->toInt(&isNumber);
        if (!isNumber || days < 1 || days > mostDays)
            return call.problem({Error::Kind::Invalid,
                                 tr("“days” should be a number from 1 to %1.").arg(mostDays),
                                 {}});
    }
    const auto distribution = m_context.database.read([&](SqlConnection &connection) {
        return PublishedDistribution::load(connection, call.variable(u"distribution"_s));
    });
    if (!distribution)
        return call.problem(distribution.error());
    const QDateTime now = m_context.clock.now().toUTC();
    const QDate from = now.date().addDays(1 - days);
    CounterStore store(m_context.database);
    const Result<CounterStore::Totals> totals = store.totals(distribution->key(), now);
    if (!totals)
        return call.problem(totals.error());
    const Result<CounterStore::Series> series = store.series(distribution->key(), from);
    if (!series)
        return call.problem(series.error());
    QJsonObject versions;
    for (const auto &[version, count] : series->downloadsOfVersion)
        versions.insert(version, count);
    return call.answer({{u"distribution"_s, distribution->name()},
                        {u"from"_s, from.toString(Qt::ISODate)},
                        {u"until"_s, now.date().toString(Qt::ISODate)},
                        {u"downloads"_s, QJsonObject{{u"total"_s, totals->downloads},
                                                     {u"days"_s, toJson(series->downloads)},
                                                     {u"versions"_s, versions}}},
                        {u"installs"_s, QJsonObject{{u"total"_s, totals->installs},
                                                    {u"days"_s, toJson(series->installs)}}},
                        {u"active"_s, QJsonObject{{u"total"_s, totals->active},
                                                  {u"days"_s, toJson(series->heard)}}},
                        {u"rules"_s, rulesJson()}});
}

RegistryResponse CountersApi::rules(const ApiCall &call) const
{
    QJsonObject rules = rulesJson();
    rules.insert(u"activeDays"_s, CounterStore::activeDays);
    rules.insert(u"robots"_s, QJsonArray::fromStringList(DownloadCounter::robots()));
    return call.answer(rules);
}

RegistryResponse CountersApi::takeReceipt(const ApiCall &call)
{
    if (const Result<void> may = m_receipts.take(RateLimit::keyOf(call.request().peer)); !may)
        return call.problem(may.error());
    const Result<QByteArray> compact = signedText(call, u"receipt"_s);
    if (!compact)
        return call.problem(compact.error());
    const QDateTime now = m_context.clock.now();
    const Result<InstallReceipt> receipt = InstallReceipt::verify(*compact, now);
    if (!receipt)
        return call.problem(receipt.error());
    const Result<bool> isNew = ConfirmedInstallStore(m_context.database).take(*receipt, now);
    if (!isNew)
        return call.problem(isNew.error());
    return call.answer({{u"distribution"_s, receipt->distribution},
                        {u"version"_s, receipt->version},
                        {u"isNew"_s, *isNew}},
                       *isNew ? 201 : 200);
}

RegistryResponse CountersApi::takeHeartbeat(const ApiCall &call)
{
    if (const Result<void> may = m_heartbeats.take(RateLimit::keyOf(call.request().peer)); !may)
        return call.problem(may.error());
    const Result<QByteArray> compact = signedText(call, u"heartbeat"_s);
    if (!compact)
        return call.problem(compact.error());
    const QDateTime now = m_context.clock.now();
    const Result<Heartbeat> heartbeat = Heartbeat::verify(*compact, now);
    if (!heartbeat)
        return call.problem(heartbeat.error());
    QList<CounterStore::Installed> installed;
    for (const Heartbeat::Installed &one : heartbeat->installed)
        installed.append({one.distribution, one.version});
    const Result<int> known =
        CounterStore(m_context.database).addHeartbeat(heartbeat->client, installed, now);
    if (!known)
        return call.problem(known.error());
    return call.answer({{u"known"_s, *known}});
}
