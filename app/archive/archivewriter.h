// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>

/// Writes reproducible zip archives: same files, same bytes, whatever the clock, the user and the order of
/// the folder on disk.
namespace ArchiveWriter {

/// Packs the files of `folder` under the single top folder `prefix` into `path` (replaced atomically).
/// Entries sorted by name, folders before their files, times 1980-01-01, modes 0644/0755. Symbolic links and
/// special files are an error; names that `ArchiveReader` would refuse, too. Skips `.git`.
[[nodiscard]] Result<void> writeZip(const QString &path, const QString &folder,
                                    const QString &prefix);

} // namespace ArchiveWriter
