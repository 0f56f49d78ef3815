// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/context.h"

#include <optional>

/// `howdahctl registry yank|unyank|deprecate|undeprecate`: takes recommendation back as whoever runs the registry, and
/// gives it again. Audited with the actor "operator".
namespace RegistryWithdrawals {

/// Nothing when `verb` is none of these.
[[nodiscard]] std::optional<Result<int>> run(const QString &verb, CliContext &context,
                                             const Arguments &arguments);

} // namespace RegistryWithdrawals
