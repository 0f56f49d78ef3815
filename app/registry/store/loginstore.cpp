// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/loginstore.h"

#include "registry/store/tokenstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

Result<void> LoginStore::put(const QString &ticket, const QString &browser,
                             const PendingLogin &login, const QDateTime &now)
{
    const Result<qint64> put = m_database.write([&](SqlConnection &connection) -> Result<qint64> {
        const Result<qint64> forgotten =
            connection.execute(u"DELETE FROM logins WHERE expires <= ?"_s, {SqlTime::text(now)});
        if (!forgotten)
            return forgotten;
        return connection.execute(
            u"INSERT INTO logins (ticket_hash, browser_hash, provider, verifier, nonce, user_code, "
            "subject, full_name, email, suggestion, expires) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {TokenStore::hashOf(ticket), TokenStore::hashOf(browser), login.provider,
             login.verifier, login.nonce, login.userCode,
             login.subject.isEmpty() ? QVariant() : QVariant(login.subject), login.fullName,
             login.email, login.suggestion, SqlTime::text(now.addSecs(lifetimeSeconds))});
    });
    if (!put)
        return put.error();
    return {};
}

Result<PendingLogin> LoginStore::take(const QString &ticket, const QString &browser,
                                      const QDateTime &now)
{
    const QVariantList which{TokenStore::hashOf(ticket), TokenStore::hashOf(browser),
                             SqlTime::text(now)};
    return m_database.write([&](SqlConnection &connection) -> Result<PendingLogin> {
        const auto row = connection.queryOne(
            u"SELECT provider, verifier, nonce, user_code, subject, full_name, email, suggestion "
            "FROM logins WHERE ticket_hash = ? AND browser_hash = ? AND expires > ?"_s,
            which);
        if (!row)
            return row.error();
        if (!*row)
            return Error{
                Error::Kind::NotFound,
                QCoreApplication::translate(
                    "LoginStore",
                    "This sign-in has ended, or was begun in another browser. Begin anew."),
                {}};
        const Result<qint64> used =
            connection.execute(u"DELETE FROM logins WHERE ticket_hash = ?"_s, {which.first()});
        if (!used)
            return used.error();
        const SqlRow &login = **row;
        return PendingLogin{login.text(0), login.text(1), login.text(2), login.text(3),
                            login.text(4), login.text(5), login.text(6), login.text(7)};
    });
}
