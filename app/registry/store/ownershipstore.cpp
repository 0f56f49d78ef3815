// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/ownershipstore.h"

#include "registry/store/accountstore.h"
#include "registry/store/eventstore.h"

#include <QCoreApplication>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OwnershipStore", text);
}

struct ExtensionRow {
    QString key;
    QString name;
    qint64 owner = 0; ///< 0: nobody
};

Result<ExtensionRow> find(SqlConnection &connection, const QString &extension)
{
    const auto row =
        connection.queryOne(u"SELECT ext_key, name, owner_id FROM extensions WHERE ext_key = ?"_s,
                            {extension.toLower()});
    if (!row)
        return row.error();
    if (!*row)
        return Error{
            Error::Kind::NotFound, tr("No extension “%1” was released here.").arg(extension), {}};
    return ExtensionRow{(*row)->text(0), (*row)->text(1), (*row)->number(2)};
}

/// Who is to become something must be able to act.
Result<Account> findActive(SqlConnection &connection, const QString &nickname)
{
    Result<Account> account = AccountStore::byNickname(connection, nickname);
    if (account && !account->isActive())
        return Error{Error::Kind::NotFound,
                     tr("The account “%1” is not active.").arg(account->nickname),
                     {}};
    return account;
}

Result<void> needOwner(const ExtensionRow &extension, const OwnershipStore::Actor &actor,
                       const QString &what)
{
    if (actor.isAdmin || (extension.owner != 0 && extension.owner == actor.id))
        return {};
    return Error{Error::Kind::Permission,
                 u"User “%1” does not have permission to %2 “%3”"_s.arg(actor.nickname, what,
                                                                        extension.name),
                 {}};
}

/// `what`: "owner" (to `user`), "orphaned", "coowner-added", "coowner-removed".
Result<void> tell(SqlConnection &connection, const ExtensionRow &extension, const QString &what,
                  const QString &user, const QString &actor, const QDateTime &now)
{
    QJsonObject data{{u"extension"_s, extension.name}, {u"change"_s, what}};
    if (!user.isEmpty())
        data.insert(u"user"_s, user);
    const Result<qint64> told =
        EventStore::append(connection, {EventStore::Kind::Ownership, now, actor, {}, data});
    if (!told)
        return told.error();
    return {};
}

/// For statements of which nobody needs the count.
Result<void> run(SqlConnection &connection, const QString &sql, const QVariantList &values)
{
    const Result<qint64> done = connection.execute(sql, values);
    if (!done)
        return done.error();
    return {};
}

Result<void> removeOffer(SqlConnection &connection, const QString &key)
{
    return run(connection, u"DELETE FROM transfers WHERE ext_key = ?"_s, {key});
}

Result<void> changeOwner(SqlConnection &connection, const ExtensionRow &extension,
                         const Account &owner, const QString &actor, const QDateTime &now)
{
    if (Result<void> done =
            run(connection, u"UPDATE extensions SET owner_id = ? WHERE ext_key = ?"_s,
                {owner.id, extension.key});
        !done)
        return done;
    if (Result<void> done =
            run(connection, u"DELETE FROM coowners WHERE ext_key = ? AND user_id = ?"_s,
                {extension.key, owner.id});
        !done)
        return done;
    if (Result<void> done = removeOffer(connection, extension.key); !done)
        return done;
    return tell(connection, extension, u"owner"_s, owner.nickname, actor, now);
}

Result<void> orphan(SqlConnection &connection, const ExtensionRow &extension, const QString &actor,
                    const QDateTime &now)
{
    if (Result<void> done =
            run(connection, u"UPDATE extensions SET owner_id = NULL WHERE ext_key = ?"_s,
                {extension.key});
        !done)
        return done;
    if (Result<void> done = removeOffer(connection, extension.key); !done)
        return done;
    return tell(connection, extension, u"orphaned"_s, {}, actor, now);
}

} // namespace

QString nameOf(OwnershipPart::Kind kind)
{
    switch (kind) {
    case OwnershipPart::Kind::Owner:
        return u"owner"_s;
    case OwnershipPart::Kind::CoOwner:
        return u"coowner"_s;
    case OwnershipPart::Kind::Invited:
        return u"invited"_s;
    case OwnershipPart::Kind::Offered:
        return u"offered"_s;
    }
    return {};
}

