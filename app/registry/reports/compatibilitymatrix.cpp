// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/reports/compatibilitymatrix.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <map>
#include <tuple>

using namespace Qt::StringLiterals;

namespace {

void addService(CompatibilityMatrix::Cell &cell, const CompatibilityMatrix::Verdict &verdict)
{
    for (CompatibilityMatrix::Verdict &known : cell.services) {
        if (known.source != verdict.source || known.kind != verdict.kind)
            continue;
        if (known.date <= verdict.date)
            known = verdict;
        return;
    }
    cell.services.append(verdict);
}

CompatibilityMatrix::State stateOf(const CompatibilityMatrix::Cell &cell)
{
    const auto says = [&](const QString &outcome) {
        return std::any_of(cell.services.begin(), cell.services.end(),
                           [&](const auto &verdict) { return verdict.outcome == outcome; });
    };
    if (says(u"fail"_s))
        return CompatibilityMatrix::State::Fails;
    if (says(u"pass"_s))
        return CompatibilityMatrix::State::Works;
    if (cell.usersPass != cell.usersFail)
        return cell.usersPass > cell.usersFail ? CompatibilityMatrix::State::Works
                                               : CompatibilityMatrix::State::Fails;
    return CompatibilityMatrix::State::Untested;
}

QJsonObject toJson(const CompatibilityMatrix::Cell &cell)
{
    QJsonArray services;
    for (const CompatibilityMatrix::Verdict &verdict : cell.services) {
        QJsonObject one{{u"source"_s, verdict.source},
                        {u"kind"_s, verdict.kind},
                        {u"outcome"_s, verdict.outcome},
                        {u"date"_s, verdict.date.toUTC().toString(Qt::ISODate)}};
        if (!verdict.log.isEmpty())
            one.insert(u"log"_s, verdict.log);
        services.append(one);
    }
    return {{u"postgres"_s, cell.postgres},
            {u"os"_s, cell.os},
            {u"arch"_s, cell.arch},
            {u"state"_s, nameOf(cell.state)},
            {u"services"_s, services},
            {u"users"_s, QJsonObject{{u"pass"_s, cell.usersPass}, {u"fail"_s, cell.usersFail}}}};
}

} // namespace

QString nameOf(CompatibilityMatrix::State state)
{
    switch (state) {
    case CompatibilityMatrix::State::Works:
        return u"works"_s;
    case CompatibilityMatrix::State::Fails:
        return u"fails"_s;
    case CompatibilityMatrix::State::Untested:
        return u"untested"_s;
    }
    return {};
}

CompatibilityMatrix CompatibilityMatrix::of(const QList<Report> &reports, const QString &version)
{
    // Newest PostgreSQL first.
    std::map<std::tuple<int, QString, QString>, Cell> cells;
    for (const Report &report : reports) {
        const bool isOne = report.kind == u"builds" || report.kind == u"tests";
        if (!isOne || report.version != version)
            continue;
        for (const QJsonValue &result : report.data[u"results"].toArray()) {
            const int postgres = result[u"postgres"].toInt();
            const QString os = result[u"os"].toString();
            const QString arch = result[u"arch"].toString();
            Cell &cell = cells[{-postgres, os, arch}];
            cell.postgres = postgres;
            cell.os = os;
            cell.arch = arch;
            const QString outcome = result[u"outcome"].toString();
            if (report.source == Report::users()) {
                cell.usersPass += outcome == u"pass" ? 1 : 0;
                cell.usersFail += outcome == u"fail" ? 1 : 0;
                continue;
            }
            const QDateTime said =
                QDateTime::fromString(result[u"date"].toString(), Qt::ISODate).toUTC();
            addService(cell, {report.source, report.kind, outcome, result[u"log"].toString(),
                              said.isValid() ? said : report.changed});
        }
    }
    CompatibilityMatrix matrix;
    matrix.m_version = version;
    for (auto &[place, cell] : cells) {
        cell.state = stateOf(cell);
        matrix.m_cells.append(cell);
    }
    return matrix;
}

QList<int> CompatibilityMatrix::majorsThatWork() const
{
    QList<int> majors;
    for (const Cell &cell : m_cells) {
        if (cell.state == State::Works && !majors.contains(cell.postgres))
            majors.append(cell.postgres);
    }
    std::sort(majors.begin(), majors.end());
    return majors;
}

QJsonObject CompatibilityMatrix::toJson() const
{
    QJsonArray cells;
    for (const Cell &cell : m_cells)
        cells.append(::toJson(cell));
    return {{u"version"_s, m_version}, {u"cells"_s, cells}};
}

QString CompatibilityMatrix::rule()
{
    return QCoreApplication::translate(
        "CompatibilityMatrix",
        "For each release, PostgreSQL major version, operating system and architecture the newest "
        "result of each service counts, of builds and of tests apart. One failure makes it "
        "“fails”; "
        "otherwise one success makes it “works”. Where no service has a result, the majority of "
        "the "
        "builds that users reported decides, each user once. Anything else is “untested”.");
}
