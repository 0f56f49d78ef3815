// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/holdingstore.h"

using namespace Qt::StringLiterals;

Result<QList<Holding>> HoldingStore::all()
{
    return m_database.read([](SqlConnection &connection) -> Result<QList<Holding>> {
        const Result<SqlRows> rows =
            connection.query(u"SELECT d.name, count(*), sum(r.size), max(r.date) FROM releases r "
                             "JOIN distributions d ON d.dist_key = r.dist_key "
                             "WHERE r.state = 'published' GROUP BY d.dist_key, d.name "
                             "ORDER BY d.dist_key"_s);
        if (!rows)
            return rows.error();
        QList<Holding> holdings;
        for (const SqlRow &row : *rows)
            holdings.append({row.text(0), int(row.number(1)), row.number(2), row.time(3)});
        return holdings;
    });
}
