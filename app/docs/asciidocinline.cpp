// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/asciidocinline.h"

#include "docs/htmlentities.h"
#include "docs/htmlsanitizer.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTarget = 2000;
constexpr qsizetype mostExpanded = 512 * 1024; ///< a short name may stand for a long text, often

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-';
}

/// The anchor that a section gets by itself.
QString ownAnchor(QStringView title)
{
    QString id = u"_"_s;
    for (const QChar c : title.toString().toLower()) {
        if (c.isLetterOrNumber())
            id += c;
        else if ((c == u' ' || c == u'_' || c == u'-' || c == u'.') && !id.endsWith(u'_'))
            id += u'_';
    }
    while (id.size() > 1 && id.endsWith(u'_'))
        id.chop(1);
    return id;
}

/// The words of "words,option=value" and "alt=words".
QStringView label(QStringView attributes)
{
    if (attributes.startsWith(u'"') && attributes.indexOf(u'"', 1) > 0)
        return attributes.sliced(1, attributes.indexOf(u'"', 1) - 1);
    const qsizetype comma = attributes.indexOf(u',');
    const QStringView first = comma < 0 ? attributes : attributes.first(comma);
    if (first.contains(u'='))
        return {};
    // A comma in a sentence parts no attributes.
    return comma >= 0 && attributes.sliced(comma).contains(u'=') ? first : attributes;
}

} // namespace

AsciiDocInline::AsciiDocInline()
{
    m_rules.spans = {
        {u"+++"_s, u"+++"_s, u""_s, u""_s, true, false},
        {u"``"_s, u"``"_s, u"<code>"_s, u"</code>"_s, false, false},
        {u"`+"_s, u"+`"_s, u"<code>"_s, u"</code>"_s, true, true},
        {u"`"_s, u"`"_s, u"<code>"_s, u"</code>"_s, false, true},
        {u"**"_s, u"**"_s, u"<strong>"_s, u"</strong>"_s, false, false},
        {u"*"_s, u"*"_s, u"<strong>"_s, u"</strong>"_s, false, true},
        {u"__"_s, u"__"_s, u"<em>"_s, u"</em>"_s, false, false},
        {u"_"_s, u"_"_s, u"<em>"_s, u"</em>"_s, false, true},
        {u"##"_s, u"##"_s, u"<mark>"_s, u"</mark>"_s, false, false},
        {u"#"_s, u"#"_s, u"<mark>"_s, u"</mark>"_s, false, true},
        {u"+"_s, u"+"_s, u""_s, u""_s, true, true},
    };
    m_rules.escape = u'\\';
    m_rules.escapable = u"*_`#^~<[{+'"_s;
    m_rules.special = [this](InlineText &text, qsizetype place, QString &out) {
        return special(text, place, out);
    };
    m_attributes = {{u"nbsp"_s, u"\u00a0"_s}, {u"sp"_s, u" "_s},       {u"empty"_s, u""_s},
                    {u"plus"_s, u"+"_s},      {u"asterisk"_s, u"*"_s}, {u"lt"_s, u"<"_s},
                    {u"gt"_s, u">"_s},        {u"amp"_s, u"&"_s},      {u"vbar"_s, u"|"_s},
                    {u"backtick"_s, u"`"_s},  {u"cpp"_s, u"C++"_s},    {u"tilde"_s, u"~"_s},
                    {u"caret"_s, u"^"_s},     {u"apos"_s, u"'"_s},     {u"quot"_s, u"\""_s}};
}

qsizetype AsciiDocInline::sectionLevel(QStringView line)
{
    qsizetype level = 0;
    while (level < line.size() && level < 7 && line[level] == line[0])
        ++level;
    const bool isTitle = level > 0 && level < 7 && (line[0] == u'=' || line[0] == u'#')
                         && level + 1 < line.size() && line[level] == u' ';
    return isTitle ? level : 0;
}

QStringView AsciiDocInline::sectionTitle(QStringView line)
{
    const qsizetype level = sectionLevel(line);
    QStringView title = line.sliced(level).trimmed();
    // "== Title ==" is the same.
    if (title.size() > level + 1 && title.endsWith(line.first(level))
        && title[title.size() - level - 1] == u' ')
        title = title.chopped(level).trimmed();
    return title;
}

