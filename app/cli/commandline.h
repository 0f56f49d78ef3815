// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/arguments.h"
#include "cli/context.h"

#include <QString>
#include <QStringList>

/// howdahctl's commands as a table, from which they are parsed, their help is printed and shell completions are written
/// (`shellCompletion()`).
namespace CommandLine {

using Run = Result<int> (*)(CliContext &, const Arguments &);
struct Entry {
    CommandSpec spec;
    Run run;
};
[[nodiscard]] const QList<Entry> &entries();
[[nodiscard]] const Entry *entry(const QString &name);
/// Options every command has.
[[nodiscard]] const QList<OptionSpec> &commonOptions();
[[nodiscard]] QString help();
[[nodiscard]] QString help(const CommandSpec &spec);

} // namespace CommandLine
