// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/distributionpages.h"

#include "catalog/metaparser.h"
#include "core/durablefile.h"
#include "registry/registryname.h"
#include "registry/registrystore.h"
#include "registry/releasedmeta.h"
#include "registry/web/reportsections.h"
#include "registry/web/reviewsection.h"
#include "registry/web/standingcards.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebParts;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

/// What the registry's document says of a version besides its date.
QJsonObject entryOf(const QJsonObject &listing, const QString &version)
{
    const QJsonObject releases = listing[u"releases"].toObject();
    for (const QJsonValue &status : releases) {
        const QJsonArray entries = status.toArray();
        for (const QJsonValue &entry : entries) {
            if (entry[u"version"].toString() == version)
                return entry.toObject();
        }
    }
    return {};
}

QString readmeOf(const QJsonObject &meta)
{
    const QJsonObject docs = meta[u"docs"].toObject();
    for (auto doc = docs.begin(); doc != docs.end(); ++doc) {
        if (doc.key().compare(u"README", Qt::CaseInsensitive) == 0)
            return doc.key();
    }
    return {};
}

void notice(HtmlWriter &html, const char *kind, const QString &what, const QJsonObject &told,
            const QString &insteadAddress)
{
    html.open("p", {{"class", u"notice "_s + QString::fromLatin1(kind)}, {"role", u"note"_s}});
    html.put("strong", what).text(u" "_s).text(told[u"reason"].toString());
    if (const QString instead = told[u"replacement"].toString(); !instead.isEmpty())
        html.text(tr(" Use instead: ")).link(insteadAddress, instead).text(u"."_s);
    html.close();
}

} // namespace

void DistributionPages::addTo(ApiRouter &router)
{
    router.add({"GET", u"/dist/{name}/{path*}"_s, {}, [this](const ApiCall &call) {
                    return answer(call);
                }});
}

RegistryResponse DistributionPages::answer(const ApiCall &call)
{
    const QString name = call.variable(u"name"_s);
    QString path = call.variable(u"path"_s);
    // Data that is not there, asked for by a program.
    const QString last = path.isEmpty() ? name : path.section(u'/', -1);
    if (!RegistryName::isFileName(name)
        || (!isBrowser(call.request())
            && (last.endsWith(u".json") || last.endsWith(u".txt") || last.endsWith(u".zip")
                || last.endsWith(u".html"))))
        return RegistryResponse::text(404, "not found\n");
    Subject subject;
    const Result<Distribution> distribution = m_context.store.distribution(name);
    if (!distribution)
        return failed(m_context, call.request(), distribution.error());
    subject.distribution = *distribution;
    subject.best = distribution->best()->version;
    subject.version = subject.best;
    subject.base = distAddress(name);
    if (path.isEmpty() && !call.request().path().endsWith('/'))
        return redirect(301, subject.base);
    if (!path.isEmpty() && path.front() >= u'0' && path.front() <= u'9') {
        const QString word = path.section(u'/', 0, 0);
        const auto version = Version::parseTolerant(word);
        const auto known = std::find_if(
            distribution->releases.begin(), distribution->releases.end(),
            [&](const Distribution::Entry &entry) { return version && entry.version == *version; });
        if (known == distribution->releases.end())
            return notFound(m_context, call.request());
        subject.version = known->version;
        subject.base = distAddress(name, known->version.toString());
        if (path == word)
            return redirect(301, subject.base);
        path = path.mid(word.size() + 1);
    }
    const RegistryFolder &tree = m_context.store.apiTree();
    subject.meta = RegistryFolder::readObject(tree.meta(name, subject.version.toString()));
    subject.listing = RegistryFolder::readObject(m_context.store.tree().distribution(name));
    if (path.isEmpty())
        return overview(call, subject);
    if (path.endsWith(u".html"))
        return document(call, subject, path.chopped(5));
    return notFound(m_context, call.request());
}

QString DistributionPages::fragmentOf(const Subject &subject, const QString &docpath) const
{
    // Only what was written there is read.
    if (!subject.meta[u"docs"].toObject().contains(docpath))
        return {};
    const Result<QByteArray> html = DurableFile::read(m_context.store.apiTree().htmlDoc(
        subject.distribution.name, subject.version.toString(), docpath));
    return html ? QString::fromUtf8(*html) : QString();
}

