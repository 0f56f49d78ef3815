// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/sourcepages.h"

#include "registry/http/httpconditions.h"
#include "registry/registryname.h"
#include "registry/registrystore.h"
#include "registry/web/webpage.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QLocale>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostOpen = 4;
constexpr qint64 largestFile = 16 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("SourcePages", text);
}

/// Images that hold nothing but an image are sent as such; all else is text to be read, or bytes to be saved.
QByteArray typeOf(const QString &name, const QByteArray &content)
{
    static const QHash<QString, QByteArray> images{{u"png"_s, "image/png"},
                                                   {u"gif"_s, "image/gif"},
                                                   {u"jpg"_s, "image/jpeg"},
                                                   {u"jpeg"_s, "image/jpeg"},
                                                   {u"webp"_s, "image/webp"}};
    const QByteArray image = images.value(name.section(u'.', -1).toLower());
    if (!image.isEmpty())
        return image;
    constexpr qsizetype looked = 8192;
    return content.left(looked).contains('\0') ? "application/octet-stream"
                                               : "text/plain; charset=utf-8";
}

} // namespace

void SourcePages::addTo(ApiRouter &router)
{
    router.add({"GET", u"/src/{dist}/{folder}/{path*}"_s, {}, [this](const ApiCall &call) {
                    return answer(call);
                }});
}

Result<std::shared_ptr<SourcePages::OpenArchive>> SourcePages::open(const QString &path)
{
    std::shared_ptr<OpenArchive> archive;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_recent.begin(), m_recent.end(),
                                        [&](const auto &recent) { return recent->path == path; });
        if (found != m_recent.end()) {
            m_recent.move(found - m_recent.begin(), 0);
        } else {
            m_recent.prepend(std::make_shared<OpenArchive>());
            m_recent.first()->path = path;
            if (m_recent.size() > mostOpen)
                m_recent.removeLast();
        }
        archive = m_recent.first();
    }
    const std::lock_guard lock(archive->mutex);
    if (!archive->reader) {
        Result<ArchiveReader> reader = ArchiveReader::open(path);
        if (!reader)
            return reader.error();
        archive->reader = std::make_unique<ArchiveReader>(std::move(*reader));
    }
    return archive;
}

RegistryResponse SourcePages::answer(const ApiCall &call)
{
    const RegistryResponse missing = RegistryResponse::text(404, "not found");
    const QString dist = call.variable(u"dist"_s).toLower();
    const QString folder = call.variable(u"folder"_s).toLower();
    if (!RegistryName::isFileName(dist) || !folder.startsWith(dist + u'-'))
        return missing;
    const auto version = Version::parseTolerant(folder.mid(dist.size() + 1));
    if (!version || !m_context.store.contains(dist, *version))
        return missing;
    const auto archive = open(m_context.store.archivePath(dist, *version));
    if (!archive)
        return call.problem(archive.error());
    const std::lock_guard lock((*archive)->mutex);
    const ArchiveReader &reader = *(*archive)->reader;
    const QString top = reader.topFolder().isEmpty() ? QString() : reader.topFolder() + u'/';
    const QString wanted = call.variable(u"path"_s);
    const QString path = top + wanted;
    if (wanted.isEmpty() || wanted.endsWith(u'/'))
        return list(call, reader, top, wanted);
    const auto &entries = reader.entries();
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const ArchiveEntry &e) {
        return e.path == path && !e.isFolder;
    });
    if (entry == entries.end()) {
        const bool isFolder = std::any_of(entries.begin(), entries.end(), [&](const auto &e) {
            return e.path == path || e.path.startsWith(path + u'/');
        });
        if (!isFolder)
            return missing;
        RegistryResponse moved = RegistryResponse::text(301, "a folder\n");
        moved.headers.emplaceBack("Location", call.request().path().toByteArray() + '/');
        return moved;
    }
    const Result<QByteArray> content = reader.read(path, largestFile);
    if (!content)
        return RegistryResponse::text(
            413, tr("This file is too large to be shown; it is in the archive.\n").toUtf8());
    RegistryResponse response =
        WebPage::answer(call.request(), typeOf(wanted.section(u'/', -1), *content), *content);
    for (auto &[name, value] : response.headers) {
        if (name == "Content-Security-Policy")
            value = "default-src 'none'; sandbox";
    }
    response.headers.emplaceBack("Cross-Origin-Resource-Policy", "same-origin");
    return response;
}

RegistryResponse SourcePages::list(const ApiCall &call, const ArchiveReader &archive,
                                   const QString &top, const QString &folder) const
{
    QMap<QString, qint64> names; // folders with a slash and no size
    bool isThere = folder.isEmpty();
    for (const ArchiveEntry &entry : archive.entries()) {
        const QString path = entry.isFolder ? entry.path + u'/' : entry.path;
        if (!path.startsWith(top + folder))
            continue;
        isThere = true;
        const QString rest = path.mid(top.size() + folder.size());
        if (rest.isEmpty())
            continue;
        const qsizetype slash = rest.indexOf(u'/');
        if (slash >= 0)
            names.insert(rest.first(slash + 1), -1);
        else
            names.insert(rest, entry.size);
    }
    if (!isThere)
        return RegistryResponse::text(404, "not found");
    // Relative links need the slash at the end.
    if (!call.request().path().endsWith('/')) {
        RegistryResponse moved = RegistryResponse::text(301, "a folder\n");
        moved.headers.emplaceBack("Location", call.request().path().toByteArray() + '/');
        return moved;
    }
    const QString dist = call.variable(u"dist"_s);
    const QString title = call.variable(u"folder"_s) + u'/' + folder;
    WebPage page({m_context.settings.text(u"title"_s).value_or(u"Howdah"_s)}, title);
    HtmlWriter &html = page.html();
    html.put("h1", title);
    html.open("p")
        .link(u"/dist/"_s + HtmlWriter::part(dist.toLower()) + u'/', tr("About %1").arg(dist))
        .close();
    html.open("div", {{"class", u"wide"_s}}).open("table", {{"class", u"files"_s}}).open("tbody");
    if (!folder.isEmpty())
        html.open("tr").open("td").link(u"../"_s, u".."_s).close().put("td", QString()).close();
    for (auto name = names.begin(); name != names.end(); ++name) {
        const bool isFolder = *name < 0;
        const QString plain = isFolder ? name.key().chopped(1) : name.key();
        html.open("tr").open("td");
        html.link(u"./"_s + HtmlWriter::part(plain) + (isFolder ? u"/"_s : QString()), name.key());
        html.close().put("td", isFolder ? QString() : QLocale::c().formattedDataSize(*name),
                         {{"class", u"number"_s}});
        html.close();
    }
    html.close().close().close();
    return page.response(call.request());
}
