// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/querywords.h"

#include "index/words.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool isFiller(const QString &word)
{
    static const QSet<QString> fillers{
        u"a"_s,    u"an"_s,  u"and"_s,  u"are"_s,  u"as"_s,   u"at"_s,  u"be"_s,
        u"by"_s,   u"do"_s,  u"for"_s,  u"from"_s, u"how"_s,  u"i"_s,   u"in"_s,
        u"is"_s,   u"it"_s,  u"me"_s,   u"my"_s,   u"of"_s,   u"on"_s,  u"or"_s,
        u"that"_s, u"the"_s, u"this"_s, u"to"_s,   u"what"_s, u"with"_s};
    return fillers.contains(word);
}

} // namespace

QList<QueryWord> QueryWords::parse(const QString &text)
{
    const QString typed = text.left(maximumText);
    QList<QueryWord> words;
    for (const Words::Word &word : Words::split(typed)) {
        // A pair at the end of a run says nothing that the pair before it does not.
        if (word.ideographic && word.folded.size() == 1 && !words.isEmpty()
            && words.last().ideographic
            && words.last().start + words.last().length == word.start + word.length)
            continue;
        QueryWord wanted;
        wanted.folded = word.folded;
        wanted.ideographic = word.ideographic;
        wanted.stem = word.ideographic ? word.folded : Words::stem(word.folded);
        wanted.start = word.start;
        wanted.length = word.length;
        wanted.typing = word.start + word.length == text.size();
        const auto same = std::find_if(words.begin(), words.end(), [&](const QueryWord &other) {
            return other.folded == wanted.folded;
        });
        if (same != words.end())
            continue;
        words.append(wanted);
    }
    const auto isDispensable = [](const QueryWord &word) {
        return !word.typing && isFiller(word.folded);
    };
    if (!std::all_of(words.cbegin(), words.cend(), isDispensable))
        words.removeIf(isDispensable);
    return words.mid(0, maximumWords);
}