RegistryResponse DistributionPages::document(const ApiCall &call, const Subject &subject,
                                             const QString &docpath)
{
    const QString fragment = fragmentOf(subject, docpath);
    if (fragment.isEmpty())
        return notFound(m_context, call.request());
    const QString title = subject.meta[u"docs"][docpath][u"title"].toString(docpath);
    WebPage page(site(m_context), title + u" · "_s + subject.distribution.name);
    HtmlWriter &html = page.html();
    html.open("p", {{"class", u"path"_s}})
        .link(subject.base, subject.distribution.name)
        .text(u" "_s)
        .put("span", subject.version.toString(), {{"class", u"version"_s}})
        .text(u" › "_s + docpath)
        .close();
    writeNotices(html, subject);
    html.open("article", {{"class", u"doc"_s}}).clean(fragment).close();
    return page.response(call.request());
}

RegistryResponse DistributionPages::overview(const ApiCall &call, const Subject &subject)
{
    qint64 before = 0;
    if (const auto asked = call.request().queryValue("before")) {
        bool isId = false;
        before = asked->toLongLong(&isId);
        if (!isId || before < 1)
            return failed(m_context, call.request(),
                          {Error::Kind::Invalid, tr("“before” is the number of a review."), {}});
    }
    const Result<Standing> standing = Standing::load(m_context, subject.distribution.name);
    if (!standing)
        return failed(m_context, call.request(), standing.error());
    const QString version = subject.version.toString();
    const QString origin = WebParts::origin(m_context, call);
    WebPage::Site frame = site(m_context);
    frame.feed = distAddress(subject.distribution.name) + u"feed.atom"_s;
    const bool isOld = subject.version != subject.best;
    WebPage page(frame, isOld ? subject.distribution.name + u' ' + subject.version.toString()
                              : subject.distribution.name);
    HtmlWriter &html = page.html();
    writeHead(html, subject);
    writeNotices(html, subject);
    ReportSections::writeAdvisories(html, *standing, version);
    html.open("div", {{"class", u"columns"_s}});
    html.open("div", {{"class", u"first"_s}});
    const QString readme = fragmentOf(subject, readmeOf(subject.meta));
    html.open("nav", {{"class", u"tabs"_s}, {"aria-label", tr("On this page")}});
    html.link(u"#install"_s, tr("Install"));
    if (!readme.isEmpty())
        html.link(u"#readme"_s, u"README"_s);
    html.link(u"#compatibility"_s, tr("Works with"));
    html.link(u"#reviews"_s, standing->reviews.isEmpty()
                                 ? tr("Reviews")
                                 : tr("Reviews (%1)").arg(standing->reviews.size()));
    html.close();
    writeInstall(html, subject, origin);
    ReportSections::writePackages(html, *standing, version);
    const QString description = subject.meta[u"description"].toString();
    if (!description.isEmpty())
        html.open("section").put("h2", tr("Description")).put("p", description).close();
    writeExtensions(html, subject);
    writeDocs(html, subject);
    writeRequirements(html, subject);
    if (!readme.isEmpty())
        html.open("section", {{"id", u"readme"_s}})
            .put("h2", u"README"_s)
            .open("article", {{"class", u"doc card"_s}})
            .clean(readme)
            .close()
            .close();
    ReportSections::writeMatrix(html, *standing, version);
    ReviewSection::write(html, *standing, before);
    html.close();
    html.open("aside");
    writeFacts(html, subject);
    StandingCards::writeNumbers(html, *standing);
    writeVersions(html, subject);
    StandingCards::writeBadges(html, *standing, origin);
    html.close().close();
    return page.response(call.request());
}

void DistributionPages::writeHead(HtmlWriter &html, const Subject &subject)
{
    html.open("div", {{"class", u"head"_s}}).open("div");
    html.open("h1")
        .text(subject.meta[u"name"].toString(subject.distribution.name) + u' ')
        .put("span", subject.version.toString(), {{"class", u"version"_s}})
        .close();
    html.put("p", subject.meta[u"abstract"].toString(), {{"class", u"abstract"_s}});
    const QString status = subject.meta[u"release_status"].toString(u"stable"_s);
    html.open("p").put("span", status,
                       {{"class", status == u"stable" ? u"badge ok"_s : u"badge warn"_s}});
    const QJsonArray tags = subject.meta[u"tags"].toArray();
    for (const QJsonValue &tag : tags)
        html.text(u" "_s).link(tagAddress(tag.toString()), tag.toString(), {{"class", u"badge"_s}});
    html.close().close();
    html.open("p", {{"class", u"act"_s}})
        .link(u"pgxn://dist/"_s + HtmlWriter::part(subject.distribution.name.toLower()),
              tr("Open in Howdah"), {{"class", u"button"_s}})
        .close();
    html.close();
}

