// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/asciidoc.h"

#include "docs/asciidocinline.h"
#include "docs/asciidoctable.h"
#include "docs/htmlentities.h"
#include "docs/sourcelines.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 24; ///< blocks inside one another; each level is read once more
constexpr qsizetype deepestList = 12;
constexpr qsizetype longestTerm = 400;

/// What begins a list's item.
struct Marker {
    QString key; ///< equal for the items of one list; empty: no item
    QStringView term;
    QStringView text;
    [[nodiscard]] bool isNumber() const { return key[0] == u'.' || key[0] == u'1' || key == u"<>"; }
    [[nodiscard]] bool isTerm() const { return key[0] == u':' || key[0] == u';'; }
};

Marker termOf(QStringView line)
{
    const QStringView head = line.first(std::min(line.size(), longestTerm));
    for (const QChar c : {u':', u';'}) {
        for (qsizetype at = head.indexOf(QString(2, c)); at > 0;) {
            qsizetype end = at;
            while (end < line.size() && line[end] == c)
                ++end;
            if ((end == line.size() || line[end] == u' ') && end - at <= 4)
                return {QString(end - at, c), line.first(at).trimmed(), line.sliced(end).trimmed()};
            at = head.indexOf(QString(2, c), end);
        }
    }
    return {};
}

Marker markerOf(QStringView line)
{
    line = line.trimmed();
    if (line.isEmpty())
        return {};
    const QChar first = line[0];
    qsizetype width = 0;
    QString key;
    if (first == u'*' || first == u'.') {
        while (width < line.size() && width < 7 && line[width] == first)
            ++width;
        key = QString(width, first);
    } else if (first == u'-' || first == u'+') {
        width = first == u'-' ? 1 : 0;
        key = u"-"_s;
    } else if (first == u'<') {
        width = 1;
        while (width < line.size() && width < 5 && (line[width].isDigit() || line[width] == u'.'))
            ++width;
        width = width > 1 && width < line.size() && line[width] == u'>' ? width + 1 : 0;
        key = u"<>"_s;
    } else if (first.isLetterOrNumber()) {
        while (width < line.size() && width < 9 && line[width].isDigit())
            ++width;
        width = width == 0 ? 1 : width;
        width = width < line.size() && line[width] == u'.' ? width + 1 : 0;
        key = u"1"_s;
    }
    if (width > 0 && width < 8 && width + 1 < line.size() && line[width] == u' ')
        return {key, {}, line.sliced(width).trimmed()};
    return termOf(line);
}

bool isDelimiter(QStringView line)
{
    return line == u"--" || line.startsWith(u"```")
           || (line.size() == 4 && line.endsWith(u"===") && QStringView(u"|,:!").contains(line[0]))
           || (!line.isEmpty() && QStringView(u"-.=*_+/").contains(line[0])
               && SourceLines::isRepeated(line, 4));
}

bool isAttributeLine(QStringView line)
{
    return line.size() > 1 && line[0] == u'[' && line.endsWith(u']')
           && (line.size() == 2 || !line[1].isSpace());
}

QString admonition(QStringView word)
{
    static const QHash<QString, QString> words = {{u"NOTE"_s, u"Note"_s},
                                                  {u"TIP"_s, u"Tip"_s},
                                                  {u"IMPORTANT"_s, u"Important"_s},
                                                  {u"WARNING"_s, u"Warning"_s},
                                                  {u"CAUTION"_s, u"Caution"_s}};
    return word.size() > 9 ? QString() : words.value(word.toString());
}

class Parser
{
public:
    QString run(const QString &source)
    {
        const SourceLines lines(source);
        m_inline.collect(lines.lines());
        blocks(lines.lines());
        return m_out;
    }

private:
    void blocks(const LineList &lines)
    {
        if (m_depth >= deepest) {
            m_out += SourceLines::preformatted(lines);
            return;
        }
        ++m_depth;
        for (qsizetype i = 0; i < lines.size();)
            i = lines[i].isEmpty() ? i + 1 : block(lines, i);
        --m_depth;
        m_attributes = {};
    }

