// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/reviewstore.h"

#include "registry/store/confirmedinstallstore.h"
#include "registry/store/eventstore.h"
#include "registry/store/publisheddistribution.h"

#include <QCoreApplication>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ReviewsApi", text);
}

QString select()
{
    return u"SELECT v.id, v.user_id, u.nickname, v.dist_key, v.version, v.postgres_major, v.os, "
           "v.arch, v.works, v.docs, v.ease, v.performance, v.stability, v.text, v.reply, "
           "(SELECT r.nickname FROM users r WHERE r.id = v.reply_by), v.replied, v.state, "
           "(SELECT count(*) FROM review_flags f WHERE f.review_id = v.id), v.created, v.changed "
           "FROM reviews v JOIN users u ON u.id = v.user_id WHERE "_s;
}

constexpr int firstStars = 9; ///< column of `select()`

Review reviewOf(const SqlRow &row)
{
    Review review;
    review.id = row.number(0);
    review.userId = row.number(1);
    review.nickname = row.text(2);
    review.distribution = row.text(3);
    review.version = row.text(4);
    review.postgresMajor = int(row.number(5));
    review.os = row.text(6);
    review.arch = row.text(7);
    review.works = worksNamed(row.text(8)).value_or(Review::Works::Partly);
    for (int aspect = 0; aspect < Review::aspects; ++aspect)
        review.stars[std::size_t(aspect)] = int(row.number(firstStars + aspect));
    review.text = row.text(13);
    review.reply = row.text(14);
    review.replyBy = row.text(15);
    review.replied = row.time(16);
    review.state = reviewStateNamed(row.text(17)).value_or(Review::State::Hidden);
    review.flags = int(row.number(18));
    review.created = row.time(19);
    review.changed = row.time(20);
    return review;
}

Result<Review> one(SqlConnection &connection, const QString &where, const QVariantList &values)
{
    const auto row = connection.queryOne(select() + where, values);
    if (!row)
        return row.error();
    if (!*row)
        return Error{Error::Kind::NotFound, tr("There is no such review."), {}};
    return reviewOf(**row);
}

Result<Review> load(SqlConnection &connection, qint64 id)
{
    return one(connection, u"v.id = ?"_s, {id});
}

Result<QList<Review>> many(SqlConnection &connection, const QString &where,
                           const QVariantList &values)
{
    const Result<SqlRows> rows = connection.query(select() + where, values);
    if (!rows)
        return rows.error();
    QList<Review> reviews;
    for (const SqlRow &row : *rows)
        reviews.append(reviewOf(row));
    return reviews;
}

QVariant starsOf(const Review &review, int aspect)
{
    const int stars = review.stars[std::size_t(aspect)];
    return stars > 0 ? QVariant(stars) : QVariant();
}

Result<void> tell(SqlConnection &connection, const Review &review, const QString &action,
                  const QDateTime &now)
{
    const Result<qint64> told = EventStore::append(
        connection, {EventStore::Kind::Review, now, review.nickname, review.distribution,
                     QJsonObject{{u"id"_s, review.id},
                                 {u"action"_s, action},
                                 {u"version"_s, review.version},
                                 {u"works"_s, nameOf(review.works)},
                                 {u"state"_s, nameOf(review.state)}}});
    if (!told)
        return told.error();
    return {};
}

/// Every verdict must be another person's, as far as can be told.
Result<void> checkReviewer(SqlConnection &connection, const Review &review,
                           const InstallReceipt &receipt)
{
    const Result<PublishedDistribution> distribution =
        PublishedDistribution::load(connection, review.distribution);
    if (!distribution)
        return distribution.error();
    const Result<bool> isOwner = distribution->isOwnedBy(connection, review.userId);
    if (!isOwner)
        return isOwner.error();
    if (*isOwner)
        return Error{Error::Kind::Permission,
                     tr("Owners do not review their own work; they may reply to reviews."),
                     {}};
    const auto other = connection.query(
        u"SELECT v.id FROM reviews v JOIN receipts r ON r.nonce = v.nonce WHERE v.dist_key = ? "
        "AND v.user_id <> ? AND (v.nonce = ? OR r.client_key = ?) LIMIT 1"_s,
        {distribution->key(), review.userId, receipt.nonce, receipt.client});
    if (!other)
        return other.error();
    if (!other->isEmpty())
        return Error{Error::Kind::Conflict,
                     tr("Another account has reviewed this distribution from the same computer "
                        "already. Change that review instead."),
                     {}};
    return {};
}

Result<qint64> insert(SqlConnection &connection, const Review &review,
                      const InstallReceipt &receipt, const QString &version, const QDateTime &now)
{
    return connection.insert(
        u"INSERT INTO reviews (user_id, dist_key, version, nonce, postgres_major, os, arch, works, "
        "docs, ease, performance, stability, text, created, changed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {review.userId, review.distribution.toLower(), version, receipt.nonce,
         receipt.postgresMajor, receipt.os, receipt.arch, nameOf(review.works), starsOf(review, 0),
         starsOf(review, 1), starsOf(review, 2), starsOf(review, 3), review.text,
         SqlTime::text(now), SqlTime::text(now)});
}

