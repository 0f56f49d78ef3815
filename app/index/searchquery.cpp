// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/searchquery.h"

QString HighlightedText::toHtml(const QString &open, const QString &close) const
{
    QString html;
    int at = 0;
    for (const Range &range : matches) {
        html += text.mid(at, range.start - at).toHtmlEscaped();
        html += open + text.mid(range.start, range.length).toHtmlEscaped() + close;
        at = range.start + range.length;
    }
    html += text.mid(at).toHtmlEscaped();
    return html;
}
