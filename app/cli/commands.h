// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/context.h"

/// One function a command: what it prints and what it returns, the exit status. Errors are printed by the caller.
namespace Commands {

[[nodiscard]] Result<int> search(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> info(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> plan(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> install(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> tryOut(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> list(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> remove(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> undo(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> history(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> doctor(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> report(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> review(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> servers(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> registry(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> serve(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> meta(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> trust(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> login(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> logout(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> whoami(CliContext &context, const Arguments &arguments);
[[nodiscard]] Result<int> cache(CliContext &context, const Arguments &arguments);

} // namespace Commands
