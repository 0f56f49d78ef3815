// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/publishingapi.h"

#include "archive/archivelimits.h"
#include "registry/api/incomingarchive.h"
#include "registry/api/manageranswer.h"
#include "registry/api/problem.h"
#include "registry/api/releasejson.h"
#include "registry/publishing/documentwriter.h"
#include "registry/publishing/publisher.h"
#include "registry/publishing/reservationstore.h"
#include "registry/registrystore.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.publishingapi")

/// What a form adds to the archive in it.
constexpr qint64 formBytes = 64 * 1024;
/// No setting raises it: more is refused as hostile.
const qint64 mostBytes = ArchiveLimits().compressedBytes;

QString tr(const char *text)
{
    return QCoreApplication::translate("PublishingApi", text);
}

RegistryResponse form(int status, const Error *error)
{
    QString html;
    if (error) {
        html += u"<p class=\"error\">%1</p>\n"_s.arg(
            error->message.toHtmlEscaped().replace(u'\n', u"<br>\n"_s));
        if (!error->detail.isEmpty())
            html += u"<p>%1</p>\n"_s.arg(error->detail.toHtmlEscaped());
    }
    html += u"<form method=\"post\" action=\"/upload\" enctype=\"multipart/form-data\">\n"
            "<p><label>%1 <input type=\"file\" name=\"archive\" required></label></p>\n"
            "<p><button type=\"submit\" name=\"submit\" value=\"Release It!\">%2</button></p>\n"
            "</form>\n"_s.arg(
                tr("The release’s archive, with a META.json in its top folder").toHtmlEscaped(),
                tr("Release it").toHtmlEscaped());
    return ManagerAnswer::page(status, tr("Upload a release"), html);
}

/// Upstream answers 409 to whatever its rules forbid; what is our own business keeps its status.
int uploadStatusOf(const Error &error)
{
    const int status = Problem::statusOf(error.kind);
    return status >= 500 ? status : 409;
}

QString encoded(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

QString smallerAdvice()
{
    return tr("Leave out what is not needed to build it, or ask whoever runs this "
              "registry to raise the setting “upload-limit”.");
}

bool isForm(const RegistryRequest &request)
{
    return request.header("Content-Type").toLower().startsWith("multipart/");
}

} // namespace

void PublishingApi::addTo(ApiRouter &router)
{
    const auto add = [&](ApiRoute route) {
        route.refuse = &ManagerAnswer::refuse;
        // What an archive is about shows when it is read.
        route.checksDistribution = route.pattern == u"/upload";
        router.add(std::move(route));
    };
    add({"GET", u"/upload"_s, TokenScope::Publish,
         [](const ApiCall &) { return form(200, nullptr); }});
    ApiRoute uploads{"POST", u"/upload"_s, TokenScope::Publish,
                     [this](const ApiCall &call) { return upload(call); }, mostBytes + formBytes};
    uploads.largeContent = [this](const RegistryRequest &head, qint64 size) {
        return uploadRule(head, size, &refusedUpload);
    };
    add(std::move(uploads));
    add({"GET", u"/distributions/{distribution}/{version}"_s, TokenScope::Publish,
         [this](const ApiCall &call) { return showRelease(call); }});
    ApiRoute releases{"POST", u"/api/v2/releases"_s, TokenScope::Publish,
                      [this](const ApiCall &call) { return release(call); }, mostBytes + formBytes};
    releases.checksDistribution = true;
    releases.largeContent = [this](const RegistryRequest &head, qint64 size) {
        return uploadRule(head, size, &refusedRelease);
    };
    router.add(std::move(releases));
}

RegistryResponse PublishingApi::refusedUpload(const RegistryRequest &request,
                                              const Refused &refused)
{
    if (ManagerAnswer::isForProgram(request))
        return ManagerAnswer::text(request, refused.status, refused.error.message);
    return form(refused.status, &refused.error);
}

RegistryResponse PublishingApi::refusedRelease(const RegistryRequest &request,
                                               const Refused &refused)
{
    return Problem::of(refused.error, request, refused.status);
}

BodyRule PublishingApi::uploadRule(const RegistryRequest &head, qint64 size,
                                   RegistryResponse (*answer)(const RegistryRequest &,
                                                              const Refused &)) const
{
    const qint64 around = isForm(head) ? formBytes : 0;
    const qint64 archiveBytes = size < 0 ? 0 : std::max<qint64>(0, size - around);
    if (const auto refused = refusalOfSize(archiveBytes))
        return {0, answer(head, *refused), {}};
    const Result<void> room = ReservationStore(m_context.database).checkSpace(archiveBytes);
    if (!room)
        return {0, answer(head, {room.error(), Problem::statusOf(room.error().kind)}), {}};
    const Result<qint64> limit = m_context.settings.number(u"upload-limit"_s);
    if (!limit)
        return {0, answer(head, {limit.error(), 503}), {}};
    const Error tooLarge{Error::Kind::Invalid,
                         tr("An archive may have %1 bytes here; this one has more.").arg(*limit),
                         smallerAdvice()};
    return {std::min(*limit, mostBytes) + around, {}, answer(head, {tooLarge, 413})};
}

std::optional<PublishingApi::Refused> PublishingApi::refusalOfSize(qint64 size) const
{
    const Result<qint64> limit = m_context.settings.number(u"upload-limit"_s);
    if (!limit)
        return Refused{limit.error(), 503};
    if (size <= *limit)
        return {};
    return Refused{{Error::Kind::Invalid,
                    tr("An archive may have %1 bytes here; this one has %2.").arg(*limit).arg(size),
                    smallerAdvice()},
                   413};
}

