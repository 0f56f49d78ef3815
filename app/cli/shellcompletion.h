// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// What makes a shell complete howdahctl's command lines: verbs, what they take, options and their values. Written from
/// the table that help is printed from. `shell` is "bash", "zsh" or "fish"; empty for another word.
[[nodiscard]] QString shellCompletion(const QString &shell);
