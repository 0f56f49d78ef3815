// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "index/searchquery.h"
#include "remote/registryclient.h"
#include "remote/registrysync.h"

/// What the index keeps of a release that a registry has. Of a registry that is a folder the archive is read: README
/// under its true name, docs, scripts, what has to be compiled. Of others there is META and README only.
namespace RegistryEntry {

/// Errors when the archive is there and cannot be read.
[[nodiscard]] Result<IndexEntry> of(const RegistrySync::Found &found, const QString &registry,
                                    RegistryClient &client, const CancellationToken &token = {});

} // namespace RegistryEntry
