// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/context.h"

/// `howdahctl registry keys …`: what a registry signs its releases with, as whoever runs it. Audited with the actor
/// "operator".
namespace RegistryKeyCommands {

[[nodiscard]] Result<int> run(CliContext &context, RegistryStore &store,
                              const Arguments &arguments);

} // namespace RegistryKeyCommands
