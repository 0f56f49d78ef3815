// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/phrase.h"

#include "index/querywords.h"
#include "index/words.h"

using namespace Qt::StringLiterals;

namespace {

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\u201C' || c == u'\u201D' || c == u'\u201E' || c == u'\u00AB'
           || c == u'\u00BB';
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
