// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/passwordresetstore.h"

#include "registry/store/tokenstore.h"
#include "signing/base64url.h"
#include "signing/randombytes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr int tokenBytes = 32;
constexpr int validDays = 1;

Result<Account> accountOf(SqlConnection &connection, const QString &token, const QDateTime &now)
{
    const auto row = connection.queryOne(
        u"SELECT user_id FROM password_resets WHERE token_hash = ? AND expires > ?"_s,
        {TokenStore::hashOf(token), SqlTime::text(now)});
    if (!row)
        return row.error();
    if (!*row)
        return Error{Error::Kind::NotFound,
                     QCoreApplication::translate(
                         "PasswordResetStore", "Sorry, but that password reset token has expired."),
                     {}};
    return AccountStore::byId(connection, (*row)->number(0));
}

} // namespace

Result<PasswordResetStore::Made> PasswordResetStore::add(qint64 userId, const QDateTime &now)
{
    const Made made{Base64Url::text(randomBytes(tokenBytes)), now.addDays(validDays)};
    const Result<qint64> added = m_database.write([&](SqlConnection &connection) {
        return connection.execute(
            u"INSERT INTO password_resets (user_id, token_hash, expires) VALUES (?, ?, ?) "
            "ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, "
            "expires = excluded.expires"_s,
            {userId, TokenStore::hashOf(made.token), SqlTime::text(made.expires)});
    });
    if (!added)
        return added.error();
    return made;
}

Result<Account> PasswordResetStore::find(const QString &token, const QDateTime &now)
{
    return m_database.read(
        [&](SqlConnection &connection) { return accountOf(connection, token, now); });
}

Result<Account> PasswordResetStore::use(const QString &token, const QString &passwordHash,
                                        const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Account> {
        Result<Account> account = accountOf(connection, token, now);
        if (!account)
            return account;
        if (const Result<void> set =
                AccountStore::setPassword(connection, account->id, passwordHash, false, now);
            !set)
            return set.error();
        return account;
    });
}
