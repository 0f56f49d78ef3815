// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>

class RegistryStore;

/// What pages do to the registry on this computer, as whoever runs it. Blocks: worker threads.
namespace RegistryWork {

/// Notes in the registry's audit log what was done.
[[nodiscard]] Result<void> audit(RegistryStore &store, const QString &action,
                                 const QString &subject);
/// Writes the documents that a change made stale, then notes it.
[[nodiscard]] Result<void> finish(RegistryStore &store, const QString &action,
                                  const QString &subject);
/// Some 99 random bits in letters and digits that nobody takes for each other: "k7mnp-3xq2d-…".
[[nodiscard]] QString newPassword();

} // namespace RegistryWork
