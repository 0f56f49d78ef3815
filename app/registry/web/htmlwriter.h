// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <initializer_list>
#include <utility>

/// Writes HTML: the only place where text of others becomes a part of a page. Elements and attribute names are ours;
/// all text and all values are escaped, and an address that is no http, https, mailto, pgxn or relative one is left out.
class HtmlWriter
{
public:
    using Attribute = std::pair<const char *, QString>;
    using Attributes = std::initializer_list<Attribute>;

    HtmlWriter &open(const char *element, Attributes attributes = {});
    /// Ends the element opened last that is still open.
    HtmlWriter &close();
    HtmlWriter &text(const QString &text);
    /// An element with nothing but text in it.
    HtmlWriter &put(const char *element, const QString &text, Attributes attributes = {});
    HtmlWriter &link(const QString &address, const QString &text, Attributes attributes = {});
    /// An element that has no end: input, meta, link, img, br.
    HtmlWriter &single(const char *element, Attributes attributes);
    /// HTML that was cleaned or escaped by whoever gives it.
    HtmlWriter &clean(const QString &html);

    [[nodiscard]] QByteArray html() const;
    /// Percent-encoded, to be put into a path.
    [[nodiscard]] static QString part(const QString &name);
    [[nodiscard]] static bool isSafeAddress(const QString &address);

private:
    void begin(const char *element, Attributes attributes);

    QByteArray m_html;
    QList<QByteArray> m_open;
};
