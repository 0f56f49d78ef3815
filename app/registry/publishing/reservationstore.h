// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// How a release gets into the database: its name and version are taken first, invisible; when all its files are
/// flushed it is published, in one transaction with everything that follows from it.
class ReservationStore
{
public:
    /// In whose name a release is made.
    enum class Authority {
        Author, ///< must own the extensions, and versions must rise (protocol.md 4.3)
        Operator ///< whoever runs the registry brings in what others released, in any order; an account is
                 ///< made when there is none
    };
    struct Reservation {
        qint64 id = 0;
        qint64 userId = 0;
        QString nickname; ///< as registered
        QDateTime date;   ///< of the release, to the second
        Authority authority = Authority::Author;
    };
    struct Published {
        QByteArray sha1;   ///< raw
        QByteArray sha512; ///< raw
        qint64 size = 0;
    };

    explicit ReservationStore(RegistryDatabase &database) : m_database(database) {}

    /// Checks the rules in upstream's order and takes name and version, invisible until `publish()`. Permission:
    /// somebody else owns an extension. Conflict: version not greater, or there already. DiskFull: an archive of
    /// `size` bytes is more than the registry may hold.
    [[nodiscard]] Result<Reservation> reserve(const Release &release, const QString &nickname,
                                              Authority authority, const QDateTime &now,
                                              qint64 size = 0);
    /// The same, but nothing is taken.
    [[nodiscard]] Result<Reservation> rehearse(const Release &release, const QString &nickname,
                                               Authority authority, const QDateTime &now,
                                               qint64 size = 0);
    /// DiskFull: an archive of `size` bytes is more than the registry may hold now.
    [[nodiscard]] Result<void> checkSpace(qint64 size);
    /// Makes it visible: owners, tags, event and stale documents with it, or nothing.
    [[nodiscard]] Result<void> publish(const Reservation &reservation, const Release &release,
                                       const Published &facts);
    /// Gives name and version back.
    [[nodiscard]] Result<void> abandon(qint64 id);
    /// Whether the transaction of a `publish()` that failed was committed all the same (a lost connection).
    [[nodiscard]] Result<bool> isPublished(qint64 id);
    struct Dead {
        qint64 id = 0;
        QString name;    ///< lower case
        QString version; ///< lower case
    };
    /// Reservations whose process is gone.
    [[nodiscard]] Result<QList<Dead>> dead(const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
