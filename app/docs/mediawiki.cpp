// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/mediawiki.h"

#include "docs/htmlentities.h"
#include "docs/inlinetext.h"
#include "docs/markedlist.h"
#include "docs/sourcelines.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLink = 4000;

/// [[page|words]]; pictures show their words, categories nothing.
qsizetype takePage(InlineText &text, qsizetype place, QString &out)
{
    const qsizetype end = text.find(u"]]", place + 2);
    const QStringView content = text.between(place + 2, end);
    if (content.isEmpty() || content.size() > longestLink)
        return -1;
    const qsizetype first = content.indexOf(u'|');
    const QStringView target = first < 0 ? content : content.first(first);
    const QStringView words = content.sliced(content.lastIndexOf(u'|') + 1);
    if (target.startsWith(u"File:") || target.startsWith(u"Image:"))
        out = InlineText::image(target.sliced(target.indexOf(u':') + 1),
                                first < 0 ? QStringView() : words);
    else if (!target.startsWith(u"Category:"))
        out =
            first < 0 ? HtmlEntities::escaped(words) : InlineText::link(target, text.inside(words));
    return end + 2;
}

qsizetype special(InlineText &text, qsizetype place, QString &out)
{
    if (text.startsWith(u"[[", place))
        return takePage(text, place, out);
    if (text.at(place) == u'[') { // [address words]
        const qsizetype end = text.addressEnd(place + 1);
        const qsizetype close = end < 0 ? -1 : text.find(u"]", end);
        if (close < 0 || close - place > longestLink)
            return -1;
        const QStringView address = text.between(place + 1, end);
        const QStringView words = text.between(end, close).trimmed();
        out = InlineText::link(address, words.isEmpty() ? HtmlEntities::escaped(address)
                                                        : text.inside(words));
        return close + 1;
    }
    if (text.startsWith(u"{{", place)) { // templates are not here
        const qsizetype end = text.find(u"}}", place + 2);
        return end > 0 && end - place < longestLink ? end + 2 : -1;
    }
    if (text.startsWith(u"<!--", place)) {
        const qsizetype end = text.find(u"-->", place + 4);
        return end > 0 ? end + 3 : -1;
    }
    if (text.at(place) == u'<') { // the few tags that wikis use in a line; everything else is text
        for (const QStringView tag : {u"br", u"br/", u"br /"}) {
            const QString whole = u'<' + tag.toString() + u'>';
            if (text.startsWith(whole, place)) {
                out = u"<br>"_s;
                return place + whole.size();
            }
        }
        return -1;
    }
    if (text.startsWith(u"__TOC__", place) || text.startsWith(u"__NOTOC__", place))
        return text.find(u"OC__", place) + 4;
    const qsizetype end = text.addressEnd(place);
    if (end > 0) {
        const QStringView address = text.between(place, end);
        out = InlineText::link(address, HtmlEntities::escaped(address));
    }
    return end;
}

QString inlineHtml(QStringView text)
{
    static const InlineRules rules = [] {
        InlineRules r;
        r.spans = {{u"<nowiki>"_s, u"</nowiki>"_s, u""_s, u""_s, true, false},
                   {u"'''''"_s, u"'''''"_s, u"<strong><em>"_s, u"</em></strong>"_s, false, false},
                   {u"'''"_s, u"'''"_s, u"<strong>"_s, u"</strong>"_s, false, false},
                   {u"''"_s, u"''"_s, u"<em>"_s, u"</em>"_s, false, false}};
        for (const QString &element : {u"code"_s, u"tt"_s, u"kbd"_s, u"sub"_s, u"sup"_s, u"b"_s,
                                       u"i"_s, u"s"_s, u"u"_s, u"small"_s}) {
            const QString open = u'<' + element + u'>';
            const QString close = u"</"_s + element + u'>';
            r.spans.append({open, close, open, close, false, false});
        }
        r.special = special;
        return r;
    }();
    return InlineText(rules, text).html();
}

/// Behind what an opening tag or a cell says about its looks: "class=x | text".
QStringView withoutLooks(QStringView cell)
{
    const qsizetype bar = cell.indexOf(u'|');
    const bool hasLooks =
        bar > 0 && cell.first(bar).contains(u'=') && !cell.first(bar).contains(u'[');
    return (hasLooks ? cell.sliced(bar + 1) : cell).trimmed();
}

