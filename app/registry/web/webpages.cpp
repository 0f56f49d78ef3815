// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/webpages.h"

#include "core/durablefile.h"
#include "registry/registrystore.h"
#include "registry/store/releasestore.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace WebParts;

namespace {

constexpr int recentOnHome = 12;
constexpr int tagsOnHome = 40;

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

/// The more often, the larger: twelve sizes.
void tagCloud(HtmlWriter &html, QList<RegistryTotals::Ranked> tags)
{
    if (tags.isEmpty()) {
        html.put("p", tr("No release has a tag yet."), {{"class", u"mute"_s}});
        return;
    }
    const double most = std::log2(1.0 + tags.first().distributions);
    std::sort(tags.begin(), tags.end(),
              [](const auto &a, const auto &b) { return a.name < b.name; });
    html.open("ul", {{"class", u"tags"_s}});
    for (const RegistryTotals::Ranked &tag : std::as_const(tags)) {
        const int size = 1 + int(11 * std::log2(1.0 + tag.distributions) / std::max(most, 4.0));
        html.open("li", {{"class", u"s%1"_s.arg(std::clamp(size, 1, 12))}})
            .link(tagAddress(tag.name), tag.name)
            .text(u" "_s)
            .put("small", QString::number(tag.distributions))
            .close();
    }
    html.close();
}

void letters(HtmlWriter &html, QChar chosen)
{
    html.open("p", {{"class", u"letters"_s}});
    for (char c = 'a'; c <= 'z'; ++c) {
        const QString letter{QLatin1Char(c)};
        if (chosen == QLatin1Char(c))
            html.put("b", letter.toUpper());
        else
            html.link(u"/users?c="_s + letter, letter.toUpper());
        html.text(u" "_s);
    }
    html.close();
}

} // namespace

void WebPages::addTo(ApiRouter &router)
{
    const auto add = [&](const QString &pattern,
                         RegistryResponse (WebPages::*page)(const ApiCall &)) {
        router.add({"GET", pattern, {}, [this, page](const ApiCall &call) {
                        return (this->*page)(call);
                    }});
    };
    add(u"/"_s, &WebPages::home);
    add(u"/recent"_s, &WebPages::recent);
    add(u"/tags"_s, &WebPages::tags);
    add(u"/tag/{tag}"_s, &WebPages::tag);
    add(u"/tag/{tag}/"_s, &WebPages::tag);
    add(u"/users"_s, &WebPages::users);
    add(u"/about"_s, &WebPages::about);
    add(u"/spec"_s, &WebPages::spec);
    add(u"/web/{asset}"_s, &WebPages::asset);
    router.add({"GET", u"/meta/spec.html"_s, {}, [](const ApiCall &) {
                    return redirect(301, u"/spec"_s);
                }});
}

RegistryResponse WebPages::home(const ApiCall &call)
{
    if (!isBrowser(call.request())) {
        RegistryResponse text = RegistryResponse::text(
            200, "This is a PGXN mirror and API server, by Howdah. It begins at /index.json.\n");
        text.headers.emplaceBack("Vary", "Accept");
        return text;
    }
    const Result<RegistryTotals> totals = ReleaseStore(m_context.database).totals();
    if (!totals)
        return failed(m_context, call.request(), totals.error());
    WebPage page(site(m_context), {});
    HtmlWriter &html = page.html();
    html.open("section", {{"class", u"hero"_s}});
    html.put("h1", tr("PostgreSQL extensions"));
    html.put("p", u"%1, %2, %3."_s.arg(
                      counted(totals->distributions, tr("1 distribution"), tr("%1 distributions")),
                      counted(totals->releases, tr("1 release"), tr("%1 releases")),
                      counted(totals->extensions, tr("1 extension"), tr("%1 extensions"))));
    html.open("form", {{"action", u"/search"_s}, {"method", u"get"_s}, {"class", u"big"_s}})
        .single("input", {{"type", u"search"_s},
                          {"name", u"q"_s},
                          {"placeholder", tr("What do you need PostgreSQL to do?")},
                          {"aria-label", tr("Search extensions")}})
        .put("button", tr("Search"))
        .close();
    html.close();
    html.open("section").put("h2", tr("Recent releases"));
    releases(html, totals->recent.mid(0, recentOnHome));
    html.open("p").link(u"/recent"_s, tr("More recent releases")).close().close();
    html.open("section").put("h2", tr("Tags"));
    tagCloud(html, totals->popular.mid(0, tagsOnHome));
    html.close();
    return page.response(call.request());
}

RegistryResponse WebPages::recent(const ApiCall &call)
{
    const Result<RegistryTotals> totals = ReleaseStore(m_context.database).totals();
    if (!totals)
        return failed(m_context, call.request(), totals.error());
    WebPage page(site(m_context), tr("Recent releases"));
    page.html().put("h1", tr("Recent releases"));
    releases(page.html(), totals->recent);
    return page.response(call.request());
}

RegistryResponse WebPages::tags(const ApiCall &call)
{
    const Result<RegistryTotals> totals = ReleaseStore(m_context.database).totals();
    if (!totals)
        return failed(m_context, call.request(), totals.error());
    WebPage page(site(m_context), tr("Tags"));
    page.html().put("h1", tr("Tags"));
    tagCloud(page.html(), totals->popular);
    return page.response(call.request());
}