    /// Writes one block, or takes a line that tells something about the next; gives the line behind it.
    qsizetype block(const LineList &lines, qsizetype i)
    {
        const QStringView line = lines[i];
        if (isSilent(line) || m_inline.setAttribute(line))
            return i + 1;
        if (isAttributeLine(line)) {
            if (!line.startsWith(u"[["))
                m_attributes = line.sliced(1).chopped(1);
            return i + 1;
        }
        if (line.size() > 1 && line[0] == u'.' && line[1] != u'.' && line[1] != u' ') {
            m_out += u"<p><strong>"_s + m_inline.html(line.sliced(1)) + u"</strong></p>\n"_s;
            return i + 1;
        }
        const qsizetype end = plainBlock(lines, i);
        m_attributes = {};
        return end;
    }

    qsizetype plainBlock(const LineList &lines, qsizetype i)
    {
        const QStringView line = lines[i];
        if (const qsizetype level = AsciiDocInline::sectionLevel(line); level > 0) {
            heading(AsciiDocInline::sectionTitle(line), level);
            return i + 1;
        }
        if (const qsizetype level = underlined(lines, i); level > 0) {
            heading(line, level);
            return i + 2;
        }
        if (isDelimiter(line))
            return delimited(lines, i);
        if (line == u"'''" || line == u"---" || line == u"***") {
            m_out += u"<hr>\n"_s;
            return i + 1;
        }
        if (const qsizetype colons = line.indexOf(u"::");
            colons > 0 && line.endsWith(u']') && !line.first(colons).contains(u' ')
            && colons + 2 < line.size() && line[colons + 2] != u' ') {
            blockMacro(line, colons);
            return i + 1;
        }
        if (m_depth < deepest && !markerOf(line).key.isEmpty()) {
            QStringList open;
            return list(lines, i, open);
        }
        if (line[0] == u' ') {
            qsizetype end = i;
            while (end < lines.size() && !lines[end].isEmpty())
                ++end;
            m_out += SourceLines::preformatted(SourceLines::dedented(lines, i, end));
            return end;
        }
        return paragraph(lines, i);
    }

    static bool isSilent(QStringView line)
    {
        const auto isMacro = [&](QStringView name) {
            return line.startsWith(name) && line.endsWith(u']');
        };
        return (line.startsWith(u"//") && !SourceLines::isRepeated(line, 4)) || line == u"<<<"
               || line == u"+" || isMacro(u"ifdef::") || isMacro(u"ifndef::")
               || isMacro(u"ifeval::") || isMacro(u"endif::") || isMacro(u"include::")
               || isMacro(u"toc::");
    }

    void heading(QStringView title, qsizetype level)
    {
        const QString name = u'h' + QString::number(level);
        m_out += u'<' + name + u'>' + m_inline.html(title) + u"</"_s + name + u">\n"_s;
    }

    /// The level of a title with a line below it; 0 when it is none.
    static qsizetype underlined(const LineList &lines, qsizetype i)
    {
        if (i + 1 == lines.size() || !SourceLines::isRepeated(lines[i + 1], 2)
            || std::abs(lines[i + 1].size() - lines[i].size()) > 2 || lines[i][0] == u' '
            || isDelimiter(lines[i]))
            return 0;
        const bool hasWords = std::any_of(lines[i].begin(), lines[i].end(),
                                          [](QChar c) { return c.isLetterOrNumber(); });
        return hasWords ? QStringView(u"=-~^+").indexOf(lines[i + 1][0]) + 1 : 0;
    }

    qsizetype delimited(const LineList &lines, qsizetype i)
    {
        const QStringView delimiter = lines[i];
        const bool isFenced = delimiter.startsWith(u"```");
        const QStringView closer = isFenced ? delimiter.first(3) : delimiter;
        qsizetype end = i + 1;
        while (end < lines.size() && lines[end] != closer)
            ++end;
        const LineList body = lines.sliced(i + 1, end - i - 1);
        const QStringView attributes = m_attributes;
        m_attributes = {};
        write(delimiter, attributes, body);
        return std::min(end + 1, lines.size());
    }

