// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

/// What happened in the registry, in the order in which it became true. Appended inside the transaction that makes it
/// true; ids only rise, so that a reader's cursor never misses one.
class EventStore
{
public:
    enum class Kind {
        Release,
        Yank,
        Unyank,
        Deprecation,
        User,
        Ownership,
        Report,
        Review,
        Mirror,
    };
    struct Event {
        Kind kind = Kind::Release;
        QDateTime time;
        QString actor;        ///< a nickname; empty: whoever runs the registry
        QString distribution; ///< lower case; empty when it is about none
        QJsonObject data = {};
        qint64 id = 0;
    };

    struct Batch {
        QList<Event> events;
        qint64 cursor = 0;   ///< from where to read on: all before was looked at, wanted or not
        bool isFull = false; ///< there may be more
    };

    explicit EventStore(RegistryDatabase &database) : m_database(database) {}

    [[nodiscard]] static Result<qint64> append(SqlConnection &connection, const Event &event);
    /// Those with an id above `cursor`, lowest first; of one kind and one distribution, when these are given.
    [[nodiscard]] Result<Batch> after(qint64 cursor, int limit, std::optional<Kind> kind = {},
                                      const QString &distribution = {});
    [[nodiscard]] Result<qint64> newest();
    /// Removes what is older; cursors stay valid.
    [[nodiscard]] Result<void> forgetBefore(const QDateTime &time);

private:
    RegistryDatabase &m_database;
};

/// "release", "yank", "user"…
[[nodiscard]] QString nameOf(EventStore::Kind kind);
[[nodiscard]] std::optional<EventStore::Kind> eventKindNamed(const QString &name);
