// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivelimits.h"
#include "archive/storedentry.h"
#include "core/result.h"

#include <QFile>
#include <QList>

/// Reads a zip file's central directory and compares it with the local headers; refuses whatever two
/// programs could understand differently. The only reader of zip structure here: nothing is opened by a
/// library with ideas of its own.
namespace ZipDirectory {

/// Entries in archive order; sizes as declared, no byte of the content read.
[[nodiscard]] Result<QList<StoredEntry>> read(QFile &file, const ArchiveLimits &limits);

} // namespace ZipDirectory
