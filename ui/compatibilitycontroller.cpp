// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "compatibilitycontroller.h"

#include "catalog/platform.h"
#include "catalog/version.h"
#include "targetmodel.h"
#include "texts.h"

#include <QJsonArray>

#include <algorithm>
#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace {

using Place = std::pair<QString, QString>; ///< operating system and architecture

struct Word {
    QString text;
    QString icon;
    QString kind;
};

Word wordOf(const QString &state)
{
    if (state == u"works")
        return {CompatibilityController::tr("Works"), u"check-circle"_s, u"ok"_s};
    if (state == u"fails")
        return {CompatibilityController::tr("Fails"), u"error"_s, u"bad"_s};
    return {CompatibilityController::tr("Untested"), u"question"_s, {}};
}

Word outcomeOf(const QString &outcome, const QString &kind)
{
    const bool isTest = kind == u"tests";
    if (outcome == u"pass")
        return {isTest ? CompatibilityController::tr("The tests pass")
                       : CompatibilityController::tr("It builds"),
                u"check-circle"_s, u"ok"_s};
    if (outcome == u"fail")
        return {isTest ? CompatibilityController::tr("The tests fail")
                       : CompatibilityController::tr("It does not build"),
                u"error"_s, u"bad"_s};
    return {isTest ? CompatibilityController::tr("Tests without a result")
                   : CompatibilityController::tr("A build without a result"),
            u"question"_s,
            {}};
}

QVariantList reportsOf(const QJsonValue &cell)
{
    QVariantList reports;
    for (const QJsonValue &service : cell[u"services"].toArray()) {
        const Word word = outcomeOf(service[u"outcome"].toString(), service[u"kind"].toString());
        const QUrl log(service[u"log"].toString(), QUrl::StrictMode);
        const bool isWeb = log.scheme() == u"https" || log.scheme() == u"http";
        reports += QVariantMap{{u"source"_s, service[u"source"].toString()},
                               {u"text"_s, word.text},
                               {u"icon"_s, word.icon},
                               {u"kind"_s, word.kind},
                               {u"when"_s, Texts::date(QDateTime::fromString(
                                               service[u"date"].toString(), Qt::ISODate))},
                               {u"log"_s, isWeb ? log.toString() : QString()}};
    }
    return reports;
}

QString usersTextOf(const QJsonValue &users)
{
    const int pass = users[u"pass"].toInt();
    const int fail = users[u"fail"].toInt();
    if (pass + fail == 0)
        return {};
    return CompatibilityController::tr("Users who built it: it worked for %1 and failed for %2")
        .arg(pass)
        .arg(fail);
}

/// "2 results", "1 user"; empty when nobody says anything.
QString countTextOf(const QJsonValue &cell)
{
    const int services = static_cast<int>(cell[u"services"].toArray().size());
    const int users = cell[u"users"][u"pass"].toInt() + cell[u"users"][u"fail"].toInt();
    if (services > 0)
        return services == 1 ? CompatibilityController::tr("1 result")
                             : CompatibilityController::tr("%n results", "", services);
    if (users > 0)
        return users == 1 ? CompatibilityController::tr("1 user")
                          : CompatibilityController::tr("%n users", "", users);
    return {};
}

} // namespace

CompatibilityController::CompatibilityController(UiServices &services, const TargetModel &targets,
                                                 QObject *parent)
    : RegistryTabController(services, parent), m_targets(targets)
{
    connect(&targets, &TargetModel::factsChanged, this, [this] {
        if (!m_answer.isEmpty()) {
            compose();
            Q_EMIT contentChanged();
        }
    });
}

void CompatibilityController::ask()
{
    question<RegistryApi::Reading>(
        [matrixPath = path(u"compatibility"_s)](RegistryApi &api) { return api.get(matrixPath); },
        [this](const Result<RegistryApi::Reading> &matrix) {
            if (matrix) {
                m_answer = matrix->value;
                showAge(*matrix);
                compose();
                setState(u"ready"_s);
            } else {
                showError(tr("The reports cannot be shown"), matrix.error());
            }
            Q_EMIT contentChanged();
        });
}

