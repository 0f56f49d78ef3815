// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/htmltokens.h"

#include "docs/htmlentities.h"

#include <algorithm>

namespace {

constexpr qsizetype mostAttributes = 64;

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// Whether something other than text may follow this "<".
bool beginsMarkup(QStringView text)
{
    return text.size() > 1
           && (isLetter(text[1]) || text[1] == u'/' || text[1] == u'!' || text[1] == u'?');
}

/// White space of HTML's tags; NUL and other control characters are no separators but taken as such: what they
/// hide must not join.
bool isSpace(QChar c)
{
    return c.unicode() <= 0x20;
}

} // namespace

bool HtmlTokens::next(HtmlToken &token)
{
    while (m_at < m_source.size()) {
        if (m_source[m_at] == u'<') {
            const qsizetype before = m_at;
            if (readMarkup(token))
                return true;
            if (m_at > before)
                continue; // skipped
        }
        // A "<" that begins nothing is text.
        qsizetype end = m_source.indexOf(u'<', m_at + 1);
        while (end >= 0 && !beginsMarkup(m_source.sliced(end)))
            end = m_source.indexOf(u'<', end + 1);
        end = end < 0 ? m_source.size() : end;
        token = {HtmlToken::Kind::Text, {}, {}, m_source.sliced(m_at, end - m_at)};
        m_at = end;
        return true;
    }
    return false;
}

/// False when there is no tag; then m_at has moved when something was skipped.
bool HtmlTokens::readMarkup(HtmlToken &token)
{
    const QStringView rest = m_source.sliced(m_at);
    if (rest.size() < 2)
        return false;
    if (isLetter(rest[1]))
        return readTag(token, m_at + 1, HtmlToken::Kind::Start);
    if (rest[1] == u'/' && rest.size() > 2 && isLetter(rest[2]))
        return readTag(token, m_at + 2, HtmlToken::Kind::End);
    if (rest.startsWith(u"<!--")) {
        if (rest.startsWith(u"<!-->") || rest.startsWith(u"<!--->")) {
            m_at += rest.indexOf(u'>') + 1;
            return false;
        }
        const qsizetype end = rest.indexOf(u"-->", 4);
        // Looked for in the comment only, lest many comments take the square of the time.
        const qsizetype oddEnd = rest.first(end < 0 ? rest.size() : end).indexOf(u"--!>", 4);
        if (oddEnd >= 0)
            m_at += oddEnd + 4;
        else
            m_at = end < 0 ? m_source.size() : m_at + end + 3;
        return false;
    }
    if (rest[1] == u'!' || rest[1] == u'?' || rest[1] == u'/') {
        const qsizetype end = rest.indexOf(u'>');
        m_at = end < 0 ? m_source.size() : m_at + end + 1;
    }
    return false;
}

bool HtmlTokens::readTag(HtmlToken &token, qsizetype at, HtmlToken::Kind kind)
{
    const qsizetype start = at;
    while (at < m_source.size() && !isSpace(m_source[at]) && m_source[at] != u'/'
           && m_source[at] != u'>')
        ++at;
    token = {kind, m_source.sliced(start, at - start).toString().toLower(), {}, {}};
    while (at < m_source.size()) {
        if (m_source[at] == u'>') {
            m_at = at + 1;
            return true;
        }
        if (isSpace(m_source[at]) || m_source[at] == u'/')
            ++at;
        else
            at = readAttribute(token, at);
    }
    // The source ends inside the tag: browsers show nothing of it.
    m_at = m_source.size();
    return false;
}

qsizetype HtmlTokens::readAttribute(HtmlToken &token, qsizetype at) const
{
    const qsizetype start = at++; // a "=" at the beginning belongs to the name
    while (at < m_source.size() && !isSpace(m_source[at]) && m_source[at] != u'/'
           && m_source[at] != u'>' && m_source[at] != u'=')
        ++at;
    const QString name = m_source.sliced(start, at - start).toString().toLower();
    while (at < m_source.size() && isSpace(m_source[at]))
        ++at;
    QStringView value;
    if (at < m_source.size() && m_source[at] == u'=') {
        ++at;
        while (at < m_source.size() && isSpace(m_source[at]))
            ++at;
        if (at < m_source.size() && (m_source[at] == u'"' || m_source[at] == u'\'')) {
            const qsizetype open = at + 1;
            const qsizetype close = m_source.indexOf(m_source[at], open);
            if (close < 0)
                return m_source.size();
            value = m_source.sliced(open, close - open);
            at = close + 1;
        } else {
            const qsizetype open = at;
            while (at < m_source.size() && !isSpace(m_source[at]) && m_source[at] != u'>')
                ++at;
            value = m_source.sliced(open, at - open);
        }
    }
    const bool isKnown =
        std::any_of(token.attributes.begin(), token.attributes.end(),
                    [&](const HtmlToken::Attribute &known) { return known.name == name; });
    if (!isKnown && token.attributes.size() < mostAttributes)
        token.attributes.append({name, HtmlEntities::decoded(value)});
    return at;
}

QStringView HtmlTokens::takeRawText(QStringView name)
{
    const qsizetype start = m_at;
    qsizetype from = start;
    while (true) {
        const qsizetype end = m_source.indexOf(u"</", from);
        if (end < 0) {
            m_at = m_source.size();
            return m_source.sliced(start);
        }
        const QStringView after = m_source.sliced(end + 2);
        if (after.startsWith(name, Qt::CaseInsensitive)
            && (after.size() == name.size() || !isLetter(after[name.size()]))) {
            const qsizetype close = m_source.indexOf(u'>', end);
            m_at = close < 0 ? m_source.size() : close + 1;
            return m_source.sliced(start, end - start);
        }
        from = end + 2;
    }
}
