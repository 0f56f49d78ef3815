// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/restructuredtext.h"

#include "docs/htmlentities.h"
#include "docs/restinline.h"
#include "docs/resttables.h"
#include "docs/sourcelines.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 24; ///< blocks inside one another; each level is read once more

bool isAdornment(QStringView line, qsizetype least)
{
    return SourceLines::isRepeated(line, least) && line[0].unicode() < 128
           && !line[0].isLetterOrNumber() && line != u"::" && line != u"..";
}

/// How many characters the bullet or number takes with the spaces behind it; 0 when there is none.
qsizetype markerWidth(QStringView line, bool isNumber)
{
    qsizetype width = 0;
    if (isNumber) {
        const bool hasParenthesis = line.startsWith(u'(');
        width = hasParenthesis ? 1 : 0;
        const qsizetype start = width;
        while (width < line.size() && width < 9 && line[width].isDigit())
            ++width;
        if (width == start && width < line.size()
            && (line[width] == u'#' || line[width].isLetter()))
            ++width;
        if (width == start || width == line.size()
            || (line[width] != u')' && (hasParenthesis || line[width] != u'.')))
            return 0;
        ++width;
    } else {
        if (line.isEmpty() || !QStringView(u"-*+•").contains(line[0]))
            return 0;
        width = 1;
    }
    if (width == line.size())
        return width + 1;
    if (line[width] != u' ')
        return 0;
    return width + SourceLines::indentOf(line.sliced(width));
}

