// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QFlags>
#include <QList>
#include <QString>
#include <QStringList>

/// What a token lets its bearer do, never more than its owner may.
enum class TokenScope {
    Read = 1,    ///< what only its owner sees: own account, tokens' list, delivery logs
    Publish = 2, ///< releases, yanks, deprecations
    Report = 4,  ///< reports of a registered service
    Review = 8,  ///< reviews, receipts
    Admin = 16   ///< everything its owner may as an administrator
};
Q_DECLARE_FLAGS(TokenScopes, TokenScope)
Q_DECLARE_OPERATORS_FOR_FLAGS(TokenScopes)
[[nodiscard]] QString nameOf(TokenScope scope);
/// "read publish": as OAuth writes them.
[[nodiscard]] QString scopesText(TokenScopes scopes);
/// Invalid: names the word that is no scope.
[[nodiscard]] Result<TokenScopes> parseScopes(const QString &text);

/// An API token as everybody but its bearer knows it.
struct ApiToken {
    qint64 id = 0;
    qint64 userId = 0;
    QString name; ///< what its owner calls it
    QString hint; ///< its first characters
    TokenScopes scopes;
    QString distribution; ///< lower case; the only one it may publish; empty: all of its owner's
    QDateTime created;
    QDateTime expires; ///< invalid: never
    QDateTime lastUsed;
    QDateTime revoked;

    [[nodiscard]] bool isUsable(const QDateTime &now) const
    {
        return !revoked.isValid() && (!expires.isValid() || now < expires);
    }
};

/// API tokens: 256 random bits, shown once, kept as a hash. A revoked one is refused on the very next request.
class TokenStore
{
public:
    struct Made {
        ApiToken token;
        QString secret; ///< shown once: "howdah_…"
    };
    explicit TokenStore(RegistryDatabase &database) : m_database(database) {}

    [[nodiscard]] Result<Made> add(const ApiToken &token, const QDateTime &now);
    /// The same as a part of a transaction.
    [[nodiscard]] static Result<Made> add(SqlConnection &connection, const ApiToken &token,
                                          const QDateTime &now);
    /// NotFound: there is none, it has expired or was revoked. Notes that it was used, once a minute at most.
    [[nodiscard]] Result<ApiToken> bySecret(const QString &secret, const QDateTime &now);
    [[nodiscard]] Result<QList<ApiToken>> ofUser(qint64 userId);
    [[nodiscard]] Result<void> revoke(qint64 userId, qint64 id, const QDateTime &now);
    /// When a password was changed or an account closed.
    [[nodiscard]] static Result<void> revokeAll(SqlConnection &connection, qint64 userId,
                                                const QDateTime &now);
    /// SHA-256 in hex: the secrets are random, so that nothing slower is needed.
    [[nodiscard]] static QString hashOf(const QString &secret);

private:
    RegistryDatabase &m_database;
};
