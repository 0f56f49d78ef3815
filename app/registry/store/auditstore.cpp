// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/auditstore.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestDetail = 1000;

} // namespace

Result<void> AuditStore::append(const Entry &entry)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> written = connection.execute(
            u"INSERT INTO audit (time, actor, means, address, action, subject, outcome, detail) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {SqlTime::text(entry.time), entry.actor, entry.means, entry.address, entry.action,
             entry.subject, entry.outcome, entry.detail.left(longestDetail)});
        if (!written)
            return written.error();
        return {};
    });
}

Result<QList<AuditStore::Entry>> AuditStore::newest(int limit, qint64 before, const QString &actor)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Entry>> {
        QString where = u"1 = 1"_s;
        QVariantList values;
        if (before > 0) {
            where += u" AND id < ?"_s;
            values.append(before);
        }
        if (!actor.isEmpty()) {
            where += u" AND actor = ?"_s;
            values.append(actor);
        }
        values.append(limit);
        const Result<SqlRows> rows = connection.query(
            u"SELECT id, time, actor, means, address, action, subject, outcome, detail FROM audit "
            "WHERE "_s
                + where + u" ORDER BY id DESC LIMIT ?"_s,
            values);
        if (!rows)
            return rows.error();
        QList<Entry> entries;
        for (const SqlRow &row : *rows)
            entries.append({row.time(1), row.text(2), row.text(3), row.text(4), row.text(5),
                            row.text(6), row.text(7), row.text(8), row.number(0)});
        return entries;
    });
}

Result<void> AuditStore::forgetBefore(const QDateTime &time)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> removed =
            connection.execute(u"DELETE FROM audit WHERE time < ?"_s, {SqlTime::text(time)});
        if (!removed)
            return removed.error();
        return {};
    });
}
