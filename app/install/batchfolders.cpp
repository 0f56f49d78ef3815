// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/batchfolders.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CopyBatch", text);
}

Error systemError(const QString &message)
{
    const int code = errno;
    Error::Kind kind = Error::Kind::Permission;
    if (code == ENOSPC || code == EDQUOT)
        kind = Error::Kind::DiskFull;
    else if (code == ENOENT)
        kind = Error::Kind::NotFound;
    else if (code == ELOOP || code == ENOTDIR)
        kind = Error::Kind::Refused;
    return {kind, message, QString::fromLocal8Bit(std::strerror(code))};
}

bool isBelow(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

/// `folder` with the links in its existing part resolved: an allowed folder may itself be reached through one.
QString realFolder(const QString &folder)
{
    QFileInfo existing(QDir::cleanPath(folder));
    QString rest;
    while (!existing.exists() && !existing.isRoot()) {
        rest = u'/' + existing.fileName() + rest;
        existing.setFile(existing.path());
    }
    const QString canonical = existing.canonicalFilePath();
    return canonical == u"/"_s && !rest.isEmpty() ? rest : canonical + rest;
}

} // namespace

BatchFolders::BatchFolders(const CopyRules &rules) : m_rules(rules)
{
}

BatchFolders::~BatchFolders()
{
    for (const int descriptor : std::as_const(m_open))
        ::close(descriptor);
}

Result<QString> BatchFolders::realPath(const QString &path) const
{
    const bool isPlain = QDir::isAbsolutePath(path) && QDir::cleanPath(path) == path;
    for (const QString &folder : m_rules.folders) {
        const QString clean = QDir::cleanPath(folder);
        if (isPlain && !clean.isEmpty() && clean != u"/"_s && isBelow(path, clean))
            return realFolder(clean) + path.mid(clean.size());
    }
    return Error{Error::Kind::Refused,
                 tr("%1 is outside the folders that may be written to.").arg(path),
                 m_rules.folders.join(u'\n')};
}

Result<void> BatchFolders::checkTrust(int descriptor, const QString &path) const
{
    if (!m_rules.onlyTrustedFolders)
        return {};
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return systemError(tr("The folder %1 cannot be looked at.").arg(path));
    const bool isOurs = status.st_uid == 0 || status.st_uid == ::geteuid();
    const bool isOpen = (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    if (isOurs && (!isOpen || (status.st_mode & S_ISVTX) != 0))
        return {};
    return Error{Error::Kind::Refused,
                 tr("The folder %1 can be changed by other users, so nothing is written below it "
                    "with administrator rights.")
                     .arg(path),
                 {}};
}

Result<int> BatchFolders::open(const QString &folder, bool make)
{
    const Result<QString> real = realPath(folder);
    if (!real)
        return real.error();
    return openReal(*real, make);
}

Result<int> BatchFolders::openReal(const QString &real, bool make)
{
    if (const auto known = m_open.constFind(real); known != m_open.constEnd())
        return *known;
    int current = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (current < 0)
        return systemError(tr("The folder %1 cannot be opened.").arg(u"/"_s));
    QString walked;
    const QStringList parts = real.split(u'/', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        walked += u'/' + part;
        const QByteArray name = QFile::encodeName(part);
        int next =
            ::openat(current, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0 && errno == ENOENT && make) {
            const bool isMade = ::mkdirat(current, name.constData(), 0755) == 0;
            if (isMade)
                m_made << walked;
            if (isMade || errno == EEXIST) {
                next = ::openat(current, name.constData(),
                                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
                struct stat parent = {};
                if (next >= 0 && ::fstat(current, &parent) == 0) {
                    ::fchmod(next, 0755); // whatever the umask made of it
                    if (::geteuid() == 0 && ::fchown(next, parent.st_uid, parent.st_gid) != 0) {
                        ::close(next);
                        next = -1;
                    }
                }
            }
        }
        if (next < 0) {
            const Error error = systemError(tr("The folder %1 cannot be opened.").arg(walked));
            ::close(current);
            return error;
        }
        ::close(current);
        current = next;
        if (Result<void> trusted = checkTrust(current, walked); !trusted) {
            ::close(current);
            return trusted.error();
        }
    }
    m_open.insert(real, current);
    return current;
}

Result<BatchFolders::Place> BatchFolders::place(const QString &path, bool make)
{
    const QFileInfo info(path);
    const Result<int> folder = open(info.path(), make);
    if (!folder)
        return folder.error();
    Place place;
    place.folder = *folder;
    place.name = QFile::encodeName(info.fileName());
    place.mayReplace = m_rules.ledger.isEmpty()
                       || std::any_of(m_rules.extensionFolders.cbegin(),
                                      m_rules.extensionFolders.cend(), [&](const QString &allowed) {
                                          return isBelow(path, QDir::cleanPath(allowed));
                                      });
    return place;
}

Result<BatchFolders::Place> BatchFolders::emptyFolder(const QString &path)
{
    const bool isOnTheWay = QDir::isAbsolutePath(path) && QDir::cleanPath(path) == path
                            && std::any_of(m_rules.folders.cbegin(), m_rules.folders.cend(),
                                           [&](const QString &folder) {
                                               return isBelow(QDir::cleanPath(folder), path);
                                           });
    if (!isOnTheWay)
        return place(path, false);
    const QFileInfo info(path);
    const Result<int> folder = openReal(realFolder(info.path()), false);
    if (!folder)
        return folder.error();
    return Place{*folder, QFile::encodeName(info.fileName()), false};
}

void BatchFolders::removeMade()
{
    for (auto made = m_made.crbegin(); made != m_made.crend(); ++made) {
        const QFileInfo info(*made);
        if (const Result<int> parent = openReal(info.path(), false))
            ::unlinkat(*parent, QFile::encodeName(info.fileName()).constData(), AT_REMOVEDIR);
    }
    m_made.clear();
}

Result<void> BatchFolders::flush()
{
    for (auto folder = m_open.cbegin(); folder != m_open.cend(); ++folder) {
        if (::fsync(folder.value()) != 0 && errno != EINVAL)
            return systemError(
                tr("The folder %1 cannot be flushed to the disk.").arg(folder.key()));
    }
    return {};
}
