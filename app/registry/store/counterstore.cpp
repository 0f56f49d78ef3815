// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/counterstore.h"

#include "registry/store/releasestore.h"
#include "signing/randombytes.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>
#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace {

constexpr int keyBytes = 32;
constexpr qsizetype hashLength = 32; ///< of its hex digits: 128 bits
constexpr int heartbeatDays = 400;

QString tr(const char *text)
{
    return QCoreApplication::translate("CounterStore", text);
}

QString dayText(QDate day)
{
    return day.toString(Qt::ISODate);
}

/// How installs are counted: see `installRule()`.
QString distinctInstalls()
{
    return u"count(DISTINCT client_key || '/' || version || '/' || "
           "CAST(postgres_major AS TEXT)) AS installs"_s;
}

Result<qint64> number(SqlConnection &connection, const QString &sql, const QVariantList &values)
{
    const auto row = connection.queryOne(sql, values);
    if (!row)
        return row.error();
    return *row ? (*row)->number(0) : 0;
}

Result<CounterStore::Days> days(SqlConnection &connection, const QString &sql,
                                const QVariantList &values)
{
    const Result<SqlRows> rows = connection.query(sql, values);
    if (!rows)
        return rows.error();
    CounterStore::Days found;
    for (const SqlRow &row : *rows)
        found.append({QDate::fromString(row.text(0), Qt::ISODate), row.number(1)});
    return found;
}

/// The key of a day: the same in all processes that share the database.
Result<QByteArray> keyOf(SqlConnection &connection, QDate day)
{
    const Result<qint64> made = connection.execute(
        u"INSERT INTO counting_keys (day, value) VALUES (?, ?) ON CONFLICT (day) DO NOTHING"_s,
        {dayText(day), QString::fromLatin1(randomBytes(keyBytes).toHex())});
    if (!made)
        return made.error();
    const auto row =
        connection.queryOne(u"SELECT value FROM counting_keys WHERE day = ?"_s, {dayText(day)});
    if (!row)
        return row.error();
    return QByteArray::fromHex((*row)->text(0).toLatin1());
}

Result<std::optional<QString>> releasedVersion(SqlConnection &connection,
                                               const QString &distribution, const QString &version)
{
    const std::optional<Version> parsed = Version::parseTolerant(version);
    if (!parsed)
        return std::optional<QString>();
    const auto row =
        connection.queryOne(u"SELECT version FROM releases WHERE dist_key = ? AND version_key = ? "
                            "AND state = 'published'"_s,
                            {distribution, ReleaseStore::versionKey(*parsed)});
    if (!row)
        return row.error();
    return *row ? std::optional((*row)->text(0)) : std::nullopt;
}

Result<void> forgetOld(SqlConnection &connection, QDate today)
{
    const QString yesterday = dayText(today.addDays(-1));
    for (const QString &table : {u"fetches"_s, u"counting_keys"_s}) {
        const Result<qint64> removed =
            connection.execute(u"DELETE FROM "_s + table + u" WHERE day < ?"_s, {yesterday});
        if (!removed)
            return removed.error();
    }
    return {};
}

} // namespace

Result<CounterStore::Totals> CounterStore::totals(const QString &distribution, const QDateTime &now)
{
    return m_database.read([&](SqlConnection &connection) -> Result<Totals> {
        const Result<qint64> downloads = number(
            connection, u"SELECT coalesce(sum(count), 0) FROM downloads WHERE dist_key = ?"_s,
            {distribution});
        if (!downloads)
            return downloads.error();
        const Result<qint64> installs =
            number(connection,
                   u"SELECT coalesce(sum(installs), 0) FROM (SELECT "_s + distinctInstalls()
                       + u" FROM receipts WHERE dist_key = ? GROUP BY substr(received, 1, 10)) "
                         "AS by_day"_s,
                   {distribution});
        if (!installs)
            return installs.error();
        const Result<qint64> active = number(
            connection,
            u"SELECT count(DISTINCT client_key) FROM heartbeats WHERE dist_key = ? AND day > ?"_s,
            {distribution, dayText(now.toUTC().date().addDays(-activeDays))});
        if (!active)
            return active.error();
        return Totals{*downloads, *installs, *active};
    });
}

