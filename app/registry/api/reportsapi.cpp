// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/reportsapi.h"

#include "registry/reports/compatibilitymatrix.h"
#include "registry/reports/reportkinds.h"
#include "registry/reports/reportmetrics.h"
#include "registry/store/counterstore.h"
#include "registry/store/publisheddistribution.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSubject = 128;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportsApi", text);
}

QJsonObject toJson(const Report &report)
{
    QJsonObject object{{u"id"_s, report.id},
                       {u"source"_s, report.source},
                       {u"kind"_s, report.kind},
                       {u"distribution"_s, report.distribution},
                       {u"data"_s, report.data},
                       {u"created"_s, report.created.toUTC().toString(Qt::ISODate)},
                       {u"changed"_s, report.changed.toUTC().toString(Qt::ISODate)}};
    if (!report.version.isEmpty())
        object.insert(u"version"_s, report.version);
    // Who of the users it was is nobody's business.
    if (!report.subject.isEmpty() && report.source != Report::users())
        object.insert(u"subject"_s, report.subject);
    return object;
}

bool isPrintable(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
}

/// What a service sends, apart from who it is.
Result<Report> reportOf(const QJsonObject &content)
{
    static const QStringList members{u"kind"_s, u"distribution"_s, u"version"_s, u"subject"_s,
                                     u"data"_s};
    for (const QString &member : content.keys()) {
        if (!members.contains(member))
            return Error{
                Error::Kind::Invalid,
                tr("A report has no member “%1”; there are %2.").arg(member, members.join(u", "_s)),
                {}};
        const QJsonValue value = content[member];
        if (member == u"data" ? !value.isObject() : !value.isString())
            return Error{Error::Kind::Invalid,
                         (member == u"data" ? tr("/data: should be an object.")
                                            : tr("/%1: should be a text.").arg(member)),
                         {}};
    }
    Report report;
    report.kind = content[u"kind"].toString();
    report.distribution = content[u"distribution"].toString();
    report.version = content[u"version"].toString();
    report.subject = content[u"subject"].toString();
    report.data = content[u"data"].toObject();
    if (!ReportKinds::all().contains(report.kind))
        return Error{Error::Kind::Invalid,
                     tr("/kind: should be one of %1.").arg(ReportKinds::all().join(u", "_s)),
                     {}};
    if (report.distribution.isEmpty())
        return Error{Error::Kind::Invalid, tr("/distribution: should name the distribution."), {}};
    if (report.subject.size() > longestSubject || !isPrintable(report.subject))
        return Error{
            Error::Kind::Invalid,
            tr("/subject: should have at most %1 printable characters.").arg(longestSubject),
            {}};
    if (report.version.isEmpty() && (report.kind == u"builds" || report.kind == u"tests"))
        return Error{Error::Kind::Invalid,
                     tr("/version: builds and tests are of one release; name it."),
                     {}};
    if (const Result<void> checked = ReportKinds::check(report.kind, report.data); !checked)
        return checked.error();
    return report;
}

} // namespace

void ReportsApi::addTo(ApiRouter &router)
{
    const auto add = [&](const char *method, const QString &pattern,
                         std::optional<TokenScope> scope,
                         RegistryResponse (ReportsApi::*answer)(const ApiCall &) const) {
        ApiRoute route{method, pattern, scope,
                       [this, answer](const ApiCall &call) { return (this->*answer)(call); }};
        route.checksDistribution = pattern.startsWith(u"/api/v2/reports");
        router.add(std::move(route));
    };
    const QString distribution = u"/api/v2/distributions/{distribution}"_s;
    add("GET", u"/api/v2/schemas"_s, {}, &ReportsApi::schemas);
    add("GET", u"/api/v2/schemas/{kind}"_s, {}, &ReportsApi::schema);
    add("POST", u"/api/v2/reports"_s, TokenScope::Report, &ReportsApi::send);
    add("DELETE", u"/api/v2/reports/{report}"_s, TokenScope::Report, &ReportsApi::remove);
    add("POST", distribution + u"/builds"_s, TokenScope::Review, &ReportsApi::sendOwnBuild);
    add("GET", distribution + u"/reports"_s, {}, &ReportsApi::list);
    add("GET", distribution + u"/compatibility"_s, {}, &ReportsApi::compatibility);
    add("GET", distribution + u"/metrics"_s, {}, &ReportsApi::metrics);
    add("GET", distribution + u"/advisories"_s, {}, &ReportsApi::advisories);
    add("GET", u"/api/v2/advisories"_s, {}, &ReportsApi::advisoryFeed);
    for (const QString &member : {u"distributions"_s, u"metrics"_s}) {
        m_context.members.add(
            member,
            [this, member](const QString &name,
                           const std::optional<Version> &version) -> Result<QJsonValue> {
                const Result<QJsonObject> metrics = metricsOf(name, version);
                if (!metrics)
                    return metrics.error();
                return metrics->value(member);
            });
    }
}

