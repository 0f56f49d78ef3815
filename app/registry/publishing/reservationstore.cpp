// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/reservationstore.h"

#include "registry/registryname.h"
#include "registry/store/accountstore.h"
#include "registry/store/eventstore.h"
#include "registry/store/processlease.h"
#include "registry/store/registrysettings.h"
#include "registry/store/releasestore.h"
#include "registry/store/staledocuments.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 leaseSeconds = 600;
/// Before anything that does not take that long, a lease need not be renewed.
constexpr qint64 enoughSeconds = leaseSeconds / 2;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReservationStore", text);
}

QList<StaleDocument> documentsOf(const Release &release)
{
    using Kind = StaleDocument::Kind;
    QList<StaleDocument> documents{{Kind::Stats, {}}, {Kind::Distribution, release.key()}};
    for (const ProvidedExtension &extension : release.extensions)
        documents.append({Kind::Extension, extension.name.toLower()});
    for (const QString &tag : release.tags) {
        // A tag may hold what no file name may; it stays in META.json then.
        if (RegistryName::isFileName(tag))
            documents.append({Kind::Tag, tag.toLower()});
    }
    return documents;
}

struct UserRow {
    qint64 id = 0;
    QString nickname;
};

Result<UserRow> userRow(SqlConnection &connection, const QString &nickname)
{
    const auto row = connection.queryOne(u"SELECT id, nickname FROM users WHERE nickname_key = ?"_s,
                                         {nickname.toLower()});
    if (!row)
        return row.error();
    if (!*row)
        return Error{
            Error::Kind::NotFound, tr("There is no user “%1” in the registry.").arg(nickname), {}};
    return UserRow{(*row)->number(0), (*row)->text(1)};
}

/// Rule 1: whoever releases an extension must own it, with others or alone, unless nobody does.
Result<void> checkOwnership(SqlConnection &connection, const Release &release, const UserRow &user)
{
    QStringList foreign;
    for (const ProvidedExtension &extension : release.extensions) {
        const auto row = connection.queryOne(
            u"SELECT e.owner_id, (SELECT count(*) FROM coowners c WHERE c.ext_key = e.ext_key "
            "AND c.user_id = ? AND c.accepted IS NOT NULL) FROM extensions e WHERE e.ext_key = ?"_s,
            {user.id, extension.name.toLower()});
        if (!row)
            return row.error();
        const bool isFree = !*row;
        if (!isFree && (*row)->number(0) != user.id && (*row)->number(1) == 0)
            foreign.append(extension.name);
    }
    if (foreign.isEmpty())
        return {};
    return Error{Error::Kind::Permission,
                 tr("User “%1” does not own all provided extensions").arg(user.nickname),
                 tr("Owned by somebody else, or by nobody any more: %1. An owner can invite you as "
                    "co-owner.")
                     .arg(foreign.join(u", "_s))};
}

/// Rule 2: versions rise within what they succeed.
Result<void> checkOrder(const Release &release, const QList<Version> &existing)
{
    const Version &wanted = release.version;
    const auto greatest = [&](auto claim) -> std::optional<Version> {
        std::optional<Version> found;
        for (const Version &version : existing) {
            if (claim(version) && (!found || *found < version))
                found = version;
        }
        return found;
    };
    const auto refused = [&](const QString &what, const Version &other) -> Result<void> {
        return Error{Error::Kind::Conflict,
                     u"Distribution “%1 %2” version not greater than previous %3 “%1 %4”"_s.arg(
                         release.name, wanted.toString(), what, other.toString()),
                     {}};
    };
    const std::optional<Version> newest = greatest([](const Version &) { return true; });
    if (!newest || !(wanted < *newest))
        return {};
    if (const auto minor = greatest([&](const Version &other) {
            return other.majorPart() == wanted.majorPart()
                   && other.minorPart() == wanted.minorPart();
        }))
        return wanted < *minor ? refused(u"minor release"_s, *minor) : Result<void>();
    if (const auto major =
            greatest([&](const Version &other) { return other.majorPart() == wanted.majorPart(); }))
        return wanted < *major ? refused(u"major release"_s, *major) : Result<void>();
    return refused(u"release"_s, *newest);
}

