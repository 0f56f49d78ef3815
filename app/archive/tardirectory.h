// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivelimits.h"
#include "archive/storedentry.h"
#include "core/cancellation.h"
#include "core/result.h"

#include <QFile>
#include <QList>

/// Walks the headers of an uncompressed tar file (v7, ustar, pax and GNU long names). Anything but
/// plain files and folders is refused: the type of an entry is looked at here, not guessed from what a
/// library makes of it.
namespace TarDirectory {

[[nodiscard]] Result<QList<StoredEntry>> read(QFile &file, const ArchiveLimits &limits,
                                              const CancellationToken &token);
/// Whether 512 bytes are a tar header with a right checksum.
[[nodiscard]] bool isHeader(QByteArrayView block);

} // namespace TarDirectory