/// From "{|" to "|}"; gives the line behind it.
qsizetype table(const LineList &lines, qsizetype i, QString &out)
{
    out += u"<table>\n"_s;
    bool isRow = false;
    for (++i; i < lines.size(); ++i) {
        const QStringView line = lines[i].trimmed();
        if (line.startsWith(u"|}")) {
            ++i;
            break;
        }
        if (line.startsWith(u"|-")) {
            out += isRow ? u"</tr>\n"_s : u""_s;
            isRow = false;
        } else if (line.startsWith(u"|+")) {
            out += u"<caption>"_s + inlineHtml(withoutLooks(line.sliced(2))) + u"</caption>"_s;
        } else if (line.startsWith(u'|') || line.startsWith(u'!')) {
            out += isRow ? u""_s : u"<tr>"_s;
            isRow = true;
            const bool isHead = line[0] == u'!';
            const QString name = isHead ? u"th"_s : u"td"_s;
            const QString between = isHead && line.contains(u"!!") ? u"!!"_s : u"||"_s;
            for (const QStringView cell : line.sliced(1).split(between))
                out += u'<' + name + u'>' + inlineHtml(withoutLooks(cell)) + u"</"_s + name + u'>';
        } else if (!line.isEmpty()) {
            out += u"<p>"_s + inlineHtml(line) + u"</p>"_s;
        }
    }
    out += isRow ? u"</tr>\n</table>\n"_s : u"</table>\n"_s;
    return i;
}

} // namespace

QString MediaWiki::toHtml(const QString &source)
{
    const SourceLines all(source);
    const LineList &lines = all.lines();
    QString out;
    QString text;
    MarkedList list;
    const auto flush = [&] {
        if (!text.isEmpty())
            out += u"<p>"_s + inlineHtml(text) + u"</p>\n"_s;
        text.clear();
        list.close(out);
    };
    for (qsizetype i = 0; i < lines.size();) {
        const QStringView line = lines[i];
        const qsizetype marks = MarkedList::marksOf(line, u"*#:;", false);
        if (marks > 0) {
            if (!list.isOpen())
                flush();
            list.add(out, line.first(marks), inlineHtml(line.sliced(marks).trimmed()));
            ++i;
            continue;
        }
        const bool isCode = line.startsWith(u"<pre") || line.startsWith(u"<source")
                            || line.startsWith(u"<syntaxhighlight");
        if (isCode || line.startsWith(u' ')) {
            flush();
            qsizetype end = i + 1;
            while (end < lines.size()
                   && (isCode ? !lines[end - 1].contains(u"</") : lines[end].startsWith(u' ')))
                ++end;
            if (isCode) {
                QString code = SourceLines::joined(lines.sliced(i, end - i));
                code.remove(0, code.indexOf(u'>') + 1);
                const qsizetype close = code.lastIndexOf(u"</"_s);
                code = (close < 0 ? code : code.first(close)).trimmed();
                out += u"<pre><code>"_s + HtmlEntities::escapedText(code) + u"</code></pre>\n"_s;
            } else {
                out += SourceLines::preformatted(SourceLines::dedented(lines, i, end));
            }
            i = end;
        } else if (line.startsWith(u"{|")) {
            flush();
            i = table(lines, i, out);
        } else {
            qsizetype level = 0;
            while (level < line.size() && level < 6 && line[level] == u'=')
                ++level;
            const bool isHeading = level > 0 && line.size() > 2 * level && line.endsWith(u'=');
            if (line.isEmpty() || isHeading || line.startsWith(u"----"))
                flush();
            if (isHeading) {
                const QString name = u'h' + QString::number(level);
                out += u'<' + name + u'>' + inlineHtml(line.sliced(level).chopped(level).trimmed())
                       + u"</"_s + name + u">\n"_s;
            } else if (line.startsWith(u"----")) {
                out += u"<hr>\n"_s;
            } else if (!line.isEmpty()) {
                if (list.isOpen())
                    flush();
                text += (text.isEmpty() ? u""_s : u"\n"_s) + line.toString();
            }
            ++i;
        }
    }
    flush();
    return out;
}
