// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/context.h"

#include <optional>

/// `howdahctl registry webhook …`: who is told of events, as whoever runs the registry, and how that went. Audited with
/// the actor "operator".
namespace RegistryWebhooks {

/// Nothing when `verb` is none of these.
[[nodiscard]] std::optional<Result<int>> run(const QString &verb, CliContext &context,
                                             const Arguments &arguments);

} // namespace RegistryWebhooks