void AsciiDocInline::collect(const LineList &lines)
{
    QStringList waiting;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringView line = lines[i];
        const bool isUnderlined = i + 1 < lines.size() && SourceLines::isRepeated(lines[i + 1], 3)
                                  && std::abs(lines[i + 1].size() - line.size()) <= 2;
        if (line.startsWith(u"[[") && line.endsWith(u"]]"))
            waiting += line.sliced(2).chopped(2).toString().section(u',', 0, 0);
        else if (line.startsWith(u"[#") && line.endsWith(u']'))
            waiting += line.sliced(2).chopped(1).toString().section(u',', 0, 0);
        else if (sectionLevel(line) > 0 || (isUnderlined && !line.isEmpty())) {
            const QString title = (sectionLevel(line) > 0 ? sectionTitle(line) : line).toString();
            for (const QString &id : waiting)
                m_titles.insert(id, title);
            m_titles.insert(ownAnchor(title), title);
            waiting.clear();
        } else if (!line.isEmpty() && !line.startsWith(u'[')) {
            waiting.clear();
        }
    }
}

qsizetype AsciiDocInline::attributeValue(QStringView line)
{
    if (line.size() < 3 || line[0] != u':')
        return 0;
    const qsizetype end = line.indexOf(u':', 1);
    if (end < 2 || end > 100 || (end + 1 < line.size() && line[end + 1] != u' '))
        return 0;
    const QStringView name = line.sliced(1, end - 1);
    const bool isName = std::all_of(name.begin(), name.end(),
                                    [](QChar c) { return isNameCharacter(c) || c == u'!'; });
    return isName ? end + 1 : 0;
}

bool AsciiDocInline::setAttribute(QStringView line)
{
    const qsizetype value = attributeValue(line);
    if (value == 0)
        return false;
    m_attributes.insert(line.sliced(1, value - 2).toString().remove(u'!').toLower(),
                        expanded(line.sliced(value).trimmed()));
    return true;
}

QString AsciiDocInline::expanded(QStringView text)
{
    if (!text.contains(u'{'))
        return text.toString();
    QString result;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(u'{'); at >= 0; at = text.indexOf(u'{', at + 1)) {
        qsizetype end = at + 1;
        while (end < text.size() && end - at < 100 && isNameCharacter(text[end]))
            ++end;
        if (end == text.size() || text[end] != u'}' || (at > 0 && text[at - 1] == u'\\'))
            continue;
        const auto value =
            m_attributes.constFind(text.sliced(at + 1, end - at - 1).toString().toLower());
        if (value == m_attributes.constEnd() || m_expanded > mostExpanded)
            continue;
        m_expanded += value->size();
        result += text.sliced(from, at - from);
        result += *value;
        from = end + 1;
    }
    return result + text.sliced(from).toString();
}

QString AsciiDocInline::html(QStringView text)
{
    const QString all = expanded(text);
    return InlineText(m_rules, all).html();
}

qsizetype AsciiDocInline::special(InlineText &text, qsizetype place, QString &out)
{
    switch (text.at(place).unicode()) {
    case u'<':
        return takeReference(text, place, out);
    case u'[':
        return takeBracket(text, place, out);
    case u'^':
    case u'~': {
        const QString mark(text.at(place));
        const qsizetype end = text.find(mark, place + 1);
        const QStringView content = text.between(place + 1, end);
        if (content.isEmpty() || content.size() > 60 || content.contains(u' '))
            return -1;
        const QString element = mark == u"^" ? u"sup"_s : u"sub"_s;
        out = u'<' + element + u'>' + text.inside(content) + u"</"_s + element + u'>';
        return end + 1;
    }
    case u'+': // " +" at a line's end breaks it
        if (text.at(place - 1) != u' ' || text.at(place + 1) != u'\n')
            return -1;
        out = u"<br>"_s;
        return place + 1;
    case u'(':
        if (text.startsWith(u"(((", place)) { // words for the index only
            const qsizetype end = text.find(u")))", place);
            return end > 0 && end - place < longestTarget ? end + 3 : -1;
        }
        return -1;
    default:
        return text.isWordStart(place) ? takeWord(text, place, out) : -1;
    }
}