Result<ExtensionOwnership> OwnershipStore::of(const QString &extension)
{
    return m_database.read([&](SqlConnection &connection) -> Result<ExtensionOwnership> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        const auto heads =
            connection.queryOne(u"SELECT u.nickname, t.nickname FROM extensions e "
                                "LEFT JOIN users u ON u.id = e.owner_id "
                                "LEFT JOIN transfers f ON f.ext_key = e.ext_key "
                                "LEFT JOIN users t ON t.id = f.user_id WHERE e.ext_key = ?"_s,
                                {found->key});
        if (!heads)
            return heads.error();
        ExtensionOwnership ownership{found->name, (*heads)->text(0), {}, {}, (*heads)->text(1)};
        const Result<SqlRows> rows = connection.query(
            u"SELECT u.nickname, c.accepted FROM coowners c JOIN users u ON u.id = c.user_id "
            "WHERE c.ext_key = ? ORDER BY u.nickname_key"_s,
            {found->key});
        if (!rows)
            return rows.error();
        for (const SqlRow &row : *rows)
            (row.isNull(1) ? ownership.invited : ownership.coowners).append(row.text(0));
        return ownership;
    });
}

Result<QList<OwnershipPart>> OwnershipStore::partsOf(qint64 userId)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<OwnershipPart>> {
        const Result<SqlRows> rows = connection.query(
            u"SELECT e.name, 0, e.ext_key FROM extensions e WHERE e.owner_id = ? UNION ALL "
            "SELECT e.name, CASE WHEN c.accepted IS NULL THEN 2 ELSE 1 END, e.ext_key "
            "FROM coowners c JOIN extensions e ON e.ext_key = c.ext_key WHERE c.user_id = ? "
            "UNION ALL SELECT e.name, 3, e.ext_key FROM transfers t "
            "JOIN extensions e ON e.ext_key = t.ext_key WHERE t.user_id = ? ORDER BY 3, 2"_s,
            {userId, userId, userId});
        if (!rows)
            return rows.error();
        QList<OwnershipPart> parts;
        for (const SqlRow &row : *rows)
            parts.append({row.text(0), static_cast<OwnershipPart::Kind>(row.number(1))});
        return parts;
    });
}

Result<QStringList> OwnershipStore::orphaned()
{
    return m_database.read([](SqlConnection &connection) -> Result<QStringList> {
        const Result<SqlRows> rows = connection.query(
            u"SELECT name FROM extensions WHERE owner_id IS NULL ORDER BY ext_key"_s);
        if (!rows)
            return rows.error();
        QStringList names;
        for (const SqlRow &row : *rows)
            names.append(row.text(0));
        return names;
    });
}

Result<void> OwnershipStore::invite(const QString &extension, const QString &nickname,
                                    const Actor &actor, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        if (Result<void> may = needOwner(*found, actor, u"grant co-ownership to"_s); !may)
            return may;
        const Result<Account> invited = findActive(connection, nickname);
        if (!invited)
            return invited.error();
        if (invited->id == found->owner)
            return Error{Error::Kind::Conflict,
                         tr("“%1” owns “%2” already.").arg(invited->nickname, found->name),
                         {}};
        const Result<qint64> added = connection.execute(
            u"INSERT INTO coowners (ext_key, user_id, invited_by, created) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (ext_key, user_id) DO NOTHING"_s,
            {found->key, invited->id, actor.id, SqlTime::text(now)});
        if (!added)
            return added.error();
        if (*added == 0)
            return Error{Error::Kind::Conflict,
                         tr("“%1” is a co-owner of “%2” already, or was invited.")
                             .arg(invited->nickname, found->name),
                         {}};
        return {};
    });
}

Result<void> OwnershipStore::acceptInvitation(const QString &extension, const Actor &actor,
                                              const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        const Result<qint64> accepted = connection.execute(
            u"UPDATE coowners SET accepted = ? WHERE ext_key = ? AND user_id = ? "
            "AND accepted IS NULL"_s,
            {SqlTime::text(now), found->key, actor.id});
        if (!accepted)
            return accepted.error();
        if (*accepted == 0)
            return Error{Error::Kind::NotFound,
                         tr("Nobody invites you to co-own “%1”.").arg(found->name),
                         {}};
        return tell(connection, *found, u"coowner-added"_s, actor.nickname, actor.nickname, now);
    });
}

Result<void> OwnershipStore::revoke(const QString &extension, const QString &nickname,
                                    const Actor &actor, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        if (nickname.compare(actor.nickname, Qt::CaseInsensitive) != 0) {
            if (Result<void> may = needOwner(*found, actor, u"revoke co-ownership from"_s); !may)
                return may;
        }
        const Result<Account> user = AccountStore::byNickname(connection, nickname);
        if (!user)
            return user.error();
        const auto row = connection.queryOne(
            u"SELECT accepted FROM coowners WHERE ext_key = ? AND user_id = ?"_s,
            {found->key, user->id});
        if (!row)
            return row.error();
        if (!*row)
            return Error{Error::Kind::NotFound,
                         tr("“%1” is no co-owner of “%2”.").arg(user->nickname, found->name),
                         {}};
        if (Result<void> done =
                run(connection, u"DELETE FROM coowners WHERE ext_key = ? AND user_id = ?"_s,
                    {found->key, user->id});
            !done)
            return done;
        // An invitation that came to nothing is nobody's business.
        if ((*row)->isNull(0))
            return {};
        return tell(connection, *found, u"coowner-removed"_s, user->nickname, actor.nickname, now);
    });
}

