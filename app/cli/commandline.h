// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/arguments.h"
#include "cli/context.h"

#include <QString>
#include <QStringList>

/// howdahctl's commands as a table: what parses them, prints their help and writes shell completions.
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
/// A completion script for "bash", "zsh" or "fish"; empty for another word.
[[nodiscard]] QString completion(const QString &shell);

} // namespace CommandLine
