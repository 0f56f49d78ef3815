// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

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
        QString lease = {}; ///< it is ours while the database has the same
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
    /// Keeps it ours from now on. Conflict: it was given up, and may be somebody else's; its files are not to be touched.
    [[nodiscard]] Result<void> renew(Reservation &reservation, const QDateTime &now);
    /// The same, when so little time is left that somebody might take it over soon.
    [[nodiscard]] Result<void> renewWhenDue(Reservation &reservation, const QDateTime &now);
    /// Makes it visible: owners, tags, event and stale documents with it, or nothing. Conflict: as `renew()`.
    [[nodiscard]] Result<void> publish(const Reservation &reservation, const Release &release,
                                       const Published &facts);
    /// Gives name and version back, when they are still ours.
    [[nodiscard]] Result<void> abandon(const Reservation &reservation);
    /// Whether the transaction of a `publish()` that failed was committed all the same (a lost connection).
    [[nodiscard]] Result<bool> isPublished(qint64 id);
    struct Dead {
        qint64 id = 0;
        QString name;    ///< lower case
        QString version; ///< lower case
        QString lease;
    };
    /// Reservations whose process is gone.
    [[nodiscard]] Result<QList<Dead>> dead(const QDateTime &now);
    /// Takes one over, to remove what it left; nothing: somebody else did, and the release may be there by now.
    [[nodiscard]] Result<std::optional<Reservation>> takeOver(const Dead &dead,
                                                              const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
