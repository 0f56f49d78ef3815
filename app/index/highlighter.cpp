// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/highlighter.h"

#include "index/words.h"

#include <algorithm>
#include <bit>

using namespace Qt::StringLiterals;

namespace {

constexpr int pieceLength = 160;
constexpr int leadLength = 50; // shown before the first match

char16_t lower(QChar c)
{
    const char16_t u = c.unicode();
    return u >= u'A' && u <= u'Z' ? char16_t(u | 0x20) : u;
}

/// Whether `text` begins with `needle`, which is folded; both ASCII.
bool beginsWith(QStringView text, QStringView needle)
{
    if (needle.isEmpty() || text.size() < needle.size())
        return false;
    for (qsizetype i = 0; i < needle.size(); ++i) {
        if (lower(text[i]) != needle[i].unicode())
            return false;
    }
    return true;
}

bool isAscii(QStringView text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

void Highlighter::matchesIn(QStringView text, int start, int length, bool ideographic,
                            QVarLengthArray<Match, 16> *matches) const
{
    const QStringView word = text.mid(start, length);
    if (!isAscii(word)) {
        const QString folded = Words::fold(word);
        for (int i = 0; i < m_words.size(); ++i) {
            const QueryWord &wanted = m_words[i];
            if (folded.startsWith(wanted.folded) || folded.startsWith(wanted.stem)) {
                const bool oneOfPair = ideographic && wanted.folded.size() == 1 && length > 1;
                matches->append({start, oneOfPair ? 1 : length, i});
            }
        }
        return;
    }
    // An identifier is found by each of its parts.
    for (int from = 0; from < length;) {
        const qsizetype underscore = word.indexOf(u'_', from);
        const int end = underscore < 0 ? length : int(underscore);
        for (int i = 0; i < m_words.size(); ++i) {
            const QueryWord &wanted = m_words[i];
            if (beginsWith(word.mid(from), wanted.folded)) {
                const int typed = int(wanted.folded.size());
                matches->append({start + from, wanted.typing ? typed : qMax(typed, end - from), i});
            } else if (beginsWith(word.mid(from), wanted.stem)) {
                matches->append({start + from, qMax(int(wanted.stem.size()), end - from), i});
            }
        }
        from = end + 1;
    }
}

template <typename Visit>
void Highlighter::eachMatch(QStringView text, Visit visit) const
{
    if (m_words.isEmpty())
        return;
    QVarLengthArray<Match, 16> matches;
    Words::scan(text, [&](int start, int length, bool ideographic) {
        matches.clear();
        matchesIn(text, start, length, ideographic, &matches);
        for (const Match &match : std::as_const(matches)) {
            if (!visit(match))
                return false;
        }
        return true;
    });
}

HighlightedText Highlighter::whole(const QString &text) const
{
    HighlightedText result{text, {}};
    QList<HighlightedText::Range> found;
    eachMatch(text, [&](const Match &match) {
        found.append({match.start, match.length});
        return true;
    });
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) {
        return a.start != b.start ? a.start < b.start : a.length < b.length;
    });
    for (const HighlightedText::Range &range : found) {
        // Overlapping or touching ones become one.
        if (!result.matches.isEmpty()) {
            HighlightedText::Range &last = result.matches.last();
            if (range.start <= last.start + last.length) {
                last.length = qMax(last.length, range.start + range.length - last.start);
                continue;
            }
        }
        result.matches.append(range);
    }
    return result;
}

quint32 Highlighter::wordsIn(const QString &text) const
{
    quint32 found = 0;
    eachMatch(text, [&](const Match &match) {
        found |= quint32(1) << match.word;
        return std::popcount(found) < m_words.size();
    });
    return found;
}

Highlighter::Piece Highlighter::best(const QString &text) const
{
    QList<Match> window; // matches that fit into one piece together
    Match bestFirst;
    int bestWords = 0;
    eachMatch(text, [&](const Match &match) {
        window.append(match);
        while (window.first().start + pieceLength - leadLength < match.start + match.length
               && window.size() > 1)
            window.removeFirst();
        quint32 mask = 0;
        for (const Match &near : window)
            mask |= quint32(1) << near.word;
        if (std::popcount(mask) > bestWords) {
            bestWords = std::popcount(mask);
            bestFirst = window.first();
        }
        return bestWords < m_words.size(); // else it cannot become better
    });
    if (bestWords == 0)
        return {};

    int from = qMax(0, bestFirst.start - leadLength);
    int to = qMin(int(text.size()), from + pieceLength);
    // Whole words, and no paragraph before the one it was found in.
    const qsizetype paragraph = QStringView(text).left(bestFirst.start).lastIndexOf(u"\n\n"_s);
    if (paragraph >= from)
        from = int(paragraph) + 2;
    while (from > 0 && from < bestFirst.start && !text[from - 1].isSpace())
        ++from;
    const int matchEnd = bestFirst.start + bestFirst.length;
    while (to > matchEnd && to < text.size() && !text[to].isSpace())
        --to;
    // A text without spaces is cut anywhere but inside a character.
    if (to < text.size() && text[to].isLowSurrogate())
        ++to;
    QString piece = text.mid(from, to - from).simplified();
    if (from > 0 && paragraph + 2 != from)
        piece.prepend(u"… "_s);
    if (to < text.size() && !text.mid(to).trimmed().isEmpty())
        piece.append(u" …"_s);
    return {whole(piece), bestWords};
}
