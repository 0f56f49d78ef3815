// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivereader.h"

#include <optional>

/// An entry and where its bytes lie in the file that holds them.
struct StoredEntry {
    ArchiveEntry entry; ///< size as the archive says until it has been counted
    qint64 offset = 0;  ///< of the first stored byte
    qint64 storedSize = 0;
    bool isDeflated = false;
    std::optional<quint32> crc;
};
