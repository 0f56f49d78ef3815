// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/webpage.h"

#include "registry/http/httpconditions.h"

#include <QCoreApplication>
#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPage", text);
}

} // namespace

WebPage::WebPage(const Site &site, const QString &title)
{
    m_html.clean(u"<!DOCTYPE html>\n"_s).open("html", {{"lang", u"en"_s}});
    m_html.open("head").single("meta", {{"charset", u"utf-8"_s}});
    m_html.single("meta",
                  {{"name", u"viewport"_s}, {"content", u"width=device-width, initial-scale=1"_s}});
    m_html.single("meta", {{"name", u"color-scheme"_s}, {"content", u"light dark"_s}});
    m_html.put("title", title.isEmpty() ? site.title : title + u" · "_s + site.title);
    m_html.single("link", {{"rel", u"stylesheet"_s}, {"href", u"/web/howdah.css"_s}});
    m_html.single(
        "link", {{"rel", u"icon"_s}, {"type", u"image/svg+xml"_s}, {"href", u"/web/howdah.svg"_s}});
    m_html.single("link", {{"rel", u"search"_s},
                           {"type", u"application/opensearchdescription+xml"_s},
                           {"title", site.title},
                           {"href", u"/opensearch.xml"_s}});
    m_html.single("link", {{"rel", u"alternate"_s},
                           {"type", u"application/atom+xml"_s},
                           {"title", tr("Recent releases")},
                           {"href", u"/feed.atom"_s}});
    if (!site.feed.isEmpty())
        m_html.single("link", {{"rel", u"alternate"_s},
                               {"type", u"application/atom+xml"_s},
                               {"title", title},
                               {"href", site.feed}});
    m_html.close().open("body");
    m_html.link(u"#content"_s, tr("To the content"), {{"class", u"skip"_s}});
    m_html.open("header").open("div", {{"class", u"bar"_s}});
    m_html.open("a", {{"href", u"/"_s}, {"class", u"home"_s}})
        .single("img", {{"src", u"/web/howdah.svg"_s},
                        {"alt", QString()},
                        {"width", u"32"_s},
                        {"height", u"32"_s}})
        .put("span", site.title)
        .close();
    m_html.open("form", {{"action", u"/search"_s}, {"method", u"get"_s}, {"role", u"search"_s}});
    m_html.single("input", {{"type", u"search"_s},
                            {"name", u"q"_s},
                            {"value", site.search},
                            {"placeholder", tr("Search extensions")},
                            {"aria-label", tr("Search extensions")}});
    m_html.put("button", tr("Search")).close();
    m_html.open("nav", {{"aria-label", tr("Site")}})
        .link(u"/recent"_s, tr("Recent"))
        .link(u"/tags"_s, tr("Tags"))
        .link(u"/users"_s, tr("People"))
        .link(u"/about"_s, tr("About"))
        .close();
    m_html.close().close();
    m_html.open("main", {{"id", u"content"_s}});
}

RegistryResponse WebPage::response(const RegistryRequest &request, int status)
{
    m_html.close();
    m_html.open("footer").open("p");
    m_html.text(tr("Served by Howdah. "))
        .link(u"/spec"_s, tr("Meta Spec"))
        .text(u" · "_s)
        .link(u"/index.json"_s, tr("PGXN API"))
        .text(u" · "_s)
        .link(u"/api/v2/openapi.json"_s, tr("Registry API"))
        .text(u" · "_s)
        .link(u"/feed.atom"_s, tr("Feed"));
    m_html.close().close().close().close();
    return answer(request, "text/html; charset=utf-8", m_html.html(), status);
}

QByteArray WebPage::contentPolicy()
{
    return "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
           "base-uri 'none'; frame-ancestors 'none'";
}

RegistryResponse WebPage::answer(const RegistryRequest &request, const QByteArray &type,
                                 const QByteArray &body, int status)
{
    const QByteArray etag =
        '"' + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().left(32) + '"';
    RegistryResponse response;
    response.status = status;
    response.headers = {{"Content-Security-Policy", contentPolicy()},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Referrer-Policy", "same-origin"},
                        {"Cross-Origin-Opener-Policy", "same-origin"},
                        {"Cache-Control", "no-cache"},
                        {"Vary", "Accept"},
                        {"ETag", etag}};
    if (status == 200 && HttpConditions::isUnchanged(request, {etag, {}})) {
        response.status = 304;
        return response;
    }
    response.headers.emplaceBack("Content-Type", type);
    response.body = body;
    return response;
}
