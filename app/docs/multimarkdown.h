// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// What MultiMarkdown adds to Markdown, as far as reading needs it.
namespace MultiMarkdown {

struct Converted {
    QString markdown;
    QString title; ///< of the metadata at the top; empty when there is none
};

/// Takes the metadata off, writes definition lists as HTML blocks and keeps the texts of footnotes. Pure,
/// thread-safe, in time linear to the source's length.
[[nodiscard]] Converted toMarkdown(const QString &source);

} // namespace MultiMarkdown
