// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>

/// Reads META.json of either spec version as it occurs in the wild, released or not: unknown and odd
/// members are skipped, a missing `meta-spec` means 1.0.0 (protocol.md 1.4), a byte order mark is
/// dropped. Only what makes a release unusable is an error (no JSON object, no name, no version).
/// Paths that would leave the archive are ignored.
namespace MetaParser {

[[nodiscard]] Result<Release> parse(const QByteArray &json);
[[nodiscard]] Result<Release> parse(const QJsonObject &meta);
/// 1 or 2; error when `meta-spec.version` says something else.
[[nodiscard]] Result<int> specVersion(const QJsonObject &meta);

/// A `dist` document of a mirror or an API server (protocol.md 1.4, 1.5, 10.1).
[[nodiscard]] Result<Distribution> parseDistribution(const QByteArray &json);

} // namespace MetaParser
