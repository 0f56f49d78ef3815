// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "settings/locations.h"

#include <QStringList>

/// What may be deleted at any time, as long as no job works with it: downloads, builds, answers of registries.
namespace LocalCache {

[[nodiscard]] QStringList folders(const Locations &locations);
/// Deletes it all; blocks. Conflict when a job runs, of this program or another one: nothing is deleted then.
[[nodiscard]] Result<void> clear(const Locations &locations);

} // namespace LocalCache
