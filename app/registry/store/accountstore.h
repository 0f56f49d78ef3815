// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

/// Somebody the registry knows (protocol.md 4.5).
struct Account {
    enum class Role { Author, Service, Admin };
    enum class Status {
        New, ///< waits for an administrator
        Active,
        Inactive,
        Deleted
    };
    qint64 id = 0;
    QString nickname;
    QString fullName;
    QString email;
    QString uri;
    QString twitter;
    QString why; ///< the reason given at registration
    Role role = Role::Author;
    Status status = Status::New;
    QString passwordHash; ///< empty: cannot sign in with a password
    QDateTime created;
    QDateTime visited; ///< invalid: never

    [[nodiscard]] bool isActive() const { return status == Status::Active; }
};
[[nodiscard]] QString nameOf(Account::Role role);
[[nodiscard]] QString nameOf(Account::Status status);
[[nodiscard]] std::optional<Account::Role> roleNamed(const QString &name);
[[nodiscard]] std::optional<Account::Status> accountStatusNamed(const QString &name);

/// Accounts in the registry's database. What others should hear of writes an event; what mirrors tell of somebody is
/// marked stale.
class AccountStore
{
public:
    /// What somebody may change about himself.
    struct Profile {
        QString fullName;
        QString email;
        QString uri;
        QString twitter;
    };
    explicit AccountStore(RegistryDatabase &database) : m_database(database) {}

    /// NotFound.
    [[nodiscard]] Result<Account> byNickname(const QString &nickname);
    [[nodiscard]] Result<Account> byId(qint64 id);
    /// All, by nickname, whatever their status.
    [[nodiscard]] Result<QList<Account>> all();
    /// Nickname and name of all who have a page and whose nickname begins with the letter, by nickname.
    [[nodiscard]] Result<QList<std::pair<QString, QString>>> beginningWith(QChar letter);
    /// With ids above `after`, lowest first; those of one status, when it is given.
    [[nodiscard]] Result<QList<Account>> page(qint64 after, int limit,
                                              std::optional<Account::Status> status = {});
    [[nodiscard]] static Result<Account> byNickname(SqlConnection &connection,
                                                    const QString &nickname);
    [[nodiscard]] static Result<Account> byId(SqlConnection &connection, qint64 id);
    /// Conflict: the nickname or the e-mail address is taken.
    [[nodiscard]] Result<Account> add(const Account &account, const QDateTime &now);
    [[nodiscard]] static Result<Account> add(SqlConnection &connection, const Account &account,
                                             const QDateTime &now);
    /// Conflict: somebody else has the e-mail address.
    [[nodiscard]] Result<Account> changeProfile(qint64 id, const Profile &profile);
    /// Ends what was begun with the old password: resets, device grants and, unless they are kept, tokens.
    [[nodiscard]] Result<void> setPassword(qint64 id, const QString &hash, bool keepsTokens,
                                           const QDateTime &now);
    [[nodiscard]] static Result<void> setPassword(SqlConnection &connection, qint64 id,
                                                  const QString &hash, bool keepsTokens,
                                                  const QDateTime &now);
    /// A deleted account's tokens are revoked and its extensions orphaned. `actor`: a nickname; empty: whoever runs the
    /// registry.
    [[nodiscard]] Result<Account> setStatus(qint64 id, Account::Status status, const QString &actor,
                                            const QDateTime &now);
    [[nodiscard]] Result<Account> setRole(qint64 id, Account::Role role, const QString &actor,
                                          const QDateTime &now);
    [[nodiscard]] Result<void> noteVisit(qint64 id, const QDateTime &now);
    /// The account of that name; made, active and without a password, when there is none. For what whoever runs the
    /// registry imports.
    [[nodiscard]] Result<Account> ensure(const QString &nickname, const QString &fullName,
                                         const QDateTime &now);
    /// The same as a part of a transaction.
    [[nodiscard]] static Result<Account> ensure(SqlConnection &connection, const QString &nickname,
                                                const QString &fullName, const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