Result<Release> PublishingApi::publish(const ApiCall &call, const IncomingArchive &archive,
                                       bool isRehearsal) const
{
    const Identity &identity = call.identity();
    Publisher::Upload upload;
    upload.archive = archive.path;
    upload.nickname = identity.account.nickname;
    upload.isOurs = true;
    upload.shownName = archive.fileName.isEmpty() ? tr("archive") : archive.fileName;
    if (identity.token)
        upload.onlyDistribution = identity.token->distribution;
    Publisher &publisher = m_context.store.publisher();
    if (isRehearsal)
        return publisher.rehearse(upload);
    Result<Release> release = publisher.publish(upload);
    if (!release)
        return release;
    // It is published whatever becomes of the documents: they stay marked, and are written with the next ones.
    if (const Result<void> written = m_context.store.documents().writeStale(); !written)
        qCWarning(lc) << "documents were not written:" << written.error().message
                      << written.error().detail;
    return release;
}

RegistryResponse PublishingApi::upload(const ApiCall &call) const
{
    const RegistryRequest &request = call.request();
    if (const auto refused = refusalOfSize(std::max<qint64>(0, request.bodySize - formBytes)))
        return refusedUpload(request, *refused);
    Result<IncomingArchive> archive =
        isForm(request) ? IncomingArchive::fromForm(request, m_context.store.incomingFolder())
                        : Error{Error::Kind::NotFound, tr(IncomingArchive::missing), {}};
    if (!archive) {
        const int status = Problem::statusOf(archive.error().kind);
        return refusedUpload(request, {archive.error(), status >= 500 ? status : 400});
    }
    if (const auto refused = refusalOfSize(archive->size))
        return refusedUpload(request, *refused);
    const Result<Release> release = publish(call, *archive, false);
    if (!release)
        return refusedUpload(request, {release.error(), uploadStatusOf(release.error())});
    if (ManagerAnswer::isForProgram(request))
        return ManagerAnswer::text(request, 200, tr("Success"), false);
    RegistryResponse response;
    response.status = 303;
    response.headers = {
        {"Location",
         u"/distributions/%1/%2"_s.arg(encoded(release->name), encoded(release->version.toString()))
             .toLatin1()},
        {"Cache-Control", "no-store"}};
    return response;
}

RegistryResponse PublishingApi::release(const ApiCall &call) const
{
    const RegistryRequest &request = call.request();
    const qint64 overhead = isForm(request) ? formBytes : 0;
    if (const auto refused = refusalOfSize(std::max<qint64>(0, request.bodySize - overhead)))
        return refusedRelease(request, *refused);
    const QString dry = request.queryValue("dry-run").value_or(u"0"_s);
    if (dry != u"0" && dry != u"1")
        return call.problem({Error::Kind::Invalid, tr("“dry-run” is 1 or 0."), {}});
    const QByteArray type = request.header("Content-Type").toLower();
    if (type.startsWith("application/json") || type.startsWith("application/x-www-form"))
        return call.problem(
            {Error::Kind::Unsupported,
             tr("The content should be the archive itself (Content-Type: application/zip, "
                "application/gzip…) or a form with a file field “archive”."),
             {}});
    const QString folder = m_context.store.incomingFolder();
    Result<IncomingArchive> archive = isForm(request)
                                          ? IncomingArchive::fromForm(request, folder)
                                          : IncomingArchive::fromContent(request, folder);
    if (!archive && archive.error().kind == Error::Kind::NotFound)
        return Problem::of(archive.error(), request, 400);
    if (!archive)
        return call.problem(archive.error());
    if (const auto refused = refusalOfSize(archive->size))
        return refusedRelease(request, *refused);
    const bool isRehearsal = dry == u"1";
    const Result<Release> release = publish(call, *archive, isRehearsal);
    if (!release)
        return call.problem(release.error());
    QJsonObject object =
        ReleaseJson::full(*release, call.origin(),
                          RegistryFolder::readObject(m_context.store.tree().certificates(
                              release->name, release->version.toString())));
    if (isRehearsal) {
        object.insert(u"dryRun"_s, true);
        return call.answer(object);
    }
    RegistryResponse response = call.answer(object, 201);
    response.headers.emplaceBack("Location", object[u"links"][u"self"].toString().toLatin1());
    return response;
}

RegistryResponse PublishingApi::showRelease(const ApiCall &call) const
{
    const std::optional<Version> version = Version::parseTolerant(call.variable(u"version"_s));
    const Result<Release> release =
        version ? m_context.store.release(call.variable(u"distribution"_s), *version)
                : Error{Error::Kind::NotFound, tr("Resource not found."), {}};
    if (!release)
        return ManagerAnswer::refuse({release.error().kind, tr("Resource not found."), {}},
                                     call.request(), Problem::statusOf(release.error().kind));
    const QString folder = u"/dist/%1/%2/"_s.arg(encoded(release->key()),
                                                 encoded(release->version.toString().toLower()));
    const QString html =
        u"<p>%1</p>\n<ul><li><a href=\"%2META.json\">META.json</a></li>"
        "<li><a href=\"%2%3.zip\">%4</a></li></ul>\n<p>SHA-1 <code>%5</code></p>\n"_s.arg(
            release->abstract.toHtmlEscaped(), folder, encoded(release->archiveBase()),
            tr("Archive"), QString::fromLatin1(release->digests.sha1.toHex()));
    return ManagerAnswer::page(200, release->name + u' ' + release->version.toString(), html);
}
