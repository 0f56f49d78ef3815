// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/mirrorfiles.h"

#include "registry/http/httpconditions.h"
#include "registry/http/jsonp.h"
#include "registry/http/publishednames.h"
#include "registry/http/responsehead.h"
#include "registry/keys/registrykeys.h"
#include "registry/registryname.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView jsonType("application/json");
constexpr QByteArrayView textType("text/plain; charset=utf-8");
constexpr QByteArrayView zipType("application/zip");
constexpr QByteArrayView htmlType("text/html; charset=utf-8");

/// Files up to this size are kept ready.
constexpr qint64 largestReady = 64 * 1024;
constexpr qsizetype readySpace = 4 * 1024 * 1024;

RegistryResponse notFound()
{
    return RegistryResponse::text(404, "not found\n");
}

/// The name in "NAME.json" in lower case; empty when it is none.
QString nameIn(const QString &part)
{
    if (!part.endsWith(u".json", Qt::CaseInsensitive) || !RegistryName::isFileName(part.chopped(5)))
        return {};
    return part.chopped(5).toLower();
}

HttpConditions::Validators validatorsOf(const FileStamp &stamp)
{
    return {stamp.etag(), stamp.modified()};
}

/// Those of every file. What a shared registry publishes is for everybody, web pages of others among them.
QList<std::pair<QByteArray, QByteArray>> headersOf(const FileStamp &stamp, bool isArchive,
                                                   bool isShared)
{
    QList<std::pair<QByteArray, QByteArray>> headers{
        {"ETag", stamp.etag()},
        {"Last-Modified", HttpConditions::dateText(stamp.modified())},
        {"Cache-Control", isArchive ? "max-age=86400" : "no-cache"},
        {"X-Content-Type-Options", "nosniff"},
        {"Cross-Origin-Resource-Policy", isShared ? "cross-origin" : "same-origin"}};
    if (isShared)
        headers.emplaceBack("Access-Control-Allow-Origin", "*");
    if (isArchive)
        headers.emplaceBack("Accept-Ranges", "bytes");
    return headers;
}

std::shared_ptr<const ReadyAnswer> readyOf(const RegistryResponse &response)
{
    auto ready = std::make_shared<ReadyAnswer>();
    ready->status = response.status;
    ResponseHead::appendFields(ready->headerLines, response);
    ready->headerLines.squeeze();
    ready->body = response.body;
    return ready;
}

RegistryResponse answerOf(std::shared_ptr<const ReadyAnswer> ready)
{
    RegistryResponse response;
    response.status = ready->status;
    response.ready = std::move(ready);
    return response;
}

} // namespace

/// A file that the registry may hold.
struct MirrorFiles::Place {
    QString relative;
    QByteArrayView type;
    ReadyFile::Kind kind = ReadyFile::Kind::Fixed;
    QString name = {};
    QString version = {};
    bool isMirrors = true; ///< a mirror has it
    bool isApis = false;   ///< an API server tells more, or it alone has it

    static std::optional<Place> ofRelease(const QString &distribution, const QString &version,
                                          const QString &file)
    {
        if (!RegistryName::isFileName(distribution) || !RegistryName::isFileName(version))
            return {};
        Place place{{}, {}, ReadyFile::Kind::Release, distribution.toLower(), version.toLower()};
        const QString folder = u"dist/%1/%2/"_s.arg(place.name, place.version);
        const QString archive = u"%1-%2.zip"_s.arg(place.name, place.version);
        if (file == u"META.json" || file == u"CERT.json") {
            place.relative = folder + file;
            place.type = jsonType;
            place.isApis = file == u"META.json";
        } else if (file == u"README.txt") {
            place.relative = folder + file;
            place.type = textType;
        } else if (file.toLower() == archive) {
            place.relative = folder + archive;
            place.type = zipType;
        } else {
            return {};
        }
        return place;
    }
    /// A rendered document, "doc/kvbox.html" in a release.
    static std::optional<Place> ofDoc(const QStringList &parts)
    {
        for (const QString &part : parts) {
            if (!RegistryName::isFileName(part))
                return {};
        }
        const QString name = parts[1].toLower();
        const QString version = parts[2].toLower();
        return Place{u"dist/%1/%2/%3"_s.arg(name, version, parts.mid(3).join(u'/')),
                     htmlType,
                     ReadyFile::Kind::Release,
                     name,
                     version,
                     false,
                     true};
    }
};

MirrorFiles::MirrorFiles(QString root, const PublishedNames *published, QString apiRoot)
    : m_root(std::move(root)),
      m_apiRoot(std::move(apiRoot)),
      m_published(published),
      m_ready(readySpace)
{
}

MirrorFiles::~MirrorFiles() = default;

