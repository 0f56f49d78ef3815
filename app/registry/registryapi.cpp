// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registryapi.h"

#include "registry/httpconditions.h"
#include "registry/registryname.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTarget = 2048;
constexpr QByteArrayView jsonType("application/json");
constexpr QByteArrayView textType("text/plain; charset=utf-8");
constexpr QByteArrayView zipType("application/zip");

QByteArray valueOf(const QList<std::pair<QByteArray, QByteArray>> &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

RegistryResponse text(int status, const QByteArray &body)
{
    RegistryResponse response;
    response.status = status;
    response.headers = {{"Content-Type", textType.toByteArray()},
                        {"X-Content-Type-Options", "nosniff"}};
    response.body = body;
    return response;
}

RegistryResponse notFound()
{
    return text(404, "not found\n");
}

/// A file that the registry may hold.
struct Place {
    QString relative;
    QByteArrayView type;
};

/// Strict: each "%" begins two hexadecimal digits, and the bytes are UTF-8.
std::optional<QString> decoded(QByteArrayView part)
{
    QByteArray bytes;
    for (qsizetype at = 0; at < part.size(); ++at) {
        if (part[at] != '%') {
            bytes += part[at];
            continue;
        }
        if (at + 2 >= part.size())
            return {};
        bool isHex = false;
        const int byte = part.sliced(at + 1, 2).toByteArray().toInt(&isHex, 16);
        if (!isHex || part[at + 1] == '+' || part[at + 1] == '-')
            return {};
        bytes += char(byte);
        at += 2;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional<QString>(text);
}

/// The path's parts, decoded after they were split: an encoded slash is part of a name, which no name may
/// hold. Empty when something cannot be read.
std::optional<QStringList> partsOf(QByteArrayView target)
{
    if (!target.startsWith('/') || target.size() > longestTarget)
        return {};
    const qsizetype query = target.indexOf('?');
    const QByteArray path = (query < 0 ? target : target.first(query)).sliced(1).toByteArray();
    if (path.contains('#'))
        return {};
    QStringList parts;
    if (path.isEmpty())
        return parts;
    for (const QByteArray &part : path.split('/')) {
        const std::optional<QString> text = decoded(part);
        if (!text)
            return {};
        parts.append(*text);
    }
    return parts;
}

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
        RegistryResponse refused = text(416, "there is no such part\n");
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

QByteArray RegistryRequest::header(QByteArrayView name) const
{
    return valueOf(headers, name);
}

QByteArray RegistryResponse::header(QByteArrayView name) const
{
    return valueOf(headers, name);
}

RegistryApi::RegistryApi(QString root) : m_root(std::move(root))
{
}

RegistryResponse RegistryApi::handle(const RegistryRequest &request) const
{
    if (request.method != "GET" && request.method != "HEAD") {
        RegistryResponse refused =
            text(405, "The requested method is not allowed for the resource.\n");
        refused.headers.emplaceBack("Allow", "GET, HEAD");
        return refused;
    }
    const std::optional<QStringList> parts = partsOf(request.target);
    if (!parts)
        return text(400, "the path cannot be read\n");
    if (parts->isEmpty())
        return text(200, "This is a PGXN mirror, served by Howdah. It begins at /index.json.\n");
    const std::optional<Place> place = placeOf(*parts);
    if (!place)
        return notFound();
    const QFileInfo info(m_root + u'/' + place->relative);
    // A link was not made by this registry.
    if (!info.isFile() || info.isSymLink())
        return notFound();
    return fileResponse(request, *place, info);
}
