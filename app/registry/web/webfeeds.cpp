// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/webfeeds.h"

#include "registry/releasedmeta.h"
#include "registry/store/releasestore.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebParts;

namespace {

constexpr qsizetype longestFeed = 50;

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

} // namespace

void WebFeeds::addTo(ApiRouter &router)
{
    router.add({"GET", u"/feed.atom"_s, {}, [this](const ApiCall &call) { return recent(call); }});
    router.add({"GET", u"/dist/{name}/feed.atom"_s, {}, [this](const ApiCall &call) {
                    return distribution(call);
                }});
    router.add({"GET", u"/opensearch.xml"_s, {}, [this](const ApiCall &call) {
                    return openSearch(call);
                }});
    router.add({"GET", u"/robots.txt"_s, {}, [this](const ApiCall &call) { return robots(call); }});
}

RegistryResponse WebFeeds::recent(const ApiCall &call)
{
    const Result<RegistryTotals> totals = ReleaseStore(m_context.database).totals();
    if (!totals)
        return call.problem(totals.error());
    return feed(call, tr("%1: recent releases").arg(site(m_context).title), u"/recent"_s,
                totals->recent);
}

RegistryResponse WebFeeds::distribution(const ApiCall &call)
{
    const QString name = call.variable(u"name"_s);
    const Result<QList<Release>> releases = ReleaseStore(m_context.database).ofDistribution(name);
    if (!releases)
        return call.problem(releases.error());
    if (releases->isEmpty())
        return RegistryResponse::text(404, "not found\n");
    return feed(call, tr("Releases of %1").arg(releases->last().name), distAddress(name),
                *releases);
}

RegistryResponse WebFeeds::feed(const ApiCall &call, const QString &title, const QString &page,
                                QList<Release> releases)
{
    std::stable_sort(releases.begin(), releases.end(),
                     [](const Release &a, const Release &b) { return a.date > b.date; });
    releases = releases.mid(0, longestFeed);
    const QString origin = WebParts::origin(m_context, call);
    const QString self = origin + QString::fromLatin1(call.request().path());
    HtmlWriter xml;
    xml.clean(u"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"_s);
    xml.open("feed", {{"xmlns", u"http://www.w3.org/2005/Atom"_s}});
    xml.put("title", title).put("id", self);
    xml.open("link", {{"rel", u"self"_s}, {"href", self}}).close();
    xml.open("link", {{"rel", u"alternate"_s}, {"href", origin + page}}).close();
    xml.put("updated", releases.isEmpty() ? u"1970-01-01T00:00:00Z"_s
                                          : ReleasedMeta::dateText(releases.first().date));
    for (const Release &release : std::as_const(releases)) {
        const QString address = origin + distAddress(release.name, release.version.toString());
        xml.open("entry");
        xml.put("title", release.name + u' ' + release.version.toString());
        xml.put("id", address);
        xml.open("link", {{"rel", u"alternate"_s}, {"href", address}}).close();
        xml.put("updated", ReleasedMeta::dateText(release.date));
        xml.open("author").put("name", release.user).close();
        xml.put("summary", release.abstract);
        xml.close();
    }
    xml.close();
    return WebPage::answer(call.request(), "application/atom+xml; charset=utf-8", xml.html());
}

RegistryResponse WebFeeds::openSearch(const ApiCall &call)
{
    const QString origin = WebParts::origin(m_context, call);
    HtmlWriter xml;
    xml.clean(u"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"_s);
    xml.open("OpenSearchDescription", {{"xmlns", u"http://a9.com/-/spec/opensearch/1.1/"_s}});
    constexpr qsizetype longestName = 16; // of the format
    xml.put("ShortName",
            site(m_context).title.first(std::min(longestName, site(m_context).title.size())));
    xml.put("Description", tr("PostgreSQL extensions of %1").arg(site(m_context).title));
    xml.put("InputEncoding", u"UTF-8"_s);
    xml.open("Url", {{"type", u"text/html"_s}, {"template", origin + u"/search?q={searchTerms}"_s}})
        .close();
    xml.close();
    return WebPage::answer(call.request(), "application/opensearchdescription+xml; charset=utf-8",
                           xml.html());
}

RegistryResponse WebFeeds::robots(const ApiCall &call)
{
    return WebPage::answer(call.request(), "text/plain; charset=utf-8",
                           "User-agent: *\nDisallow: /search\nDisallow: /src/\nDisallow: /api/\n");
}
