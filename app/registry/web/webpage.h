// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/httpmessage.h"
#include "registry/web/htmlwriter.h"

#include <QString>

/// One page of the registry's web site: what is around its content, and how it is sent. No page has scripts, and none
/// loads anything of others.
class WebPage
{
public:
    struct Site {
        QString title;       ///< what the registry is called
        QString search = {}; ///< what the search box holds
        QString feed = {};   ///< address of a feed besides the site's own
    };
    WebPage(const Site &site, const QString &title);

    /// Where the content goes.
    [[nodiscard]] HtmlWriter &html() { return m_html; }
    /// The page with an ETag; 304 when the client has it.
    [[nodiscard]] RegistryResponse response(const RegistryRequest &request, int status = 200);

    /// Of every page.
    [[nodiscard]] static QByteArray contentPolicy();
    /// Any text made for one request, with an ETag.
    [[nodiscard]] static RegistryResponse answer(const RegistryRequest &request,
                                                 const QByteArray &type, const QByteArray &body,
                                                 int status = 200);

private:
    HtmlWriter m_html;
};