void DistributionPages::writeNotices(HtmlWriter &html, const Subject &subject)
{
    const QJsonObject deprecated = subject.listing[u"deprecated"].toObject();
    if (!deprecated.isEmpty())
        notice(html, "warn", tr("No longer maintained."), deprecated,
               distAddress(deprecated[u"replacement"].toString()));
    const QJsonObject yanked =
        entryOf(subject.listing, subject.version.toString())[u"yanked"].toObject();
    if (!yanked.isEmpty())
        notice(html, "bad", tr("This version was withdrawn."), yanked,
               distAddress(subject.distribution.name, yanked[u"replacement"].toString()));
    if (subject.version != subject.best)
        html.open("p", {{"class", u"notice"_s}})
            .text(tr("This is not the version to use: that is "))
            .link(distAddress(subject.distribution.name), subject.best.toString())
            .text(u"."_s)
            .close();
}

void DistributionPages::writeInstall(HtmlWriter &html, const Subject &subject,
                                     const QString &origin)
{
    const QString name = subject.distribution.name;
    const QString version = subject.version.toString();
    const QString spec = subject.version == subject.best ? name : u"'%1=%2'"_s.arg(name, version);
    html.open("section", {{"class", u"card"_s}, {"id", u"install"_s}}).put("h2", tr("Install"));
    html.open("pre").put("code", u"pgxn --mirror %1 install %2"_s.arg(origin, spec)).close();
    const QStringList extensions = subject.meta[u"provides"].toObject().keys();
    if (!extensions.isEmpty()) {
        QString sql;
        for (const QString &extension : extensions) {
            QString quoted = extension;
            const bool isPlain = std::all_of(extension.begin(), extension.end(), [](QChar c) {
                return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_';
            });
            if (!isPlain)
                quoted = u'"' + quoted.replace(u'"', u"\"\""_s) + u'"';
            sql += u"CREATE EXTENSION "_s + quoted + u";\n"_s;
        }
        html.open("pre").put("code", sql.trimmed()).close();
    }
    const QString archive = u"/dist/%1/%2/%1-%2.zip"_s.arg(HtmlWriter::part(name.toLower()),
                                                           HtmlWriter::part(version.toLower()));
    const QString source = u"/src/%1/%1-%2/"_s.arg(HtmlWriter::part(name.toLower()),
                                                   HtmlWriter::part(version.toLower()));
    html.open("p")
        .link(archive, tr("Download the archive"))
        .text(u" · "_s)
        .link(source, tr("Browse the source"))
        .text(u" · "_s)
        .link(subject.version == subject.best
                  ? u"/dist/%1.json"_s.arg(HtmlWriter::part(name.toLower()))
                  : u"/dist/%1/%2/META.json"_s.arg(HtmlWriter::part(name.toLower()),
                                                   HtmlWriter::part(version.toLower())),
              u"META.json"_s);
    html.close().close();
}

void DistributionPages::writeExtensions(HtmlWriter &html, const Subject &subject)
{
    const QJsonObject provides = subject.meta[u"provides"].toObject();
    if (provides.isEmpty())
        return;
    html.open("section").put("h2", tr("Extensions"));
    html.open("dl", {{"class", u"list"_s}});
    for (auto extension = provides.begin(); extension != provides.end(); ++extension) {
        const QString docpath = extension.value()[u"docpath"].toString();
        html.open("dt");
        if (docpath.isEmpty())
            html.text(extension.key());
        else
            html.link(docAddress(subject.base, docpath), extension.key());
        html.text(u" "_s).put("span", extension.value()[u"version"].toString(),
                              {{"class", u"version"_s}});
        html.text(u" "_s).link(extensionAddress(extension.key()), tr("versions and owners"),
                               {{"class", u"more"_s}});
        html.close().put("dd", extension.value()[u"abstract"].toString());
    }
    html.close().close();
}

