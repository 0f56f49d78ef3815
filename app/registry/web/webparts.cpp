// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/webparts.h"

#include "registry/releasedmeta.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

} // namespace

WebPage::Site WebParts::site(RegistryContext &context)
{
    return {context.settings.text(u"title"_s).value_or(u"Howdah registry"_s)};
}

QString WebParts::origin(RegistryContext &context, const ApiCall &call)
{
    QString address = context.settings.text(u"public-address"_s).value_or(QString());
    while (address.endsWith(u'/'))
        address.chop(1);
    return address.isEmpty() ? call.origin() : address;
}

bool WebParts::isBrowser(const RegistryRequest &request)
{
    return request.header("Accept").toLower().contains("text/html");
}

RegistryResponse WebParts::redirect(int status, const QString &address)
{
    RegistryResponse response = RegistryResponse::text(status, address.toUtf8() + '\n');
    response.headers.emplaceBack("Location", address.toUtf8());
    response.headers.emplaceBack("Cache-Control", "no-cache");
    return response;
}

RegistryResponse WebParts::notFound(RegistryContext &context, const RegistryRequest &request)
{
    WebPage page(site(context), tr("Not found"));
    page.html().put("h1", tr("There is nothing here"));
    page.html().put("p", tr("Perhaps the name is spelled differently, or it was never released "
                            "to this registry. Try to search for it."));
    page.html().open("p").link(u"/"_s, tr("To the first page")).close();
    return page.response(request, 404);
}

RegistryResponse WebParts::failed(RegistryContext &context, const RegistryRequest &request,
                                  const Error &error)
{
    if (error.kind == Error::Kind::NotFound)
        return notFound(context, request);
    WebPage page(site(context), tr("Error"));
    page.html().put("h1", tr("That did not work"));
    page.html().put("p", error.message);
    return page.response(request, error.kind == Error::Kind::Invalid ? 400 : 503);
}

QString WebParts::distAddress(const QString &name, const QString &version)
{
    const QString address = u"/dist/"_s + HtmlWriter::part(name.toLower()) + u'/';
    return version.isEmpty() ? address : address + HtmlWriter::part(version.toLower()) + u'/';
}

QString WebParts::docAddress(const QString &base, const QString &docpath)
{
    QStringList parts = docpath.split(u'/');
    for (QString &part : parts)
        part = HtmlWriter::part(part);
    return base + parts.join(u'/') + u".html"_s;
}

QString WebParts::extensionAddress(const QString &name)
{
    return u"/extension/"_s + HtmlWriter::part(name.toLower()) + u'/';
}

QString WebParts::userAddress(const QString &nickname)
{
    return u"/user/"_s + HtmlWriter::part(nickname.toLower());
}

QString WebParts::tagAddress(const QString &tag)
{
    return u"/tag/"_s + HtmlWriter::part(tag.toLower());
}

QString WebParts::counted(qint64 number, const QString &one, const QString &many)
{
    return number == 1 ? one : many.arg(QLocale(QLocale::English).toString(number));
}

QString WebParts::day(const QDateTime &time)
{
    return QLocale(QLocale::English).toString(time.toUTC().date(), u"d MMMM yyyy"_s);
}

void WebParts::releases(HtmlWriter &html, const QList<Release> &list)
{
    if (list.isEmpty()) {
        html.put("p", tr("Nothing yet."), {{"class", u"mute"_s}});
        return;
    }
    html.open("ul", {{"class", u"releases"_s}});
    for (const Release &release : list) {
        const QString version = release.version.toString();
        html.open("li").open("h3");
        html.link(distAddress(release.name), release.name).text(u" "_s);
        html.open("a", {{"class", u"version"_s}, {"href", distAddress(release.name, version)}})
            .text(version)
            .close();
        if (release.status != ReleaseStatus::Stable)
            html.text(u" "_s).put("span", nameOf(release.status), {{"class", u"badge warn"_s}});
        html.close();
        html.put("p", release.abstract);
        html.open("p", {{"class", u"mute"_s}});
        html.put("time", day(release.date), {{"datetime", ReleasedMeta::dateText(release.date)}});
        html.text(tr(" by ")).link(userAddress(release.user), release.user).close();
        html.close();
    }
    html.close();
}

QList<Release> WebParts::bestOfEach(const QList<Release> &list)
{
    QMap<QString, Release> best;
    for (const Release &release : list) {
        const auto known = best.constFind(release.key());
        const bool isBetter =
            known == best.constEnd() || release.status < known->status
            || (release.status == known->status && release.version > known->version);
        if (isBetter)
            best.insert(release.key(), release);
    }
    return best.values();
}
