// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/restinline.h"

#include "docs/htmlentities.h"
#include "docs/htmlsanitizer.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 200;
constexpr qsizetype longestRole = 40;
constexpr qsizetype longestWord = 80;          ///< looked at again from each of its parts
constexpr qsizetype mostExpanded = 512 * 1024; ///< a short name may stand for a long text, often

QString key(QStringView name)
{
    QString text = name.toString().simplified().toLower();
    return text.remove(u'`').remove(u'\\');
}

bool isAddress(QStringView text)
{
    return !text.isEmpty() && !text.endsWith(u'_');
}

/// The element that shows text of that role; empty for words like any other.
QString elementOf(QStringView role)
{
    static const QHash<QString, QString> table = {
        {u""_s, u"em"_s},        {u"emphasis"_s, u"em"_s},     {u"title-reference"_s, u"em"_s},
        {u"title"_s, u"em"_s},   {u"strong"_s, u"strong"_s},   {u"subscript"_s, u"sub"_s},
        {u"sub"_s, u"sub"_s},    {u"superscript"_s, u"sup"_s}, {u"sup"_s, u"sup"_s},
        {u"ref"_s, QString()},   {u"doc"_s, QString()},        {u"numref"_s, QString()},
        {u"term"_s, QString()},  {u"abbr"_s, QString()},       {u"guilabel"_s, u"strong"_s},
        {u"index"_s, QString()}, {u"any"_s, QString()},        {u"dfn"_s, u"em"_s},
    };
    return table.value(role.toString().toLower(), u"code"_s);
}

} // namespace

RestInline::RestInline()
{
    m_rules.spans = {
        {u"``"_s, u"``"_s, u"<code>"_s, u"</code>"_s, true, true},
        {u"**"_s, u"**"_s, u"<strong>"_s, u"</strong>"_s, false, true},
        {u"*"_s, u"*"_s, u"<em>"_s, u"</em>"_s, false, true},
    };
    m_rules.escape = u'\\';
    m_rules.special = [this](InlineText &text, qsizetype place, QString &out) {
        return special(text, place, out);
    };
}

void RestInline::collect(const LineList &lines)
{
    QStringList waiting; // targets of whatever comes next
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringView line = lines[i].trimmed();
        if (line.startsWith(u".. _")) {
            const QStringView definition = line.sliced(4);
            if (definition.endsWith(u':') && !definition.startsWith(u'_')) {
                waiting += key(definition.chopped(1));
            } else {
                addTarget(definition);
            }
        } else if (line.startsWith(u"__ ")) {
            m_anonymous += line.sliced(3).trimmed().toString();
        } else if (line.startsWith(u".. |")) {
            addSubstitution(line.sliced(4));
        } else if (!line.isEmpty()) {
            const bool isTitle = i + 1 < lines.size() && SourceLines::isRepeated(lines[i + 1], 3)
                                 && !lines[i + 1][0].isLetterOrNumber();
            if (isTitle && !SourceLines::isRepeated(line, 3)) {
                const QString anchor = u'#' + HtmlSanitizer::anchorOf(line.toString().simplified());
                m_targets.insert(key(line), anchor);
                for (const QString &name : waiting)
                    m_targets.insert(name, anchor);
            }
            if (isTitle || !SourceLines::isRepeated(line, 3))
                waiting.clear();
        }
    }
}

void RestInline::addTarget(QStringView definition)
{
    // Names with a colon are in backquotes.
    const bool isQuoted = definition.startsWith(u'`');
    const qsizetype end = definition.indexOf(isQuoted ? u"`:" : u":");
    if (end < 0)
        return;
    const QStringView name = definition.first(end);
    QString address = definition.sliced(end + (isQuoted ? 2 : 1)).trimmed().toString();
    address.remove(u'`');
    if (name == u"_")
        m_anonymous += address;
    else
        m_targets.insert(key(name), address);
}

void RestInline::addSubstitution(QStringView definition)
{
    const qsizetype bar = definition.indexOf(u'|');
    const qsizetype colons = definition.indexOf(u"::", qMax<qsizetype>(bar, 0));
    if (bar < 0 || colons < 0)
        return;
    const QStringView kind = definition.sliced(bar + 1, colons - bar - 1).trimmed();
    const QStringView name = definition.first(bar);
    // A picture's words are its name more often than they are given.
    m_substitutions.insert(
        key(name), (kind == u"image" ? name : definition.sliced(colons + 2)).trimmed().toString());
}

QString RestInline::html(QStringView text)
{
    return InlineText(m_rules, text).html();
}

QString RestInline::addressOf(const QString &name) const
{
    QString address = m_targets.value(name);
    for (int hops = 0; hops < 5 && address.endsWith(u'_'); ++hops)
        address = m_targets.value(key(QStringView(address).chopped(1)));
    return isAddress(address) ? address : QString();
}

qsizetype RestInline::special(InlineText &text, qsizetype place, QString &out)
{
    switch (text.at(place).unicode()) {
    case u'`':
        return takeInterpreted(text, place, out);
    case u':':
        return takeRole(text, place, out);
    case u'|':
        return takeSubstitution(text, place, out);
    case u'_': // a target in the text is shown as its words
        return text.at(place + 1) == u'`' ? takeInterpreted(text, place + 1, out) : -1;
    case u'[': {
        const qsizetype end = text.find(u"]_", place + 1);
        const QStringView label = text.between(place + 1, end);
        if (label.isEmpty() || label.size() > 60 || label.contains(u' '))
            return -1;
        out = u"<sup>["_s + HtmlEntities::escaped(label) + u"]</sup>"_s;
        return end + 2;
    }
    default:
        return text.isWordStart(place) ? takeWord(text, place, out) : -1;
    }
}