/// "<<anchor,words>>" and "<https://…>"
qsizetype AsciiDocInline::takeReference(InlineText &text, qsizetype place, QString &out)
{
    if (text.at(place + 1) != u'<') {
        const qsizetype end = text.addressEnd(place + 1);
        if (end < 0 || text.at(end) != u'>')
            return -1;
        const QStringView address = text.between(place + 1, end);
        out = InlineText::link(address, HtmlEntities::escaped(address));
        return end + 1;
    }
    const qsizetype end = text.find(u">>", place + 2);
    const QStringView content = text.between(place + 2, end);
    if (content.isEmpty() || content.size() > longestTarget)
        return -1;
    const qsizetype comma = content.indexOf(u',');
    const QStringView id = comma < 0 ? content : content.first(comma);
    out = reference(id, comma < 0 ? QString() : text.inside(content.sliced(comma + 1).trimmed()));
    return end + 2;
}

/// Anchors and roles, which show nothing.
qsizetype AsciiDocInline::takeBracket(InlineText &text, qsizetype place, QString &out)
{
    const bool isAnchor = text.startsWith(u"[[", place);
    const QChar second = text.at(place + 1);
    if (!isAnchor && second != u'.' && second != u'#')
        return -1;
    const qsizetype end = isAnchor ? text.find(u"]]", place) : text.find(u"]", place);
    const QStringView content = text.between(place, end);
    if (content.isEmpty() || content.size() > 200 || content.contains(u' '))
        return -1;
    out = QString();
    const qsizetype after = end + (isAnchor ? 2 : 1);
    return isAnchor || QStringView(u"#*_`").contains(text.at(after)) ? after : -1;
}

/// Addresses and "macro:target[words]".
qsizetype AsciiDocInline::takeWord(InlineText &text, qsizetype place, QString &out)
{
    qsizetype targetEnd = text.addressEnd(place);
    qsizetype targetStart = place;
    QStringView macro;
    if (targetEnd < 0) {
        while (text.at(targetStart).isLetter() && targetStart - place < 20)
            ++targetStart;
        if (text.at(targetStart) != u':' || text.at(targetStart + 1) == u':')
            return -1;
        macro = text.between(place, targetStart++);
        targetEnd = text.find(u"[", targetStart);
        const QStringView target = text.between(targetStart, targetEnd);
        if (targetEnd < 0 || targetEnd - targetStart > longestTarget || target.contains(u' ')
            || target.contains(u'\n'))
            return -1;
    }
    const QStringView target = text.between(targetStart, targetEnd);
    if (text.at(targetEnd) != u'[') {
        out = InlineText::link(target, HtmlEntities::escaped(target));
        return targetEnd;
    }
    const qsizetype end = text.find(u"]", targetEnd);
    if (end < 0 || end - targetEnd > longestTarget)
        return -1;
    QStringView words = label(text.between(targetEnd + 1, end));
    if (words.endsWith(u'^')) // opens a new window
        words.chop(1);
    if (macro.isEmpty() || macro == u"link") {
        out = InlineText::link(target, words.isEmpty() ? HtmlEntities::escaped(target)
                                                       : text.inside(words));
    } else if (macro == u"mailto") {
        out = InlineText::link(QString(u"mailto:"_s + target.toString()),
                               HtmlEntities::escaped((words.isEmpty() ? target : words)));
    } else if (macro == u"xref") {
        out = reference(target, text.inside(words));
    } else if (macro == u"image" || macro == u"icon") {
        out = InlineText::image(target, words);
    } else if (macro == u"kbd" || macro == u"btn") {
        out = u"<kbd>"_s + HtmlEntities::escaped(words) + u"</kbd>"_s;
    } else if (macro == u"footnote") {
        out = u" ("_s + text.inside(words) + u')';
    } else if (macro == u"pass" || macro == u"stem" || macro == u"menu") {
        out = HtmlEntities::escaped(words);
    } else {
        return -1;
    }
    return end + 1;
}

QString AsciiDocInline::reference(QStringView id, const QString &words)
{
    const qsizetype hash = id.indexOf(u'#');
    if (hash > 0 || id.endsWith(u".adoc") || id.endsWith(u".asciidoc"))
        return InlineText::link(id, words.isEmpty() ? HtmlEntities::escaped(id) : words);
    const QString name = id.sliced(hash + 1).toString();
    const QString title = m_titles.value(name, name);
    m_expanded += title.size();
    if (m_expanded > mostExpanded)
        return words;
    return InlineText::link(QString(u'#' + HtmlSanitizer::anchorOf(title)),
                            words.isEmpty() ? HtmlEntities::escaped(title) : words);
}
