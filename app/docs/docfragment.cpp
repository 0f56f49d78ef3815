// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/docfragment.h"

#include "docs/htmlentities.h"

using namespace Qt::StringLiterals;

namespace {

/// Lists in lists by level; a level that is left out makes no list.
QString contents(const QList<RenderedDoc::TocEntry> &toc)
{
    if (toc.isEmpty())
        return {};
    QString html = u"<h3>Contents</h3>\n<ul class=\"pgxntocroot\">"_s;
    QList<int> open;
    for (const RenderedDoc::TocEntry &entry : toc) {
        if (open.isEmpty()) {
            open.append(entry.level);
        } else if (entry.level > open.last()) {
            html += u"<ul>"_s;
            open.append(entry.level);
        } else {
            html += u"</li>"_s;
            while (open.size() > 1 && entry.level < open.last()) {
                html += u"</ul></li>"_s;
                open.removeLast();
            }
            open.last() = entry.level;
        }
        html += u"\n<li><a href=\"#"_s + HtmlEntities::escaped(entry.id) + u"\">"_s
                + HtmlEntities::escaped(entry.text) + u"</a>"_s;
    }
    for (qsizetype i = 1; i < open.size(); ++i)
        html += u"</li></ul>"_s;
    return html + u"</li>\n</ul>\n"_s;
}

} // namespace

QString DocFragment::html(const RenderedDoc &document)
{
    return u"<div id=\"pgxndoc\">\n<div id=\"pgxntoc\">"_s + contents(document.toc)
           + u"</div>\n<div id=\"pgxnbod\">\n"_s + document.html.trimmed()
           + u"\n</div>\n</div>\n"_s;
}
