// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <cerrno>
#include <cstring>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DurableFile", text);
}

Error systemError(const QString &message)
{
    const int code = errno;
    Error::Kind kind = Error::Kind::Internal;
    if (code == ENOSPC || code == EDQUOT)
        kind = Error::Kind::DiskFull;
    else if (code == EACCES || code == EPERM || code == EROFS)
        kind = Error::Kind::Permission;
    else if (code == ENOENT)
        kind = Error::Kind::NotFound;
    return {kind, message, QString::fromLocal8Bit(std::strerror(code))};
}

bool flushDescriptor(QFileDevice &file)
{
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    return file.flush();
#endif
}

} // namespace

namespace DurableFile {

Result<void> syncFolder(const QString &folder)
{
#ifdef Q_OS_UNIX
    const int descriptor =
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return systemError(tr("The folder %1 cannot be opened.").arg(folder));
    const bool flushed = ::fsync(descriptor) == 0 || errno == EINVAL;
    ::close(descriptor);
    if (!flushed)
        return systemError(tr("The folder %1 cannot be flushed to the disk.").arg(folder));
#else
    Q_UNUSED(folder)
#endif
    return {};
}

Result<void> replace(const QString &from, const QString &to)
{
    QFile file(from);
    if (!file.open(QIODevice::ReadWrite) || !flushDescriptor(file))
        return systemError(tr("%1 cannot be flushed to the disk.").arg(from));
    file.close();
#ifdef Q_OS_UNIX
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return systemError(tr("%1 cannot be renamed to %2.").arg(from, to));
#else
    QFile::remove(to);
    if (!QFile::rename(from, to))
        return Error{Error::Kind::Internal, tr("%1 cannot be renamed to %2.").arg(from, to), {}};
#endif
    return syncFolder(QFileInfo(to).absolutePath());
}

Result<void> write(const QString &path, const QByteArray &bytes,
                   QFileDevice::Permissions permissions)
{
    const QFileInfo target(path);
    const QString folder = target.absolutePath();
    if (!QDir().mkpath(folder))
        return systemError(tr("The folder %1 cannot be made.").arg(folder));
    QTemporaryFile temporary(folder + u"/."_s + target.fileName() + u".XXXXXX"_s);
    if (!temporary.open())
        return systemError(tr("No file can be written in %1.").arg(folder));
    if (temporary.write(bytes) != bytes.size() || !temporary.flush())
        return systemError(tr("%1 cannot be written completely.").arg(path));
    if (!temporary.setPermissions(permissions))
        return systemError(tr("The permissions of %1 cannot be set.").arg(path));
    const QString name = temporary.fileName();
    temporary.close();
    if (Result<void> replaced = replace(name, path); !replaced)
        return replaced;
    temporary.setAutoRemove(false);
    return {};
}

Result<QByteArray> read(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return systemError(tr("%1 cannot be read.").arg(path));
    // As much as the file says it holds: read() first allocates all that it is asked for.
    QByteArray bytes = file.read(std::min(limit, std::max(file.size(), qint64(64 * 1024))) + 1);
    if (bytes.size() <= limit && !file.atEnd())
        bytes += file.read(limit + 1 - bytes.size());
    if (bytes.size() > limit)
        return Error{Error::Kind::Refused,
                     tr("%1 is larger than %2 bytes, the most that is read.").arg(path).arg(limit),
                     {}};
    if (file.error() != QFileDevice::NoError)
        return systemError(tr("%1 cannot be read completely.").arg(path));
    return bytes;
}

} // namespace DurableFile
