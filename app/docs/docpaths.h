// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"

#include <QStringList>

/// Which of a distribution's files are told of, by their names (protocol.md 1.5 and 9.1). All paths are inside the
/// distribution.
namespace DocPaths {

/// Whether META keeps the file out of the index: v1 `no_index` (files by name, directories as plain beginnings),
/// v2 `ignore` (as in .gitignore).
[[nodiscard]] bool isUnindexed(const QString &file, const Release &release);
/// "README" or "README.md", in any case, at the top.
[[nodiscard]] bool isReadme(const QString &file);
/// The file without its suffix: what `docs` calls it.
[[nodiscard]] QString docpathOf(const QString &file);
/// Changes, README or LICENSE, META.json, Makefile, MANIFEST, NAME.control: of each the first.
[[nodiscard]] QStringList specialFiles(const QStringList &files, const QString &name);

} // namespace DocPaths