/// The templates of `MirrorDocuments::index()`, the other way round.
std::optional<MirrorFiles::Place> MirrorFiles::placeOf(const QStringList &parts)
{
    static const QStringList fixed{
        u"index.json"_s,      u"meta/mirrors.json"_s,    u"meta/dists.json"_s,
        u"stats/dist.json"_s, u"stats/extension.json"_s, u"stats/tag.json"_s,
        u"stats/user.json"_s, u"stats/summary.json"_s,   RegistryKeys::jwksPath()};
    const QString path = parts.join(u'/');
    if (fixed.contains(path)) {
        Place place{path, jsonType};
        place.isApis = path == u"index.json";
        return place;
    }
    if (path == u"meta/spec.txt")
        return Place{path, textType};
    if (path == u"meta/spec.html")
        return Place{path, htmlType, ReadyFile::Kind::Fixed, {}, {}, false, true};
    if (parts.size() == 2 && parts[0] == u"users" && nameIn(parts[1]).size() == 1)
        return Place{u"users/"_s + nameIn(parts[1]) + u".json"_s,
                     jsonType,
                     ReadyFile::Kind::Fixed,
                     {},
                     {},
                     false,
                     true};
    static const QHash<QString, ReadyFile::Kind> folders{
        {u"dist"_s, ReadyFile::Kind::Distribution},
        {u"extension"_s, ReadyFile::Kind::Extension},
        {u"user"_s, ReadyFile::Kind::User},
        {u"tag"_s, ReadyFile::Kind::Tag}};
    if (parts.size() == 2 && folders.contains(parts[0])) {
        const QString name = nameIn(parts[1]);
        if (!name.isEmpty())
            return Place{parts[0] + u'/' + name + u".json"_s,
                         jsonType,
                         folders.value(parts[0]),
                         name,
                         {},
                         true,
                         true};
    }
    if (parts.size() >= 4 && parts[0] == u"dist" && parts.last().endsWith(u".html"))
        return Place::ofDoc(parts);
    if (parts.size() == 4 && parts[0] == u"dist")
        return Place::ofRelease(parts[1], parts[2], parts[3]);
    return {};
}

bool MirrorFiles::isPublished(ReadyFile::Kind kind, const QString &name,
                              const QString &version) const
{
    if (!m_published)
        return true;
    switch (kind) {
    case ReadyFile::Kind::Fixed:
        return true;
    case ReadyFile::Kind::Release:
        return m_published->holdsRelease(name, version);
    case ReadyFile::Kind::Distribution:
        return m_published->holdsDistribution(name);
    case ReadyFile::Kind::Extension:
        return m_published->holdsExtension(name);
    case ReadyFile::Kind::User:
        return m_published->holdsUser(name);
    case ReadyFile::Kind::Tag:
        return m_published->holdsTag(name);
    }
    return false;
}

/// The way of nearly all requests: nothing is taken apart, nothing is read.
std::optional<RegistryResponse> MirrorFiles::findReady(const RegistryRequest &request) const
{
    const std::shared_ptr<const ReadyFile> file = m_ready.find(request.path());
    if (!file || file->isShared != request.isShared || !request.query().isEmpty())
        return {};
    const std::optional<FileStamp> stamp = FileStamp::of(file->encodedPath);
    if (!stamp || *stamp != file->stamp || !isPublished(file->kind, file->name, file->version))
        return {};
    const HttpConditions::Validators current{file->etag, {}};
    // The date is only made when somebody asks for it.
    const bool isUnchanged =
        !request.header("If-None-Match").isEmpty()
            ? HttpConditions::isUnchanged(request, current)
            : request.hasHeader("If-Modified-Since")
                  && HttpConditions::isUnchanged(request, validatorsOf(*stamp));
    return answerOf(isUnchanged ? file->unchanged : file->whole);
}

