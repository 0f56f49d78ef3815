// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "docs/renderer.h"

#include <QString>

/// What a document is shown in; colours as "#rrggbb".
struct DocColors {
    QString text;
    QString muted; ///< quotations
    QString link;
    QString codeBackground; ///< code blocks, code in a line
    QString line;           ///< table borders
    QString codeFont = QStringLiteral("monospace");
    bool operator==(const DocColors &) const = default;
};

/// The document as a whole page in the HTML subset of Qt's rich text (Text.RichText, TextEdit): code blocks and
/// tables become Qt tables with padding, elements that Qt does not know become ones that it knows.
[[nodiscard]] QString toQtHtml(const RenderedDoc &document, const DocColors &colors);
