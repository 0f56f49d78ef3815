// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/accountstore.h"

#include "registry/registryname.h"
#include "registry/store/eventstore.h"
#include "registry/store/ownershipstore.h"
#include "registry/store/staledocuments.h"
#include "registry/store/tokenstore.h"

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

Result<void> markUser(SqlConnection &connection, const Account &account)
{
    return StaleDocumentStore::mark(connection,
                                    {{StaleDocument::Kind::User, account.nickname.toLower()},
                                     {StaleDocument::Kind::Stats, {}}});
}

/// Who has that status and that role now.
Result<void> tell(SqlConnection &connection, const Account &account, const QString &actor,
                  const QDateTime &now)
{
    if (Result<void> marked = markUser(connection, account); !marked)
        return marked;
    const Result<qint64> told =
        EventStore::append(connection, {EventStore::Kind::User,
                                        now,
                                        actor,
                                        {},
                                        QJsonObject{{u"nickname"_s, account.nickname},
                                                    {u"status"_s, nameOf(account.status)},
                                                    {u"role"_s, nameOf(account.role)}}});
    if (!told)
        return told.error();
    return {};
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
    if (const Result<void> told = tell(connection, added, account.nickname, now); !told)
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

Result<Account> AccountStore::byNickname(SqlConnection &connection, const QString &nickname)
{
    return find(connection, u"nickname_key"_s, nickname.toLower(), nickname);
}

Result<Account> AccountStore::byId(SqlConnection &connection, qint64 id)
{
    return find(connection, u"id"_s, id, QString::number(id));
}

Result<QList<Account>> AccountStore::page(qint64 after, int limit,
                                          std::optional<Account::Status> status)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Account>> {
        QString where = u"id > ?"_s;
        QVariantList values{after};
        if (status) {
            where += u" AND status = ?"_s;
            values.append(nameOf(*status));
        }
        values.append(limit);
        const Result<SqlRows> rows = connection.query(
            u"SELECT "_s + columns() + u" FROM users WHERE "_s + where + u" ORDER BY id LIMIT ?"_s,
            values);
        if (!rows)
            return rows.error();
        QList<Account> accounts;
        for (const SqlRow &row : *rows)
            accounts.append(accountOf(row));
        return accounts;
    });
}

Result<Account> AccountStore::add(SqlConnection &connection, const Account &account,
                                  const QDateTime &now)
{
    return insert(connection, account, now);
}

Result<Account> AccountStore::changeProfile(qint64 id, const Profile &profile)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Account> {
        const Result<qint64> changed = connection.execute(
            u"UPDATE users SET full_name = ?, email = ?, email_key = ?, uri = ?, twitter = ? "
            "WHERE id = ?"_s,
            {profile.fullName, profile.email, emailKey(profile.email), profile.uri, profile.twitter,
             id});
        if (!changed && changed.error().kind == Error::Kind::Conflict)
            return Error{Error::Kind::Conflict,
                         tr("Somebody else has the e-mail address “%1” here.").arg(profile.email),
                         {}};
        if (!changed)
            return changed.error();
        Result<Account> account = byId(connection, id);
        if (!account)
            return account;
        if (const Result<void> marked = markUser(connection, *account); !marked)
            return marked.error();
        return account;
    });
}

Result<void> AccountStore::setPassword(qint64 id, const QString &hash, bool keepsTokens,
                                       const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) {
        return setPassword(connection, id, hash, keepsTokens, now);
    });
}

Result<void> AccountStore::setPassword(SqlConnection &connection, qint64 id, const QString &hash,
                                       bool keepsTokens, const QDateTime &now)
{
    const Result<qint64> changed =
        connection.execute(u"UPDATE users SET password_hash = ? WHERE id = ?"_s, {hash, id});
    if (!changed)
        return changed.error();
    for (const QString &statement : {u"DELETE FROM password_resets WHERE user_id = ?"_s,
                                     u"DELETE FROM device_grants WHERE user_id = ?"_s}) {
        if (const Result<qint64> removed = connection.execute(statement, {id}); !removed)
            return removed.error();
    }
    return keepsTokens ? Result<void>() : TokenStore::revokeAll(connection, id, now);
}

Result<Account> AccountStore::setStatus(qint64 id, Account::Status status, const QString &actor,
                                        const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Account> {
        Result<Account> account = byId(connection, id);
        if (!account || account->status == status)
            return account;
        account->status = status;
        const Result<qint64> changed =
            connection.execute(u"UPDATE users SET status = ? WHERE id = ?"_s, {nameOf(status), id});
        if (!changed)
            return changed.error();
        if (status == Account::Status::Deleted) {
            if (const Result<void> ended = setPassword(connection, id, {}, false, now); !ended)
                return ended.error();
            if (const Result<void> orphaned = OwnershipStore::giveUpAll(connection, id, actor, now);
                !orphaned)
                return orphaned.error();
            // Its address is free for whom it belongs to.
            for (const QString &statement :
                 {u"DELETE FROM identities WHERE user_id = ?"_s,
                  u"UPDATE users SET email = '', email_key = NULL WHERE id = ?"_s}) {
                if (const Result<qint64> forgotten = connection.execute(statement, {id});
                    !forgotten)
                    return forgotten.error();
            }
        }
        if (const Result<void> told = tell(connection, *account, actor, now); !told)
            return told.error();
        return account;
    });
}

Result<Account> AccountStore::setRole(qint64 id, Account::Role role, const QString &actor,
                                      const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Account> {
        Result<Account> account = byId(connection, id);
        if (!account || account->role == role)
            return account;
        account->role = role;
        const Result<qint64> changed =
            connection.execute(u"UPDATE users SET role = ? WHERE id = ?"_s, {nameOf(role), id});
        if (!changed)
            return changed.error();
        if (const Result<void> told = tell(connection, *account, actor, now); !told)
            return told.error();
        return account;
    });
}

Result<void> AccountStore::noteVisit(qint64 id, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> noted = connection.execute(
            u"UPDATE users SET visited = ? WHERE id = ?"_s, {SqlTime::text(now), id});
        if (!noted)
            return noted.error();
        return {};
    });
}

Result<QList<std::pair<QString, QString>>> AccountStore::beginningWith(QChar letter)
{
    using Names = QList<std::pair<QString, QString>>;
    return m_database.read([&](SqlConnection &connection) -> Result<Names> {
        const Result<SqlRows> rows = connection.query(
            u"SELECT nickname, full_name FROM users WHERE substr(nickname_key, 1, 1) = ? "
            "AND status NOT IN ('new', 'deleted') ORDER BY nickname_key"_s,
            {QString(letter.toLower())});
        if (!rows)
            return rows.error();
        Names names;
        for (const SqlRow &row : *rows)
            names.append({row.text(0), row.text(1)});
        return names;
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