/// Rules 2 and 3, in upstream's order.
Result<void> checkVersion(SqlConnection &connection, const Release &release,
                          ReservationStore::Authority authority)
{
    const Result<SqlRows> rows = connection.query(
        u"SELECT version, version_key FROM releases WHERE dist_key = ?"_s, {release.key()});
    if (!rows)
        return rows.error();
    QList<Version> existing;
    bool isTaken = false;
    for (const SqlRow &row : *rows) {
        existing.append(Version::parseTolerant(row.text(0)).value_or(Version()));
        isTaken = isTaken || row.text(1) == ReleaseStore::versionKey(release.version);
    }
    if (!isTaken && authority == ReservationStore::Authority::Author)
        return checkOrder(release, existing);
    if (isTaken)
        return Error{
            Error::Kind::Conflict,
            tr("Distribution “%1 %2” already exists").arg(release.name, release.version.toString()),
            tr("A release never changes: give a changed one a new version.")};
    return {};
}

Result<void> writeChildren(SqlConnection &connection, qint64 id, const Release &release)
{
    int position = 0;
    for (const ProvidedExtension &extension : release.extensions) {
        const Result<qint64> written = connection.execute(
            u"INSERT INTO release_extensions (release_id, position, ext_key, name, version, "
            "abstract) VALUES (?, ?, ?, ?, ?, ?)"_s,
            {id, position++, extension.name.toLower(), extension.name, extension.version,
             extension.abstract});
        if (!written)
            return written.error();
    }
    position = 0;
    QStringList seen;
    for (const QString &tag : release.tags) {
        if (seen.contains(tag.toLower()))
            continue;
        seen.append(tag.toLower());
        const Result<qint64> written = connection.execute(
            u"INSERT INTO release_tags (release_id, position, tag_key, tag) VALUES (?, ?, ?, ?)"_s,
            {id, position++, tag.toLower(), tag});
        if (!written)
            return written.error();
    }
    return {};
}

/// Who first releases an extension owns it.
Result<void> takeOwnership(SqlConnection &connection, qint64 id, const Release &release)
{
    for (const ProvidedExtension &extension : release.extensions) {
        const Result<qint64> taken = connection.execute(
            u"INSERT INTO extensions (ext_key, name, owner_id, created) "
            "SELECT CAST(? AS TEXT), CAST(? AS TEXT), user_id, date FROM releases WHERE id = ? "
            "ON CONFLICT (ext_key) DO NOTHING"_s,
            {extension.name.toLower(), extension.name, id});
        if (!taken)
            return taken.error();
    }
    return {};
}

/// What is being taken in counts as well, so that many at once do not step over it together.
Result<void> checkSpace(SqlConnection &connection, qint64 size)
{
    const Result<qint64> limit = RegistrySettings::number(connection, u"storage-limit"_s);
    if (!limit)
        return limit.error();
    if (*limit == 0)
        return {};
    const auto row =
        connection.queryOne(u"SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM releases"_s);
    if (!row)
        return row.error();
    if ((*row)->number(0) + size <= *limit)
        return {};
    return Error{Error::Kind::DiskFull,
                 tr("The registry is full: its archives may have %1 bytes, %2 are taken, and this "
                    "one has %3. Whoever runs it can raise the setting “storage-limit”.")
                     .arg(*limit)
                     .arg((*row)->number(0))
                     .arg(size),
                 {}};
}