RegistryResponse ReportsApi::schemas(const ApiCall &call) const
{
    QJsonArray items;
    for (const QString &kind : ReportKinds::all() + QStringList{ReportKinds::ownBuild()}) {
        const QJsonObject schema = ReportKinds::schema(kind);
        items.append(QJsonObject{{u"kind"_s, kind},
                                 {u"title"_s, schema[u"title"]},
                                 {u"description"_s, schema[u"description"]},
                                 {u"schema"_s, u"/api/v2/schemas/"_s + kind}});
    }
    return call.answer({{u"items"_s, items}});
}

RegistryResponse ReportsApi::schema(const ApiCall &call) const
{
    QString kind = call.variable(u"kind"_s);
    if (kind.endsWith(u".json"))
        kind.chop(5);
    const QJsonObject schema = ReportKinds::schema(kind);
    if (schema.isEmpty())
        return call.problem(
            {Error::Kind::NotFound,
             tr("There is no schema “%1”; /api/v2/schemas names them all.").arg(kind),
             {}});
    return call.answer(schema);
}

RegistryResponse ReportsApi::kept(const ApiCall &call, const Report &report,
                                  const QString &actor) const
{
    if (!call.identity().mayTouch(report.distribution))
        return call.problem({Error::Kind::Permission, tr("This token is for another distribution."),
                             call.identity().token->distribution});
    ReportStore store(m_context.database);
    const Result<ReportStore::Kept> kept = store.keep(report, actor, m_context.clock.now());
    if (!kept)
        return call.problem(kept.error());
    const Result<Report> now = store.byId(kept->id);
    if (!now)
        return call.problem(now.error());
    return call.answer(toJson(*now), kept->isNew ? 201 : 200);
}

RegistryResponse ReportsApi::send(const ApiCall &call) const
{
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    Result<Report> report = reportOf(*content);
    if (!report)
        return call.problem(report.error());
    const Account &account = call.identity().account;
    report->source = account.nickname.toLower();
    report->userId = account.id;
    if (report->source == Report::users())
        return call.problem({Error::Kind::Refused,
                             tr("The source “users” stands for what people report of their own "
                                "machines. Ask for an "
                                "account with another name."),
                             {}});
    return kept(call, *report, account.nickname);
}

RegistryResponse ReportsApi::sendOwnBuild(const ApiCall &call) const
{
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    if (const Result<void> checked = ReportKinds::check(ReportKinds::ownBuild(), *content);
        !checked)
        return call.problem(checked.error());
    QJsonObject result = *content;
    const QString version = result.take(u"version"_s).toString();
    const QString tests = result.take(u"tests"_s).toString();
    const QString outcome = result[u"outcome"].toString();
    // What the schema of builds has no place for.
    result.remove(u"reason"_s);
    result.remove(u"client"_s);
    result.insert(u"date"_s, m_context.clock.now().toUTC().toString(Qt::ISODate));
    if (outcome == u"pass" && tests == u"fail")
        result.insert(u"outcome"_s, u"fail"_s);
    Report report;
    report.source = Report::users();
    report.userId = call.identity().account.id;
    report.kind = u"builds"_s;
    report.distribution = call.variable(u"distribution"_s);
    report.version = version;
    // One result of each person for each platform.
    report.subject = u"%1:%2/%3/%4"_s.arg(report.userId)
                         .arg(result[u"postgres"].toInt())
                         .arg(result[u"os"].toString(), result[u"arch"].toString());
    report.data = {{u"results"_s, QJsonArray{result}}};
    return kept(call, report, Report::users());
}

RegistryResponse ReportsApi::remove(const ApiCall &call) const
{
    const Result<qint64> id = call.idVariable(u"report"_s);
    if (!id)
        return call.problem(id.error());
    ReportStore store(m_context.database);
    const Result<Report> report = store.byId(*id);
    if (!report)
        return call.problem(report.error());
    if (!call.identity().mayTouch(report->distribution))
        return call.problem({Error::Kind::Permission, tr("This token is for another distribution."),
                             call.identity().token->distribution});
    const bool isOwn = report->userId == call.identity().account.id;
    if (!isOwn && !call.identity().isAdmin())
        return call.problem(
            {Error::Kind::Permission,
             tr("Only %1 or an administrator can remove this report.").arg(report->source),
             {}});
    if (const Result<void> removed = store.remove(*id); !removed)
        return call.problem(removed.error());
    return ApiCall::nothing();
}

RegistryResponse ReportsApi::list(const ApiCall &call) const
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const auto asked = [&](const char *name) {
        return call.request().queryValue(name).value_or(QString());
    };
    const ReportStore::Filter filter{call.variable(u"distribution"_s), asked("kind"),
                                     asked("version"), asked("source")};
    const auto distribution = m_context.database.read([&](SqlConnection &connection) {
        return PublishedDistribution::load(connection, filter.distribution);
    });
    if (!distribution)
        return call.problem(distribution.error());
    const Result<QList<Report>> reports =
        ReportStore(m_context.database).find(filter, page->after, page->limit);
    if (!reports)
        return call.problem(reports.error());
    QJsonArray items;
    for (const Report &report : *reports)
        items.append(toJson(report));
    return call.answerPage(items, *page, reports->isEmpty() ? 0 : reports->last().id);
}

