// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/database/registrydatabase.h"

#include <memory>

/// Empty databases for tests of the registry: SQLite, and PostgreSQL in a sandbox server of the newest installation
/// there is, which is started once a test program.
class TestDatabases
{
public:
    /// Adds the global column "database" with a row for each kind.
    static void addRows();
    /// A new one of the kind that the current global row names; null with the reason printed.
    [[nodiscard]] static std::unique_ptr<RegistryDatabase> open();
    /// The address of a new one.
    [[nodiscard]] static DatabaseAddress newAddress();
};