/// Where the text of ":name: text" begins; 0 when it is none.
qsizetype fieldWidth(QStringView line)
{
    if (line.size() < 3 || line[0] != u':' || line[1] == u' ' || line[1] == u':')
        return 0;
    const qsizetype end = line.first(qMin<qsizetype>(line.size(), 100)).indexOf(u':', 1);
    if (end < 0 || (end + 1 < line.size() && line[end + 1] != u' '))
        return 0;
    return end + 1;
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
    }

    /// Writes one block; gives the line behind it.
    qsizetype block(const LineList &lines, qsizetype i)
    {
        const QStringView line = lines[i];
        if (line[0] == u' ')
            return quotation(lines, i);
        if (line == u".." || line.startsWith(u".. "))
            return explicitMarkup(lines, i);
        if (line.startsWith(u"__ "))
            return i + 1;
        if (line[0] == u'+' || line[0] == u'=') {
            const TextTable table =
                line[0] == u'+' ? RestTables::grid(lines, i) : RestTables::simple(lines, i);
            if (!table.rows.isEmpty()) {
                writeTable(table);
                return table.end;
            }
        }
        if (const qsizetype end = section(lines, i); end > i)
            return end;
        if (markerWidth(line, false) > 0)
            return list(lines, i, false);
        if (markerWidth(line, true) > 0 && isListLine(lines, i))
            return list(lines, i, true);
        if (fieldWidth(line) > 0)
            return fields(lines, i);
        if (isOption(line))
            return options(lines, i);
        if (line.startsWith(u">>> ")) {
            qsizetype end = i;
            while (end < lines.size() && !lines[end].isEmpty())
                ++end;
            m_out += SourceLines::preformatted(lines.sliced(i, end - i));
            return end;
        }
        if (line == u"|" || line.startsWith(u"| "))
            return lineBlock(lines, i);
        return paragraph(lines, i);
    }

    void wrapped(const QString &before, const LineList &lines, const QString &after)
    {
        m_out += before;
        blocks(lines);
        m_out += after;
    }

    qsizetype quotation(const LineList &lines, qsizetype i)
    {
        const qsizetype end = SourceLines::endOfIndented(lines, i);
        wrapped(u"<blockquote>\n"_s, SourceLines::dedented(lines, i, end), u"</blockquote>\n"_s);
        return end;
    }

    qsizetype section(const LineList &lines, qsizetype i)
    {
        const bool isLine = isAdornment(lines[i], 3);
        const qsizetype count = lines.size();
        if (isLine && i + 2 < count && !lines[i + 1].isEmpty() && isAdornment(lines[i + 2], 3)
            && lines[i + 2][0] == lines[i][0]) {
            heading(lines[i + 1].trimmed(), QString(lines[i][0]) + u'o');
            return i + 3;
        }
        if (isLine && (i + 1 == count || lines[i + 1].isEmpty())) {
            m_out += u"<hr>\n"_s;
            return i + 1;
        }
        if (i + 1 < count && !isLine
            && isAdornment(lines[i + 1], qMin<qsizetype>(lines[i].size(), 3))) {
            heading(lines[i], QString(lines[i + 1][0]));
            return i + 2;
        }
        return i;
    }

    void heading(QStringView title, const QString &style)
    {
        if (!m_styles.contains(style) && m_styles.size() < 6)
            m_styles.append(style);
        const qsizetype place = m_styles.indexOf(style);
        const QString level = QString::number(place < 0 ? 6 : place + 1);
        m_out += u"<h"_s + level + u'>' + m_inline.html(title) + u"</h"_s + level + u">\n"_s;
    }

    /// Not "A. Sample wrote this": an item is followed by an empty line, its own text or the next item.
    static bool isListLine(const LineList &lines, qsizetype i)
    {
        return i + 1 == lines.size() || lines[i + 1].isEmpty() || lines[i + 1][0] == u' '
               || markerWidth(lines[i + 1], true) > 0;
    }

    qsizetype list(const LineList &lines, qsizetype i, bool isNumbered)
    {
        const QChar bullet = lines[i][0];
        QString start;
        if (isNumbered) {
            const qsizetype from = bullet == u'(' ? 1 : 0;
            qsizetype to = from;
            while (lines[i][to].isDigit())
                ++to;
            const int number = lines[i].sliced(from, to - from).toInt();
            if (number > 1)
                start = u" start=\"%1\""_s.arg(number);
        }
        m_out += isNumbered ? u"<ol"_s + start + u">\n"_s : u"<ul>\n"_s;
        while (i < lines.size()) {
            const qsizetype width = markerWidth(lines[i], isNumbered);
            const bool isItem =
                width > 0 && (isNumbered ? isListLine(lines, i) : lines[i][0] == bullet);
            if (!isItem)
                break;
            const qsizetype end = SourceLines::endOfIndented(lines, i + 1);
            LineList body{lines[i].sliced(qMin(width, lines[i].size()))};
            body += SourceLines::dedented(lines, i + 1, end, width);
            if (end > i + 1 && lines[i + 1].isEmpty())
                body.insert(1, QStringView());
            item(u"<li>"_s, body, u"</li>\n"_s);
            i = end;
        }
        m_out += isNumbered ? u"</ol>\n"_s : u"</ul>\n"_s;
        return i;
    }

    /// An only paragraph is written without its element.
    void item(const QString &before, const LineList &body, const QString &after)
    {
        m_out += before;
        const qsizetype start = m_out.size();
        blocks(body);
        const QStringView written = QStringView(m_out).sliced(start);
        if (written.startsWith(u"<p>")) {
            const qsizetype end = written.indexOf(u"</p>");
            const QStringView rest = written.sliced(end + 4).trimmed();
            if (rest.isEmpty() || rest.startsWith(u"<ul>") || rest.startsWith(u"<ol")) {
                m_out.remove(start + end, 4);
                m_out.remove(start, 3);
                while (m_out.endsWith(u'\n'))
                    m_out.chop(1);
            }
        }
        m_out += after;
    }

    void described(const QString &term, const LineList &body)
    {
        m_out += u"<dt>"_s + term + u"</dt>\n"_s;
        item(u"<dd>"_s, body, u"</dd>\n"_s);
    }

    qsizetype fields(const LineList &lines, qsizetype i)
    {
        m_out += u"<dl>\n"_s;
        while (i < lines.size()) {
            const qsizetype width = lines[i].isEmpty() ? 0 : fieldWidth(lines[i]);
            if (width == 0)
                break;
            const qsizetype end = SourceLines::endOfIndented(lines, i + 1);
            LineList body{lines[i].sliced(width).trimmed()};
            body += SourceLines::dedented(lines, i + 1, end);
            described(m_inline.html(lines[i].sliced(1, width - 2)), body);
            i = end;
        }
        m_out += u"</dl>\n"_s;
        return i;
    }

    static bool isOption(QStringView line)
    {
        static const QRegularExpression shape(
            u"^(-[A-Za-z0-9?]|--[A-Za-z][\\w-]*)([ =][\\w<>\\[\\]-]{1,40})?(, |  |$)"_s);
        return line.size() > 1 && line[0] == u'-'
               && shape.match(line.first(qMin<qsizetype>(line.size(), 160)).toString()).hasMatch();
    }

    qsizetype options(const LineList &lines, qsizetype i)
    {
        m_out += u"<dl>\n"_s;
        while (i < lines.size() && isOption(lines[i])) {
            const qsizetype end = SourceLines::endOfIndented(lines, i + 1);
            const qsizetype gap = lines[i].indexOf(u"  ");
            const QStringView option = gap < 0 ? lines[i] : lines[i].first(gap);
            LineList body{lines[i].sliced(option.size()).trimmed()};
            body += SourceLines::dedented(lines, i + 1, end);
            described(u"<code>"_s + HtmlEntities::escaped(option) + u"</code>"_s, body);
            i = end;
        }
        m_out += u"</dl>\n"_s;
        return i;
    }

    qsizetype lineBlock(const LineList &lines, qsizetype i)
    {
        m_out += u"<p>"_s;
        bool isFirst = true;
        for (; i < lines.size() && (lines[i] == u"|" || lines[i].startsWith(u"| ")); ++i) {
            m_out += isFirst ? u""_s : u"<br>\n"_s;
            m_out += m_inline.html(lines[i].sliced(1).trimmed());
            isFirst = false;
        }
        m_out += u"</p>\n"_s;
        return i;
    }

    qsizetype paragraph(const LineList &lines, qsizetype i)
    {
        const bool hasDefinition =
            i + 1 < lines.size() && lines[i + 1].startsWith(u' ') && !lines[i].endsWith(u"::");
        if (hasDefinition)
            return definitions(lines, i);
        qsizetype end = i;
        while (end < lines.size() && !lines[end].isEmpty() && lines[end][0] != u' ')
            ++end;
        QString text = SourceLines::joined(lines.sliced(i, end - i));
        const bool announcesCode = text.endsWith(u"::");
        if (announcesCode) {
            text.chop(text == u"::" || text.endsWith(u" ::") || text.endsWith(u"\n::") ? 2 : 1);
            text = text.trimmed();
        }
        if (!text.isEmpty())
            m_out += u"<p>"_s + m_inline.html(text) + u"</p>\n"_s;
        return announcesCode ? literal(lines, end) : end;
    }

    qsizetype literal(const LineList &lines, qsizetype i)
    {
        while (i < lines.size() && lines[i].isEmpty())
            ++i;
        if (i == lines.size())
            return i;
        qsizetype end = i;
        if (lines[i][0] == u' ') {
            end = SourceLines::endOfIndented(lines, i);
        } else if (!lines[i][0].isLetterOrNumber()) {
            while (end < lines.size() && lines[end].startsWith(lines[i][0]))
                ++end;
        }
        if (end > i)
            m_out += SourceLines::preformatted(SourceLines::dedented(lines, i, end));
        return end;
    }

    qsizetype definitions(const LineList &lines, qsizetype i)
    {
        m_out += u"<dl>\n"_s;
        while (i + 1 < lines.size() && !lines[i].isEmpty() && lines[i][0] != u' '
               && lines[i + 1].startsWith(u' ') && !lines[i].startsWith(u".. ")) {
            const qsizetype end = SourceLines::endOfIndented(lines, i + 1);
            described(m_inline.html(lines[i]), SourceLines::dedented(lines, i + 1, end));
            i = end;
        }
        m_out += u"</dl>\n"_s;
        return i;
    }

    void writeTable(const TextTable &table)
    {
        m_out += u"<table>\n"_s;
        for (qsizetype i = 0; i < table.rows.size(); ++i) {
            const QString cell = i < table.headRows ? u"th"_s : u"td"_s;
            m_out += u"<tr>"_s;
            for (const TextTable::Cell &content : table.rows[i]) {
                const QString span =
                    content.columns > 1 ? u" colspan=\"%1\""_s.arg(content.columns) : u""_s;
                item(u'<' + cell + span + u'>', content.lines, u"</"_s + cell + u'>');
            }
            m_out += u"</tr>\n"_s;
        }
        m_out += u"</table>\n"_s;
    }

    qsizetype explicitMarkup(const LineList &lines, qsizetype i)
    {
        const qsizetype end = SourceLines::endOfIndented(lines, i + 1);
        const QStringView text = lines[i].sliced(2).trimmed();
        const LineList body = SourceLines::dedented(lines, i + 1, end);
        if (text.startsWith(u'[')) { // a footnote or citation
            const qsizetype label = text.indexOf(u']');
            if (label > 0) {
                LineList note{text.sliced(label + 1).trimmed()};
                note += body;
                m_out += u"<dl>\n"_s;
                described(HtmlEntities::escaped(text.first(label + 1)), note);
                m_out += u"</dl>\n"_s;
            }
            return end;
        }
        const qsizetype colons = text.indexOf(u"::");
        const QStringView name = colons > 0 ? text.first(colons) : QStringView();
        const bool isName = !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
            return c.isLetterOrNumber() || QStringView(u"-_+.:").contains(c);
        });
        if (isName)
            directive(name.toString().toLower(), text.sliced(colons + 2).trimmed(), body);
        else if (text.isEmpty() && end > i + 1 && lines[i + 1].isEmpty())
            return i + 1; // an empty comment ends a list; what follows is no part of it
        return end;
    }

    void directive(const QString &name, QStringView argument, const LineList &body)
    {
        static const QSet<QString> silent = {
            u"contents"_s, u"sectnum"_s, u"raw"_s,    u"role"_s,        u"default-role"_s,
            u"index"_s,    u"meta"_s,    u"class"_s,  u"title"_s,       u"highlight"_s,
            u"include"_s,  u"header"_s,  u"footer"_s, u"target-notes"_s};
        static const QSet<QString> code = {u"code"_s,           u"code-block"_s, u"sourcecode"_s,
                                           u"parsed-literal"_s, u"math"_s,       u"csv-table"_s,
                                           u"productionlist"_s, u"prompt"_s};
        static const QSet<QString> notes = {
            u"note"_s,         u"warning"_s,        u"tip"_s,   u"important"_s,  u"caution"_s,
            u"danger"_s,       u"hint"_s,           u"error"_s, u"attention"_s,  u"seealso"_s,
            u"versionadded"_s, u"versionchanged"_s, u"todo"_s,  u"deprecated"_s, u"admonition"_s,
            u"topic"_s,        u"sidebar"_s};
        if (silent.contains(name))
            return;
        qsizetype optionsEnd = 0;
        QStringView alternative;
        while (optionsEnd < body.size() && !body[optionsEnd].isEmpty()
               && fieldWidth(body[optionsEnd]) > 0) {
            if (body[optionsEnd].startsWith(u":alt:"))
                alternative = body[optionsEnd].sliced(5).trimmed();
            ++optionsEnd;
        }
        const LineList content = SourceLines::dedented(body, optionsEnd, body.size());
        if (code.contains(name)) {
            m_out += SourceLines::preformatted(content);
        } else if (name == u"image" || name == u"figure") {
            m_out += u"<p>"_s + InlineText::image(argument, alternative) + u"</p>\n"_s;
            blocks(content);
        } else if (notes.contains(name)) {
            const bool hasTitle = name == u"admonition" || name == u"topic" || name == u"sidebar";
            QString title = hasTitle ? m_inline.html(argument) : name;
            if (!title.isEmpty())
                title[0] = title[0].toUpper();
            LineList all = content;
            if (!hasTitle && !argument.isEmpty())
                all.prepend(argument);
            wrapped(u"<blockquote>\n<p><strong>"_s + title + u"</strong></p>\n"_s, all,
                    u"</blockquote>\n"_s);
        } else if (name == u"list-table") {
            listTable(content);
        } else {
            if (!argument.isEmpty())
                m_out += u"<p>"_s + m_inline.html(argument) + u"</p>\n"_s;
            blocks(content);
        }
    }

    /// "* - cell" begins a row, "  - cell" goes on with it.
    void listTable(const LineList &lines)
    {
        m_out += u"<table>\n"_s;
        for (qsizetype i = 0; i < lines.size();) {
            if (markerWidth(lines[i], false) == 0) {
                ++i;
                continue;
            }
            const qsizetype end = SourceLines::endOfIndented(lines, i + 1);
            LineList row{lines[i].sliced(qMin<qsizetype>(2, lines[i].size()))};
            row += SourceLines::dedented(lines, i + 1, end, 2);
            m_out += u"<tr>"_s;
            for (qsizetype j = 0; j < row.size();) {
                const qsizetype width = row[j].isEmpty() ? 0 : markerWidth(row[j], false);
                const qsizetype cellEnd = SourceLines::endOfIndented(row, j + 1);
                if (width > 0) {
                    LineList cell{row[j].sliced(qMin(width, row[j].size()))};
                    cell += SourceLines::dedented(row, j + 1, cellEnd, width);
                    item(u"<td>"_s, cell, u"</td>"_s);
                }
                j = cellEnd;
            }
            m_out += u"</tr>\n"_s;
            i = end;
        }
        m_out += u"</table>\n"_s;
    }

    QString m_out;
    RestInline m_inline;
    QStringList m_styles; ///< of headings, in the order of their levels
    int m_depth = 0;
};

} // namespace

QString ReStructuredText::toHtml(const QString &source)
{
    return Parser().run(source);
}
