// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/workfolder.h"

#include "settings/privatefolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr auto prefix = "job-";
constexpr auto lockName = ".lock";

QString tr(const char *text)
{
    return QCoreApplication::translate("WorkFolder", text);
}

QString lockOf(const QString &folder)
{
    return folder + u'/' + QLatin1StringView(lockName);
}

/// Taken while a folder is made and locked, and while abandoned ones are looked for.
std::optional<OwnerLock> lockParent(const QString &parent)
{
    return OwnerLock::take(parent + u'/' + QLatin1StringView(lockName));
}

Error cannotMake(const QString &folder)
{
    return {Error::Kind::Permission, tr("The folder %1 cannot be made.").arg(folder), {}};
}

#ifdef Q_OS_UNIX
/// Without this a folder that the build closed could not be entered to be emptied.
void openUp(const QString &folder)
{
    struct stat status = {};
    const QByteArray path = QFile::encodeName(folder);
    if (::lstat(path.constData(), &status) != 0 || !S_ISDIR(status.st_mode))
        return;
    if ((status.st_mode & S_IRWXU) != S_IRWXU)
        ::chmod(path.constData(), status.st_mode | S_IRWXU);
    const QStringList inner =
        QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden | QDir::NoSymLinks);
    for (const QString &name : inner)
        openUp(folder + u'/' + name);
}
#endif

} // namespace

namespace FolderTree {

bool remove(const QString &folder)
{
    const QFileInfo info(folder);
    if (!info.exists() && !info.isSymLink())
        return true;
    if (info.isSymLink() || !info.isDir())
        return QFile::remove(folder);
    if (QDir(folder).removeRecursively())
        return true;
#ifdef Q_OS_UNIX
    openUp(folder);
    return QDir(folder).removeRecursively();
#else
    return false;
#endif
}

Result<void> give(const QString &folder, const std::optional<UserAccount> &account)
{
#ifdef Q_OS_UNIX
    const uid_t uid = account ? account->uid : ::geteuid();
    const gid_t gid = account ? account->gid : ::getegid();
    const auto change = [&](const QString &path) {
        return ::lchown(QFile::encodeName(path).constData(), uid, gid) == 0;
    };
    bool changed = change(folder);
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (changed && all.hasNext())
        changed = change(all.next());
    if (!changed) {
        return Error{Error::Kind::Permission,
                     tr("The files in %1 cannot be given to another user.").arg(folder),
                     QString::fromLocal8Bit(std::strerror(errno))};
    }
#else
    Q_UNUSED(folder)
    Q_UNUSED(account)
#endif
    return {};
}

} // namespace FolderTree

WorkFolder::WorkFolder(QString path, std::optional<UserAccount> account, OwnerLock lock)
    : m_path(std::move(path)), m_account(std::move(account)), m_lock(std::move(lock))
{
}

WorkFolder::~WorkFolder()
{
    // The lock goes last: what is half deleted must not look abandoned to another process.
    const QStringList inner = QDir(m_path).entryList(QDir::AllEntries | QDir::NoDotAndDotDot
                                                     | QDir::Hidden | QDir::System);
    for (const QString &name : inner) {
        if (name != QLatin1StringView(lockName))
            FolderTree::remove(m_path + u'/' + name);
    }
    m_lock.reset();
    FolderTree::remove(m_path);
}

Result<std::unique_ptr<WorkFolder>> WorkFolder::make(const QString &parent,
                                                     const std::optional<UserAccount> &account)
{
    if (Result<void> made = PrivateFolder::make(parent, PrivateFolder::Reach::Servers); !made)
        return made.error();
    const std::optional<OwnerLock> parentLock = lockParent(parent);
    const QString path = parent + u'/' + QLatin1StringView(prefix)
                         + QString::number(QRandomGenerator::system()->generate(), 36);
    if (QFileInfo::exists(path))
        return cannotMake(path);
    if (Result<void> made = PrivateFolder::make(path, PrivateFolder::Reach::Servers); !made)
        return made.error();
    std::optional<OwnerLock> lock = OwnerLock::tryTake(lockOf(path));
    if (!lock)
        return cannotMake(path);
    return std::unique_ptr<WorkFolder>(new WorkFolder(path, account, std::move(*lock)));
}

int WorkFolder::sweep(const QString &parent)
{
    if (!QFileInfo(parent).isDir() || !PrivateFolder::make(parent, PrivateFolder::Reach::Servers))
        return 0;
    const std::optional<OwnerLock> parentLock = lockParent(parent);
    int count = 0;
    const QStringList names =
        QDir(parent).entryList({QLatin1StringView(prefix) + u'*'}, QDir::Dirs | QDir::NoSymLinks);
    for (const QString &name : names) {
        const QString path = parent + u'/' + name;
        const std::optional<OwnerLock> lock = OwnerLock::tryTake(lockOf(path));
        if (lock && FolderTree::remove(path))
            ++count;
    }
    return count;
}

bool WorkFolder::whenNoneIsUsed(const QString &parent, const std::function<void()> &action)
{
    std::optional<OwnerLock> parentLock;
    if (PrivateFolder::make(parent, PrivateFolder::Reach::Servers))
        parentLock = lockParent(parent);
    const QStringList names =
        QDir(parent).entryList({QLatin1StringView(prefix) + u'*'}, QDir::Dirs | QDir::NoSymLinks);
    const bool isUsed = std::any_of(names.cbegin(), names.cend(), [&](const QString &name) {
        return !OwnerLock::tryTake(lockOf(parent + u'/' + name));
    });
    if (!isUsed)
        action();
    return !isUsed;
}

Result<QString> WorkFolder::room(const QString &name) const
{
    const QString path = m_path + u'/' + name;
    // The work folder is ours alone, so what is in it was made here, and may be the builder's by now.
    if (QFileInfo(path).isDir())
        return path;
    if (Result<void> made = PrivateFolder::make(path); !made)
        return made.error();
    if (m_account) {
        if (Result<void> given = FolderTree::give(path, m_account); !given)
            return given.error();
    }
    return path;
}
