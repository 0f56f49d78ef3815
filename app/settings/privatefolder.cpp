// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/privatefolder.h"

#include "core/useraccount.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PrivateFolder", text);
}

#ifdef Q_OS_UNIX

Error systemError(const QString &message)
{
    const int code = errno;
    const Error::Kind kind = code == ENOSPC                            ? Error::Kind::DiskFull
                             : code == ENAMETOOLONG || code == ENOTDIR ? Error::Kind::Invalid
                                                                       : Error::Kind::Permission;
    return {kind, message, QString::fromLocal8Bit(std::strerror(code))};
}

Result<void> checkOwner(const QString &folder, bool isLast)
{
    struct stat facts {
    };
    if (::lstat(QFile::encodeName(folder).constData(), &facts) != 0)
        return systemError(tr("The folder %1 cannot be looked at.").arg(folder));
    if (S_ISLNK(facts.st_mode) && facts.st_uid != 0 && facts.st_uid != ::geteuid()) {
        return Error{Error::Kind::Refused,
                     tr("%1 is a link made by another user. Remove it and try again.").arg(folder),
                     {}};
    }
    if (S_ISLNK(facts.st_mode) && ::stat(QFile::encodeName(folder).constData(), &facts) != 0)
        return systemError(tr("The folder %1 cannot be looked at.").arg(folder));
    if (!S_ISDIR(facts.st_mode))
        return Error{Error::Kind::Conflict, tr("%1 is not a folder.").arg(folder), {}};
    const bool isOurs = facts.st_uid == ::geteuid();
    if (!isOurs && (facts.st_uid != 0 || isLast)) {
        return Error{
            Error::Kind::Refused,
            tr("The folder %1 belongs to another user. Remove it, or choose another place.")
                .arg(folder),
            {}};
    }
    // In a folder like /tmp the sticky bit keeps others from replacing what is ours; a group of
    // one's own is no one else.
    const bool groupWrites =
        (facts.st_mode & S_IWGRP) && facts.st_gid != 0 && facts.st_gid != ::getegid();
    const bool othersWrite = facts.st_mode & S_IWOTH;
    if ((groupWrites || othersWrite) && (isLast || !(facts.st_mode & S_ISVTX))) {
        return Error{Error::Kind::Refused,
                     tr("Other users may write into the folder %1. Forbid that (chmod go-w), or "
                        "choose another place.")
                         .arg(folder),
                     {}};
    }
    return {};
}

#endif

} // namespace

Result<void> PrivateFolder::make(const QString &path, Reach reach)
{
#ifdef Q_OS_UNIX
    const mode_t mode = reach == Reach::Servers && ::geteuid() == 0 ? 0711 : 0700;
    const QStringList parts =
        QDir::cleanPath(QDir::current().absoluteFilePath(path)).split(u'/', Qt::SkipEmptyParts);
    QString folder;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        folder += u'/' + parts[i];
        const QByteArray name = QFile::encodeName(folder);
        if (::mkdir(name.constData(), mode) == 0) {
            if (::chmod(name.constData(), mode) != 0) // whatever the umask made of it
                return systemError(tr("The folder %1 cannot be made private.").arg(folder));
        } else if (errno != EEXIST && !QFileInfo(folder).isDir()) {
            return systemError(tr("The folder %1 cannot be made.").arg(folder));
        }
        if (Result<void> checked = checkOwner(folder, i + 1 == parts.size()); !checked)
            return checked;
    }
    return {};
#else
    Q_UNUSED(reach)
    if (!QDir().mkpath(path))
        return Error{Error::Kind::Permission, tr("The folder %1 cannot be made.").arg(path), {}};
    return {};
#endif
}
