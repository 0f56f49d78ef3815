// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/resttables.h"

#include <algorithm>

namespace {

constexpr qsizetype mostColumns = 64;
constexpr qsizetype mostLines = 1000; ///< looked through for a table's end

bool isGridBorder(QStringView line)
{
    return line.size() > 2 && line.startsWith(u'+') && line.endsWith(u'+')
           && std::all_of(line.begin(), line.end(),
                          [](QChar c) { return c == u'+' || c == u'-' || c == u'='; });
}

bool isSimpleBorder(QStringView line, QChar with)
{
    return line.size() > 2 && line.startsWith(with) && line.endsWith(with)
           && std::all_of(line.begin(), line.end(),
                          [&](QChar c) { return c == with || c == u' '; });
}

/// Where runs of '=' begin.
QList<qsizetype> columnStarts(QStringView border)
{
    QList<qsizetype> starts;
    for (qsizetype i = 0; i < border.size(); ++i) {
        if (border[i] != u' ' && (i == 0 || border[i - 1] == u' '))
            starts.append(i);
    }
    return starts;
}

QStringView part(QStringView line, qsizetype from, qsizetype to)
{
    from = std::min(from, line.size());
    to = std::min(to, line.size());
    QStringView text = line.sliced(from, std::max<qsizetype>(to - from, 0));
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text;
}

} // namespace

TextTable RestTables::grid(const LineList &lines, qsizetype from)
{
    if (!isGridBorder(lines[from]))
        return {};
    QList<qsizetype> edges;
    for (qsizetype i = 0; i < lines[from].size(); ++i) {
        if (lines[from][i] == u'+')
            edges.append(i);
    }
    if (edges.size() < 2 || edges.size() > mostColumns)
        return {};
    TextTable table;
    QList<TextTable::Cell> row;
    qsizetype line = from + 1;
    for (; line < lines.size(); ++line) {
        const QStringView text = lines[line];
        if (isGridBorder(text)) {
            if (!row.isEmpty())
                table.rows.append(row);
            row.clear();
            if (text.contains(u'='))
                table.headRows = table.rows.size();
            continue;
        }
        if (!text.startsWith(u'|') && !text.startsWith(u'+'))
            break;
        if (row.isEmpty()) {
            // This line tells which columns are one.
            for (qsizetype i = 0; i + 1 < edges.size(); ++i) {
                const QChar edge = edges[i] < text.size() ? text[edges[i]] : QChar(u'|');
                if (row.isEmpty() || edge == u'|' || edge == u'+')
                    row.append(TextTable::Cell());
                else
                    ++row.last().columns;
            }
        }
        qsizetype column = 0;
        for (TextTable::Cell &cell : row) {
            const qsizetype start = edges[column] + 1;
            column += cell.columns;
            const QStringView inside = part(text, start, edges[column]);
            // A border of a part of the row.
            if (inside.size() < 3 || !SourceLines::isRepeated(inside, 3) || inside[0] != u'-')
                cell.lines.append(inside);
        }
    }
    if (table.rows.isEmpty() || !row.isEmpty())
        return {};
    for (QList<TextTable::Cell> &cells : table.rows) {
        for (TextTable::Cell &cell : cells)
            cell.lines = SourceLines::dedented(cell.lines, 0, cell.lines.size());
    }
    table.end = line;
    return table;
}

TextTable RestTables::simple(const LineList &lines, qsizetype from)
{
    if (!isSimpleBorder(lines[from], u'='))
        return {};
    const QList<qsizetype> starts = columnStarts(lines[from]);
    if (starts.size() < 2 || starts.size() > mostColumns)
        return {};
    TextTable table;
    for (qsizetype line = from + 1; line < std::min(lines.size(), from + mostLines); ++line) {
        const QStringView text = lines[line];
        if (isSimpleBorder(text, u'=')) {
            const bool isEnd = line + 1 == lines.size() || lines[line + 1].isEmpty();
            if (isEnd) {
                table.end = line + 1;
                break;
            }
            table.headRows = table.rows.size();
            continue;
        }
        if (text.isEmpty() || isSimpleBorder(text, u'-'))
            continue;
        const bool isNewRow = !part(text, 0, starts[1]).trimmed().isEmpty();
        if (isNewRow || table.rows.isEmpty())
            table.rows.append(QList<TextTable::Cell>(starts.size()));
        QList<TextTable::Cell> &row = table.rows.last();
        for (qsizetype i = 0; i < starts.size(); ++i) {
            const bool isLast = i + 1 == starts.size();
            row[i].lines.append(part(text, starts[i], isLast ? text.size() : starts[i + 1]));
        }
    }
    if (table.end == 0 || table.rows.isEmpty())
        return {};
    for (QList<TextTable::Cell> &row : table.rows) {
        for (TextTable::Cell &cell : row)
            cell.lines = SourceLines::dedented(cell.lines, 0, cell.lines.size());
    }
    return table;
}
