// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// The shell functions that exported scripts are made of.
namespace ScriptParts {
/// "check", "unpack", "make", "install", "install-user", "search-path", "sql", "prove", "tests"
[[nodiscard]] QString text(const QString &name);
} // namespace ScriptParts
