// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/reports/reportmetrics.h"

#include "catalog/versionrange.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace Qt::StringLiterals;

namespace {

QList<Report> newestLast(QList<Report> reports)
{
    std::stable_sort(reports.begin(), reports.end(),
                     [](const Report &a, const Report &b) { return a.changed < b.changed; });
    return reports;
}

/// Results of builds and tests: each source's newest for each platform.
QJsonObject outcomes(const QList<Report> &reports)
{
    std::map<std::tuple<QString, QString, QString, int, QString, QString>, QString> newest;
    int passes = 0;
    int fails = 0;
    int unknown = 0;
    for (const Report &report : newestLast(reports)) {
        for (const QJsonValue &result : report.data[u"results"].toArray()) {
            // Each user's is a result of its own.
            const QString who = report.source == Report::users()
                                    ? report.source + QString::number(report.userId)
                                    : report.source;
            newest[{who, report.kind, report.version, result[u"postgres"].toInt(),
                    result[u"os"].toString(), result[u"arch"].toString()}] =
                result[u"outcome"].toString();
        }
    }
    for (const auto &[place, outcome] : newest) {
        passes += outcome == u"pass" ? 1 : 0;
        fails += outcome == u"fail" ? 1 : 0;
        unknown += outcome == u"unknown" ? 1 : 0;
    }
    return {{u"passes"_s, passes}, {u"fails"_s, fails}, {u"unknown"_s, unknown}};
}

QJsonObject severities(const QJsonArray &advisories)
{
    QJsonObject counts{{u"critical"_s, 0}, {u"high"_s, 0}, {u"moderate"_s, 0}, {u"low"_s, 0}};
    QStringList cves;
    for (const QJsonValue &advisory : advisories) {
        const QString severity = advisory[u"severity"].toString();
        counts[severity] = counts[severity].toInt() + 1;
        for (const QJsonValue &cve : advisory[u"cves"].toArray())
            cves.append(cve.toString());
    }
    cves.removeDuplicates();
    counts.insert(u"cves"_s, int(cves.size()));
    return counts;
}

QJsonObject without(QJsonObject object, const QStringList &members)
{
    for (const QString &member : members)
        object.remove(member);
    return object;
}

QJsonObject sourceOf(const QList<Report> &reports)
{
    QJsonObject source;
    const QStringList common{u"link"_s, u"badge"_s};
    bool hasResults = false;
    bool hasAdvisories = false;
    for (const Report &report : newestLast(reports)) {
        for (const QString &member : common) {
            if (report.data.contains(member))
                source.insert(member, report.data[member]);
        }
        hasResults = hasResults || report.data.contains(u"results"_s);
        hasAdvisories = hasAdvisories || report.kind == u"advisories";
        if (report.kind == u"downloads" || report.kind == u"activity")
            source.insert(report.kind, without(report.data, common));
        if (report.kind == u"quality")
            source.insert(report.kind, report.data[u"signals"]);
    }
    if (hasResults)
        source.insert(u"stats"_s, outcomes(reports));
    if (hasAdvisories)
        source.insert(u"advisories"_s, severities(ReportMetrics::advisories(reports)));
    return source;
}

} // namespace

QJsonObject ReportMetrics::sources(const QList<Report> &reports)
{
    std::map<QString, QList<Report>> bySource;
    for (const Report &report : reports)
        bySource[report.source].append(report);
    QJsonObject sources;
    for (const auto &[source, own] : bySource)
        sources.insert(source, sourceOf(own));
    return sources;
}

QJsonObject ReportMetrics::aggregates(const QList<Report> &reports, const QString &version)
{
    QList<Report> ofVersion = reports;
    ofVersion.removeIf([&](const Report &report) { return report.version != version; });
    QJsonObject aggregates = outcomes(ofVersion);
    aggregates.insert(u"advisories"_s, severities(advisories(reports, version)));
    return aggregates;
}

QJsonArray ReportMetrics::distributions(const QList<Report> &reports)
{
    QJsonArray places;
    QStringList known;
    QList<Report> newest = newestLast(reports);
    std::reverse(newest.begin(), newest.end());
    for (const Report &report : std::as_const(newest)) {
        for (const QJsonValue &place : report.data[u"distributions"].toArray()) {
            const QString identity =
                QStringList{place[u"registry"].toString(), place[u"type"].toString(),
                            place[u"url"].toString(), place[u"command"].toString()}
                    .join(u'\n');
            if (known.contains(identity))
                continue;
            known.append(identity);
            QJsonObject shown = place.toObject();
            shown.insert(u"source"_s, report.source);
            if (!report.version.isEmpty())
                shown.insert(u"version"_s, report.version);
            places.append(shown);
        }
    }
    return places;
}

bool ReportMetrics::affects(const QJsonObject &advisory, const QString &version)
{
    const auto range = VersionRange::parseTolerant(advisory[u"affected"].toString());
    const auto wanted = Version::parseTolerant(version);
    // What cannot be told is told as dangerous.
    return !range || !wanted || range->contains(*wanted);
}

QJsonArray ReportMetrics::advisories(const QList<Report> &reports, const QString &version)
{
    QJsonArray found;
    QStringList known;
    QList<Report> newest = newestLast(reports);
    std::reverse(newest.begin(), newest.end());
    for (const Report &report : std::as_const(newest)) {
        if (report.kind != u"advisories")
            continue;
        for (const QJsonValue &value : report.data[u"advisories"].toArray()) {
            QJsonObject advisory = value.toObject();
            const QString id = advisory[u"id"].toString();
            if (known.contains(id))
                continue;
            known.append(id);
            if (advisory[u"withdrawn"].toBool()
                || (!version.isEmpty() && !affects(advisory, version)))
                continue;
            advisory.insert(u"source"_s, report.source);
            advisory.insert(u"reported"_s, report.changed.toUTC().toString(Qt::ISODate));
            found.append(advisory);
        }
    }
    return found;
}
