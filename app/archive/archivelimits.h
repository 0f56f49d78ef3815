// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QtGlobal>

/// How much an archive may hold before it is refused as hostile.
struct ArchiveLimits {
    qint64 compressedBytes = 512LL * 1024 * 1024;
    qint64 totalBytes = 2LL * 1024 * 1024 * 1024; ///< all files, unpacked
    qint64 entryBytes = 1LL * 1024 * 1024 * 1024; ///< one file, unpacked
    int entries = 50'000;
    int pathBytes = 1024; ///< one entry's whole name, UTF-8
    int depth = 64;       ///< folders inside one another
    /// Unpacked may be at most this many times the compressed size (once above `ratioFloorBytes`).
    int ratio = 200;
    qint64 ratioFloorBytes = 10LL * 1024 * 1024;
};
