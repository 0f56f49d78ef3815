// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/tokenstore.h"

#include "signing/base64url.h"
#include "signing/randombytes.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array allScopes{TokenScope::Read, TokenScope::Publish, TokenScope::Report,
                               TokenScope::Review, TokenScope::Admin};
constexpr int secretBytes = 32;
constexpr qsizetype hintLength = 12;
constexpr qint64 usedAgainSeconds = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("TokenStore", text);
}

QString columns()
{
    return u"id, user_id, name, hint, scopes, dist_key, created, expires, last_used, revoked"_s;
}

ApiToken tokenOf(const SqlRow &row)
{
    ApiToken token;
    token.id = row.number(0);
    token.userId = row.number(1);
    token.name = row.text(2);
    token.hint = row.text(3);
    token.scopes = parseScopes(row.text(4)).value_or(TokenScopes());
    token.distribution = row.text(5);
    token.created = row.time(6);
    token.expires = row.time(7);
    token.lastUsed = row.time(8);
    token.revoked = row.time(9);
    return token;
}

QVariant textOrNull(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

} // namespace

QString nameOf(TokenScope scope)
{
    switch (scope) {
    case TokenScope::Read:
        return u"read"_s;
    case TokenScope::Publish:
        return u"publish"_s;
    case TokenScope::Report:
        return u"report"_s;
    case TokenScope::Review:
        return u"review"_s;
    case TokenScope::Admin:
        return u"admin"_s;
    }
    return {};
}

QString scopesText(TokenScopes scopes)
{
    QStringList names;
    for (const TokenScope scope : allScopes) {
        if (scopes.testFlag(scope))
            names.append(nameOf(scope));
    }
    return names.join(u' ');
}

Result<TokenScopes> parseScopes(const QString &text)
{
    TokenScopes scopes;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        const auto scope = std::find_if(allScopes.begin(), allScopes.end(),
                                        [&](TokenScope known) { return nameOf(known) == word; });
        if (scope == allScopes.end())
            return Error{Error::Kind::Invalid,
                         tr("“%1” is no scope; there are read, publish, report, review and admin.")
                             .arg(word),
                         {}};
        scopes |= *scope;
    }
    return scopes;
}

QString TokenStore::hashOf(const QString &secret)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(secret.toUtf8(), QCryptographicHash::Sha256).toHex());
}

Result<TokenStore::Made> TokenStore::add(SqlConnection &connection, const ApiToken &token,
                                         const QDateTime &now)
{
    Made made{token, u"howdah_"_s + Base64Url::text(randomBytes(secretBytes))};
    made.token.hint = made.secret.first(hintLength);
    made.token.created = now;
    const Result<qint64> id = connection.insert(
        u"INSERT INTO tokens (user_id, name, token_hash, hint, scopes, dist_key, created, expires) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {token.userId, token.name, hashOf(made.secret), made.token.hint, scopesText(token.scopes),
         textOrNull(token.distribution.toLower()), SqlTime::text(now),
         textOrNull(SqlTime::text(token.expires))});
    if (!id)
        return id.error();
    made.token.id = *id;
    return made;
}

Result<TokenStore::Made> TokenStore::add(const ApiToken &token, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) { return add(connection, token, now); });
}

Result<ApiToken> TokenStore::bySecret(const QString &secret, const QDateTime &now)
{
    const Error unknown{
        Error::Kind::NotFound, tr("This token is not known here, has expired or was revoked."), {}};
    Result<std::optional<SqlRow>> row = m_database.read([&](SqlConnection &connection) {
        return connection.queryOne(
            u"SELECT "_s + columns() + u" FROM tokens WHERE token_hash = ?"_s, {hashOf(secret)});
    });
    if (!row)
        return row.error();
    if (!*row)
        return unknown;
    const ApiToken token = tokenOf(**row);
    if (!token.isUsable(now))
        return unknown;
    if (!token.lastUsed.isValid() || token.lastUsed.secsTo(now) > usedAgainSeconds) {
        const Result<qint64> noted = m_database.write([&](SqlConnection &connection) {
            return connection.execute(u"UPDATE tokens SET last_used = ? WHERE id = ?"_s,
                                      {SqlTime::text(now), token.id});
        });
        if (!noted)
            return noted.error();
    }
    return token;
}

Result<QList<ApiToken>> TokenStore::ofUser(qint64 userId)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<ApiToken>> {
        const Result<SqlRows> rows = connection.query(
            u"SELECT "_s + columns() + u" FROM tokens WHERE user_id = ? ORDER BY id"_s, {userId});
        if (!rows)
            return rows.error();
        QList<ApiToken> tokens;
        for (const SqlRow &row : *rows)
            tokens.append(tokenOf(row));
        return tokens;
    });
}

Result<void> TokenStore::revoke(qint64 userId, qint64 id, const QDateTime &now)
{
    const Result<qint64> revoked = m_database.write([&](SqlConnection &connection) {
        return connection.execute(
            u"UPDATE tokens SET revoked = coalesce(revoked, ?) WHERE id = ? AND user_id = ?"_s,
            {SqlTime::text(now), id, userId});
    });
    if (!revoked)
        return revoked.error();
    if (*revoked == 0)
        return Error{Error::Kind::NotFound, tr("There is no token %1.").arg(id), {}};
    return {};
}

Result<void> TokenStore::revokeAll(SqlConnection &connection, qint64 userId, const QDateTime &now)
{
    const Result<qint64> revoked =
        connection.execute(u"UPDATE tokens SET revoked = ? WHERE user_id = ? AND revoked IS NULL"_s,
                           {SqlTime::text(now), userId});
    if (!revoked)
        return revoked.error();
    return {};
}
