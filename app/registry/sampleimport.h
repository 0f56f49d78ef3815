// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QList>
#include <QStringList>

class RegistryStore;

/// Brings the sample distributions that come with the program into a registry.
namespace SampleImport {

/// The nickname they are published under.
[[nodiscard]] QString user();
/// Paths of the embedded archives, sorted.
[[nodiscard]] QStringList archives();

} // namespace SampleImport

struct SampleImportOutcome {
    int imported = 0;
    int present = 0;      ///< were there already
    QStringList problems; ///< one line for each that could not be imported
};

/// Imports the samples that `store` does not hold yet.
[[nodiscard]] Result<SampleImportOutcome> importSamples(RegistryStore &store,
                                                        const CancellationToken &token = {});