void DistributionPages::writeDocs(HtmlWriter &html, const Subject &subject)
{
    const QJsonObject docs = subject.meta[u"docs"].toObject();
    if (docs.isEmpty())
        return;
    html.open("section").put("h2", tr("Documentation"));
    html.open("dl", {{"class", u"list"_s}});
    for (auto doc = docs.begin(); doc != docs.end(); ++doc) {
        html.open("dt")
            .link(docAddress(subject.base, doc.key()), doc.value()[u"title"].toString(doc.key()))
            .text(u" "_s)
            .put("span", doc.key(), {{"class", u"mute"_s}})
            .close();
        html.put("dd", doc.value()[u"abstract"].toString());
    }
    html.close().close();
}

void DistributionPages::writeRequirements(HtmlWriter &html, const Subject &subject)
{
    const Result<Release> release =
        MetaParser::parse(QJsonDocument(subject.meta).toJson(QJsonDocument::Compact));
    if (!release)
        return;
    QList<std::pair<QString, QString>> rows;
    if (!release->postgres.isAny())
        rows.append({u"PostgreSQL"_s, release->postgres.toWords()});
    for (const Requirement &requirement : release->requirements) {
        const bool isServer = requirement.name.compare(u"postgresql", Qt::CaseInsensitive) == 0;
        if (requirement.relation == Requirement::Relation::Requires && !isServer)
            rows.append({requirement.name, requirement.range.toWords()});
    }
    if (rows.isEmpty())
        return;
    html.open("section").put("h2", tr("Needs"));
    html.open("dl", {{"class", u"facts"_s}});
    for (const auto &[name, range] : std::as_const(rows))
        html.put("dt", name).put("dd", range);
    html.close().close();
}

void DistributionPages::writeFacts(HtmlWriter &html, const Subject &subject)
{
    const QJsonObject &meta = subject.meta;
    html.open("section", {{"class", u"card"_s}}).put("h2", tr("About this release"));
    html.open("dl", {{"class", u"facts"_s}});
    const QDateTime date = QDateTime::fromString(meta[u"date"].toString(), Qt::ISODate);
    html.put("dt", tr("Released")).open("dd");
    html.put("time", day(date), {{"datetime", meta[u"date"].toString()}}).close();
    html.put("dt", tr("By")).open("dd");
    html.link(userAddress(meta[u"user"].toString()), meta[u"user"].toString()).close();
    const Result<Release> release =
        MetaParser::parse(QJsonDocument(meta).toJson(QJsonDocument::Compact));
    if (release) {
        html.put("dt", tr("Licence")).put("dd", release->license);
        html.put("dt", tr("Maintainer")).open("dd");
        for (const QString &maintainer : release->maintainers)
            html.put("div", maintainer.section(u" <"_s, 0, 0));
        html.close();
        const auto resource = [&](const QString &title, const QUrl &url) {
            const QString address = url.toString(QUrl::FullyEncoded);
            if (!address.isEmpty() && HtmlWriter::isSafeAddress(address))
                html.put("dt", title)
                    .open("dd")
                    .link(address, url.host().isEmpty() ? url.path() : url.host() + url.path(),
                          {{"rel", u"nofollow noopener"_s}})
                    .close();
        };
        resource(tr("Home page"), release->resources.homepage);
        resource(tr("Source"), release->resources.repository);
        resource(tr("Bugs"), release->resources.issues);
        resource(tr("Manual"), release->resources.documentation);
    }
    html.put("dt", u"SHA-1"_s).open("dd").put("code", meta[u"sha1"].toString()).close();
    html.close().close();
}

void DistributionPages::writeVersions(HtmlWriter &html, const Subject &subject)
{
    html.open("section", {{"class", u"card"_s}}).put("h2", tr("Versions"));
    html.open("ul", {{"class", u"versions"_s}});
    for (const Distribution::Entry &entry : subject.distribution.releases) {
        const QString version = entry.version.toString();
        html.open("li");
        if (entry.version == subject.version)
            html.put("b", version);
        else
            html.link(distAddress(subject.distribution.name, version), version);
        if (entry.status != ReleaseStatus::Stable)
            html.text(u" "_s).put("span", nameOf(entry.status), {{"class", u"badge warn"_s}});
        if (entryOf(subject.listing, version)[u"yanked"].isObject())
            html.text(u" "_s).put("span", tr("withdrawn"), {{"class", u"badge bad"_s}});
        html.text(u" "_s).put(
            "time", day(entry.date),
            {{"class", u"mute"_s}, {"datetime", ReleasedMeta::dateText(entry.date)}});
        html.close();
    }
    html.close();
    html.open("p")
        .link(distAddress(subject.distribution.name) + u"feed.atom"_s, tr("Feed of new versions"))
        .close();
    html.close();
}