Result<CounterStore::Series> CounterStore::series(const QString &distribution, QDate from)
{
    return m_database.read([&](SqlConnection &connection) -> Result<Series> {
        const QVariantList values{distribution, dayText(from)};
        const Result<Days> downloads =
            days(connection,
                 u"SELECT day, sum(count) FROM downloads WHERE dist_key = ? AND day >= ? "
                 "GROUP BY day ORDER BY day"_s,
                 values);
        if (!downloads)
            return downloads.error();
        const Result<Days> installs =
            days(connection,
                 u"SELECT substr(received, 1, 10) AS received_day, "_s + distinctInstalls()
                     + u" FROM receipts WHERE dist_key = ? AND received >= ? "
                       "GROUP BY received_day ORDER BY received_day"_s,
                 values);
        if (!installs)
            return installs.error();
        const Result<Days> heard =
            days(connection,
                 u"SELECT day, count(DISTINCT client_key) FROM heartbeats "
                 "WHERE dist_key = ? AND day >= ? GROUP BY day ORDER BY day"_s,
                 values);
        if (!heard)
            return heard.error();
        const Result<SqlRows> versions = connection.query(
            u"SELECT version, sum(count) AS fetched FROM downloads WHERE dist_key = ? "
            "GROUP BY version ORDER BY fetched DESC, version"_s,
            {distribution});
        if (!versions)
            return versions.error();
        Series series{*downloads, *installs, *heard, {}};
        for (const SqlRow &row : *versions)
            series.downloadsOfVersion.append({row.text(0), row.number(1)});
        return series;
    });
}

Result<int> CounterStore::addFetches(const QList<Fetch> &fetches, QDate today)
{
    return m_database.write([&](SqlConnection &connection) -> Result<int> {
        if (const Result<void> forgotten = forgetOld(connection, today); !forgotten)
            return forgotten.error();
        int added = 0;
        QHash<QDate, QByteArray> keys;
        for (const Fetch &fetch : fetches) {
            const auto released = releasedVersion(connection, fetch.distribution, fetch.version);
            if (!released)
                return released.error();
            if (!*released)
                continue;
            if (!keys.contains(fetch.day)) {
                const Result<QByteArray> key = keyOf(connection, fetch.day);
                if (!key)
                    return key.error();
                keys.insert(fetch.day, *key);
            }
            const QByteArray client = QMessageAuthenticationCode::hash(
                fetch.client.toUtf8(), keys[fetch.day], QCryptographicHash::Sha256);
            const Result<qint64> isNew = connection.execute(
                u"INSERT INTO fetches (day, client_hash, dist_key, version) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (day, client_hash, dist_key, version) DO NOTHING"_s,
                {dayText(fetch.day), QString::fromLatin1(client.toHex().first(hashLength)),
                 fetch.distribution, **released});
            if (!isNew)
                return isNew.error();
            if (*isNew == 0)
                continue;
            const Result<qint64> counted = connection.execute(
                u"INSERT INTO downloads (dist_key, version, day, count) VALUES (?, ?, ?, 1) "
                "ON CONFLICT (dist_key, version, day) DO UPDATE SET count = downloads.count + 1"_s,
                {fetch.distribution, **released, dayText(fetch.day)});
            if (!counted)
                return counted.error();
            ++added;
        }
        return added;
    });
}

Result<int> CounterStore::addHeartbeat(const QString &client, const QList<Installed> &installed,
                                       const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<int> {
        const QDate today = now.toUTC().date();
        int known = 0;
        for (const Installed &one : installed) {
            const auto released =
                releasedVersion(connection, one.distribution.toLower(), one.version);
            if (!released)
                return released.error();
            if (!*released)
                continue;
            const Result<qint64> noted = connection.execute(
                u"INSERT INTO heartbeats (client_key, dist_key, version, day) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (client_key, dist_key, day) DO UPDATE SET version = "
                "excluded.version"_s,
                {client, one.distribution.toLower(), **released, dayText(today)});
            if (!noted)
                return noted.error();
            ++known;
        }
        return known;
    });
}

Result<void> CounterStore::forgetHeartbeats(const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> removed =
            connection.execute(u"DELETE FROM heartbeats WHERE day < ?"_s,
                               {dayText(now.toUTC().date().addDays(-heartbeatDays))});
        if (!removed)
            return removed.error();
        return {};
    });
}

QString CounterStore::downloadRule()
{
    return tr(
        "Archives that this server sent, from their beginning. Each client counts once a day "
        "(UTC) and release; a client is an address with a program, known only by a hash whose "
        "random key is thrown away after the day. Mirrors, search engines, monitors and other "
        "robots do not count. What mirrors serve is not known here.");
}

QString CounterStore::installRule()
{
    return tr(
        "Installs that a client proved and whose signed receipt it sent, because a person "
        "allowed it. Each client counts once a day (UTC) for each release and PostgreSQL major "
        "version; no receipt counts twice.");
}

QString CounterStore::activeRule()
{
    return tr("Clients that said within the last 30 days, because a person allowed it, that they "
              "have it installed. Each client counts once, however often it says so.");
}