Result<void> rewrite(SqlConnection &connection, qint64 id, const Review &review,
                     const QDateTime &now)
{
    const Result<qint64> changed = connection.execute(
        u"UPDATE reviews SET works = ?, docs = ?, ease = ?, performance = ?, stability = ?, "
        "text = ?, changed = ? WHERE id = ?"_s,
        {nameOf(review.works), starsOf(review, 0), starsOf(review, 1), starsOf(review, 2),
         starsOf(review, 3), review.text, SqlTime::text(now), id});
    if (!changed)
        return changed.error();
    return {};
}

Result<void> moveToRelease(SqlConnection &connection, qint64 id, const InstallReceipt &receipt,
                           const QString &version)
{
    const Result<qint64> changed = connection.execute(
        u"UPDATE reviews SET version = ?, nonce = ?, postgres_major = ?, os = ?, arch = ? "
        "WHERE id = ?"_s,
        {version, receipt.nonce, receipt.postgresMajor, receipt.os, receipt.arch, id});
    if (!changed)
        return changed.error();
    return {};
}

Result<ReviewStore::Kept> told(SqlConnection &connection, qint64 id, bool isNew,
                               const QDateTime &now)
{
    const Result<Review> review = load(connection, id);
    if (!review)
        return review.error();
    if (const Result<void> done =
            tell(connection, *review, isNew ? u"written"_s : u"changed"_s, now);
        !done)
        return done.error();
    return ReviewStore::Kept{*review, isNew};
}

} // namespace

QString nameOf(Review::Works works)
{
    switch (works) {
    case Review::Works::Yes:
        return u"yes"_s;
    case Review::Works::Partly:
        return u"partly"_s;
    case Review::Works::No:
        return u"no"_s;
    }
    return {};
}

QString nameOf(Review::State state)
{
    return state == Review::State::Shown ? u"shown"_s : u"hidden"_s;
}

std::optional<Review::Works> worksNamed(const QString &name)
{
    for (const Review::Works works :
         {Review::Works::Yes, Review::Works::Partly, Review::Works::No}) {
        if (nameOf(works) == name)
            return works;
    }
    return {};
}

std::optional<Review::State> reviewStateNamed(const QString &name)
{
    for (const Review::State state : {Review::State::Shown, Review::State::Hidden}) {
        if (nameOf(state) == name)
            return state;
    }
    return {};
}

QString aspectName(int aspect)
{
    static const QStringList names{u"docs"_s, u"ease"_s, u"performance"_s, u"stability"_s};
    return names.value(aspect);
}

Result<ReviewStore::Kept> ReviewStore::keep(const Review &review, const InstallReceipt &receipt,
                                            const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Kept> {
        if (const Result<void> may = checkReviewer(connection, review, receipt); !may)
            return may.error();
        if (const Result<bool> taken = ConfirmedInstallStore::take(connection, receipt, now);
            !taken)
            return taken.error();
        const auto row =
            connection.queryOne(u"SELECT version FROM receipts WHERE nonce = ?"_s, {receipt.nonce});
        if (!row)
            return row.error();
        const QString version = (*row)->text(0);
        const auto existing =
            connection.queryOne(u"SELECT id FROM reviews WHERE user_id = ? AND dist_key = ?"_s,
                                {review.userId, review.distribution.toLower()});
        if (!existing)
            return existing.error();
        if (!*existing) {
            const Result<qint64> id = insert(connection, review, receipt, version, now);
            return id ? told(connection, *id, true, now) : id.error();
        }
        const qint64 id = (*existing)->number(0);
        if (const Result<void> moved = moveToRelease(connection, id, receipt, version); !moved)
            return moved.error();
        if (const Result<void> written = rewrite(connection, id, review, now); !written)
            return written.error();
        return told(connection, id, false, now);
    });
}

Result<ReviewStore::Kept> ReviewStore::edit(const Review &review, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Kept> {
        const Result<Review> existing = one(connection, u"v.user_id = ? AND v.dist_key = ?"_s,
                                            {review.userId, review.distribution.toLower()});
        if (!existing)
            return existing.error();
        if (const Result<void> written = rewrite(connection, existing->id, review, now); !written)
            return written.error();
        return told(connection, existing->id, false, now);
    });
}

Result<Review> ReviewStore::byId(qint64 id)
{
    return m_database.read([&](SqlConnection &connection) { return load(connection, id); });
}

Result<Review> ReviewStore::ofUser(qint64 userId, const QString &distribution)
{
    return m_database.read([&](SqlConnection &connection) {
        return one(connection, u"v.user_id = ? AND v.dist_key = ?"_s,
                   {userId, distribution.toLower()});
    });
}

