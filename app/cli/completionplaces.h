// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/arguments.h"

/// A word that a shell may offer.
struct CompletionWord {
    QString text;
    QString help;
};

/// One place of a command line, by the verbs that lead there ("registry keys"), and what may stand behind them.
struct CompletionPlace {
    QString path;
    QList<CompletionWord> words; ///< verbs, or the only values there are
    bool takesFiles = false;
    QList<OptionSpec> options;
};

/// An option that takes a value, and the command it is of; "*": of every one.
struct ValueOption {
    QString command;
    OptionSpec option;
};

/// All places there are, the command's own name first, from the table that help is printed from.
[[nodiscard]] const QList<CompletionPlace> &completionPlaces();
[[nodiscard]] const QList<ValueOption> &valueOptions();
/// Whether what help calls "FILE…" or "[DIR]" is a file's name.
[[nodiscard]] bool namesFiles(const QString &placeholder);
