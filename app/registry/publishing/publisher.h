// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/clock.h"
#include "core/result.h"
#include "registry/publishing/reservationstore.h"
#include "registry/registryfolder.h"
#include "registry/releasecandidate.h"

#include <QString>

#include <atomic>

class QTemporaryFile;
class RegistryKeys;

/// Takes archives into the registry (protocol.md 4.2 to 4.4). A release is visible only when all its files are flushed
/// and its row is committed; a kill at any moment leaves it absent or complete. Documents are the caller's business:
/// what became stale is remembered. Thread-safe.
class Publisher
{
public:
    struct Upload {
        QString archive;
        QString nickname;
        ReservationStore::Authority authority = ReservationStore::Authority::Author;
        bool isOurs =
            false; ///< the archive is a temporary file in `incomingFolder`, which may be moved
        QString shownName = {}; ///< what messages call it; empty: by its file name
        /// The only distribution that may be published; empty: any.
        QString onlyDistribution = {};
    };

    Publisher(RegistryFolder tree, QString incomingFolder, RegistryDatabase &database,
              const Clock &clock);

    /// Releases are signed from now on; null: no more. The keys outlive this.
    void setKeys(const RegistryKeys *keys) { m_keys = keys; }
    /// Makes the first key if there is none, and writes the public ones into the tree
    /// (`RegistryKeys::jwksPath()`); `publish()` does it before it signs.
    [[nodiscard]] Result<void> publishKeys() const;

    /// Refused or Integrity: the archive is hostile or damaged. Invalid: META.json is wrong, every problem in the
    /// message. Permission, Conflict, DiskFull: see `ReservationStore::reserve()`.
    [[nodiscard]] Result<Release> publish(const Upload &upload,
                                          const CancellationToken &token = {});
    /// All that `publish()` checks, and what it would give; nothing is published or taken.
    [[nodiscard]] Result<Release> rehearse(const Upload &upload,
                                           const CancellationToken &token = {});
    /// Removes the files of releases that never became visible because their process died.
    [[nodiscard]] Result<void> recover();

private:
    /// The archive as it is to be published, where nobody else writes.
    [[nodiscard]] Result<void> takeIn(const QString &archive, QTemporaryFile &incoming) const;
    [[nodiscard]] static Result<ReleaseCandidate>
    examine(const Upload &upload, const QString &archive, const CancellationToken &token);
    /// Makes it what is published, when it is not yet.
    [[nodiscard]] Result<void> pack(const ReleaseCandidate &candidate, const QString &archive,
                                    const CancellationToken &token) const;
    [[nodiscard]] Result<ReservationStore::Published>
    place(const ReleaseCandidate &candidate, const QString &archive,
          ReservationStore::Reservation &reservation);
    void removeFiles(const QString &name, const QString &version) const;
    /// Takes away what was placed, and gives name and version back, unless they are somebody else's by now.
    [[nodiscard]] Result<void> giveUp(const Release &release,
                                      ReservationStore::Reservation &reservation);

    RegistryFolder m_tree;
    QString m_incoming;
    ReservationStore m_reservations;
    const Clock &m_clock;
    std::atomic<const RegistryKeys *> m_keys = nullptr;
};