Result<void> OwnershipStore::offer(const QString &extension, const QString &nickname,
                                   const Actor &actor, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        if (Result<void> may = needOwner(*found, actor, u"transfer ownership of"_s); !may)
            return may;
        const Result<Account> user = findActive(connection, nickname);
        if (!user)
            return user.error();
        if (user->id == found->owner)
            return Error{Error::Kind::Conflict,
                         tr("“%1” owns “%2” already.").arg(user->nickname, found->name),
                         {}};
        return run(connection,
                   u"INSERT INTO transfers (ext_key, user_id, offered_by, created) "
                   "VALUES (?, ?, ?, ?) ON CONFLICT (ext_key) DO UPDATE SET "
                   "user_id = excluded.user_id, offered_by = excluded.offered_by, "
                   "created = excluded.created"_s,
                   {found->key, user->id, actor.id, SqlTime::text(now)});
    });
}

Result<void> OwnershipStore::acceptOffer(const QString &extension, const Actor &actor,
                                         const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        const auto offered = connection.queryOne(
            u"SELECT ext_key FROM transfers WHERE ext_key = ? AND user_id = ?"_s,
            {found->key, actor.id});
        if (!offered)
            return offered.error();
        if (!*offered)
            return Error{
                Error::Kind::NotFound, tr("Nobody offers “%1” to you.").arg(found->name), {}};
        const Result<Account> user = AccountStore::byId(connection, actor.id);
        if (!user)
            return user.error();
        return changeOwner(connection, *found, *user, actor.nickname, now);
    });
}

Result<void> OwnershipStore::endOffer(const QString &extension, const Actor &actor)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        const auto offered =
            connection.queryOne(u"SELECT user_id FROM transfers WHERE ext_key = ?"_s, {found->key});
        if (!offered)
            return offered.error();
        if (!*offered || (*offered)->number(0) != actor.id) {
            if (Result<void> may = needOwner(*found, actor, u"transfer ownership of"_s); !may)
                return may;
        }
        if (!*offered)
            return Error{
                Error::Kind::NotFound, tr("“%1” is offered to nobody.").arg(found->name), {}};
        return removeOffer(connection, found->key);
    });
}

Result<void> OwnershipStore::assign(const QString &extension, const QString &nickname,
                                    const Actor &actor, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        if (!actor.isAdmin)
            return needOwner({found->key, found->name, 0}, actor, u"transfer ownership of"_s);
        const Result<Account> user = findActive(connection, nickname);
        if (!user)
            return user.error();
        if (user->id == found->owner)
            return Error{Error::Kind::Conflict,
                         tr("“%1” owns “%2” already.").arg(user->nickname, found->name),
                         {}};
        return changeOwner(connection, *found, *user, actor.nickname, now);
    });
}

Result<void> OwnershipStore::resign(const QString &extension, const Actor &actor,
                                    const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<ExtensionRow> found = find(connection, extension);
        if (!found)
            return found.error();
        if (Result<void> may = needOwner(*found, actor, u"transfer ownership of"_s); !may)
            return may;
        if (found->owner == 0)
            return Error{
                Error::Kind::Conflict, tr("“%1” has no owner already.").arg(found->name), {}};
        return orphan(connection, *found, actor.nickname, now);
    });
}

Result<void> OwnershipStore::giveUpAll(SqlConnection &connection, qint64 userId,
                                       const QString &actor, const QDateTime &now)
{
    const Result<SqlRows> rows = connection.query(
        u"SELECT ext_key, name FROM extensions WHERE owner_id = ? ORDER BY ext_key"_s, {userId});
    if (!rows)
        return rows.error();
    for (const SqlRow &row : *rows) {
        if (Result<void> done = orphan(connection, {row.text(0), row.text(1), userId}, actor, now);
            !done)
            return done;
    }
    if (Result<void> done = run(connection, u"DELETE FROM coowners WHERE user_id = ?"_s, {userId});
        !done)
        return done;
    return run(connection, u"DELETE FROM transfers WHERE user_id = ?"_s, {userId});
}
