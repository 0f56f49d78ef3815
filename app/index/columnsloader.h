// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/entrycolumns.h"

class IndexStore;
struct SharedIndex;

/// Reads the columns of all entries as `store` sees them now, inside its transaction.
[[nodiscard]] Result<std::shared_ptr<EntryColumns>> loadColumns(IndexStore &store,
                                                                const SharedIndex &shared);
