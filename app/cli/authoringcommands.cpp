// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/metacommand.h"

Result<int> Commands::meta(CliContext &context, const Arguments &arguments)
{
    QTextStream out(stdout);
    QTextStream err(stderr);
    return runMetaCommand(arguments.positional(), context.output.isJson(), out, err);
}
