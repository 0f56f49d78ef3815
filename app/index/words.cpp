// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/words.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

bool isPlain(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_';
}

bool isAsciiWord(char16_t c)
{
    return isPlain(c) || (c >= u'A' && c <= u'Z');
}

/// Scripts whose words are not separated by spaces.
bool isIdeographic(char32_t c)
{
    if (c < 0x0E00)
        return false;
    if (c >= 0x3040 && c <= 0x30FF) // also U+30FC, which Unicode counts to no script
        return true;
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

struct CodePoint {
    char32_t value = 0;
    int length = 1;
};

CodePoint codePointAt(QStringView text, qsizetype position)
{
    const QChar c = text[position];
    if (!c.isSurrogate())
        return {c.unicode(), 1};
    if (c.isHighSurrogate() && position + 1 < text.size() && text[position + 1].isLowSurrogate())
        return {QChar::surrogateToUcs4(c, text[position + 1]), 2};
    return {0, 1}; // half a character: a separator
}

using Visit = std::function<bool(int, int, bool)>;

bool visitPairs(int start, const QList<int> &lengths, const Visit &visit)
{
    int at = start;
    for (qsizetype i = 0; i < lengths.size(); ++i) {
        if (!visit(at, lengths[i] + (i + 1 < lengths.size() ? lengths[i + 1] : 0), true))
            return false;
        at += lengths[i];
    }
    return true;
}

bool visitWord(QStringView text, int start, int end, const Visit &visit)
{
    while (start < end && text[start] == u'_')
        ++start;
    while (end > start && text[end - 1] == u'_')
        --end;
    return start >= end || visit(start, end - start, false);
}

} // namespace

QString Words::fold(QStringView word)
{
    QString result;
    result.reserve(qMin<qsizetype>(word.size(), maximumLength));
    bool ascii = true;
    for (const QChar c : word) {
        const char16_t u = c.unicode();
        if (u >= 0x80) {
            ascii = false;
            break;
        }
        if (result.size() >= maximumLength)
            break;
        if (u >= u'A' && u <= u'Z')
            result += QChar(u | 0x20);
        else if (isPlain(u))
            result += c;
    }
    if (ascii)
        return result;

    // Bounded before it is normalised: one character can decompose into eighteen.
    const QString cut = word.left(maximumLength).toString();
    const QString apart = cut.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString bare;
    for (const QChar c : apart) {
        if (c == u'\u00DF') { // Qt folds characters one by one, and this one becomes two
            bare += u"ss"_s;
            continue;
        }
        const char16_t u = c.unicode();
        const bool accent = u >= 0x0300 && u <= 0x036F;
        if (!accent && (u >= 0x80 ? !c.isSpace() && !c.isPunct() && !c.isSymbol() : isPlain(u)))
            bare += c;
    }
    bare = bare.normalized(QString::NormalizationForm_KC).left(maximumLength);
    if (!bare.isEmpty() && bare.back().isHighSurrogate())
        bare.chop(1);
    return bare;
}

QString Words::squash(QStringView text)
{
    QString result;
    for (const Word &word : split(text)) {
        // Of overlapping pairs only the first characters: together they are the run again.
        result += word.ideographic && word.folded.size() == 2 ? word.folded.left(1) : word.folded;
    }
    return result.remove(u'_').left(4 * maximumLength);
}

QStringList Words::parts(const QString &folded)
{
    return folded.contains(u'_') ? folded.split(u'_', Qt::SkipEmptyParts) : QStringList();
}

void Words::scan(QStringView text, const Visit &visit)
{
    int start = -1;        // of the word being read
    int runStart = -1;     // of the run of ideographic characters being read
    QList<int> runLengths; // of its characters, in UTF-16 units
    bool going = true;
    const auto endWord = [&](int end) {
        if (start >= 0)
            going = going && visitWord(text, start, end, visit);
        start = -1;
    };
    const auto endRun = [&] {
        if (runStart >= 0)
            going = going && visitPairs(runStart, runLengths, visit);
        runStart = -1;
        runLengths.clear();
    };
    const int size = int(text.size());
    for (int i = 0; i < size && going;) {
        const char16_t plain = text[i].unicode();
        if (plain < 0x80) {
            if (runStart >= 0)
                endRun();
            if (!isAsciiWord(plain))
                endWord(i);
            else if (start < 0)
                start = i;
            ++i;
            continue;
        }
        const CodePoint c = codePointAt(text, i);
        const bool mark = QChar::isMark(c.value);
        if (runStart >= 0 && mark) {
            runLengths.back() += c.length;
        } else if (isIdeographic(c.value)) {
            endWord(i);
            if (runStart < 0)
                runStart = i;
            runLengths.append(c.length);
        } else if (mark || QChar::isLetterOrNumber(c.value)) {
            endRun();
            if (start < 0)
                start = i;
        } else {
            endWord(i);
            endRun();
        }
        i += c.length;
    }
    endWord(size);
    endRun();
}

QList<Words::Word> Words::split(QStringView text)
{
    QList<Word> words;
    scan(text, [&](int start, int length, bool ideographic) {
        const QString folded = fold(text.mid(start, length));
        if (!folded.isEmpty())
            words.append({start, length, folded, ideographic});
        return true;
    });
    return words;
}

QString Words::stem(const QString &folded)
{
    // Longest first; what must remain keeps short words whole ("string", "speed", "news").
    static constexpr struct {
        QStringView suffix;
        int keep;
    } suffixes[] = {{u"izations", 4}, {u"ization", 4}, {u"ations", 4}, {u"ation", 4}, {u"ators", 4},
                    {u"ating", 4},    {u"ated", 4},    {u"ator", 4},   {u"ates", 4},  {u"ings", 4},
                    {u"ions", 4},     {u"ing", 4},     {u"ies", 4},    {u"ion", 4},   {u"ers", 4},
                    {u"ate", 5},      {u"ed", 4},      {u"er", 5},     {u"es", 4},    {u"s", 3}};
    for (const QChar c : folded) {
        if (c.unicode() >= 0x80 || !c.isLetter())
            return folded;
    }
    for (const auto &[suffix, keep] : suffixes) {
        if (!folded.endsWith(suffix) || folded.size() - suffix.size() < keep)
            continue;
        if (suffix == u"s"
            && (folded.endsWith(u"ss") || folded.endsWith(u"us") || folded.endsWith(u"is")))
            return folded;
        QString rest = folded.chopped(suffix.size());
        // "mapping" -> "map": the consonant was doubled for the ending.
        if ((suffix == u"ing" || suffix == u"ed" || suffix == u"er") && rest.size() >= 4
            && rest.back() == rest[rest.size() - 2] && !u"lsz"_s.contains(rest.back()))
            rest.chop(1);
        return rest;
    }
    return folded;
}