qsizetype RestInline::takeInterpreted(InlineText &text, qsizetype place, QString &out)
{
    const qsizetype end = text.find(u"`", place + 1);
    const QStringView content = text.between(place + 1, end);
    if (content.isEmpty() || content[0].isSpace())
        return -1;
    if (text.at(end + 1) == u'_') {
        const bool isAnonymous = text.at(end + 2) == u'_';
        out = reference(content, isAnonymous);
        return end + (isAnonymous ? 3 : 2);
    }
    out = u"<em>"_s + HtmlEntities::escaped(content) + u"</em>"_s;
    return end + 1;
}

/// ":role:`text`" and Sphinx's ":role:`text <target>`"
qsizetype RestInline::takeRole(InlineText &text, qsizetype place, QString &out)
{
    qsizetype at = place + 1;
    const auto isOfRole = [](QChar c) {
        return c.isLetterOrNumber() || QStringView(u"-_.:+").contains(c);
    };
    while (at - place < longestRole && isOfRole(text.at(at)))
        ++at;
    if (text.at(at) != u'`' || text.at(at - 1) != u':' || at < place + 3)
        return -1;
    const qsizetype end = text.find(u"`", at + 1);
    QStringView content = text.between(at + 1, end);
    if (content.isEmpty())
        return -1;
    const QStringView role = text.between(place + 1, at - 1);
    const QStringView kind = role.sliced(role.lastIndexOf(u':') + 1);
    const qsizetype target = content.lastIndexOf(u" <");
    if (content.endsWith(u'>') && target > 0)
        content = content.first(target);
    else if (content.startsWith(u'~')) // Sphinx shows the last part only
        content = content.sliced(content.lastIndexOf(u'.') < 0 ? 1 : content.lastIndexOf(u'.') + 1);
    const QString element = elementOf(kind);
    out = HtmlEntities::escaped(content);
    if (!element.isEmpty())
        out = u'<' + element + u'>' + out + u"</"_s + element + u'>';
    return end + 1;
}

/// Addresses and "name_".
qsizetype RestInline::takeWord(InlineText &text, qsizetype place, QString &out)
{
    const qsizetype addressEnd = text.addressEnd(place);
    if (addressEnd > 0) {
        const QStringView address = text.between(place, addressEnd);
        out = linked(address.toString(), address);
        return addressEnd;
    }
    qsizetype end = place;
    while (end - place < longestWord
           && (text.at(end).isLetterOrNumber()
               || (QStringView(u"-._+:").contains(text.at(end))
                   && text.at(end + 1).isLetterOrNumber())))
        ++end;
    if (text.at(end) != u'_')
        return -1;
    const bool isAnonymous = text.at(end + 1) == u'_';
    const qsizetype after = end + (isAnonymous ? 2 : 1);
    if (text.at(after).isLetterOrNumber() || text.at(after) == u'_' || text.at(place - 1) == u'_')
        return -1;
    const QStringView name = text.between(place, end);
    if (isAnonymous ? m_nextAnonymous >= m_anonymous.size() : addressOf(key(name)).isEmpty())
        return -1;
    out = reference(name, isAnonymous);
    return after;
}

qsizetype RestInline::takeSubstitution(InlineText &text, qsizetype place, QString &out)
{
    const qsizetype end = text.find(u"|", place + 1);
    const QStringView name = text.between(place + 1, end);
    if (name.isEmpty() || name.size() > longestName)
        return -1;
    const auto known = m_substitutions.constFind(key(name));
    if (known == m_substitutions.constEnd() || m_expanded > mostExpanded)
        return -1;
    m_expanded += known->size();
    out = HtmlEntities::escaped(*known);
    qsizetype after = end + 1;
    while (text.at(after) == u'_' && after < end + 3)
        ++after;
    return after;
}

QString RestInline::reference(QStringView content, bool isAnonymous)
{
    const qsizetype open = content.lastIndexOf(u'<');
    if (open >= 0 && content.endsWith(u'>')) {
        const QStringView target = content.sliced(open + 1).chopped(1).trimmed();
        const QStringView words = open > 0 ? content.first(open).trimmed() : target;
        const bool isOther = target.endsWith(u'_');
        const QString address = isOther ? addressOf(key(target.chopped(1))) : target.toString();
        if (!isAnonymous && !isOther && !m_targets.contains(key(words)))
            m_targets.insert(key(words), address);
        return linked(address, words);
    }
    if (!isAnonymous)
        return linked(addressOf(key(content)), content);
    const QString address = m_anonymous.value(m_nextAnonymous++);
    return linked(address.endsWith(u'_') ? addressOf(key(QStringView(address).chopped(1)))
                                         : address,
                  content);
}

QString RestInline::linked(const QString &address, QStringView text)
{
    const QString words = HtmlEntities::escaped(text);
    m_expanded += address.size();
    return address.isEmpty() || m_expanded > mostExpanded ? words
                                                          : InlineText::link(address, words);
}
