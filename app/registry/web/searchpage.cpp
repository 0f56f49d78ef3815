// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/searchpage.h"

#include "registry/registrystore.h"
#include "registry/search/registrysearch.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace WebParts;

namespace {

constexpr int pageLength = 20;
constexpr int lastOffset = 10000;

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

constexpr std::array kinds{TextIndex::Kind::Docs, TextIndex::Kind::Dists,
                           TextIndex::Kind::Extensions, TextIndex::Kind::Users,
                           TextIndex::Kind::Tags};

QString titleOf(const QString &kind)
{
    if (kind == u"docs")
        return tr("Documentation");
    if (kind == u"dists")
        return tr("Distributions");
    if (kind == u"extensions")
        return tr("Extensions");
    if (kind == u"users")
        return tr("People");
    return kind == u"tags" ? tr("Tags") : tr("All");
}

QString address(const QString &text, const QString &kind, int offset = 0)
{
    QString address = u"/search?q="_s + HtmlWriter::part(text);
    if (!kind.isEmpty())
        address += u"&in="_s + kind;
    if (offset > 0)
        address += u"&o="_s + QString::number(offset);
    return address;
}

void writeHead(HtmlWriter &html, const QString &text, const QString &kind, int total)
{
    html.open("h1").put("span", tr("Search: "), {{"class", u"mute"_s}}).text(text).close();
    html.open("nav", {{"class", u"tabs"_s}, {"aria-label", tr("Where to search")}});
    QStringList all{QString()};
    for (const TextIndex::Kind known : kinds)
        all.append(nameOf(known));
    for (const QString &one : std::as_const(all)) {
        if (one == kind)
            html.put("b", titleOf(one), {{"aria-current", u"page"_s}});
        else
            html.link(address(text, one), titleOf(one));
    }
    html.close();
    html.put("p", total == 1 ? tr("One was found.") : tr("%1 were found.").arg(total),
             {{"class", u"mute"_s}});
}

void writePager(HtmlWriter &html, const QString &text, const QString &kind, int offset, int total)
{
    html.open("p", {{"class", u"pager"_s}});
    if (offset > 0)
        html.link(address(text, kind, std::max(0, offset - pageLength)), tr("Back"),
                  {{"class", u"button quiet"_s}});
    if (offset + pageLength < total)
        html.link(address(text, kind, offset + pageLength), tr("More"),
                  {{"class", u"button quiet"_s}});
    html.close();
}

/// Where a hit leads, and what it is called.
std::pair<QString, QString> targetOf(const QJsonObject &hit, TextIndex::Kind kind)
{
    const QString base = distAddress(hit[u"dist"].toString());
    QStringList parts = hit[u"docpath"].toString().split(u'/', Qt::SkipEmptyParts);
    for (QString &part : parts)
        part = HtmlWriter::part(part);
    const QString doc = parts.isEmpty() ? base : base + parts.join(u'/') + u".html"_s;
    switch (kind) {
    case TextIndex::Kind::Docs:
        return {doc, hit[u"title"].toString()};
    case TextIndex::Kind::Dists:
        return {base, hit[u"dist"].toString()};
    case TextIndex::Kind::Extensions:
        return {doc, hit[u"extension"].toString()};
    case TextIndex::Kind::Users:
        return {userAddress(hit[u"user"].toString()), hit[u"user"].toString()};
    case TextIndex::Kind::Tags:
        break;
    }
    return {tagAddress(hit[u"tag"].toString()), hit[u"tag"].toString()};
}

} // namespace

void SearchPage::addTo(ApiRouter &router)
{
    router.add({"GET", u"/search"_s, {}, [this](const ApiCall &call) { return answer(call); }});
}

RegistryResponse SearchPage::answer(const ApiCall &call)
{
    const RegistryRequest &request = call.request();
    const QString text = request.queryValue("q").value_or(QString()).trimmed();
    if (text.isEmpty())
        return redirect(303, u"/"_s);
    const QString offsetText = request.queryValue("o").value_or(u"0"_s);
    bool isNumber = false;
    const int offset = offsetText.toInt(&isNumber);
    if (!isNumber || offset < 0 || offset > lastOffset)
        return failed(m_context, request,
                      {Error::Kind::Invalid, tr("“o” is a number, from where to list."), {}});
    const QString kind = request.queryValue("in").value_or(QString());
    if (kind.isEmpty())
        return listAll(call, text, offset);
    return listKind(call, text, kind, offset);
}