Result<ReservationStore::Reservation> checkAll(SqlConnection &connection, const Release &release,
                                               const UserRow &user,
                                               ReservationStore::Authority authority, qint64 size,
                                               const QDateTime &now)
{
    if (authority == ReservationStore::Authority::Author) {
        if (Result<void> owned = checkOwnership(connection, release, user); !owned)
            return owned.error();
    }
    if (Result<void> rises = checkVersion(connection, release, authority); !rises)
        return rises.error();
    if (Result<void> fits = checkSpace(connection, size); !fits)
        return fits.error();
    const QDateTime date = QDateTime::fromSecsSinceEpoch(now.toSecsSinceEpoch(), Qt::UTC);
    return ReservationStore::Reservation{0, user.id, user.nickname, date, authority};
}

/// The lease of what is pending under the old one; whether it was.
Result<bool> replaceLease(SqlConnection &connection, qint64 id, const QString &from,
                          const QString &to)
{
    const Result<qint64> changed = connection.execute(
        u"UPDATE releases SET lease = ? WHERE id = ? AND state = 'pending' AND lease = ?"_s,
        {to, id, from});
    if (!changed)
        return changed.error();
    return *changed == 1;
}

Error givenUp()
{
    return {Error::Kind::Conflict,
            tr("Publishing took so long that the place of the release was given up. Try again."),
            {}};
}

} // namespace

Result<ReservationStore::Reservation> ReservationStore::rehearse(const Release &release,
                                                                 const QString &nickname,
                                                                 Authority authority,
                                                                 const QDateTime &now, qint64 size)
{
    return m_database.read([&](SqlConnection &connection) -> Result<Reservation> {
        const Result<UserRow> user = userRow(connection, nickname);
        if (!user)
            return user.error();
        return checkAll(connection, release, *user, authority, size, now);
    });
}

Result<ReservationStore::Reservation> ReservationStore::reserve(const Release &release,
                                                                const QString &nickname,
                                                                Authority authority,
                                                                const QDateTime &now, qint64 size)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Reservation> {
        if (authority == Authority::Operator) {
            if (const auto account = AccountStore::ensure(connection, nickname, nickname, now);
                !account)
                return account.error();
        }
        const Result<UserRow> user = userRow(connection, nickname);
        if (!user)
            return user.error();
        Result<Reservation> reservation =
            checkAll(connection, release, *user, authority, size, now);
        if (!reservation)
            return reservation;
        const QDateTime &date = reservation->date;
        const Result<qint64> named = connection.execute(
            u"INSERT INTO distributions (dist_key, name, created) VALUES (?, ?, ?) "
            "ON CONFLICT (dist_key) DO NOTHING"_s,
            {release.key(), release.name, SqlTime::text(date)});
        if (!named)
            return named.error();
        reservation->lease = ProcessLease::until(now.addSecs(leaseSeconds));
        const Result<qint64> id = connection.insert(
            u"INSERT INTO releases (dist_key, name, version, version_key, state, lease, status, "
            "abstract, license, meta_spec, user_id, date, size) "
            "VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {release.key(), release.name, release.version.toString(),
             ReleaseStore::versionKey(release.version), reservation->lease, nameOf(release.status),
             release.abstract, release.license, release.metaSpec, user->id, SqlTime::text(date),
             size});
        if (!id)
            return id.error();
        reservation->id = *id;
        return reservation;
    });
}

Result<void> ReservationStore::checkSpace(qint64 size)
{
    return m_database.read(
        [&](SqlConnection &connection) { return ::checkSpace(connection, size); });
}

Result<void> ReservationStore::renew(Reservation &reservation, const QDateTime &now)
{
    const QString lease = ProcessLease::until(now.addSecs(leaseSeconds));
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<bool> renewed =
            replaceLease(connection, reservation.id, reservation.lease, lease);
        if (!renewed)
            return renewed.error();
        if (!*renewed)
            return givenUp();
        reservation.lease = lease;
        return {};
    });
}

Result<void> ReservationStore::renewWhenDue(Reservation &reservation, const QDateTime &now)
{
    if (ProcessLease::holds(reservation.lease, now.addSecs(enoughSeconds)))
        return {};
    return renew(reservation, now);
}

