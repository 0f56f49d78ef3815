// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/resolver.h"

/// Whether releases can be installed into a target, and if not, why.
namespace ReleaseChecks {

[[nodiscard]] QString describe(const Release &release); ///< "semver 0.40.0"
/// The version by which a range asks for `name`: an extension's own, else the distribution's.
[[nodiscard]] Version versionAs(const QString &name, const Release &release);
/// Server version and platform.
[[nodiscard]] bool fits(const Release &release, const Installation &installation);
/// Why it does not fit, what it asks the server for, and a build system that cannot be driven.
[[nodiscard]] QList<Finding> fit(const Release &release, const Installation &installation);
/// Files of the same extensions that somebody else put there.
[[nodiscard]] QList<Finding> owners(const Resolution::Item &item, const TargetFacts &facts);
/// Declared conflicts, among the items and with what is on disk.
[[nodiscard]] QList<Finding> conflicts(const QList<Resolution::Item> &items,
                                       const TargetFacts &facts);
/// Extensions that two of the items provide.
[[nodiscard]] QList<Finding> doubles(const QList<Resolution::Item> &items);

} // namespace ReleaseChecks