void CompatibilityController::forget()
{
    m_answer = {};
    m_platforms.clear();
    m_rows.clear();
    m_versions.clear();
    m_version.clear();
    m_summary.clear();
    m_hasReports = false;
}

void CompatibilityController::setVersion(const QString &version)
{
    if (version == m_version || !m_versions.contains(version))
        return;
    m_version = version;
    compose();
    Q_EMIT contentChanged();
}

void CompatibilityController::compose()
{
    QList<Version> versions;
    QJsonArray found;
    for (const QJsonValue &one : m_answer[u"versions"].toArray()) {
        if (const auto version = Version::parseTolerant(one[u"version"].toString()))
            versions += *version;
    }
    std::sort(versions.begin(), versions.end(),
              [](const Version &a, const Version &b) { return b < a; });
    m_versions.clear();
    for (const Version &version : std::as_const(versions))
        m_versions += version.toString();
    if (!m_versions.contains(m_version))
        m_version =
            m_versions.contains(subject().version) ? subject().version : m_versions.value(0);
    for (const QJsonValue &one : m_answer[u"versions"].toArray()) {
        if (one[u"version"].toString() == m_version)
            found = one[u"cells"].toArray();
    }
    m_hasReports = !found.isEmpty();

    // What is asked most, this computer, has its place also when nobody has tested it.
    const Platform host = Platform::host();
    const Place here(host.os, host.architecture);
    const int hereMajor = m_targets.current() ? m_targets.current()->installation.version.major : 0;
    const auto hereFirst = [&here](const Place &a, const Place &b) {
        return std::pair(a != here, a) < std::pair(b != here, b);
    };
    std::set<Place, decltype(hereFirst)> places({here}, hereFirst);
    std::set<int, std::greater<>> majors;
    if (hereMajor > 0)
        majors.insert(hereMajor);
    std::map<std::pair<int, Place>, QJsonObject> cells;
    int tested = 0;
    int working = 0;
    for (const QJsonValue &cell : std::as_const(found)) {
        const Place place(cell[u"os"].toString(), cell[u"arch"].toString());
        const int major = cell[u"postgres"].toInt();
        places.insert(place);
        majors.insert(major);
        cells[{major, place}] = cell.toObject();
        tested += cell[u"state"].toString() == u"untested" ? 0 : 1;
        working += cell[u"state"].toString() == u"works" ? 1 : 0;
    }
    m_summary = tested == 0 ? tr("No result for %1 yet").arg(m_version)
                            : tr("%1 works on %2 of %3 tested combinations")
                                  .arg(m_version)
                                  .arg(working)
                                  .arg(tested);
    m_platforms.clear();
    for (const Place &place : places)
        m_platforms += QVariantMap{{u"title"_s, Texts::platform(place.first, place.second)},
                                   {u"isHere"_s, place == here}};
    m_rows.clear();
    for (const int major : majors) {
        const QString title = tr("PostgreSQL %1").arg(major);
        QVariantList row;
        for (const Place &place : places) {
            const QJsonValue cell = cells[{major, place}];
            const QString state = cell[u"state"].toString(u"untested"_s);
            const Word word = wordOf(state);
            row += QVariantMap{
                {u"state"_s, state},
                {u"text"_s, word.text},
                {u"icon"_s, word.icon},
                {u"kind"_s, word.kind},
                {u"title"_s, tr("%1 on %2").arg(title, Texts::platform(place.first, place.second))},
                {u"isHere"_s, place == here && major == hereMajor},
                {u"reports"_s, reportsOf(cell)},
                {u"usersText"_s, usersTextOf(cell[u"users"])},
                {u"countText"_s, countTextOf(cell)}};
        }
        m_rows +=
            QVariantMap{{u"title"_s, title}, {u"isHere"_s, major == hereMajor}, {u"cells"_s, row}};
    }
}
