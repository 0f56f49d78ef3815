// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"
#include "install/planner.h"
#include "install/targetfacts.h"
#include "remote/provenance.h"

#include <QDateTime>
#include <QVariantList>

#include <optional>

/// The context tiles of a release: what it means for *this* target, each with its evidence.
namespace ExtensionTiles {
[[nodiscard]] QVariantList make(const Release &release, const IndexEntry &entry,
                                const std::optional<TargetFacts> &facts, const QDateTime &now,
                                const Provenance &provenance = {});
}
