// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/asciidoctable.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostColumns = 64;
constexpr qsizetype longestRepeated = 200; ///< characters of a cell that "3*|" repeats

using Cell = AsciiDocTable::Cell;

/// How many columns cols="1,3*,2a" makes; 0 when it is not given.
int columnsByAttribute(QStringView attributes)
{
    static const QRegularExpression given(u"cols=(\"([^\"]{0,300})\"|[^,\\]\"]{0,100})"_s);
    const QRegularExpressionMatch match =
        given.match(attributes.first(std::min<qsizetype>(attributes.size(), 1000)).toString());
    if (!match.hasMatch())
        return 0;
    const QString list = match.captured(2).isEmpty() ? match.captured(1) : match.captured(2);
    bool isCount = false;
    int columns = list.trimmed().toInt(&isCount);
    if (isCount)
        return std::clamp(columns, 1, mostColumns);
    for (const QString &column : list.split(list.contains(u';') ? u';' : u',')) {
        const qsizetype star = column.indexOf(u'*');
        columns += star > 0 ? std::clamp(column.first(star).trimmed().toInt(), 1, mostColumns) : 1;
    }
    return std::min(columns, mostColumns);
}

/// What stands directly before a cell's bar: "2+", ".3+", "a", "h"…
struct Specifier {
    Cell cell;
    int copies = 1;
    qsizetype size = 0;
};

Specifier specifierAt(QStringView piece)
{
    qsizetype start = piece.size();
    while (start > 0 && piece.size() - start < 10 && !piece[start - 1].isSpace())
        --start;
    static const QRegularExpression shape(
        u"^(?:(\\d{0,2})(?:\\.(\\d{1,2}))?([+*]))?[<^>.]{0,3}([aehlmsdv]?)$"_s);
    const QRegularExpressionMatch match = shape.match(piece.sliced(start).toString());
    Specifier specifier;
    if (start == piece.size() || !match.hasMatch() || (start > 0 && !piece[start - 1].isSpace()))
        return specifier;
    specifier.size = piece.size() - start;
    const int number = std::max(match.captured(1).toInt(), 1);
    if (match.captured(3) == u"+") {
        specifier.cell.columns = std::min(number, mostColumns);
        specifier.cell.rows = std::max(match.captured(2).toInt(), 1);
    } else if (match.captured(3) == u"*") {
        specifier.copies = std::min(number, mostColumns);
    }
    specifier.cell.isHead = match.captured(4) == u"h";
    specifier.cell.hasBlocks = match.captured(4) == u"a";
    return specifier;
}

} // namespace

AsciiDocTable AsciiDocTable::read(const LineList &lines, QStringView attributes)
{
    QList<Cell> cells;
    int columns = columnsByAttribute(attributes);
    bool hasHead = attributes.contains(u"header");
    int copies = 1;
    const auto finish = [&] {
        if (cells.isEmpty())
            return;
        const Cell cell = cells.last();
        for (int i = 1; i < copies && cell.text.size() <= longestRepeated; ++i)
            cells.append(cell);
        copies = 1;
    };
    const auto appendText = [&](QStringView text) {
        if (!cells.isEmpty())
            cells.last().text += text.toString().replace(u"\\|"_s, u"|"_s);
    };
    bool isFirst = true;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringView line = lines[i];
        if (line.isEmpty() && cells.isEmpty())
            continue;
        QStringView rest = line;
        Specifier next;
        for (qsizetype bar = 0; (bar = rest.indexOf(u'|', bar)) >= 0;) {
            if (bar > 0 && rest[bar - 1] == u'\\') {
                ++bar;
                continue;
            }
            const QStringView piece = rest.first(bar);
            next = specifierAt(piece);
            appendText(piece.chopped(next.size));
            finish();
            cells.append(next.cell);
            copies = next.copies;
            rest = rest.sliced(bar + 1);
            bar = 0;
        }
        appendText(rest);
        if (!cells.isEmpty())
            cells.last().text += u'\n';
        if (isFirst && !cells.isEmpty()) {
            isFirst = false;
            int width = copies - 1;
            for (const Cell &cell : cells)
                width += cell.columns;
            columns = columns > 0 ? columns : std::min(width, mostColumns);
            // Set apart by an empty line: a head.
            hasHead |= i + 1 < lines.size() && lines[i + 1].isEmpty() && width == columns;
        }
    }
    finish();
    AsciiDocTable table;
    QList<int> taken; ///< by cells from above, of this row and those below
    int filled = columns;
    for (Cell &cell : cells) {
        if (filled >= columns) {
            filled = taken.isEmpty() ? 0 : taken.takeFirst();
            table.rows.append(QList<Cell>());
        }
        cell.isHead |= hasHead && table.rows.size() == 1;
        cell.text = cell.text.trimmed();
        filled += cell.columns;
        for (int row = 1; row < cell.rows; ++row) {
            while (taken.size() < row)
                taken.append(0);
            taken[row - 1] += cell.columns;
        }
        table.rows.last().append(cell);
    }
    return table;
}
