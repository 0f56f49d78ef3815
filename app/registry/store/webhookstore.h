// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/store/eventstore.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

/// Somewhere that wants to be told of events.
struct Webhook {
    qint64 id = 0;
    qint64 userId = 0;
    QString url;
    QByteArray sealedSecret;
    QStringList kinds;    ///< of events; empty: all
    QString distribution; ///< lower case; empty: all
    bool isPaused = false;
    QString pauseReason;
    int failures = 0; ///< in a row
    QDateTime created;
};

/// One event on its way to one webhook.
struct Delivery {
    enum class State { Waiting, Done, Failed };
    struct Attempt {
        int number = 0; ///< from 1 on
        QDateTime time;
        int httpStatus = 0; ///< 0: no answer
        qint64 milliseconds = 0;
        QString problem; ///< why it did not work
        QString answer;  ///< the beginning of what was answered
    };
    qint64 id = 0;
    qint64 webhookId = 0;
    qint64 eventId = 0; ///< 0: a test
    QString kind;       ///< of the event; "ping" for a test
    QByteArray payload;
    State state = State::Waiting;
    int attempts = 0;
    QDateTime created;
    QDateTime due; ///< of the next attempt, while it waits
    // The last attempt, when there was one:
    QDateTime lastAttempt;
    int httpStatus = 0; ///< 0: no answer
    qint64 milliseconds = 0;
    QString problem;    ///< why it did not work
    QString answer;     ///< the beginning of what was answered
    QList<Attempt> log; ///< all attempts that are kept, newest first
};
[[nodiscard]] QString nameOf(Delivery::State state);

/// Webhooks and what is delivered to them. A delivery is made in the transaction of its event, so that none is lost;
/// it may arrive twice when a process dies between sending and noting it.
class WebhookStore
{
public:
    static constexpr int mostOfOneUser = 20;
    /// A delivery is tried for so long; then the webhook is paused.
    static constexpr qint64 patienceSeconds = 3 * 24 * 3600;
    static constexpr int attemptsKept = 50; ///< of one delivery, the newest

    explicit WebhookStore(RegistryDatabase &database) : m_database(database) {}

    /// Conflict: this user has too many.
    [[nodiscard]] Result<qint64> add(const Webhook &webhook);
    /// NotFound.
    [[nodiscard]] Result<Webhook> byId(qint64 id);
    /// With ids above `after`; `userId` 0: everybody's.
    [[nodiscard]] Result<QList<Webhook>> page(qint64 userId, qint64 after, int limit);
    /// `edit` gets it as it is now and changes anything but the owner; it must not use the database, and what it
    /// refuses is not written. Pausing gives up what waits. Gives what was written. NotFound.
    using Edit = std::function<Result<void>(Webhook &)>;
    [[nodiscard]] Result<Webhook> change(qint64 id, const Edit &edit, const QDateTime &now);
    /// With its deliveries.
    [[nodiscard]] Result<void> remove(qint64 id);

    /// Deliveries of an event to all webhooks that want it, as a part of the event's transaction. To one that fails at
    /// its next attempt.
    [[nodiscard]] static Result<void> enqueue(SqlConnection &connection,
                                              const EventStore::Event &event);
    /// One more delivery.
    [[nodiscard]] Result<Delivery> queue(const Delivery &delivery);
    /// NotFound.
    [[nodiscard]] Result<Delivery> delivery(qint64 webhookId, qint64 id);
    /// Newest first, with ids below `before` (0: from the newest on).
    [[nodiscard]] Result<QList<Delivery>> deliveries(qint64 webhookId, qint64 before, int limit);
    /// Removes those that came to their end before.
    [[nodiscard]] Result<void> forgetBefore(const QDateTime &time);

    struct Claim {
        Delivery delivery;
        Webhook webhook;
        QString lease;
    };
    /// One that is due, of an account to whose webhooks nobody delivers right now, on this thread, another or in another
    /// living process.
    [[nodiscard]] Result<std::optional<Claim>> claim(const QDateTime &now);
    /// Notes how it went (`httpStatus`, `milliseconds`, `problem`, `answer` of the delivery); does nothing when somebody
    /// else has taken it over meanwhile.
    [[nodiscard]] Result<void> finish(const Claim &claim, const QDateTime &now);
    /// Seconds to wait after so many attempts in a row that failed: 10, doubled each time, at most 6 hours.
    [[nodiscard]] static qint64 pauseAfter(int attempts);

private:
    RegistryDatabase &m_database;
};