namespace {

/// What the answers about one distribution are made of, read at once.
struct Facts {
    PublishedDistribution distribution;
    QList<Report> reports;
};

Result<Facts> factsOf(RegistryDatabase &database, const QString &name)
{
    const auto distribution = database.read(
        [&](SqlConnection &connection) { return PublishedDistribution::load(connection, name); });
    if (!distribution)
        return distribution.error();
    const Result<QList<Report>> reports = ReportStore(database).all({name, {}, {}, {}});
    if (!reports)
        return reports.error();
    return Facts{*distribution, *reports};
}

} // namespace

RegistryResponse ReportsApi::compatibility(const ApiCall &call) const
{
    const Result<Facts> facts = factsOf(m_context.database, call.variable(u"distribution"_s));
    if (!facts)
        return call.problem(facts.error());
    QStringList wanted;
    if (const auto asked = call.request().queryValue("version")) {
        const Result<PublishedDistribution::Entry> entry = facts->distribution.entry(*asked);
        if (!entry)
            return call.problem(entry.error());
        wanted.append(entry->version.toString());
    } else {
        for (const PublishedDistribution::Entry &entry : facts->distribution.entries())
            wanted.append(entry.version.toString());
    }
    QJsonArray versions;
    for (const QString &version : std::as_const(wanted))
        versions.append(CompatibilityMatrix::of(facts->reports, version).toJson());
    return call.answer({{u"distribution"_s, facts->distribution.name()},
                        {u"rule"_s, CompatibilityMatrix::rule()},
                        {u"versions"_s, versions}});
}

Result<QJsonObject> ReportsApi::metricsOf(const QString &name,
                                          const std::optional<Version> &version) const
{
    Result<Facts> facts = factsOf(m_context.database, name);
    if (!facts)
        return facts.error();
    const QString about =
        version ? version->toString() : facts->distribution.best().version.toString();
    const Result<CounterStore::Totals> totals =
        CounterStore(m_context.database).totals(facts->distribution.key(), m_context.clock.now());
    if (!totals)
        return totals.error();
    if (version)
        facts->reports.removeIf([&](const Report &report) {
            return !report.version.isEmpty() && report.version != about;
        });
    QJsonObject aggregates = ReportMetrics::aggregates(facts->reports, about);
    aggregates.insert(u"downloads"_s, totals->downloads);
    aggregates.insert(u"installs"_s, totals->installs);
    aggregates.insert(u"active"_s, totals->active);
    return QJsonObject{
        {u"distribution"_s, facts->distribution.name()},
        {u"version"_s, about},
        {u"distributions"_s, ReportMetrics::distributions(facts->reports)},
        {u"metrics"_s, QJsonObject{{u"aggregates"_s, aggregates},
                                   {u"sources"_s, ReportMetrics::sources(facts->reports)}}}};
}

RegistryResponse ReportsApi::metrics(const ApiCall &call) const
{
    Result<QJsonObject> answer = metricsOf(call.variable(u"distribution"_s), std::nullopt);
    if (!answer)
        return call.problem(answer.error());
    answer->insert(
        u"rule"_s,
        tr("Downloads, installs and active installs are this registry's own counts of the whole "
           "distribution (see /api/v2/counting-rules). Passes, fails and unknowns are results "
           "about "
           "the newest release, the newest of each source, kind and platform. Advisories are those "
           "that affect it and were not withdrawn, each name once. Whatever a source says is "
           "beside "
           "that, under its name."));
    return call.answer(*answer);
}

RegistryResponse ReportsApi::advisories(const ApiCall &call) const
{
    const Result<Facts> facts = factsOf(m_context.database, call.variable(u"distribution"_s));
    if (!facts)
        return call.problem(facts.error());
    const QString version = call.request().queryValue("version").value_or(QString());
    if (!version.isEmpty()) {
        if (const auto entry = facts->distribution.entry(version); !entry)
            return call.problem(entry.error());
    }
    return call.answer({{u"distribution"_s, facts->distribution.name()},
                        {u"items"_s, ReportMetrics::advisories(facts->reports, version)}});
}

RegistryResponse ReportsApi::advisoryFeed(const ApiCall &call) const
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const Result<QList<Report>> reports =
        ReportStore(m_context.database)
            .find({{}, u"advisories"_s, {}, {}}, page->after, page->limit, true);
    if (!reports)
        return call.problem(reports.error());
    QJsonArray items;
    for (const Report &report : *reports) {
        for (const QJsonValue &value : ReportMetrics::advisories({report})) {
            QJsonObject advisory = value.toObject();
            advisory.insert(u"distribution"_s, report.distribution);
            items.append(advisory);
        }
    }
    // A report may hold any number of advisories: pages are of reports.
    QJsonObject answer{{u"items"_s, items}};
    if (reports->size() >= page->limit)
        answer.insert(u"next"_s, QString::number(reports->last().id));
    return call.answer(answer);
}
