// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"
#include "signing/installreceipt.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <array>

/// A person's verdict on a distribution that he has installed.
struct Review {
    enum class Works { Yes, Partly, No };
    enum class State { Shown, Hidden };
    /// What stars are given for, in this order.
    static constexpr int aspects = 4; ///< documentation, ease, performance, stability

    qint64 id = 0;
    qint64 userId = 0;
    QString nickname;
    QString distribution; ///< lower case
    QString version;      ///< that was installed
    int postgresMajor = 0;
    QString os;
    QString arch;
    Works works = Works::Yes;
    std::array<int, aspects> stars{}; ///< 1 to 5; 0: not said
    QString text;
    QString reply;
    QString replyBy; ///< a nickname
    QDateTime replied;
    State state = State::Shown;
    int flags = 0; ///< people who think that it should not be shown
    QDateTime created;
    QDateTime changed;
};
[[nodiscard]] QString nameOf(Review::Works works);
[[nodiscard]] QString nameOf(Review::State state);
[[nodiscard]] std::optional<Review::Works> worksNamed(const QString &name);
[[nodiscard]] std::optional<Review::State> reviewStateNamed(const QString &name);
/// "docs", "ease", "performance", "stability".
[[nodiscard]] QString aspectName(int aspect);

/// Reviews, one for each account and distribution, and what readers and moderators say about them.
class ReviewStore
{
public:
    struct Kept {
        Review review;
        bool isNew = true;
    };
    struct Flag {
        QString nickname;
        QString reason;
        QDateTime created;
    };
    struct Flagged {
        Review review;
        QList<Flag> flags;
    };
    explicit ReviewStore(RegistryDatabase &database) : m_database(database) {}

    /// Writes or rewrites the review of `review.userId`; what was installed is taken from the receipt. Permission: an
    /// owner's own work. Conflict: the receipt, or its client, has served for another account's review.
    [[nodiscard]] Result<Kept> keep(const Review &review, const InstallReceipt &receipt,
                                    const QDateTime &now);
    /// The same, on the receipt of before. NotFound: there is no review yet.
    [[nodiscard]] Result<Kept> edit(const Review &review, const QDateTime &now);
    /// NotFound.
    [[nodiscard]] Result<Review> byId(qint64 id);
    [[nodiscard]] Result<Review> ofUser(qint64 userId, const QString &distribution);
    /// Those that are shown, newest first, with ids below `before` (0: all), of installs on that PostgreSQL (0: any).
    [[nodiscard]] Result<QList<Review>> shown(const QString &distribution, qint64 before, int limit,
                                              int postgresMajor = 0);
    /// What one person wrote and is shown, newest first.
    [[nodiscard]] Result<QList<Review>> shownOf(qint64 userId, int limit);
    [[nodiscard]] Result<void> remove(const Review &review, const QDateTime &now);

    /// Permission: `userId` owns nothing of the distribution. An empty text takes the reply away.
    [[nodiscard]] Result<Review> reply(qint64 id, qint64 userId, const QString &text,
                                       const QDateTime &now);
    /// Again by the same account: the new reason.
    [[nodiscard]] Result<void> flag(qint64 id, qint64 userId, const QString &reason,
                                    const QDateTime &now);
    /// Flagged ones, with ids above `after`.
    [[nodiscard]] Result<QList<Flagged>> queue(qint64 after, int limit);
    /// Decides; flags are done with.
    [[nodiscard]] Result<Review> setState(qint64 id, Review::State state, const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
