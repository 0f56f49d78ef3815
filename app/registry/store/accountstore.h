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

/// Accounts in the registry's database.
class AccountStore
{
public:
    explicit AccountStore(RegistryDatabase &database) : m_database(database) {}

    /// NotFound.
    [[nodiscard]] Result<Account> byNickname(const QString &nickname);
    [[nodiscard]] Result<Account> byId(qint64 id);
    /// All, by nickname, whatever their status.
    [[nodiscard]] Result<QList<Account>> all();
    /// Conflict: the nickname or the e-mail address is taken. Writes an event and the user's document.
    [[nodiscard]] Result<Account> add(const Account &account, const QDateTime &now);
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
