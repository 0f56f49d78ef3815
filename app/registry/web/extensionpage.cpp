// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/extensionpage.h"

#include "registry/registryname.h"
#include "registry/registrystore.h"
#include "registry/releasedmeta.h"
#include "registry/store/ownershipstore.h"
#include "registry/store/releasestore.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebParts;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

/// What a release says of the extension `name`.
ProvidedExtension partOf(const Release &release, const QString &name)
{
    for (const ProvidedExtension &extension : release.extensions) {
        if (extension.name.compare(name, Qt::CaseInsensitive) == 0)
            return extension;
    }
    return {};
}

/// Those to be used first: stable, not withdrawn, newest.
void sortByWorth(QList<Release> &releases)
{
    std::stable_sort(releases.begin(), releases.end(), [](const Release &a, const Release &b) {
        if (a.yanked.has_value() != b.yanked.has_value())
            return b.yanked.has_value();
        if (a.status != b.status)
            return a.status < b.status;
        return a.version != b.version ? a.version > b.version : a.date > b.date;
    });
}

void writeOwners(HtmlWriter &html, const ExtensionOwnership &ownership)
{
    html.put("dt", tr("Owner")).open("dd");
    if (ownership.owner.isEmpty())
        html.text(tr("nobody; an administrator can give it to somebody"));
    else
        html.link(userAddress(ownership.owner), ownership.owner);
    html.close();
    if (ownership.coowners.isEmpty())
        return;
    html.put("dt", tr("Co-owners")).open("dd");
    for (const QString &coowner : ownership.coowners)
        html.open("div").link(userAddress(coowner), coowner).close();
    html.close();
}

void writeReleases(HtmlWriter &html, QList<Release> releases, const QString &name)
{
    std::stable_sort(releases.begin(), releases.end(),
                     [](const Release &a, const Release &b) { return a.date > b.date; });
    html.open("section").put("h2", tr("Where it is"));
    html.open("div", {{"class", u"wide"_s}}).open("table").open("thead").open("tr");
    html.put("th", tr("Version"), {{"scope", u"col"_s}})
        .put("th", tr("In"), {{"scope", u"col"_s}})
        .put("th", tr("Released"), {{"scope", u"col"_s}})
        .close()
        .close()
        .open("tbody");
    for (const Release &release : std::as_const(releases)) {
        const QString version = release.version.toString();
        html.open("tr").put("td", partOf(release, name).version);
        html.open("td").link(distAddress(release.name, version), release.name + u' ' + version);
        if (release.status != ReleaseStatus::Stable)
            html.text(u" "_s).put("span", nameOf(release.status), {{"class", u"badge warn"_s}});
        if (release.yanked)
            html.text(u" "_s).put("span", tr("withdrawn"), {{"class", u"badge bad"_s}});
        html.close().open("td");
        html.put("time", day(release.date), {{"datetime", ReleasedMeta::dateText(release.date)}});
        html.text(tr(" by ")).link(userAddress(release.user), release.user).close().close();
    }
    html.close().close().close().close();
}

} // namespace

void ExtensionPage::addTo(ApiRouter &router)
{
    router.add(
        {"GET", u"/extension/{name}"_s, {}, [this](const ApiCall &call) { return manual(call); }});
    router.add({"GET", u"/extension/{name}/"_s, {}, [this](const ApiCall &call) {
                    return overview(call);
                }});
}

RegistryResponse ExtensionPage::manual(const ApiCall &call)
{
    const QString name = call.variable(u"name"_s);
    if (!RegistryName::isFileName(name) || name.endsWith(u".json"))
        return RegistryResponse::text(404, "not found\n");
    const QJsonObject document =
        RegistryFolder::readObject(m_context.store.apiTree().extension(name));
    const QJsonValue latest = document[document[u"latest"].toString()];
    if (!latest.isObject())
        return notFound(m_context, call.request());
    const QString base = distAddress(latest[u"dist"].toString());
    const QString docpath = latest[u"docpath"].toString();
    return redirect(303, docpath.isEmpty() ? base : docAddress(base, docpath));
}

RegistryResponse ExtensionPage::overview(const ApiCall &call)
{
    const QString name = call.variable(u"name"_s);
    Result<QList<Release>> releases = ReleaseStore(m_context.database).providing(name);
    if (!releases)
        return failed(m_context, call.request(), releases.error());
    if (releases->isEmpty())
        return notFound(m_context, call.request());
    const Result<ExtensionOwnership> ownership = OwnershipStore(m_context.database).of(name);
    if (!ownership)
        return failed(m_context, call.request(), ownership.error());
    sortByWorth(*releases);
    const Release &best = releases->first();
    const ProvidedExtension extension = partOf(best, name);
    const QString version = best.version.toString();
    WebPage page(site(m_context), extension.name);
    HtmlWriter &html = page.html();
    html.open("h1")
        .put("span", tr("Extension "), {{"class", u"mute"_s}})
        .text(extension.name + u' ')
        .put("span", extension.version, {{"class", u"version"_s}})
        .close();
    html.put("p", extension.abstract.isEmpty() ? best.abstract : extension.abstract,
             {{"class", u"abstract"_s}});
    html.open("section", {{"class", u"card"_s}}).open("dl", {{"class", u"facts"_s}});
    html.put("dt", tr("Comes with")).open("dd");
    html.link(distAddress(best.name), best.name + u' ' + version).close();
    html.put("dt", tr("Manual")).open("dd");
    html.link(u"/extension/"_s + HtmlWriter::part(name.toLower()), tr("Read about it")).close();
    writeOwners(html, *ownership);
    html.close().close();
    writeReleases(html, *releases, name);
    return page.response(call.request());
}
