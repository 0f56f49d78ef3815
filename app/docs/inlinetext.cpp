// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/inlinetext.h"

#include "docs/htmlentities.h"

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 8; ///< emphasis in links in emphasis…; each level is read once more

} // namespace

InlineText::InlineText(const InlineRules &rules, QStringView text, int depth)
    : m_rules(rules), m_text(text), m_depth(depth), m_closers(rules.spans.size())
{
    for (Found &closer : m_closers)
        closer.from = -1;
}

QString InlineText::html()
{
    if (m_depth >= deepest)
        return HtmlEntities::escaped(m_text);
    QString out;
    qsizetype plainFrom = 0;
    const auto flush = [&](qsizetype to) {
        if (to > plainFrom)
            out += HtmlEntities::escaped(m_text.sliced(plainFrom, to - plainFrom));
    };
    qsizetype place = 0;
    while (place < m_text.size()) {
        const QChar c = m_text[place];
        if (c.isLetterOrNumber() && !isWordStart(place)) {
            ++place;
            continue;
        }
        if (!m_rules.escape.isNull() && c == m_rules.escape && place + 1 < m_text.size()
            && (m_rules.escapable.isEmpty() || m_rules.escapable.contains(m_text[place + 1]))) {
            flush(place);
            // An escaped space is none: it parts a word from its markup.
            plainFrom = place + (m_text[place + 1].isSpace() ? 2 : 1);
            place += 2;
            continue;
        }
        QString piece;
        qsizetype end = c.isSpace() ? -1 : takeSpan(place, piece);
        if (end < 0 && !c.isSpace() && m_rules.special)
            end = m_rules.special(*this, place, piece);
        if (end > place) {
            flush(place);
            out += piece;
            place = plainFrom = end;
        } else {
            ++place;
        }
    }
    flush(m_text.size());
    return out;
}

QChar InlineText::at(qsizetype place) const
{
    return place >= 0 && place < m_text.size() ? m_text[place] : QChar();
}

QStringView InlineText::between(qsizetype from, qsizetype to) const
{
    return from >= 0 && from < to && to <= m_text.size() ? m_text.sliced(from, to - from)
                                                         : QStringView();
}

bool InlineText::startsWith(QStringView what, qsizetype place) const
{
    return place >= 0 && place <= m_text.size() && m_text.sliced(place).startsWith(what);
}

bool InlineText::isWordStart(qsizetype place) const
{
    return at(place).isLetterOrNumber() && !at(place - 1).isLetterOrNumber();
}

qsizetype InlineText::find(QStringView needle, qsizetype from)
{
    for (Found &found : m_found) {
        if (found.needle != needle)
            continue;
        if (!found.knows(from)) {
            found.from = from;
            found.at = m_text.indexOf(needle, from);
        }
        return found.at;
    }
    m_found.append({needle.toString(), from, m_text.indexOf(needle, from)});
    return m_found.constLast().at;
}

QString InlineText::inside(QStringView part) const
{
    return InlineText(m_rules, part, m_depth + 1).html();
}

qsizetype InlineText::addressEnd(qsizetype place) const
{
    if (!isWordStart(place))
        return -1;
    const auto scheme = [&](QStringView name) { return startsWith(name, place) ? name.size() : 0; };
    const qsizetype start =
        place + std::max({scheme(u"https://"), scheme(u"http://"), scheme(u"mailto:")});
    if (start == place)
        return -1;
    qsizetype end = start;
    while (end < m_text.size() && !m_text[end].isSpace()
           && !QStringView(u"<>[]\"`|{}").contains(m_text[end]))
        ++end;
    // Wikipedia's addresses end in parentheses.
    const bool hasParenthesis = between(start, end).contains(u'(');
    const QStringView notAtTheEnd = hasParenthesis ? u".,;:!?'*_" : u".,;:!?'*_)";
    while (end > start && notAtTheEnd.contains(m_text[end - 1]))
        --end;
    return end > start ? end : -1;
}

QString InlineText::link(QStringView address, const QString &html)
{
    return u"<a href=\""_s + HtmlEntities::escaped(address) + u"\">"_s + html + u"</a>"_s;
}

QString InlineText::image(QStringView address, QStringView alternative)
{
    return u"<img src=\""_s + HtmlEntities::escaped(address) + u"\" alt=\""_s
           + HtmlEntities::escaped(alternative) + u"\">"_s;
}

qsizetype InlineText::takeSpan(qsizetype place, QString &out)
{
    for (qsizetype i = 0; i < m_rules.spans.size(); ++i) {
        const InlineSpan &span = m_rules.spans[i];
        if (m_text[place] != span.open[0] || !startsWith(span.open, place))
            continue;
        const qsizetype start = place + span.open.size();
        const QChar first = at(start);
        if (first.isNull()
            || (span.isBounded && (first.isSpace() || at(place - 1).isLetterOrNumber())))
            continue;
        const qsizetype end = closerOf(i, start + 1);
        if (end < 0)
            continue;
        const QStringView content = between(start, end);
        out = span.before + (span.isLiteral ? HtmlEntities::escaped(content) : inside(content))
              + span.after;
        return end + span.close.size();
    }
    return -1;
}

qsizetype InlineText::closerOf(qsizetype span, qsizetype from)
{
    Found &known = m_closers[span];
    if (known.from >= 0 && known.knows(from))
        return known.at;
    const InlineSpan &rule = m_rules.spans[span];
    qsizetype end = m_text.indexOf(rule.close, from);
    while (end >= 0) {
        const bool isEscaped =
            !rule.isLiteral && !m_rules.escape.isNull() && at(end - 1) == m_rules.escape;
        const bool isInWord =
            rule.isBounded
            && (at(end - 1).isSpace() || at(end + rule.close.size()).isLetterOrNumber());
        if (!isEscaped && !isInWord)
            break;
        end = m_text.indexOf(rule.close, end + 1);
    }
    known.from = from;
    known.at = end;
    return end;
}