RegistryResponse SearchPage::listAll(const ApiCall &call, const QString &text, int offset)
{
    SearchQuery query;
    query.text = text;
    query.offset = offset;
    query.limit = pageLength;
    const Result<SearchAnswer> answer = m_context.store.search().find(query);
    if (!answer)
        return failed(m_context, call.request(), answer.error());
    WebPage::Site frame = site(m_context);
    frame.search = text;
    WebPage page(frame, tr("Search: %1").arg(text));
    HtmlWriter &html = page.html();
    writeHead(html, text, {}, answer->total);
    if (!answer->correctedText.isEmpty())
        html.open("p", {{"class", u"notice"_s}})
            .text(tr("Nothing has these words; this is what was found for "))
            .put("b", answer->correctedText)
            .text(u"."_s)
            .close();
    html.open("ul", {{"class", u"releases"_s}});
    for (const SearchHit &hit : answer->hits) {
        html.open("li").open("h3").link(distAddress(hit.name), hit.name).text(u" "_s);
        html.put("span", hit.version.toString(), {{"class", u"version"_s}});
        if (hit.status != ReleaseStatus::Stable)
            html.text(u" "_s).put("span", nameOf(hit.status), {{"class", u"badge warn"_s}});
        html.close();
        html.open("p").clean(hit.abstract.toHtml(u"<mark>"_s, u"</mark>"_s)).close();
        if (!hit.snippet.text.isEmpty())
            html.open("p", {{"class", u"mute excerpt"_s}})
                .clean(hit.snippet.toHtml(u"<mark>"_s, u"</mark>"_s))
                .close();
        html.open("p", {{"class", u"mute"_s}}).text(hit.author);
        if (hit.date.isValid())
            html.text(u" · "_s + day(hit.date));
        if (!hit.license.isEmpty())
            html.text(u" · "_s + hit.license);
        html.close().close();
    }
    html.close();
    writePager(html, text, {}, offset, answer->total);
    return page.response(call.request());
}

RegistryResponse SearchPage::listKind(const ApiCall &call, const QString &text, const QString &kind,
                                      int offset)
{
    const auto known = std::find_if(kinds.begin(), kinds.end(),
                                    [&](TextIndex::Kind one) { return nameOf(one) == kind; });
    if (known == kinds.end())
        return failed(m_context, call.request(),
                      {Error::Kind::Invalid,
                       tr("“in” is one of docs, dists, extensions, users and tags."),
                       {}});
    const Result<TextIndex::Answer> answer =
        m_context.store.search().find(*known, text, offset, pageLength);
    if (!answer)
        return failed(m_context, call.request(), answer.error());
    WebPage::Site frame = site(m_context);
    frame.search = text;
    WebPage page(frame, tr("Search: %1").arg(text));
    HtmlWriter &html = page.html();
    writeHead(html, text, kind, answer->count);
    html.open("ul", {{"class", u"releases"_s}});
    for (const TextIndex::Hit &hit : answer->hits) {
        const auto [target, title] = targetOf(hit.stored, *known);
        html.open("li").open("h3").link(target, title);
        if (hit.stored.contains(u"version"_s))
            html.text(u" "_s).put(
                "span", hit.stored[u"dist"].toString() + u' ' + hit.stored[u"version"].toString(),
                {{"class", u"version"_s}});
        html.close();
        if (const QString abstract = hit.stored[u"abstract"].toString(); !abstract.isEmpty())
            html.put("p", abstract);
        if (const QString name = hit.stored[u"name"].toString(); !name.isEmpty())
            html.put("p", name);
        if (!hit.excerpt.isEmpty() && *known != TextIndex::Kind::Users)
            html.open("p", {{"class", u"mute excerpt"_s}}).clean(hit.excerpt).close();
        html.close();
    }
    html.close();
    writePager(html, text, kind, offset, answer->count);
    return page.response(call.request());
}
