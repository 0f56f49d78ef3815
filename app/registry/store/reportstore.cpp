// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/reportstore.h"

#include "registry/store/eventstore.h"
#include "registry/store/publisheddistribution.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryApi", text);
}

Report reportOf(const SqlRow &row)
{
    Report report;
    report.id = row.number(0);
    report.source = row.text(1);
    report.userId = row.number(2);
    report.kind = row.text(3);
    report.distribution = row.text(4);
    report.version = row.text(5);
    report.subject = row.text(6);
    report.data = QJsonDocument::fromJson(row.text(7).toUtf8()).object();
    report.created = row.time(8);
    report.changed = row.time(9);
    return report;
}

QString select()
{
    return u"SELECT id, source, user_id, kind, dist_key, version, subject, data, created, changed "
           "FROM reports WHERE "_s;
}

Result<qint64> write(SqlConnection &connection, const Report &report, qint64 existing,
                     const QDateTime &now)
{
    const QString data =
        QString::fromUtf8(QJsonDocument(report.data).toJson(QJsonDocument::Compact));
    if (existing != 0) {
        const Result<qint64> changed = connection.execute(
            u"UPDATE reports SET data = ?, user_id = ?, changed = ? WHERE id = ?"_s,
            {data, report.userId, SqlTime::text(now), existing});
        return changed ? Result<qint64>(existing) : changed.error();
    }
    return connection.insert(
        u"INSERT INTO reports (source, user_id, kind, dist_key, version, subject, data, created, "
        "changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {report.source, report.userId, report.kind, report.distribution, report.version,
         report.subject, data, SqlTime::text(now), SqlTime::text(now)});
}

} // namespace

Result<ReportStore::Kept> ReportStore::keep(const Report &wanted, const QString &actor,
                                            const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Kept> {
        const Result<PublishedDistribution> distribution =
            PublishedDistribution::load(connection, wanted.distribution);
        if (!distribution)
            return distribution.error();
        Report report = wanted;
        report.distribution = distribution->key();
        if (!report.version.isEmpty()) {
            const Result<PublishedDistribution::Entry> release =
                distribution->entry(report.version);
            if (!release)
                return release.error();
            report.version = release->version.toString();
        }
        const auto existing = connection.queryOne(
            u"SELECT id FROM reports WHERE source = ? AND kind = ? AND dist_key = ? "
            "AND version = ? AND subject = ?"_s,
            {report.source, report.kind, report.distribution, report.version, report.subject});
        if (!existing)
            return existing.error();
        // What many people send may be many.
        if (!*existing && report.source != Report::users()) {
            const auto count = connection.queryOne(
                u"SELECT count(*) FROM reports WHERE dist_key = ? AND source = ?"_s,
                {report.distribution, report.source});
            if (!count)
                return count.error();
            if ((*count)->number(0) >= mostOfSource)
                return Error{Error::Kind::Refused,
                             tr("There are %1 reports of yours about %2 already. Send new facts "
                                "under the same subject, or remove reports.")
                                 .arg(mostOfSource)
                                 .arg(distribution->name()),
                             {}};
        }
        const Result<qint64> id =
            write(connection, report, *existing ? (*existing)->number(0) : 0, now);
        if (!id)
            return id.error();
        const Result<qint64> told = EventStore::append(
            connection, {EventStore::Kind::Report, now, actor, report.distribution,
                         QJsonObject{{u"id"_s, *id},
                                     {u"kind"_s, report.kind},
                                     {u"source"_s, report.source},
                                     {u"version"_s, report.version}}});
        if (!told)
            return told.error();
        return Kept{*id, !*existing};
    });
}

Result<QList<Report>> ReportStore::find(const Filter &filter, qint64 after, int limit,
                                        bool newestFirst)
{
    QString where = newestFirst ? u"id < ?"_s : u"id > ?"_s;
    QVariantList values{newestFirst && after == 0 ? std::numeric_limits<qint64>::max() : after};
    const auto add = [&](const QString &condition, const QString &value) {
        if (value.isEmpty())
            return;
        where += u" AND "_s + condition;
        values.append(value);
    };
    add(u"dist_key = ?"_s, filter.distribution.toLower());
    add(u"kind = ?"_s, filter.kind);
    add(u"version = ?"_s, filter.version);
    add(u"source = ?"_s, filter.source.toLower());
    values.append(limit);
    const Result<SqlRows> rows = m_database.read([&](SqlConnection &connection) {
        return connection.query(select() + where + u" ORDER BY id "_s
                                    + (newestFirst ? u"DESC"_s : u"ASC"_s) + u" LIMIT ?"_s,
                                values);
    });
    if (!rows)
        return rows.error();
    QList<Report> reports;
    for (const SqlRow &row : *rows)
        reports.append(reportOf(row));
    return reports;
}

Result<QList<Report>> ReportStore::all(const Filter &filter)
{
    return find(filter, 0, std::numeric_limits<int>::max());
}

Result<Report> ReportStore::byId(qint64 id)
{
    const Result<std::optional<SqlRow>> row = m_database.read([&](SqlConnection &connection) {
        return connection.queryOne(select() + u"id = ?"_s, {id});
    });
    if (!row)
        return row.error();
    if (!*row)
        return Error{Error::Kind::NotFound, tr("There is no report %1.").arg(id), {}};
    return reportOf(**row);
}

Result<void> ReportStore::remove(qint64 id)
{
    const Result<qint64> removed = m_database.write([&](SqlConnection &connection) {
        return connection.execute(u"DELETE FROM reports WHERE id = ?"_s, {id});
    });
    if (!removed)
        return removed.error();
    return {};
}
