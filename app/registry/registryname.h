// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// Judges names that become file names and parts of URLs in a registry (protocol.md 10.4).
namespace RegistryName {

/// Why a distribution, an extension or a version may not be called that; empty when it may.
[[nodiscard]] QString problemOf(const QString &name);
/// Whether a file of the registry can have this name, whatever the system.
[[nodiscard]] bool isFileName(const QString &name);
/// A nickname as protocol.md 4.5 wants it.
[[nodiscard]] bool isNickname(const QString &name);

} // namespace RegistryName