Result<void> ReservationStore::publish(const Reservation &reservation, const Release &release,
                                       const Published &facts)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> changed = connection.execute(
            u"UPDATE releases SET state = 'published', lease = NULL, sha1 = ?, sha512 = ?, size = "
            u"? "
            "WHERE id = ? AND state = 'pending' AND lease = ?"_s,
            {QString::fromLatin1(facts.sha1.toHex()), QString::fromLatin1(facts.sha512.toHex()),
             facts.size, reservation.id, reservation.lease});
        if (!changed)
            return changed.error();
        if (*changed != 1)
            return givenUp();
        if (Result<void> written = writeChildren(connection, reservation.id, release); !written)
            return written;
        if (Result<void> taken = takeOwnership(connection, reservation.id, release); !taken)
            return taken;
        // Somebody else may have taken a name between the two transactions.
        if (reservation.authority == Authority::Author) {
            const UserRow user{reservation.userId, reservation.nickname};
            if (Result<void> owned = checkOwnership(connection, release, user); !owned)
                return owned;
        }
        const Result<qint64> renamed =
            connection.execute(u"UPDATE distributions SET name = ? WHERE dist_key = ?"_s,
                               {release.name, release.key()});
        if (!renamed)
            return renamed.error();
        QList<StaleDocument> documents = documentsOf(release);
        documents.append({StaleDocument::Kind::User, reservation.nickname.toLower()});
        if (Result<void> marked = StaleDocumentStore::mark(connection, documents); !marked)
            return marked;
        const Result<qint64> told = EventStore::append(
            connection,
            {EventStore::Kind::Release, reservation.date, reservation.nickname, release.key(),
             QJsonObject{{u"name"_s, release.name},
                         {u"version"_s, release.version.toString()},
                         {u"status"_s, ::nameOf(release.status)},
                         {u"abstract"_s, release.abstract},
                         {u"user"_s, reservation.nickname},
                         {u"sha1"_s, QString::fromLatin1(facts.sha1.toHex())},
                         {u"sha512"_s, QString::fromLatin1(facts.sha512.toHex())}}});
        if (!told)
            return told.error();
        return StaleDocumentStore::raiseGeneration(connection);
    });
}

Result<void> ReservationStore::abandon(const Reservation &reservation)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> removed = connection.execute(
            u"DELETE FROM releases WHERE id = ? AND state = 'pending' AND lease = ?"_s,
            {reservation.id, reservation.lease});
        if (!removed)
            return removed.error();
        return {};
    });
}

Result<QList<ReservationStore::Dead>> ReservationStore::dead(const QDateTime &now)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Dead>> {
        const Result<SqlRows> rows = connection.query(
            u"SELECT id, dist_key, version, lease FROM releases WHERE state = 'pending'"_s);
        if (!rows)
            return rows.error();
        QList<Dead> dead;
        for (const SqlRow &row : *rows) {
            if (!ProcessLease::holds(row.text(3), now))
                dead.append({row.number(0), row.text(1), row.text(2).toLower(), row.text(3)});
        }
        return dead;
    });
}

Result<std::optional<ReservationStore::Reservation>>
ReservationStore::takeOver(const Dead &dead, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<std::optional<Reservation>> {
        Reservation reservation;
        reservation.id = dead.id;
        reservation.lease = ProcessLease::until(now.addSecs(leaseSeconds));
        const Result<bool> taken = replaceLease(connection, dead.id, dead.lease, reservation.lease);
        if (!taken)
            return taken.error();
        return *taken ? std::optional(reservation) : std::nullopt;
    });
}

Result<bool> ReservationStore::isPublished(qint64 id)
{
    return m_database.read([&](SqlConnection &connection) -> Result<bool> {
        const auto row = connection.queryOne(
            u"SELECT id FROM releases WHERE id = ? AND state = 'published'"_s, {id});
        if (!row)
            return row.error();
        return row->has_value();
    });
}
