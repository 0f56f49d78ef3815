// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/phrase.h"

#include "index/querywords.h"
#include "index/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\u201C' || c == u'\u201D' || c == u'\u201E' || c == u'\u00AB'
           || c == u'\u00BB';
}

/// Whether `word` is `folded`, or begins so. Folds only what is not ASCII.
bool isWord(QStringView word, QStringView folded, bool beginning)
{
    const char16_t first = word.front().unicode();
    if (first < 0x80 && folded.front().unicode() < 0x80
        && (first >= u'A' && first <= u'Z' ? first | 0x20 : first) != folded.front().unicode())
        return false; // nearly all words end here
    const bool ascii =
        std::all_of(word.cbegin(), word.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (!ascii) {
        const QString other = Words::fold(word);
        return beginning ? other.startsWith(folded) : other == folded;
    }
    if (beginning ? word.size() < folded.size() : word.size() != folded.size())
        return false;
    return word.left(folded.size()).compare(folded, Qt::CaseInsensitive) == 0;
}

} // namespace

QList<Phrase> Phrase::parse(const QString &query)
{
    QList<Phrase> phrases;
    const QString text = query.left(QueryWords::maximumText);
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (!isQuote(text[at]))
            continue;
        const qsizetype from = at + 1;
        at = from;
        while (at < text.size() && !isQuote(text[at]))
            ++at;
        Phrase phrase;
        const QStringView inside = QStringView(text).mid(from, at - from);
        const QList<Words::Word> words = Words::split(inside);
        for (qsizetype i = 0; i < words.size(); ++i) {
            const Words::Word &word = words[i];
            // The last character of a run is in the pair before it; more text would go on from there.
            if (word.ideographic && word.folded.size() == 1 && i > 0 && words[i - 1].ideographic
                && words[i - 1].start + words[i - 1].length == word.start + word.length)
                continue;
            const QStringList parts = Words::parts(word.folded);
            phrase.m_words += parts.isEmpty() ? QStringList(word.folded) : parts;
        }
        phrase.m_words = phrase.m_words.mid(0, QueryWords::maximumWords);
        phrase.m_unfinished = at == text.size() && !words.isEmpty()
                              && words.last().start + words.last().length == inside.size();
        if (phrase.m_words.size() > 1)
            phrases.append(phrase);
    }
    return phrases;
}

quint32 Phrase::placesOf(QStringView word) const
{
    quint32 places = 0;
    const qsizetype last = m_words.size() - 1;
    for (qsizetype i = 0; i <= last; ++i) {
        if (isWord(word, m_words[i], m_unfinished && i == last))
            places |= quint32(1) << i;
    }
    return places;
}

bool Phrase::isIn(QStringView text) const
{
    // Bit i of `state`: the words up to here end with the first i + 1 of the phrase.
    quint32 state = 0;
    const quint32 whole = quint32(1) << (m_words.size() - 1);
    Words::scan(text, [&](int start, int length, bool) {
        const QStringView word = text.mid(start, length);
        for (qsizetype from = 0; from < length;) {
            const qsizetype underscore = word.indexOf(u'_', from);
            const qsizetype end = underscore < 0 ? length : underscore;
            if (end > from)
                state = (state << 1 | 1) & placesOf(word.mid(from, end - from));
            if (state & whole)
                return false;
            from = end + 1;
        }
        return true;
    });
    return state & whole;
}
