// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/querywords.h"
#include "index/searchquery.h"

#include <QVarLengthArray>

/// Finds a query's words in texts, as the index understands words.
class Highlighter
{
public:
    explicit Highlighter(QList<QueryWord> words) : m_words(std::move(words)) {}

    /// The whole text with all matches.
    [[nodiscard]] HighlightedText whole(const QString &text) const;

    /// A piece of some 160 characters around the place where most of the words stand together.
    struct Piece {
        HighlightedText text;
        int words = 0; ///< different words of the query in it
    };
    [[nodiscard]] Piece best(const QString &text) const;
    /// Which of the words are in `text`: bit i for the i-th.
    [[nodiscard]] quint32 wordsIn(const QString &text) const;
    [[nodiscard]] int wordCount() const { return int(m_words.size()); }

private:
    struct Match {
        int start = 0;
        int length = 0;
        int word = 0;
    };
    template <typename Visit>
    void eachMatch(QStringView text, Visit visit) const;
    void matchesIn(QStringView text, int start, int length, bool ideographic,
                   QVarLengthArray<Match, 16> *matches) const;

    QList<QueryWord> m_words;
};
