// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/context.h"
#include "registry/registrystore.h"

#include <optional>

/// `howdahctl registry user|token|service`: accounts as whoever runs the registry, on its database. Audited with the
/// actor "operator".
namespace RegistryAccounts {

/// Nothing when `verb` is none of these.
[[nodiscard]] std::optional<Result<int>> run(const QString &verb, CliContext &context,
                                             const Arguments &arguments);

} // namespace RegistryAccounts
