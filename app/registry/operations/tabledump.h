// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QString>

/// A registry's database as a text file that either kind of database can be filled from: one JSON array a row, headed by
/// its table and columns. One state of the whole, while others write.
namespace TableDump {

[[nodiscard]] Result<void> write(RegistryDatabase &database, const QString &file,
                                 const CancellationToken &token = {});
/// Into a database that holds no account and no release; all or nothing. Invalid: the file is none, or of another
/// version; tells the line.
[[nodiscard]] Result<void> read(RegistryDatabase &database, const QString &file,
                                const CancellationToken &token = {});

} // namespace TableDump
