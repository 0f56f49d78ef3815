// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// Takes out of a text what nobody else may read.
namespace SecretMask {

/// Passwords and tokens in URLs, connection strings, environment assignments and HTTP headers become "***".
[[nodiscard]] QString withoutPasswords(const QString &text);
/// The same, and the home folder becomes "~".
[[nodiscard]] QString forSharing(const QString &text, const QString &home);

} // namespace SecretMask