Result<QList<Review>> ReviewStore::shown(const QString &distribution, qint64 before, int limit,
                                         int postgresMajor)
{
    const qint64 below = before > 0 ? before : std::numeric_limits<qint64>::max();
    return m_database.read([&](SqlConnection &connection) {
        return many(connection,
                    u"v.dist_key = ? AND v.state = 'shown' AND v.id < ? "
                    "AND (? = 0 OR v.postgres_major = ?) ORDER BY v.id DESC LIMIT ?"_s,
                    {distribution.toLower(), below, postgresMajor, postgresMajor, limit});
    });
}

Result<QList<Review>> ReviewStore::shownOf(qint64 userId, int limit)
{
    return m_database.read([&](SqlConnection &connection) {
        return many(
            connection,
            u"v.user_id = ? AND v.state = 'shown' ORDER BY v.changed DESC, v.id DESC LIMIT ?"_s,
            {userId, limit});
    });
}

Result<void> ReviewStore::remove(const Review &review, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<qint64> removed =
            connection.execute(u"DELETE FROM reviews WHERE id = ?"_s, {review.id});
        if (!removed)
            return removed.error();
        return tell(connection, review, u"removed"_s, now);
    });
}

Result<Review> ReviewStore::reply(qint64 id, qint64 userId, const QString &text,
                                  const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Review> {
        const Result<Review> review = load(connection, id);
        if (!review)
            return review.error();
        const Result<PublishedDistribution> distribution =
            PublishedDistribution::load(connection, review->distribution);
        if (!distribution)
            return distribution.error();
        const Result<bool> isOwner = distribution->isOwnedBy(connection, userId);
        if (!isOwner)
            return isOwner.error();
        if (!*isOwner)
            return Error{Error::Kind::Permission,
                         tr("Only owners of %1 reply to its reviews.").arg(distribution->name()),
                         {}};
        const Result<qint64> written = connection.execute(
            u"UPDATE reviews SET reply = ?, reply_by = ?, replied = ? WHERE id = ?"_s,
            {text, text.isEmpty() ? QVariant() : QVariant(userId),
             text.isEmpty() ? QVariant() : QVariant(SqlTime::text(now)), id});
        if (!written)
            return written.error();
        Result<Review> changed = load(connection, id);
        if (!changed)
            return changed;
        if (const Result<void> done = tell(connection, *changed, u"replied"_s, now); !done)
            return done.error();
        return changed;
    });
}

Result<void> ReviewStore::flag(qint64 id, qint64 userId, const QString &reason,
                               const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        const Result<Review> review = load(connection, id);
        if (!review)
            return review.error();
        if (review->state == Review::State::Hidden)
            return Error{Error::Kind::NotFound, tr("There is no such review."), {}};
        const Result<qint64> written = connection.execute(
            u"INSERT INTO review_flags (review_id, user_id, reason, created) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (review_id, user_id) DO UPDATE SET reason = excluded.reason"_s,
            {id, userId, reason, SqlTime::text(now)});
        if (!written)
            return written.error();
        return {};
    });
}

Result<QList<ReviewStore::Flagged>> ReviewStore::queue(qint64 after, int limit)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Flagged>> {
        const Result<QList<Review>> reviews =
            many(connection,
                 u"v.id > ? AND EXISTS (SELECT 1 FROM review_flags f WHERE f.review_id = v.id) "
                 "ORDER BY v.id LIMIT ?"_s,
                 {after, limit});
        if (!reviews)
            return reviews.error();
        QList<Flagged> queue;
        for (const Review &review : *reviews) {
            const Result<SqlRows> rows = connection.query(
                u"SELECT u.nickname, f.reason, f.created FROM review_flags f "
                "JOIN users u ON u.id = f.user_id WHERE f.review_id = ? ORDER BY f.created"_s,
                {review.id});
            if (!rows)
                return rows.error();
            QList<Flag> flags;
            for (const SqlRow &row : *rows)
                flags.append({row.text(0), row.text(1), row.time(2)});
            queue.append({review, flags});
        }
        return queue;
    });
}

Result<Review> ReviewStore::setState(qint64 id, Review::State state, const QDateTime &now)
{
    return m_database.write([&](SqlConnection &connection) -> Result<Review> {
        if (const Result<Review> review = load(connection, id); !review)
            return review;
        const Result<qint64> written =
            connection.execute(u"UPDATE reviews SET state = ? WHERE id = ?"_s, {nameOf(state), id});
        if (!written)
            return written.error();
        const Result<qint64> removed =
            connection.execute(u"DELETE FROM review_flags WHERE review_id = ?"_s, {id});
        if (!removed)
            return removed.error();
        Result<Review> changed = load(connection, id);
        if (!changed)
            return changed;
        if (const Result<void> done = tell(connection, *changed, nameOf(state), now); !done)
            return done.error();
        return changed;
    });
}