    void write(QStringView delimiter, QStringView attributes, const LineList &body)
    {
        const QStringView style = styleOf(attributes);
        switch (delimiter[0].unicode()) {
        case u'/':
            return;
        case u'|':
        case u'!':
            writeTable(AsciiDocTable::read(body, attributes));
            return;
        case u'-':
            if (delimiter.size() > 2)
                break;
            [[fallthrough]];
        case u'=':
        case u'*':
        case u'_':
            if (style == u"source" || style == u"listing" || style == u"verse")
                break;
            if (delimiter == u"--" && admonition(style).isEmpty()) {
                blocks(body);
                return;
            }
            m_out += u"<blockquote>\n"_s;
            if (!admonition(style).isEmpty())
                m_out += u"<p><strong>"_s + admonition(style) + u"</strong></p>\n"_s;
            blocks(body);
            attribution(attributes);
            m_out += u"</blockquote>\n"_s;
            return;
        default:
            break;
        }
        m_out += SourceLines::preformatted(body);
    }

    static QStringView styleOf(QStringView attributes)
    {
        qsizetype end = 0;
        while (end < attributes.size() && attributes[end].isLetter())
            ++end;
        return attributes.first(end);
    }

    /// Who said what "[quote, who, where]" stands above.
    void attribution(QStringView attributes)
    {
        if (styleOf(attributes) == u"quote" && attributes.size() > 7) {
            m_out +=
                u"<p>— "_s + HtmlEntities::escaped(attributes.sliced(6).trimmed()) + u"</p>\n"_s;
        }
    }

    void writeTable(const AsciiDocTable &table)
    {
        m_out += u"<table>\n"_s;
        for (const QList<AsciiDocTable::Cell> &row : table.rows) {
            m_out += u"<tr>"_s;
            for (const AsciiDocTable::Cell &cell : row) {
                const QString name = cell.isHead ? u"th"_s : u"td"_s;
                m_out += u'<' + name;
                if (cell.columns > 1)
                    m_out += u" colspan=\"%1\""_s.arg(cell.columns);
                if (cell.rows > 1)
                    m_out += u" rowspan=\"%1\""_s.arg(cell.rows);
                m_out += u'>';
                if (cell.hasBlocks) {
                    const SourceLines lines(cell.text);
                    blocks(lines.lines());
                } else {
                    m_out += m_inline.html(cell.text).replace(u"\n\n"_s, u"<br>"_s);
                }
                m_out += u"</"_s + name + u'>';
            }
            m_out += u"</tr>\n"_s;
        }
        m_out += u"</table>\n"_s;
    }

    void blockMacro(QStringView line, qsizetype colons)
    {
        const QStringView name = line.first(colons);
        const qsizetype open = line.indexOf(u'[', colons);
        if (name == u"image" && open > 0) {
            const QStringView target = line.sliced(colons + 2, open - colons - 2);
            const QStringView words = line.sliced(open + 1).chopped(1);
            const QString address = m_inline.expanded(target);
            const qsizetype comma = words.indexOf(u',');
            m_out += u"<p>"_s + InlineText::image(address, comma < 0 ? words : words.first(comma))
                     + u"</p>\n"_s;
        } else {
            m_out += u"<p>"_s + m_inline.html(line) + u"</p>\n"_s;
        }
    }

    /// Whether a paragraph ends before this line.
    static bool endsText(QStringView line)
    {
        return line.isEmpty() || line == u"+" || isDelimiter(line) || isAttributeLine(line)
               || AsciiDocInline::attributeValue(line) > 0
               || (line.startsWith(u"//") && !line.startsWith(u"///"));
    }

