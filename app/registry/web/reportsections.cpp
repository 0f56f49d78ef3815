// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/reportsections.h"

#include "registry/reports/compatibilitymatrix.h"
#include "registry/reports/reportmetrics.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

const HtmlWriter::Attribute outside{"rel", u"nofollow noopener"_s};

QString severityName(const QString &severity)
{
    if (severity == u"critical")
        return tr("critical");
    if (severity == u"high")
        return tr("high");
    return severity == u"moderate" ? tr("moderate") : tr("low");
}

QString severityTone(const QString &severity)
{
    return severity == u"critical" || severity == u"high" ? u"badge bad"_s : u"badge warn"_s;
}

/// "0" is how META.json says it; nobody else does.
QString rangeText(const QString &range)
{
    return range.trimmed() == u"0" ? tr("all versions") : range;
}

/// "1.2.3" with a link, when that is released here.
void fixedIn(HtmlWriter &html, const Standing &standing, const QString &version)
{
    html.text(tr(" Fixed in "));
    if (standing.distribution.entry(version))
        html.link(WebParts::distAddress(standing.distribution.key(), version), version);
    else
        html.text(version);
    html.text(u"."_s);
}

void writeAdvisory(HtmlWriter &html, const Standing &standing, const QJsonObject &advisory)
{
    const QString severity = advisory[u"severity"].toString();
    html.open("p")
        .put("span", severityName(severity), {{"class", severityTone(severity)}})
        .text(u" "_s)
        .put("strong", advisory[u"summary"].toString())
        .close();
    html.open("p").text(tr("Affected: %1.").arg(rangeText(advisory[u"affected"].toString())));
    if (const QString fixed = advisory[u"fixedIn"].toString(); !fixed.isEmpty())
        fixedIn(html, standing, fixed);
    else
        html.text(tr(" No version is known to be without it."));
    html.close();
    const QString id = advisory[u"id"].toString();
    html.open("p", {{"class", u"mute"_s}});
    if (const QString url = advisory[u"url"].toString(); !url.isEmpty())
        html.link(url, id, {outside});
    else
        html.text(id);
    const QJsonArray cves = advisory[u"cves"].toArray();
    for (const QJsonValue &cve : cves) {
        if (cve.toString() != id)
            html.text(u" · "_s + cve.toString());
    }
    html.text(tr(" · told by %1").arg(advisory[u"source"].toString()));
    const QDateTime published =
        QDateTime::fromString(advisory[u"published"].toString(), Qt::ISODate);
    if (published.isValid())
        html.text(u" · "_s + WebParts::day(published));
    html.close();
}

using State = CompatibilityMatrix::State;
using Cell = CompatibilityMatrix::Cell;

void writeState(HtmlWriter &html, State state)
{
    if (state == State::Works)
        html.put("span", tr("✓ works"), {{"class", u"badge ok"_s}});
    else if (state == State::Fails)
        html.put("span", tr("✗ fails"), {{"class", u"badge bad"_s}});
    else
        html.put("span", tr("untested"), {{"class", u"badge"_s}});
}

QString platformOf(const Cell &cell)
{
    return cell.os + u' ' + cell.arch;
}

QString outcomeText(const CompatibilityMatrix::Verdict &verdict)
{
    const bool isTest = verdict.kind == u"tests";
    if (verdict.outcome == u"pass")
        return isTest ? tr("tests pass") : tr("builds");
    if (verdict.outcome == u"fail")
        return isTest ? tr("tests fail") : tr("does not build");
    return isTest ? tr("tests say nothing") : tr("build says nothing");
}

void writeVerdicts(HtmlWriter &html, const Cell &cell)
{
    html.put("dt", u"PostgreSQL %1, %2"_s.arg(cell.postgres).arg(platformOf(cell)));
    for (const CompatibilityMatrix::Verdict &verdict : cell.services) {
        html.open("dd").text(
            u"%1: %2, %3"_s.arg(verdict.source, outcomeText(verdict), WebParts::day(verdict.date)));
        if (!verdict.log.isEmpty())
            html.text(u" · "_s).link(verdict.log, tr("log"), {outside});
        html.close();
    }
    if (cell.usersPass + cell.usersFail > 0)
        html.put(
            "dd",
            tr("Users: %1 say it works, %2 that it fails").arg(cell.usersPass).arg(cell.usersFail));
}

