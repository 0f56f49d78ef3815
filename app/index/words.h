// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <functional>

/// Cuts text into the words that are indexed and searched. Index, query and highlighting all use
/// these functions, so that they can never disagree about what a word is.
namespace Words {

/// Longer words are cut; no real word or identifier is.
inline constexpr int maximumLength = 64;

struct Word {
    int start = 0; ///< in the text it was cut from
    int length = 0;
    QString folded; ///< lower case, no accents, compatibility forms resolved; what is compared
    bool ideographic = false; ///< two characters of a script that puts no spaces between words
    bool operator==(const Word &) const = default;
};

/// Where the words are, without folding them: `visit(start, length, ideographic)`, in order, until it
/// gives false.
void scan(QStringView text, const std::function<bool(int, int, bool)> &visit);
/// The words in order. An identifier with underscores is one word; `parts()` has its pieces.
/// A run of Chinese, Japanese, Thai… characters becomes overlapping pairs, and its last character.
[[nodiscard]] QList<Word> split(QStringView text);
/// What an identifier is made of: "pg_stat_statements" -> pg, stat, statements. Empty when it has
/// no underscore.
[[nodiscard]] QStringList parts(const QString &folded);
/// One word as it is compared; only letters, digits and underscores remain.
[[nodiscard]] QString fold(QStringView word);
/// Letters and digits only, folded: "PG Cron", "pg-cron" and "pg_cron" are the same.
[[nodiscard]] QString squash(QStringView text);
/// What other forms of an English word begin with ("indexing" -> "index"); the word itself when
/// nothing can be taken away.
[[nodiscard]] QString stem(const QString &folded);

} // namespace Words
