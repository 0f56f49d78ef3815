// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/textile.h"

#include "docs/htmlentities.h"
#include "docs/inlinetext.h"
#include "docs/markedlist.h"
#include "docs/sourcelines.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestWords = 1000; ///< of a link; its address, too

qsizetype special(InlineText &text, qsizetype place, QString &out)
{
    if (text.at(place) == u'"') { // "words":address
        const qsizetype end = text.find(u"\":", place + 1);
        const QStringView words = text.between(place + 1, end);
        if (words.isEmpty() || words.size() > longestWords)
            return -1;
        qsizetype stop = end + 2;
        while (!text.at(stop).isNull() && !text.at(stop).isSpace() && stop - end < longestWords)
            ++stop;
        while (stop > end + 2 && QStringView(u".,;:!?)|").contains(text.at(stop - 1)))
            --stop;
        if (stop == end + 2)
            return -1;
        out = InlineText::link(text.between(end + 2, stop), text.inside(words));
        return stop;
    }
    if (text.at(place) == u'!') { // !picture(words)!
        const qsizetype end = text.find(u"!", place + 1);
        const QStringView picture = text.between(place + 1, end);
        if (picture.isEmpty() || picture.size() > longestWords || picture.contains(u' ')
            || !picture.contains(u'.'))
            return -1;
        const qsizetype open = picture.indexOf(u'(');
        const bool hasWords = open > 0 && picture.endsWith(u')');
        out = InlineText::image(hasWords ? picture.first(open) : picture,
                                hasWords ? picture.sliced(open + 1).chopped(1) : QStringView());
        return end + 1;
    }
    const qsizetype end = text.addressEnd(place);
    if (end > 0) {
        const QStringView address = text.between(place, end);
        out = InlineText::link(address, HtmlEntities::escaped(address));
    }
    return end;
}

const InlineRules &rules()
{
    static const InlineRules all = [] {
        InlineRules r;
        const auto add = [&](const QString &mark, const QString &element, bool isLiteral = false) {
            r.spans.append(
                {mark, mark, u'<' + element + u'>', u"</"_s + element + u'>', isLiteral, true});
        };
        r.spans.append({u"=="_s, u"=="_s, u""_s, u""_s, true, true});
        add(u"**"_s, u"b"_s);
        add(u"__"_s, u"i"_s);
        add(u"??"_s, u"cite"_s);
        add(u"*"_s, u"strong"_s);
        add(u"_"_s, u"em"_s);
        add(u"@"_s, u"code"_s, true);
        add(u"-"_s, u"del"_s);
        add(u"+"_s, u"ins"_s);
        add(u"^"_s, u"sup"_s);
        add(u"~"_s, u"sub"_s);
        r.special = special;
        return r;
    }();
    return all;
}

QString inlineHtml(QStringView text)
{
    return InlineText(rules(), text).html().replace(u"\n"_s, u"<br>\n"_s);
}

/// What a paragraph begins with: "h2(class). ", "bc.. "…
struct Signature {
    QString name;
    bool isLong = false; ///< with two dots: goes on over empty lines
    qsizetype size = 0;
};

Signature signatureOf(QStringView line)
{
    qsizetype end = 0;
    while (end < line.size() && end < 10 && line[end].isLetterOrNumber())
        ++end;
    const QString name = line.first(end).toString();
    static const QStringList known = {u"h1"_s, u"h2"_s, u"h3"_s, u"h4"_s,  u"h5"_s,       u"h6"_s,
                                      u"p"_s,  u"bq"_s, u"bc"_s, u"pre"_s, u"notextile"_s};
    if (!known.contains(name) && !(name.startsWith(u"fn") && name.size() > 2))
        return {};
    // Alignment, class and language in between.
    const qsizetype dot = line.first(std::min<qsizetype>(line.size(), 100)).indexOf(u'.', end);
    if (dot < 0 || line.sliced(end, dot - end).contains(u' '))
        return {};
    const bool isLong = dot + 1 < line.size() && line[dot + 1] == u'.';
    const qsizetype size = dot + (isLong ? 2 : 1);
    if (size < line.size() && line[size] != u' ')
        return {};
    return {name, isLong, std::min(size + 1, line.size())};
}

QString tableRow(QStringView line)
{
    QString out = u"<tr>"_s;
    for (QStringView cell : line.sliced(1).chopped(line.endsWith(u'|') ? 1 : 0).split(u'|')) {
        const bool isHead = cell.startsWith(u"_.");
        const QString name = isHead ? u"th"_s : u"td"_s;
        cell = isHead ? cell.sliced(2) : cell;
        out += u'<' + name + u'>' + inlineHtml(cell.trimmed()) + u"</"_s + name + u'>';
    }
    return out + u"</tr>\n"_s;
}

QString plainBlock(const LineList &lines)
{
    QString out;
    if (lines[0].startsWith(u'|') && lines[0].size() > 1) {
        out += u"<table>\n"_s;
        for (const QStringView line : lines)
            out += line.startsWith(u'|') && line.size() > 1 ? tableRow(line) : QString();
        return out + u"</table>\n"_s;
    }
    MarkedList list;
    QString text;
    const auto flush = [&] {
        if (!text.isEmpty())
            out += u"<p>"_s + inlineHtml(text) + u"</p>\n"_s;
        text.clear();
    };
    for (const QStringView line : lines) {
        const qsizetype marks = MarkedList::marksOf(line, u"*#", true);
        if (marks > 0) {
            flush();
            list.add(out, line.first(marks), inlineHtml(line.sliced(marks).trimmed()));
        } else if (list.isOpen()) {
            out += u' ' + inlineHtml(line.trimmed());
        } else {
            text += (text.isEmpty() ? u""_s : u"\n"_s) + line.toString();
        }
    }
    flush();
    list.close(out);
    return out;
}

} // namespace

QString Textile::toHtml(const QString &source)
{
    const SourceLines all(source);
    const LineList &lines = all.lines();
    QString out;
    for (qsizetype i = 0; i < lines.size();) {
        if (lines[i].isEmpty()) {
            ++i;
            continue;
        }
        const Signature signature = signatureOf(lines[i]);
        const bool isTag = lines[i].startsWith(u"<pre");
        qsizetype end = i + 1;
        while (end < lines.size()
               && (isTag              ? !lines[end - 1].contains(u"</pre>")
                   : signature.isLong ? signatureOf(lines[end]).name.isEmpty()
                                      : !lines[end].isEmpty()))
            ++end;
        LineList block = lines.sliced(i, end - i);
        i = end;
        if (isTag) {
            QString code = SourceLines::joined(block);
            for (const QString &tag : {u"<pre>"_s, u"</pre>"_s, u"<code>"_s, u"</code>"_s})
                code.remove(tag);
            out += u"<pre><code>"_s + HtmlEntities::escapedText(code) + u"</code></pre>\n"_s;
            continue;
        }
        block[0] = block[0].sliced(signature.size);
        const QString &name = signature.name;
        if (name == u"bc" || name == u"pre" || name == u"notextile") {
            out += SourceLines::preformatted(SourceLines::dedented(block, 0, block.size(), 0));
        } else if (name == u"bq") {
            out += u"<blockquote>"_s + plainBlock(block) + u"</blockquote>\n"_s;
        } else if (name.startsWith(u'h')) {
            out += u'<' + name + u'>' + inlineHtml(SourceLines::joined(block)) + u"</"_s + name
                   + u">\n"_s;
        } else if (block.size() > 1 || !block[0].isEmpty()) {
            out += plainBlock(block);
        }
    }
    return out;
}
