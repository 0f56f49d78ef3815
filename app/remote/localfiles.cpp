// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/localfiles.h"

#include "remote/networkfailure.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(LocalFiles)
};

constexpr qint64 pieceSize = 256 * 1024;

Error refused(const QUrl &url)
{
    return {Error::Kind::Refused,
            Texts::tr("%1 is not read: its path leaves the folder it should stay in.")
                .arg(NetworkFailure::addressOf(url)),
            {}};
}

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}

} // namespace

Result<QString> LocalFiles::pathOf(const QUrl &url)
{
    if (!url.host().isEmpty() && url.host() != u"localhost"_s)
        return Error{
            Error::Kind::Invalid,
            Texts::tr("%1 names another computer; a file: address must have three slashes: "
                      "file:///folder.")
                .arg(NetworkFailure::addressOf(url)),
            {}};
    QStringList segments;
    const QStringList encodedSegments = url.path(QUrl::FullyEncoded).split(u'/');
    for (const QString &encoded : encodedSegments) {
        const QString segment = QUrl::fromPercentEncoding(encoded.toLatin1());
        if (segment == u".."_s || segment == u"."_s || segment.contains(u'/')
            || segment.contains(QChar(u'\0')))
            return refused(url);
#ifdef Q_OS_WIN
        if (segment.contains(u'\\'))
            return refused(url);
#endif
        segments.append(segment);
    }
    QString path = segments.join(u'/');
    if (!path.startsWith(u'/'))
        return Error{Error::Kind::Invalid,
                     Texts::tr("%1 is no absolute path.").arg(NetworkFailure::addressOf(url)),
                     {}};
#ifdef Q_OS_WIN
    if (path.size() > 2 && path.at(2) == u':')
        path.remove(0, 1);
#endif
    return path;
}

Result<HttpResponse> LocalFiles::stream(const HttpRequest &request, const HeaderSink &head,
                                        const ByteSink &sink, const CancellationToken &token)
{
    if (request.method != "GET" && request.method != "HEAD")
        return Error{Error::Kind::Unsupported,
                     Texts::tr("Nothing can be sent to %1: a folder is only read.")
                         .arg(NetworkFailure::addressOf(request.url)),
                     {}};
    const Result<QString> path = pathOf(request.url);
    if (!path)
        return path.error();
    HttpResponse response;
    response.finalUrl = request.url;
    const QFileInfo found(*path);
    QFile file(*path);
    if (!found.isFile()) {
        response.status = 404;
    } else if (!file.open(QIODevice::ReadOnly)) {
        response.status = 403;
    } else {
        response.status = 200;
        response.headers.insert("content-length", QByteArray::number(file.size()));
        response.headers.insert("last-modified", httpDate(found.lastModified()));
        if (file.size() > request.bodyLimit)
            return NetworkFailure::tooLarge(request.url, request.bodyLimit);
    }
    if (head) {
        if (Result<void> accepted = head(response); !accepted)
            return accepted.error();
    }
    if (response.status != 200 || request.method == "HEAD")
        return response;
    qint64 received = 0;
    while (!file.atEnd()) {
        if (token.isCancelled())
            return NetworkFailure::cancelled(request.url);
        const QByteArray piece = file.read(pieceSize);
        if (piece.isEmpty())
            return Error{Error::Kind::Network,
                         Texts::tr("%1 cannot be read: %2.").arg(*path, file.errorString()),
                         {}};
        received += piece.size();
        if (received > request.bodyLimit)
            return NetworkFailure::tooLarge(request.url, request.bodyLimit);
        if (Result<void> taken = sink(piece); !taken)
            return taken.error();
    }
    return response;
}
