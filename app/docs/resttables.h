// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "docs/sourcelines.h"

#include <QList>

/// A table as it is drawn in characters.
struct TextTable {
    struct Cell {
        LineList lines;
        qsizetype columns = 1; ///< that it spans
    };
    QList<QList<Cell>> rows;
    qsizetype headRows = 0;
    qsizetype end = 0; ///< the line behind it
};

/// reStructuredText's tables. Both give no rows when there is none at line `from`.
namespace RestTables {

/// Drawn with + - and |. Cells that span rows come as the upper row's.
[[nodiscard]] TextTable grid(const LineList &lines, qsizetype from);
/// Columns under "=====  ====".
[[nodiscard]] TextTable simple(const LineList &lines, qsizetype from);

} // namespace RestTables
