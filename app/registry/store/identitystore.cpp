// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/identitystore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("IdentityStore", text);
}

} // namespace

Result<Account> IdentityStore::find(const QString &provider, const QString &subject)
{
    return m_database.read([&](SqlConnection &connection) -> Result<Account> {
        const auto row = connection.queryOne(
            u"SELECT user_id FROM identities WHERE provider = ? AND subject = ?"_s,
            {provider, subject});
        if (!row)
            return row.error();
        if (!*row)
            return Error{Error::Kind::NotFound,
                         tr("No account here is linked to you at %1.").arg(provider),
                         {}};
        return AccountStore::byId(connection, (*row)->number(0));
    });
}

Result<QList<IdentityStore::Identity>> IdentityStore::ofUser(qint64 userId)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Identity>> {
        const Result<SqlRows> rows =
            connection.query(u"SELECT provider, subject, created FROM identities WHERE user_id = ? "
                             "ORDER BY provider, subject"_s,
                             {userId});
        if (!rows)
            return rows.error();
        QList<Identity> identities;
        for (const SqlRow &row : *rows)
            identities.append({row.text(0), row.text(1), row.time(2)});
        return identities;
    });
}

Result<void> IdentityStore::link(SqlConnection &connection, const QString &provider,
                                 const QString &subject, qint64 userId, const QDateTime &now)
{
    const Result<qint64> linked = connection.execute(
        u"INSERT INTO identities (provider, subject, user_id, created) VALUES (?, ?, ?, ?)"_s,
        {provider, subject, userId, SqlTime::text(now)});
    if (!linked && linked.error().kind == Error::Kind::Conflict)
        return Error{Error::Kind::Conflict,
                     tr("You at %1 are linked to an account here already.").arg(provider),
                     {}};
    if (!linked)
        return linked.error();
    return {};
}

Result<void> IdentityStore::unlink(qint64 userId, const QString &provider)
{
    const Result<qint64> removed = m_database.write([&](SqlConnection &connection) {
        return connection.execute(u"DELETE FROM identities WHERE user_id = ? AND provider = ?"_s,
                                  {userId, provider});
    });
    if (!removed)
        return removed.error();
    if (*removed == 0)
        return Error{
            Error::Kind::NotFound, tr("Your account is not linked to %1.").arg(provider), {}};
    return {};
}
