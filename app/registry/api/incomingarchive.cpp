// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/incomingarchive.h"

#include "registry/http/httpmessage.h"
#include "registry/publishing/multipart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pieceSize = 64 * 1024;
constexpr qsizetype longestName = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("IncomingArchive", text);
}

/// Only what may stand in a message: no folders, no control characters.
QString plainName(const QString &sent)
{
    QString name = sent.mid(std::max(sent.lastIndexOf(u'/'), sent.lastIndexOf(u'\\')) + 1);
    name.removeIf([](QChar c) { return !c.isPrint(); });
    return name.left(longestName);
}

/// Hands the request's content on, piece by piece.
template <typename Take>
Result<void> readContent(const RegistryRequest &request, Take take)
{
    if (request.bodyFile.isEmpty())
        return request.body.isEmpty() ? Result<void>() : take(QByteArrayView(request.body));
    QFile file(request.bodyFile);
    if (!file.open(QIODevice::ReadOnly))
        return Error{Error::Kind::Internal, tr("The content that was sent cannot be read."),
                     file.errorString()};
    QByteArray buffer(pieceSize, Qt::Uninitialized);
    for (;;) {
        const qint64 count = file.read(buffer.data(), buffer.size());
        if (count == 0)
            return {};
        if (count < 0)
            return Error{Error::Kind::Internal, tr("The content that was sent cannot be read."),
                         file.errorString()};
        if (Result<void> taken = take(QByteArrayView(buffer).first(count)); !taken)
            return taken;
    }
}

Result<IncomingArchive> make(const QString &folder)
{
    IncomingArchive archive;
    archive.file = std::make_unique<QTemporaryFile>(folder + u"/XXXXXX.zip"_s);
    if (!QDir().mkpath(folder) || !archive.file->open())
        return Error{Error::Kind::Missing, tr("The registry cannot take in files at the moment."),
                     archive.file->errorString()};
    // Asked for while it is open: the file has no name before.
    archive.path = archive.file->fileName();
    return archive;
}

Result<void> append(IncomingArchive &archive, QByteArrayView bytes)
{
    archive.size += bytes.size();
    if (archive.file->write(bytes.data(), bytes.size()) == bytes.size())
        return {};
    return Error{Error::Kind::DiskFull, tr("The registry has no room for this archive."),
                 archive.file->errorString()};
}

Result<void> close(IncomingArchive &archive)
{
    const bool isWritten = archive.file->flush();
    archive.file->close();
    if (isWritten)
        return {};
    return Error{Error::Kind::DiskFull, tr("The registry has no room for this archive."),
                 archive.file->errorString()};
}

} // namespace

Result<IncomingArchive> IncomingArchive::fromForm(const RegistryRequest &request,
                                                  const QString &folder)
{
    const Result<QByteArray> boundary = MultipartParser::boundaryOf(request.header("Content-Type"));
    if (!boundary)
        return boundary.error();
    Result<IncomingArchive> archive = make(folder);
    if (!archive)
        return archive.error();
    bool isFound = false;
    bool isTaken = false;
    MultipartParser parser(
        *boundary,
        {[&](const MultipartParser::Part &part) -> Result<void> {
             isTaken = part.name == u"archive" && part.fileName;
             if (!isTaken)
                 return {};
             if (std::exchange(isFound, true))
                 return Error{Error::Kind::Invalid, tr("The form has two archives. Send one."), {}};
             archive->fileName = plainName(*part.fileName);
             return {};
         },
         [&](QByteArrayView bytes) { return isTaken ? append(*archive, bytes) : Result<void>(); },
         [&]() -> Result<void> {
             isTaken = false;
             return {};
         }});
    if (Result<void> read =
            readContent(request, [&](QByteArrayView bytes) { return parser.feed(bytes); });
        !read)
        return read.error();
    if (Result<void> finished = parser.finish(); !finished)
        return finished.error();
    // A browser's form that nothing was chosen in sends an empty one.
    if (!isFound || (archive->size == 0 && archive->fileName.isEmpty()))
        return Error{Error::Kind::NotFound, tr(missing), {}};
    if (Result<void> closed = close(*archive); !closed)
        return closed.error();
    return archive;
}

Result<IncomingArchive> IncomingArchive::fromContent(const RegistryRequest &request,
                                                     const QString &folder)
{
    Result<IncomingArchive> archive = make(folder);
    if (!archive)
        return archive.error();
    archive->fileName = plainName(request.queryValue("filename").value_or(QString()));
    if (Result<void> read =
            readContent(request, [&](QByteArrayView bytes) { return append(*archive, bytes); });
        !read)
        return read.error();
    if (archive->size == 0)
        return Error{Error::Kind::Invalid, tr("The request brings no archive."), {}};
    if (Result<void> closed = close(*archive); !closed)
        return closed.error();
    return archive;
}