void writeTable(HtmlWriter &html, const QList<Cell> &cells)
{
    // A row for each PostgreSQL: there are more of these than of platforms, and a telephone is narrow.
    QList<int> majors;
    QStringList platforms;
    for (const Cell &cell : cells) {
        if (!majors.contains(cell.postgres))
            majors.append(cell.postgres);
        if (!platforms.contains(platformOf(cell)))
            platforms.append(platformOf(cell));
    }
    platforms.sort();
    html.open("div", {{"class", u"wide"_s},
                      {"tabindex", u"0"_s},
                      {"role", u"region"_s},
                      {"aria-label", tr("Compatibility")}});
    html.open("table", {{"class", u"matrix"_s}}).open("thead").open("tr");
    html.put("th", u"PostgreSQL"_s, {{"scope", u"col"_s}});
    for (const QString &platform : std::as_const(platforms))
        html.put("th", platform, {{"scope", u"col"_s}});
    html.close().close().open("tbody");
    for (const int major : std::as_const(majors)) {
        html.open("tr").put("th", QString::number(major), {{"scope", u"row"_s}});
        for (const QString &platform : std::as_const(platforms)) {
            const auto cell = std::find_if(cells.begin(), cells.end(), [&](const Cell &one) {
                return one.postgres == major && platformOf(one) == platform;
            });
            html.open("td");
            writeState(html, cell == cells.end() ? State::Untested : cell->state);
            html.close();
        }
        html.close();
    }
    html.close().close().close();
}

} // namespace

void ReportSections::writeAdvisories(HtmlWriter &html, const Standing &standing,
                                     const QString &version)
{
    const QJsonArray advisories = ReportMetrics::advisories(standing.reports, version);
    if (advisories.isEmpty())
        return;
    html.open("section", {{"class", u"notice bad advisories"_s}, {"id", u"advisories"_s}});
    html.put("h2",
             WebParts::counted(advisories.size(), tr("This version has a known vulnerability"),
                               tr("This version has %1 known vulnerabilities")));
    for (const QJsonValue &advisory : advisories) {
        html.open("div");
        writeAdvisory(html, standing, advisory.toObject());
        html.close();
    }
    html.close();
}

void ReportSections::writePastAdvisories(HtmlWriter &html, const Standing &standing,
                                         const QString &version)
{
    const QJsonArray all = ReportMetrics::advisories(standing.reports);
    QList<QJsonObject> past;
    for (const QJsonValue &advisory : all) {
        if (!ReportMetrics::affects(advisory.toObject(), version))
            past.append(advisory.toObject());
    }
    if (past.isEmpty())
        return;
    html.open("details", {{"class", u"folded"_s}});
    html.put("summary", tr("Vulnerabilities of other versions: %1").arg(past.size()));
    for (const QJsonObject &advisory : std::as_const(past)) {
        html.open("div");
        writeAdvisory(html, standing, advisory);
        html.close();
    }
    html.close();
}

void ReportSections::writePackages(HtmlWriter &html, const Standing &standing,
                                   const QString &version)
{
    QJsonArray places;
    for (const QJsonValue &place : ReportMetrics::distributions(standing.reports)) {
        const QString about = place[u"version"].toString();
        if (about.isEmpty() || about == version)
            places.append(place);
    }
    if (places.isEmpty())
        return;
    html.open("section", {{"id", u"packages"_s}}).put("h2", tr("Ready-made packages"));
    html.open("dl", {{"class", u"list packages"_s}});
    for (const QJsonValue &place : std::as_const(places)) {
        html.open("dt")
            .text(place[u"registry"].toString() + u' ')
            .put("span", place[u"type"].toString(), {{"class", u"badge"_s}})
            .close();
        html.open("dd");
        QStringList where;
        const QJsonArray majors = place[u"postgres"].toArray();
        for (const QJsonValue &major : majors)
            where.append(QString::number(major.toInt()));
        QStringList facts;
        if (!where.isEmpty())
            facts.append(u"PostgreSQL "_s + where.join(u", "_s));
        const QJsonArray platforms = place[u"platforms"].toArray();
        for (const QJsonValue &platform : platforms)
            facts.append(platform.toString());
        facts.append(tr("told by %1").arg(place[u"source"].toString()));
        html.put("p", facts.join(u" · "_s), {{"class", u"mute"_s}});
        if (const QString command = place[u"command"].toString(); !command.isEmpty())
            html.open("pre").put("code", command).close();
        if (const QString url = place[u"url"].toString(); !url.isEmpty())
            html.open("p").link(url, url, {outside}).close();
        html.close();
    }
    html.close().close();
}

void ReportSections::writeMatrix(HtmlWriter &html, const Standing &standing, const QString &version)
{
    const QList<Cell> cells = CompatibilityMatrix::of(standing.reports, version).cells();
    html.open("section", {{"id", u"compatibility"_s}}).put("h2", tr("Works with"));
    if (cells.isEmpty()) {
        html.open("p", {{"class", u"mute"_s}})
            .text(tr("Nobody has reported yet whether version %1 works. Whoever has installed it "
                     "with Howdah can: ")
                      .arg(version))
            .put("code", u"howdahctl report send"_s)
            .close();
    } else {
        writeTable(html, cells);
        html.open("details").put("summary", tr("Who says so"));
        html.open("dl", {{"class", u"list"_s}});
        for (const Cell &cell : cells)
            writeVerdicts(html, cell);
        html.close();
        html.put("p", CompatibilityMatrix::rule(), {{"class", u"mute"_s}}).close();
    }
    writePastAdvisories(html, standing, version);
    html.close();
}
