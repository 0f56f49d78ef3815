// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QMap>
#include <QString>

/// What a changelog ("Changes", "CHANGELOG.md", "NEWS"…) says of each version.
namespace ReleaseNotes {

/// Whether a file at the top of an archive is a changelog, by its name.
[[nodiscard]] bool isChangelog(const QString &fileName);

/// The text below each heading that names a version ("2.0.0  2026-09-07", "## [1.1.0] - 2026-05-18", "Version 1.0"),
/// up to the next one, by that version as it is written. Empty when there are no such headings.
[[nodiscard]] QMap<QString, QString> byVersion(const QString &changelog);

} // namespace ReleaseNotes
