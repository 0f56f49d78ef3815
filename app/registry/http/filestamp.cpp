// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/filestamp.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace {

#ifdef Q_OS_UNIX
std::optional<FileStamp> stampOf(const struct stat &status)
{
    if (!S_ISREG(status.st_mode))
        return {};
#ifdef Q_OS_DARWIN
    const timespec time = status.st_mtimespec;
#else
    const timespec time = status.st_mtim;
#endif
    return FileStamp{quint64(status.st_ino), qint64(status.st_size),
                     qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec};
}
#else
std::optional<FileStamp> stampOf(const QFileInfo &info)
{
    if (!info.isFile() || info.isSymLink())
        return {};
    return FileStamp{0, info.size(), info.lastModified().toMSecsSinceEpoch() * 1'000'000};
}
#endif

} // namespace

std::optional<FileStamp> FileStamp::of(const QByteArray &encodedPath)
{
#ifdef Q_OS_UNIX
    struct stat status {
    };
    return ::lstat(encodedPath.constData(), &status) == 0 ? stampOf(status) : std::nullopt;
#else
    return stampOf(QFileInfo(QFile::decodeName(encodedPath)));
#endif
}

std::optional<FileStamp> FileStamp::of(const QFile &open)
{
#ifdef Q_OS_UNIX
    struct stat status {
    };
    return ::fstat(open.handle(), &status) == 0 ? stampOf(status) : std::nullopt;
#else
    return stampOf(QFileInfo(open.fileName()));
#endif
}

QByteArray FileStamp::etag() const
{
    return '"' + QByteArray::number(nanoseconds / 1'000'000, 36) + '-'
           + QByteArray::number(size, 36) + '"';
}

QDateTime FileStamp::modified() const
{
    return QDateTime::fromMSecsSinceEpoch(nanoseconds / 1'000'000, Qt::UTC);
}
