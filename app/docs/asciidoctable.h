// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "docs/sourcelines.h"

#include <QList>
#include <QString>

/// AsciiDoc's "|===" table.
struct AsciiDocTable {
    struct Cell {
        QString text;
        int columns = 1; ///< that it spans
        int rows = 1;
        bool isHead = false;
        bool hasBlocks = false; ///< lists, paragraphs…
    };
    QList<QList<Cell>> rows;

    /// `attributes` is what stands in brackets above it.
    [[nodiscard]] static AsciiDocTable read(const LineList &lines, QStringView attributes);
};