RegistryResponse WebPages::tag(const ApiCall &call)
{
    const QString tag = call.variable(u"tag"_s);
    if (!isBrowser(call.request()) && tag.endsWith(u".json"))
        return RegistryResponse::text(404, "not found\n");
    const Result<QList<Release>> found = ReleaseStore(m_context.database).tagged(tag);
    if (!found)
        return failed(m_context, call.request(), found.error());
    if (found->isEmpty())
        return notFound(m_context, call.request());
    WebPage page(site(m_context), tag);
    page.html().open("h1").put("span", tr("Tag "), {{"class", u"mute"_s}}).text(tag).close();
    releases(page.html(), bestOfEach(*found));
    return page.response(call.request());
}

RegistryResponse WebPages::users(const ApiCall &call)
{
    const QString letter = call.request().queryValue("c").value_or(QString()).toLower();
    const bool isLetter = letter.size() == 1 && letter.front() >= u'a' && letter.front() <= u'z';
    if (!letter.isEmpty() && !isLetter)
        return failed(m_context, call.request(),
                      {Error::Kind::Invalid, tr("“c” is a letter from a to z."), {}});
    WebPage page(site(m_context), tr("People"));
    HtmlWriter &html = page.html();
    html.put("h1", tr("People"));
    letters(html, isLetter ? letter.front() : QChar());
    html.open("ul", {{"class", u"people"_s}});
    if (isLetter) {
        const auto names = AccountStore(m_context.database).beginningWith(letter.front());
        if (!names)
            return failed(m_context, call.request(), names.error());
        for (const auto &[nickname, name] : *names)
            html.open("li")
                .link(userAddress(nickname), nickname)
                .text(u" "_s)
                .put("span", name, {{"class", u"mute"_s}})
                .close();
    } else {
        const Result<RegistryTotals> totals = ReleaseStore(m_context.database).totals();
        if (!totals)
            return failed(m_context, call.request(), totals.error());
        for (const RegistryTotals::Ranked &user : totals->prolific)
            html.open("li")
                .link(userAddress(user.name), user.name)
                .text(u" "_s)
                .put("span",
                     u"%1 · %2, %3"_s.arg(
                         user.fullName,
                         counted(user.distributions, tr("1 distribution"), tr("%1 distributions")),
                         counted(user.releases, tr("1 release"), tr("%1 releases"))),
                     {{"class", u"mute"_s}})
                .close();
    }
    html.close();
    return page.response(call.request());
}

RegistryResponse WebPages::about(const ApiCall &call)
{
    const Result<RegistryTotals> totals = ReleaseStore(m_context.database).totals();
    if (!totals)
        return failed(m_context, call.request(), totals.error());
    const WebPage::Site frame = site(m_context);
    const QString origin = WebParts::origin(m_context, call);
    WebPage page(frame, tr("About"));
    HtmlWriter &html = page.html();
    html.open("article", {{"class", u"text"_s}});
    html.put("h1", tr("About %1").arg(frame.title));
    html.put("p", tr("This is a registry of PostgreSQL extensions. It speaks the protocols of "
                     "PGXN, the PostgreSQL Extension Network: every client of PGXN can use it."));
    html.open("dl", {{"class", u"facts"_s}});
    for (const auto &[name, number] : std::initializer_list<std::pair<QString, int>>{
             {tr("Distributions"), totals->distributions},
             {tr("Releases"), totals->releases},
             {tr("Extensions"), totals->extensions},
             {tr("People"), totals->users},
             {tr("Tags"), totals->tags}})
        html.put("dt", name).put("dd", QString::number(number));
    html.close();
    html.put("h2", tr("Use it"));
    html.open("pre")
        .put("code", u"pgxn --mirror %1 search WORDS\npgxn --mirror %1 install NAME"_s.arg(origin))
        .close();
    html.open("p")
        .text(tr("Questions are answered in the "))
        .link(u"/faq"_s, tr("FAQ"))
        .text(tr("; there is a page on "))
        .link(u"/mirroring"_s, tr("mirroring"))
        .text(tr(", one with "))
        .link(u"/art"_s, tr("pictures"))
        .text(tr(", and one on "))
        .link(u"/feedback"_s, tr("how to reach us"))
        .text(u"."_s)
        .close();
    html.open("p")
        .text(tr("What an archive has to be like is told in the "))
        .link(u"/spec"_s, tr("Meta Spec"))
        .text(tr(". Programs read "))
        .link(u"/index.json"_s, u"/index.json"_s)
        .text(tr(" and "))
        .link(u"/api/v2/openapi.json"_s, u"/api/v2/openapi.json"_s)
        .text(u"."_s)
        .close();
    html.close();
    return page.response(call.request());
}

RegistryResponse WebPages::spec(const ApiCall &call)
{
    const Result<QByteArray> text =
        DurableFile::read(m_context.store.apiTree().path(u"meta/spec.html"_s));
    if (!text)
        return failed(m_context, call.request(), text.error());
    WebPage page(site(m_context), tr("Meta Spec"));
    page.html().open("article", {{"class", u"doc"_s}}).clean(QString::fromUtf8(*text)).close();
    return page.response(call.request());
}

RegistryResponse WebPages::asset(const ApiCall &call)
{
    const QString name = call.variable(u"asset"_s);
    const bool isStyle = name == u"howdah.css";
    QFile file(u":/howdah/registry/web/"_s + name);
    if ((!isStyle && name != u"howdah.svg") || !file.open(QIODevice::ReadOnly))
        return RegistryResponse::text(404, "not found\n");
    return WebPage::answer(call.request(), isStyle ? "text/css; charset=utf-8" : "image/svg+xml",
                           file.readAll());
}
