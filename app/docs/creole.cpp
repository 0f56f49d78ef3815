// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/creole.h"

#include "docs/htmlentities.h"
#include "docs/inlinetext.h"
#include "docs/markedlist.h"
#include "docs/sourcelines.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLink = 4000;

/// [[address|words]] and {{picture|words}}
qsizetype special(InlineText &text, qsizetype place, QString &out)
{
    const bool isLink = text.startsWith(u"[[", place);
    if (isLink || text.startsWith(u"{{", place)) {
        const qsizetype end = text.find(isLink ? u"]]" : u"}}", place + 2);
        const QStringView content = text.between(place + 2, end);
        if (content.isEmpty() || content.size() > longestLink)
            return -1;
        const qsizetype bar = content.indexOf(u'|');
        const QStringView target = (bar < 0 ? content : content.first(bar)).trimmed();
        const QStringView words = bar < 0 ? target : content.sliced(bar + 1).trimmed();
        out = isLink ? InlineText::link(target,
                                        bar < 0 ? HtmlEntities::escaped(words) : text.inside(words))
                     : InlineText::image(target, words);
        return end + 2;
    }
    if (text.startsWith(u"\\\\", place)) {
        out = u"<br>"_s;
        return place + 2;
    }
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
        r.spans = {{u"{{{"_s, u"}}}"_s, u"<code>"_s, u"</code>"_s, true, false},
                   {u"**"_s, u"**"_s, u"<strong>"_s, u"</strong>"_s, false, false},
                   {u"//"_s, u"//"_s, u"<em>"_s, u"</em>"_s, false, false},
                   {u"##"_s, u"##"_s, u"<code>"_s, u"</code>"_s, false, false},
                   {u"__"_s, u"__"_s, u"<u>"_s, u"</u>"_s, false, false},
                   {u"^^"_s, u"^^"_s, u"<sup>"_s, u"</sup>"_s, false, false},
                   {u",,"_s, u",,"_s, u"<sub>"_s, u"</sub>"_s, false, false}};
        r.escape = u'~';
        r.escapable = u"*/#_^,{[\\=|-~"_s;
        r.special = special;
        return r;
    }();
    return InlineText(rules, text).html();
}

QString heading(QStringView line)
{
    qsizetype level = 0;
    while (level < line.size() && line[level] == u'=')
        ++level;
    QStringView title = line.sliced(level);
    while (title.endsWith(u'='))
        title.chop(1);
    const QString name = u'h' + QString::number(qMin<qsizetype>(level, 6));
    return u'<' + name + u'>' + inlineHtml(title.trimmed()) + u"</"_s + name + u">\n"_s;
}

QString tableRow(QStringView line)
{
    QString out = u"<tr>"_s;
    line = line.sliced(1).chopped(line.size() > 1 && line.endsWith(u'|') ? 1 : 0);
    for (QStringView cell : line.split(u'|')) {
        const QString name = cell.startsWith(u'=') ? u"th"_s : u"td"_s;
        cell = cell.startsWith(u'=') ? cell.sliced(1) : cell;
        out += u'<' + name + u'>' + inlineHtml(cell.trimmed()) + u"</"_s + name + u'>';
    }
    return out + u"</tr>\n"_s;
}

} // namespace

QString Creole::toHtml(const QString &source)
{
    const SourceLines all(source);
    const LineList &lines = all.lines();
    QString out;
    QString text;
    MarkedList list;
    bool isTable = false;
    const auto flush = [&] {
        if (!text.isEmpty())
            out += u"<p>"_s + inlineHtml(text) + u"</p>\n"_s;
        text.clear();
        list.close(out);
        out += isTable ? u"</table>\n"_s : u""_s;
        isTable = false;
    };
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringView line = lines[i].trimmed();
        if (line == u"{{{") {
            flush();
            qsizetype end = i + 1;
            while (end < lines.size() && lines[end] != u"}}}")
                ++end;
            out += SourceLines::preformatted(lines.sliced(i + 1, end - i - 1));
            i = end;
            continue;
        }
        // "**" begins an item only in a list: it is strong words otherwise.
        const qsizetype marks = MarkedList::marksOf(line, u"*#", true);
        if (line.isEmpty()) {
            flush();
        } else if (marks > 0 && (marks == 1 || list.isOpen())) {
            if (!list.isOpen())
                flush();
            list.add(out, line.first(marks), inlineHtml(line.sliced(marks).trimmed()));
        } else if (line.startsWith(u'=')) {
            flush();
            out += heading(line);
        } else if (line.startsWith(u'|')) {
            if (!isTable) {
                flush();
                out += u"<table>\n"_s;
            }
            isTable = true;
            out += tableRow(line);
        } else if (SourceLines::isRepeated(line, 4) && line[0] == u'-') {
            flush();
            out += u"<hr>\n"_s;
        } else if (list.isOpen()) {
            out += u' ' + inlineHtml(line);
        } else {
            if (isTable)
                flush();
            text += (text.isEmpty() ? u""_s : u"\n"_s) + line.toString();
        }
    }
    flush();
    return out;
}
