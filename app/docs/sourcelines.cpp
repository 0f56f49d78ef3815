// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/sourcelines.h"

#include "docs/htmlentities.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype tabWidth = 8;

} // namespace

SourceLines::SourceLines(const QString &source)
{
    m_text.reserve(source.size() + source.size() / 8);
    qsizetype column = 0;
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QChar c = source[i];
        const bool isOldBreak = c == u'\r' && (i + 1 == source.size() || source[i + 1] != u'\n');
        if (c == u'\n' || c == u'\f' || isOldBreak) {
            m_text += u'\n';
            column = 0;
        } else if (c == u'\t') {
            const qsizetype width = tabWidth - column % tabWidth;
            m_text.resize(m_text.size() + width, u' ');
            column += width;
        } else if (c != u'\r' && !c.isNull()) {
            m_text += c;
            ++column;
        }
    }
    for (QStringView line : QStringView(m_text).split(u'\n')) {
        while (!line.isEmpty() && line.back().isSpace())
            line.chop(1);
        m_lines.append(line);
    }
}

qsizetype SourceLines::indentOf(QStringView line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == u' ')
        ++indent;
    return indent;
}

qsizetype SourceLines::endOfIndented(const LineList &lines, qsizetype from)
{
    while (from < lines.size() && (lines[from].isEmpty() || lines[from][0] == u' '))
        ++from;
    return from;
}

LineList SourceLines::dedented(const LineList &lines, qsizetype from, qsizetype to,
                               qsizetype indent)
{
    while (from < to && lines[from].isEmpty())
        ++from;
    while (to > from && lines[to - 1].isEmpty())
        --to;
    LineList result;
    result.reserve(to - from);
    for (qsizetype i = from; i < to; ++i)
        result.append(lines[i].sliced(std::min(indent, indentOf(lines[i]))));
    return result;
}

LineList SourceLines::dedented(const LineList &lines, qsizetype from, qsizetype to)
{
    qsizetype least = std::numeric_limits<qsizetype>::max();
    for (qsizetype i = from; i < to; ++i) {
        if (!lines[i].isEmpty())
            least = std::min(least, indentOf(lines[i]));
    }
    return dedented(lines, from, to, least);
}

QString SourceLines::joined(const LineList &lines)
{
    QString text;
    for (const QStringView line : lines) {
        text += line;
        text += u'\n';
    }
    text.chop(1);
    return text;
}

QString SourceLines::preformatted(const LineList &lines)
{
    return u"<pre><code>"_s + HtmlEntities::escaped(joined(lines)) + u"</code></pre>\n"_s;
}

bool SourceLines::isRepeated(QStringView line, qsizetype least)
{
    return line.size() >= least && !line.isEmpty()
           && std::all_of(line.begin(), line.end(), [&](QChar c) { return c == line[0]; });
}
