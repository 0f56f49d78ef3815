// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// What comes with PostgreSQL itself: contrib modules and procedural languages of all versions
/// (protocol.md 3.9).
namespace CoreExtensions {

[[nodiscard]] bool contains(const QString &lowerCaseName);

} // namespace CoreExtensions
