// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"
#include "jobwatcher.h"

#include <QVariantList>

/// One found distribution as cards and result lines show it.
struct HitRow {
    SearchHit hit;
    ActionFacts action;
    QVariantList badges;
    bool operator==(const HitRow &) const = default;
};

namespace HitRows {
[[nodiscard]] HitRow make(const SearchHit &hit, const JobWatcher &watcher, int postgresMajor);
/// The same hit with what the state button shows now.
[[nodiscard]] HitRow refreshed(HitRow row, const JobWatcher &watcher);
/// "3 March 2024" or "1,204 installs".
[[nodiscard]] QString note(const SearchHit &hit);
/// "README", "Function"…; empty when it was found in the name or abstract.
[[nodiscard]] QString foundIn(const SearchHit &hit);
} // namespace HitRows
