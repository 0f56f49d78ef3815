// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "statscontroller.h"

#include "catalog/version.h"

#include <QDate>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

constexpr int usualDays = 90;
constexpr int lowestTop = 4;

QString dayText(const QDate &day)
{
    return QLocale().toString(day, u"d MMM yyyy"_s);
}

/// Upper end of a chart: 1, 2 or 5 with zeros behind, at least 4.
int topOf(int highest)
{
    if (highest <= lowestTop)
        return lowestTop;
    const double power = std::pow(10.0, std::floor(std::log10(highest)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (highest <= step * power)
            return static_cast<int>(step * power);
    }
    return static_cast<int>(10 * power);
}

/// One value a day, also for those that the registry leaves out.
struct Series {
    QList<int> values;
    QStringList texts; ///< "3 Mar 2024: 12"
    int sum = 0;
    int highest = 0;
    QDate highestDay;
};

Series seriesOf(const QJsonArray &days, const QDate &from, const QDate &until)
{
    QHash<QDate, int> counts;
    for (const QJsonValue &day : days)
        counts.insert(QDate::fromString(day[u"day"].toString(), Qt::ISODate),
                      day[u"count"].toInt());
    Series series;
    for (QDate day = from; day <= until; day = day.addDays(1)) {
        const int count = counts.value(day);
        series.values += count;
        series.texts += u"%1: %2"_s.arg(dayText(day), QLocale().toString(count));
        series.sum += count;
        if (count > series.highest) {
            series.highest = count;
            series.highestDay = day;
        }
    }
    return series;
}

} // namespace

StatsController::StatsController(UiServices &services, QObject *parent)
    : RegistryTabController(services, parent), m_days(usualDays)
{
}

QVariantList StatsController::periods() const
{
    return {QVariantMap{{u"value"_s, 30}, {u"text"_s, tr("30 days")}},
            QVariantMap{{u"value"_s, usualDays}, {u"text"_s, tr("90 days")}},
            QVariantMap{{u"value"_s, 365}, {u"text"_s, tr("1 year")}}};
}

void StatsController::setDays(int days)
{
    if (m_days == days)
        return;
    m_days = days;
    m_isRefreshing = true;
    Q_EMIT contentChanged();
    ask();
}

void StatsController::ask()
{
    question<RegistryApi::Reading>(
        [statsPath = path(u"stats"_s), days = m_days](RegistryApi &api) {
            return api.get(statsPath, {{u"days"_s, QString::number(days)}});
        },
        [this, asked = ++m_asked](const Result<RegistryApi::Reading> &stats) {
            if (asked != m_asked)
                return;
            m_isRefreshing = false;
            if (stats)
                show(*stats);
            else
                showError(tr("The numbers cannot be shown"), stats.error());
            Q_EMIT contentChanged();
        });
}

void StatsController::forget()
{
    ++m_asked;
    m_numbers.clear();
    m_versions.clear();
    m_isAllZero = true;
    m_isRefreshing = false;
}

void StatsController::show(const RegistryApi::Reading &stats)
{
    struct Number {
        QString key;
        QString title;
        QString meaning;
        QString icon;
    };
    const QList<Number> known{
        {u"downloads"_s, tr("Downloads"), tr("archives fetched"), u"download"_s},
        {u"installs"_s, tr("Confirmed installs"), tr("proven by a receipt"), u"check-circle"_s},
        {u"active"_s, tr("Active installs"), tr("computers heard of within 30 days"),
         u"activity"_s}};
    const QLocale locale;
    const QDate from = QDate::fromString(stats.value[u"from"].toString(), Qt::ISODate);
    const QDate until = QDate::fromString(stats.value[u"until"].toString(), Qt::ISODate);
    m_numbers.clear();
    m_isAllZero = true;
    for (const Number &number : known) {
        const QJsonValue facts = stats.value[number.key];
        const qint64 total = facts[u"total"].toInteger();
        const Series series = seriesOf(facts[u"days"].toArray(), from, until);
        m_isAllZero = m_isAllZero && total == 0 && series.sum == 0;
        const bool isSum = number.key != u"active"; // a client is heard of on many days
        QString period;
        if (series.highest == 0)
            period = tr("None from %1 to %2").arg(dayText(from), dayText(until));
        else if (isSum)
            period = tr("%1 from %2 to %3, most on %4: %5")
                         .arg(locale.toString(series.sum), dayText(from), dayText(until),
                              dayText(series.highestDay), locale.toString(series.highest));
        else
            period = tr("From %1 to %2, most on %3: %4")
                         .arg(dayText(from), dayText(until), dayText(series.highestDay),
                              locale.toString(series.highest));
        QVariantList values;
        for (const int value : series.values)
            values += value;
        m_numbers += QVariantMap{{u"key"_s, number.key},
                                 {u"title"_s, number.title},
                                 {u"meaning"_s, number.meaning},
                                 {u"icon"_s, number.icon},
                                 {u"totalText"_s, locale.toString(total)},
                                 {u"periodText"_s, period},
                                 {u"rule"_s, stats.value[u"rules"][number.key].toString()},
                                 {u"values"_s, values},
                                 {u"texts"_s, series.texts},
                                 {u"top"_s, topOf(series.highest)},
                                 {u"topText"_s, locale.toString(topOf(series.highest))},
                                 {u"fromText"_s, dayText(from)},
                                 {u"untilText"_s, dayText(until)}};
    }
    QList<std::pair<Version, int>> byVersion;
    const QJsonObject versions = stats.value[u"downloads"][u"versions"].toObject();
    int most = 0;
    for (auto version = versions.begin(); version != versions.end(); ++version) {
        if (const auto parsed = Version::parseTolerant(version.key()))
            byVersion.emplaceBack(*parsed, version->toInt());
        most = std::max(most, version->toInt());
    }
    std::sort(byVersion.begin(), byVersion.end(),
              [](const auto &a, const auto &b) { return b.first < a.first; });
    m_versions.clear();
    for (const auto &[version, count] : byVersion)
        m_versions += QVariantMap{{u"version"_s, version.toString()},
                                  {u"countText"_s, locale.toString(count)},
                                  {u"share"_s, most > 0 ? static_cast<qreal>(count) / most : 0.0}};
    showAge(stats);
    setState(u"ready"_s);
}
