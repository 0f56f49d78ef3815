// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/invitationstore.h"

#include "registry/store/tokenstore.h"
#include "signing/base64url.h"
#include "signing/randombytes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr int codeBytes = 18;

QString tr(const char *text)
{
    return QCoreApplication::translate("InvitationStore", text);
}

QString select()
{
    return u"SELECT i.id, i.role, i.note, b.nickname, i.created, i.expires, u.nickname "
           "FROM invitations i LEFT JOIN users b ON b.id = i.created_by "
           "LEFT JOIN users u ON u.id = i.used_by "_s;
}

Invitation invitationOf(const SqlRow &row)
{
    return {row.number(0), roleNamed(row.text(1)).value_or(Account::Role::Author),
            row.text(2),   row.text(3),
            row.time(4),   row.time(5),
            row.text(6)};
}

} // namespace

Result<InvitationStore::Made> InvitationStore::add(Account::Role role, const QString &note,
                                                   qint64 invitedBy, const QDateTime &expires,
                                                   const QDateTime &now)
{
    Made made;
    made.invitation.role = role;
    made.invitation.note = note;
    made.invitation.created = now;
    made.invitation.expires = expires;
    made.code = u"invite_"_s + Base64Url::text(randomBytes(codeBytes));
    const Result<qint64> id = m_database.write([&](SqlConnection &connection) {
        return connection.insert(
            u"INSERT INTO invitations (code_hash, role, note, created_by, created, expires) "
            "VALUES (?, ?, ?, ?, ?, ?)"_s,
            {TokenStore::hashOf(made.code), nameOf(role), note,
             invitedBy > 0 ? QVariant(invitedBy) : QVariant(), SqlTime::text(now),
             SqlTime::text(expires)});
    });
    if (!id)
        return id.error();
    made.invitation.id = *id;
    return made;
}

Result<QList<Invitation>> InvitationStore::page(qint64 after, int limit)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Invitation>> {
        const Result<SqlRows> rows =
            connection.query(select() + u"WHERE i.id > ? ORDER BY i.id LIMIT ?"_s, {after, limit});
        if (!rows)
            return rows.error();
        QList<Invitation> invitations;
        for (const SqlRow &row : *rows)
            invitations.append(invitationOf(row));
        return invitations;
    });
}

Result<void> InvitationStore::revoke(qint64 id)
{
    const Result<qint64> removed = m_database.write([&](SqlConnection &connection) {
        return connection.execute(u"DELETE FROM invitations WHERE id = ? AND used_by IS NULL"_s,
                                  {id});
    });
    if (!removed)
        return removed.error();
    if (*removed == 0)
        return Error{
            Error::Kind::NotFound, tr("There is no invitation %1 that could be used.").arg(id), {}};
    return {};
}

Result<Invitation> InvitationStore::find(SqlConnection &connection, const QString &code,
                                         const QDateTime &now)
{
    const auto row = connection.queryOne(
        select() + u"WHERE i.code_hash = ? AND i.used_by IS NULL AND i.expires > ?"_s,
        {TokenStore::hashOf(code), SqlTime::text(now)});
    if (!row)
        return row.error();
    if (!*row)
        return Error{Error::Kind::Permission,
                     tr("This invitation is not known here, has expired or was used. Ask for a "
                        "new one."),
                     {}};
    return invitationOf(**row);
}

Result<void> InvitationStore::markUsed(SqlConnection &connection, qint64 id, qint64 userId)
{
    const Result<qint64> used =
        connection.execute(u"UPDATE invitations SET used_by = ? WHERE id = ?"_s, {userId, id});
    if (!used)
        return used.error();
    return {};
}
