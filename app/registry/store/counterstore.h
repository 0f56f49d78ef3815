// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

/// Downloads, confirmed installs and active installs: three numbers with a rule each, never mixed. Names of
/// distributions are in lower case.
class CounterStore
{
public:
    static constexpr int activeDays = 30;

    struct Totals {
        qint64 downloads = 0;
        qint64 installs = 0;
        qint64 active = 0;
    };
    /// Rising days, those with nothing left out.
    using Days = QList<std::pair<QDate, qint64>>;
    struct Series {
        Days downloads;
        Days installs;
        Days heard; ///< distinct clients that sent a heartbeat that day
        QList<std::pair<QString, qint64>> downloadsOfVersion; ///< over all time, most first
    };
    /// One fetch of an archive as the server saw it.
    struct Fetch {
        QDate day;      ///< UTC
        QString client; ///< address and User-Agent; becomes a keyed hash here, and is kept nowhere
        QString distribution;
        QString version; ///< lower case, as in the archive's name
        bool operator==(const Fetch &) const = default;
    };
    struct Installed {
        QString distribution;
        QString version;
    };

    explicit CounterStore(RegistryDatabase &database) : m_database(database) {}

    [[nodiscard]] Result<Totals> totals(const QString &distribution, const QDateTime &now);
    [[nodiscard]] Result<Series> series(const QString &distribution, QDate from);
    /// Each client once a day and release; what is not released is passed over. Forgets keys and hashes of the days
    /// before yesterday. How many were new.
    [[nodiscard]] Result<int> addFetches(const QList<Fetch> &fetches, QDate today);
    /// Once a day and client for each distribution. How many of these are released here.
    [[nodiscard]] Result<int> addHeartbeat(const QString &client, const QList<Installed> &installed,
                                           const QDateTime &now);

    /// Removes heartbeats that are too old to be shown.
    [[nodiscard]] Result<void> forgetHeartbeats(const QDateTime &now);

    /// What is counted how, for people.
    [[nodiscard]] static QString downloadRule();
    [[nodiscard]] static QString installRule();
    [[nodiscard]] static QString activeRule();

private:
    RegistryDatabase &m_database;
};