std::optional<RegistryResponse> MirrorFiles::findDocument(const RegistryRequest &request,
                                                          const Place &place,
                                                          const QString &root) const
{
    const QByteArray path = QFile::encodeName(root + u'/' + place.relative);
    // A link was not made by this registry.
    if (!FileStamp::of(path))
        return {};
    QFile file(QFile::decodeName(path));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    const std::optional<FileStamp> stamp = FileStamp::of(file);
    if (!stamp)
        return {};
    RegistryResponse response;
    response.headers = headersOf(*stamp, false, request.isShared);
    if (place.type == htmlType) {
        // A part of a page: alone it does nothing. A browser that asks for the address gets the page.
        response.headers.emplaceBack("Content-Security-Policy",
                                     "default-src 'none'; img-src 'self'; sandbox");
        response.headers.emplaceBack("Vary", "Accept");
    }
    RegistryResponse unchanged = response;
    unchanged.status = 304;
    response.headers.emplaceBack("Content-Type", place.type.toByteArray());
    const bool hasCallback = place.type == jsonType && request.queryValue("callback");
    if (stamp->size <= largestReady || hasCallback) {
        response.body = file.readAll();
        if (response.body.size() != stamp->size)
            return {};
    }
    if (hasCallback) {
        Jsonp::apply(request, response);
        return response;
    }
    const bool isUnchanged = HttpConditions::isUnchanged(request, validatorsOf(*stamp));
    if (stamp->size > largestReady) {
        response.file = {file.fileName(), 0, stamp->size};
        return isUnchanged ? unchanged : response;
    }
    auto ready = std::make_shared<ReadyFile>();
    ready->kind = place.kind;
    ready->name = place.name;
    ready->version = place.version;
    ready->isShared = request.isShared;
    ready->encodedPath = path;
    ready->stamp = *stamp;
    ready->etag = stamp->etag();
    ready->whole = readyOf(response);
    ready->unchanged = readyOf(unchanged);
    // A mirror's document in the place of one that tells more, which is being written, must not stay.
    if (m_apiRoot.isEmpty() || !place.isApis || root == m_apiRoot)
        m_ready.insert(request.path().toByteArray(), ready);
    return answerOf(isUnchanged ? ready->unchanged : ready->whole);
}

std::optional<RegistryResponse> MirrorFiles::findArchive(const RegistryRequest &request,
                                                         const Place &place) const
{
    const QString path = m_root + u'/' + place.relative;
    const std::optional<FileStamp> stamp = FileStamp::of(QFile::encodeName(path));
    if (!stamp)
        return {};
    const HttpConditions::Validators current = validatorsOf(*stamp);
    RegistryResponse response;
    response.headers = headersOf(*stamp, true, request.isShared);
    if (HttpConditions::isUnchanged(request, current)) {
        response.status = 304;
        return response;
    }
    response.headers.emplaceBack("Content-Type", place.type.toByteArray());
    response.file = {path, 0, stamp->size};
    const auto range = HttpConditions::rangeOf(request, current, stamp->size);
    if (!range)
        return response;
    const QByteArray size = QByteArray::number(stamp->size);
    if (!range->isSatisfiable) {
        RegistryResponse refused = RegistryResponse::text(416, "there is no such part\n");
        refused.headers.append({"Content-Range", "bytes */" + size});
        return refused;
    }
    response.status = 206;
    response.headers.append(
        {"Content-Range", "bytes " + QByteArray::number(range->first) + '-'
                              + QByteArray::number(range->first + range->length - 1) + '/' + size});
    response.file = {path, range->first, range->length};
    return response;
}

std::optional<RegistryResponse> MirrorFiles::find(const RegistryRequest &request) const
{
    if (std::optional<RegistryResponse> ready = findReady(request))
        return ready;
    const std::optional<QStringList> parts = request.pathParts();
    if (!parts)
        return {};
    const std::optional<Place> place = placeOf(*parts);
    if (!place || !isPublished(place->kind, place->name, place->version))
        return {};
    if (place->type == zipType)
        return findArchive(request, *place);
    if (place->isApis && !m_apiRoot.isEmpty()) {
        if (std::optional<RegistryResponse> found = findDocument(request, *place, m_apiRoot))
            return found;
    }
    return place->isMirrors ? findDocument(request, *place, m_root) : std::nullopt;
}

bool MirrorFiles::holdsUnpublished(const RegistryRequest &request) const
{
    const std::optional<QStringList> parts = request.pathParts();
    const std::optional<Place> place = parts ? placeOf(*parts) : std::nullopt;
    if (!place || isPublished(place->kind, place->name, place->version))
        return false;
    const auto isThere = [&](const QString &root) {
        return !root.isEmpty() && FileStamp::of(QFile::encodeName(root + u'/' + place->relative));
    };
    return isThere(m_root) || isThere(m_apiRoot);
}

RegistryResponse MirrorFiles::handle(const RegistryRequest &request) const
{
    if (request.method != "GET" && request.method != "HEAD") {
        RegistryResponse refused =
            RegistryResponse::text(405, "The requested method is not allowed for the resource.\n");
        refused.headers.emplaceBack("Allow", "GET, HEAD");
        return refused;
    }
    if (std::optional<RegistryResponse> found = find(request))
        return std::move(*found);
    const std::optional<QStringList> parts = request.pathParts();
    if (!parts)
        return RegistryResponse::text(400, "the path cannot be read\n");
    if (parts->isEmpty())
        return RegistryResponse::text(
            200, "This is a PGXN mirror, served by Howdah. It begins at /index.json.\n");
    return notFound();
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
