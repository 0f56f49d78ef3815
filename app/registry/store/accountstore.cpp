// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/accountstore.h"

#include "registry/registryname.h"
#include "registry/store/eventstore.h"
#include "registry/store/staledocuments.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("AccountStore", text);
}

QString columns()
{
    return u"id, nickname, full_name, email, uri, twitter, why, role, status, password_hash, "
           u"created, "
           "visited"_s;
}

Account accountOf(const SqlRow &row)
{
    Account account;
    account.id = row.number(0);
    account.nickname = row.text(1);
    account.fullName = row.text(2);
    account.email = row.text(3);
    account.uri = row.text(4);
    account.twitter = row.text(5);
    account.why = row.text(6);
    account.role = roleNamed(row.text(7)).value_or(Account::Role::Author);
    account.status = accountStatusNamed(row.text(8)).value_or(Account::Status::Inactive);
    account.passwordHash = row.text(9);
    account.created = row.time(10);
    account.visited = row.time(11);
    return account;
}

Result<Account> find(SqlConnection &connection, const QString &where, const QVariant &value,
                     const QString &shown)
{
    const auto row = connection.queryOne(
        u"SELECT "_s + columns() + u" FROM users WHERE "_s + where + u" = ?"_s, {value});
    if (!row)
        return row.error();
    if (!*row)
        return Error{
            Error::Kind::NotFound, tr("There is no user “%1” in the registry.").arg(shown), {}};
    return accountOf(**row);
}

/// Nobody without an address stands in the way of another without one.
QVariant emailKey(const QString &email)
{
    return email.isEmpty() ? QVariant() : QVariant(email.toLower());
}

Result<Account> insert(SqlConnection &connection, const Account &account, const QDateTime &now)
{
    if (!RegistryName::isNickname(account.nickname))
        return Error{
            Error::Kind::Invalid,
            tr("“%1” is no nickname: letters, digits and hyphens, beginning with a letter, "
               "63 characters at most.")
                .arg(account.nickname),
            {}};
    const Result<qint64> id = connection.insert(
        u"INSERT INTO users (nickname, nickname_key, full_name, email, email_key, uri, twitter, "
        u"why, "
        "role, status, password_hash, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {account.nickname, account.nickname.toLower(), account.fullName, account.email,
         emailKey(account.email), account.uri, account.twitter, account.why, nameOf(account.role),
         nameOf(account.status), account.passwordHash, SqlTime::text(now)});
    if (!id && id.error().kind == Error::Kind::Conflict)
        return Error{Error::Kind::Conflict,
                     tr("The nickname “%1” or the e-mail address is taken already. Choose another.")
                         .arg(account.nickname),
                     id.error().detail};
    if (!id)
        return id.error();
    Account added = account;
    added.id = *id;
    added.created = now;
    if (Result<void> marked = StaleDocumentStore::mark(
            connection, {{StaleDocument::Kind::User, account.nickname.toLower()},
                         {StaleDocument::Kind::Stats, {}}});
        !marked)
        return marked.error();
    const Result<qint64> told = EventStore::append(
        connection,
        {EventStore::Kind::User,
         now,
         account.nickname,
         {},
         QJsonObject{{u"nickname"_s, account.nickname}, {u"status"_s, nameOf(account.status)}}});
    if (!told)
        return told.error();
    return added;
}

} // namespace

QString nameOf(Account::Role role)
{
    switch (role) {
    case Account::Role::Author:
        return u"author"_s;
    case Account::Role::Service:
        return u"service"_s;
    case Account::Role::Admin:
        return u"admin"_s;
    }
    return {};
}

QString nameOf(Account::Status status)
{
    switch (status) {
    case Account::Status::New:
        return u"new"_s;
    case Account::Status::Active:
        return u"active"_s;
    case Account::Status::Inactive:
        return u"inactive"_s;
    case Account::Status::Deleted:
        return u"deleted"_s;
    }
    return {};
}

std::optional<Account::Role> roleNamed(const QString &name)
{
    for (const Account::Role role :
         {Account::Role::Author, Account::Role::Service, Account::Role::Admin}) {
        if (nameOf(role) == name)
            return role;
    }
    return {};
}

std::optional<Account::Status> accountStatusNamed(const QString &name)
{
    for (const Account::Status status : {Account::Status::New, Account::Status::Active,
                                         Account::Status::Inactive, Account::Status::Deleted}) {
        if (nameOf(status) == name)
            return status;
    }
    return {};
}

Result<Account> AccountStore::byNickname(const QString &nickname)
{
    return m_database.read([&](SqlConnection &connection) {
        return find(connection, u"nickname_key"_s, nickname.toLower(), nickname);
    });
}

Result<Account> AccountStore::byId(qint64 id)
{
    return m_database.read([&](SqlConnection &connection) {
        return find(connection, u"id"_s, id, QString::number(id));
    });
}

Result<QList<Account>> AccountStore::all()
{
    return m_database.read([](SqlConnection &connection) -> Result<QList<Account>> {
        const Result<SqlRows> rows =
            connection.query(u"SELECT "_s + columns() + u" FROM users ORDER BY nickname_key"_s);
        if (!rows)
            return rows.error();
        QList<Account> accounts;
        for (const SqlRow &row : *rows)
            accounts.append(accountOf(row));
        return accounts;
    });
}

Result<Account> AccountStore::add(const Account &account, const QDateTime &now)
{
    return m_database.write(
        [&](SqlConnection &connection) { return insert(connection, account, now); });
}

Result<Account> AccountStore::ensure(const QString &nickname, const QString &fullName,
                                     const QDateTime &now)
{
    Result<Account> known = byNickname(nickname);
    if (known || known.error().kind != Error::Kind::NotFound)
        return known;
    return m_database.write(
        [&](SqlConnection &connection) { return ensure(connection, nickname, fullName, now); });
}

Result<Account> AccountStore::ensure(SqlConnection &connection, const QString &nickname,
                                     const QString &fullName, const QDateTime &now)
{
    Result<Account> found = find(connection, u"nickname_key"_s, nickname.toLower(), nickname);
    if (found || found.error().kind != Error::Kind::NotFound)
        return found;
    Account account;
    account.nickname = nickname;
    account.fullName = fullName;
    account.status = Account::Status::Active;
    return insert(connection, account, now);
}
