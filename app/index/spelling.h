// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

class VocabularyStore;

/// Mends typing errors from the words that occur in the index.
namespace Spelling {

/// Shorter words are never mended: almost anything is one edit away from them.
inline constexpr int shortestMended = 4;

/// Whether `b` is `a` with at most one character inserted, left out, replaced, or swapped with its
/// neighbour.
[[nodiscard]] bool withinOneEdit(QStringView a, QStringView b);
/// The same for some beginning of `b`.
[[nodiscard]] bool beginsWithinOneEdit(QStringView a, QStringView b);

/// Known words one edit away from `word`, likeliest first; when `typing`, also those that only begin so.
[[nodiscard]] Result<QStringList> corrections(VocabularyStore &vocabulary, const QString &word,
                                              bool typing);

} // namespace Spelling
