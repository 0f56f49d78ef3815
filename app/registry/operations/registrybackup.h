// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

#include <functional>

class RegistryStore;

/// A whole registry in a folder: its database, all released files, its keys, and a list of their digests. Made while the
/// registry is in use; what is restored is one moment of it. Also the way from SQLite to PostgreSQL and back.
namespace RegistryBackup {

using Progress = std::function<void(const QString &activity, qint64 done, qint64 total)>;

struct Outcome {
    int releases = 0;
    qint64 bytes = 0;
};

/// Conflict: `folder` is there already. Nothing is left when it fails.
[[nodiscard]] Result<Outcome> write(RegistryStore &store, const QString &folder,
                                    const CancellationToken &token = {},
                                    const Progress &progress = {});
/// Into a new registry. Integrity: a file of the backup is damaged, told before anything is changed. Conflict: the
/// registry is not empty.
[[nodiscard]] Result<Outcome> restore(RegistryStore &store, const QString &folder,
                                      const CancellationToken &token = {},
                                      const Progress &progress = {});
/// What is wrong with a backup; empty: nothing.
[[nodiscard]] Result<QStringList> verify(const QString &folder,
                                         const CancellationToken &token = {});

} // namespace RegistryBackup
