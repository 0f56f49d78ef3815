// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QString>

/// One word of what a person has typed.
struct QueryWord {
    QString folded;
    QString stem;        ///< what other forms of the word begin with; equal to `folded` if none
    qsizetype start = 0; ///< in the typed text
    qsizetype length = 0;
    bool typing = false; ///< the last one, with nothing after it: it may not be finished
    bool ideographic = false;
    bool operator==(const QueryWord &) const = default;
};

namespace QueryWords {

/// More text than this is cut off: nobody means it, and it must not cost time.
inline constexpr qsizetype maximumText = 512;
inline constexpr qsizetype maximumWords = 12;

/// The words that must be found, each once, in order. Words that only hold a sentence together
/// ("the", "for") are left out when others remain.
[[nodiscard]] QList<QueryWord> parse(const QString &text);

} // namespace QueryWords
