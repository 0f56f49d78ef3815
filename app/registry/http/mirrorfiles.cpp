// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/mirrorfiles.h"

#include "registry/http/httpconditions.h"
#include "registry/http/publishednames.h"
#include "registry/registryname.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView jsonType("application/json");
constexpr QByteArrayView textType("text/plain; charset=utf-8");
constexpr QByteArrayView zipType("application/zip");

RegistryResponse notFound()
{
    return RegistryResponse::text(404, "not found\n");
}

/// A file that the registry may hold.
struct Place {
    QString relative;
    QByteArrayView type;
};

/// The name in "NAME.json" in lower case; empty when it is none.
QString nameIn(const QString &part)
{
    if (!part.endsWith(u".json", Qt::CaseInsensitive) || !RegistryName::isFileName(part.chopped(5)))
        return {};
    return part.chopped(5).toLower();
}

std::optional<Place> releasePlace(const QString &distribution, const QString &version,
                                  const QString &file)
{
    if (!RegistryName::isFileName(distribution) || !RegistryName::isFileName(version))
        return {};
    const QString folder = u"dist/%1/%2/"_s.arg(distribution.toLower(), version.toLower());
    if (file == u"META.json")
        return Place{folder + file, jsonType};
    if (file == u"README.txt")
        return Place{folder + file, textType};
    const QString archive = u"%1-%2.zip"_s.arg(distribution.toLower(), version.toLower());
    if (file.toLower() == archive)
        return Place{folder + archive, zipType};
    return {};
}

/// The templates of `MirrorDocuments::index()`, the other way round.
std::optional<Place> placeOf(const QStringList &parts)
{
    static const QStringList fixed{u"index.json"_s,           u"meta/mirrors.json"_s,
                                   u"meta/dists.json"_s,      u"stats/dist.json"_s,
                                   u"stats/extension.json"_s, u"stats/tag.json"_s,
                                   u"stats/user.json"_s,      u"stats/summary.json"_s};
    const QString path = parts.join(u'/');
    if (fixed.contains(path))
        return Place{path, jsonType};
    if (path == u"meta/spec.txt")
        return Place{path, textType};
    static const QStringList folders{u"dist"_s, u"extension"_s, u"user"_s, u"tag"_s};
    if (parts.size() == 2 && folders.contains(parts[0])) {
        const QString name = nameIn(parts[1]);
        if (!name.isEmpty())
            return Place{parts[0] + u'/' + name + u".json"_s, jsonType};
    }
    if (parts.size() == 4 && parts[0] == u"dist")
        return releasePlace(parts[1], parts[2], parts[3]);
    return {};
}

RegistryResponse fileResponse(const RegistryRequest &request, const Place &place,
                              const QFileInfo &info)
{
    const bool isArchive = place.type == zipType;
    const HttpConditions::Validators current{
        '"' + QByteArray::number(info.lastModified().toMSecsSinceEpoch(), 36) + '-'
            + QByteArray::number(info.size(), 36) + '"',
        info.lastModified().toUTC()};
    RegistryResponse response;
    response.headers = {{"ETag", current.etag},
                        {"Last-Modified", HttpConditions::dateText(current.modified)},
                        {"Cache-Control", isArchive ? "max-age=86400" : "no-cache"},
                        {"X-Content-Type-Options", "nosniff"}};
    if (isArchive)
        response.headers.emplaceBack("Accept-Ranges", "bytes");
    if (HttpConditions::isUnchanged(request, current)) {
        response.status = 304;
        return response;
    }
    response.headers.append({"Content-Type", place.type.toByteArray()});
    response.file = {info.filePath(), 0, info.size()};
    if (!isArchive)
        return response;
    const auto range = HttpConditions::rangeOf(request, current, info.size());
    if (!range)
        return response;
    const QByteArray size = QByteArray::number(info.size());
    if (!range->isSatisfiable) {
        RegistryResponse refused = RegistryResponse::text(416, "there is no such part\n");
        refused.headers.append({"Content-Range", "bytes */" + size});
        return refused;
    }
    response.status = 206;
    response.headers.append(
        {"Content-Range", "bytes " + QByteArray::number(range->first) + '-'
                              + QByteArray::number(range->first + range->length - 1) + '/' + size});
    response.file = {info.filePath(), range->first, range->length};
    return response;
}

} // namespace

MirrorFiles::MirrorFiles(QString root, const PublishedNames *published)
    : m_root(std::move(root)), m_published(published)
{
}

MirrorFiles::~MirrorFiles() = default;

std::optional<RegistryResponse> MirrorFiles::find(const RegistryRequest &request) const
{
    const std::optional<QStringList> parts = request.pathParts();
    if (!parts)
        return {};
    const std::optional<Place> place = placeOf(*parts);
    if (!place)
        return {};
    const QFileInfo info(m_root + u'/' + place->relative);
    // A link was not made by this registry.
    if (!info.isFile() || info.isSymLink())
        return {};
    return fileResponse(request, *place, info);
}

RegistryResponse MirrorFiles::handle(const RegistryRequest &request) const
{
    if (request.method != "GET" && request.method != "HEAD") {
        RegistryResponse refused =
            RegistryResponse::text(405, "The requested method is not allowed for the resource.\n");
        refused.headers.emplaceBack("Allow", "GET, HEAD");
        return refused;
    }
    const std::optional<QStringList> parts = request.pathParts();
    if (!parts)
        return RegistryResponse::text(400, "the path cannot be read\n");
    if (parts->isEmpty())
        return RegistryResponse::text(
            200, "This is a PGXN mirror, served by Howdah. It begins at /index.json.\n");
    return find(request).value_or(notFound());
}

BodyRule MirrorFiles::bodyRule(const RegistryRequest &)
{
    return {0, {}};
}

std::optional<RegistryResponse> MirrorFiles::answerAtOnce(const RegistryRequest &request)
{
    return handle(request);
}

RegistryResponse MirrorFiles::answer(const RegistryRequest &request)
{
    return handle(request);
}