    qsizetype paragraph(const LineList &lines, qsizetype i)
    {
        const QStringView style = styleOf(m_attributes);
        qsizetype end = i + 1;
        while (end < lines.size() && !endsText(lines[end]))
            ++end;
        if (style == u"source" || style == u"listing" || style == u"verse" || style == u"literal") {
            m_out += SourceLines::preformatted(lines.sliced(i, end - i));
            return end;
        }
        QString text = SourceLines::joined(lines.sliced(i, end - i));
        const qsizetype colon = text.indexOf(u": ");
        QString title = admonition(style);
        if (title.isEmpty() && colon > 0) {
            title = admonition(QStringView(text).first(colon));
            if (!title.isEmpty())
                text.remove(0, colon + 2);
        }
        QString html = u"<p>"_s + m_inline.html(text) + u"</p>\n"_s;
        const bool isQuote = style == u"quote";
        if (!title.isEmpty())
            html.prepend(u"<p><strong>"_s + title + u"</strong></p>\n"_s);
        m_out += title.isEmpty() && !isQuote ? html : u"<blockquote>\n"_s + html;
        if (isQuote)
            attribution(m_attributes);
        if (!title.isEmpty() || isQuote)
            m_out += u"</blockquote>\n"_s;
        return end;
    }

    /// One list with what its items hold; `open` has the markers of the lists around it.
    qsizetype list(const LineList &lines, qsizetype i, QStringList &open)
    {
        const Marker first = markerOf(lines[i]);
        const QString name = first.isTerm() ? u"dl"_s : first.isNumber() ? u"ol"_s : u"ul"_s;
        open.append(first.key);
        ++m_depth;
        m_out += u'<' + name + u">\n"_s;
        while (i < lines.size()) {
            const Marker marker = markerOf(lines[i]);
            if (marker.key != first.key)
                break;
            if (marker.isTerm())
                m_out += u"<dt>"_s + m_inline.html(marker.term) + u"</dt>\n"_s;
            m_out += marker.isTerm() ? u"<dd>"_s : u"<li>"_s;
            i = itemText(lines, i, marker);
            i = itemBlocks(lines, i, open);
            m_out += marker.isTerm() ? u"</dd>\n"_s : u"</li>\n"_s;
        }
        m_out += u"</"_s + name + u">\n"_s;
        --m_depth;
        open.removeLast();
        return i;
    }

    qsizetype itemText(const LineList &lines, qsizetype i, const Marker &marker)
    {
        QString text = marker.text.toString();
        ++i;
        // A term's text may begin further below.
        if (text.isEmpty() && marker.isTerm()) {
            qsizetype next = i;
            while (next < lines.size() && lines[next].isEmpty())
                ++next;
            if (next < lines.size() && lines[next][0] == u' ')
                i = next;
        }
        while (i < lines.size() && !endsText(lines[i]) && markerOf(lines[i]).key.isEmpty()) {
            text += u'\n';
            text += lines[i++].trimmed();
        }
        if (text.startsWith(u"[ ] ") || text.startsWith(u"[x] ") || text.startsWith(u"[*] "))
            text.replace(0, 3, text[1] == u' ' ? u"☐"_s : u"☑"_s);
        m_out += m_inline.html(text.trimmed());
        return i;
    }

    /// What belongs to the item below its text: lists, and blocks after a "+".
    qsizetype itemBlocks(const LineList &lines, qsizetype i, QStringList &open)
    {
        while (i < lines.size()) {
            qsizetype next = i;
            while (next < lines.size()
                   && (lines[next].isEmpty()
                       || (lines[next].startsWith(u"//") && !lines[next].startsWith(u"///"))))
                ++next;
            if (next == lines.size())
                return next;
            if (lines[next] == u"+") {
                i = attached(lines, next + 1);
                continue;
            }
            const QString key = markerOf(lines[next]).key;
            if (key.isEmpty() && lines[next][0] == u' ' && m_depth < deepest) {
                i = block(lines, next);
                continue;
            }
            const bool isNew = !key.isEmpty() && !open.contains(key);
            if (!isNew || open.size() >= deepestList || m_depth >= deepest)
                return next;
            i = list(lines, next, open);
        }
        return i;
    }

    qsizetype attached(const LineList &lines, qsizetype i)
    {
        const qsizetype before = m_out.size();
        while (i < lines.size() && m_out.size() == before && !lines[i].isEmpty())
            i = block(lines, i);
        return i;
    }

    QString m_out;
    AsciiDocInline m_inline;
    QStringView m_attributes; ///< in brackets above the block
    int m_depth = 0;
};

} // namespace

QString AsciiDoc::toHtml(const QString &source)
{
    return Parser().run(source);
}
