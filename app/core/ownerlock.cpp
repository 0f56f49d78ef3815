// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/ownerlock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <utility>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace {

/// Of what cannot be held; no handle at all: someone holds it.
constexpr qintptr none = -1;

#ifdef Q_OS_WIN

std::optional<qintptr> openLock(const QString &path, bool wait, Error::Kind &problem)
{
    const QString native = QDir::toNativeSeparators(path);
    for (;;) {
        // Sharing nothing is the lock: a second opener is turned away until this one is closed.
        const HANDLE file =
            CreateFileW(reinterpret_cast<const wchar_t *>(native.utf16()),
                        GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS, 0, nullptr);
        if (file != INVALID_HANDLE_VALUE)
            return reinterpret_cast<qintptr>(file);
        if (GetLastError() != ERROR_SHARING_VIOLATION) {
            problem = Error::Kind::Permission;
            return none;
        }
        if (!wait)
            return {};
        QThread::msleep(20);
    }
}

void closeLock(qintptr handle)
{
    CloseHandle(reinterpret_cast<HANDLE>(handle));
}

std::optional<qintptr> openFolderLock(const QString &)
{
    return none; // folders share themselves
}

#else

/// -1: it cannot be made.
int openFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const int made = ::open(name.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0)
        return ::open(name.constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    // It stays: what root makes must not keep out whoever the folder belongs to.
    struct stat folder = {};
    if (::geteuid() == 0
        && ::stat(QFile::encodeName(QFileInfo(path).path()).constData(), &folder) == 0
        && ::fchown(made, folder.st_uid, folder.st_gid) != 0) {
        ::close(made);
        return -1;
    }
    return made;
}

std::optional<qintptr> openLock(const QString &path, bool wait, Error::Kind &problem)
{
    const int file = openFile(path);
    if (file < 0) {
        problem = Error::Kind::Permission;
        return none;
    }
    // flock() and not fcntl(): its locks belong to the open file, so this process sees its own.
    int taken = -1;
    do {
        taken = ::flock(file, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
    } while (taken != 0 && errno == EINTR);
    if (taken == 0)
        return file;
    const bool isHeld = errno == EWOULDBLOCK;
    ::close(file);
    if (isHeld)
        return {};
    problem = Error::Kind::Unsupported;
    return none;
}

void closeLock(qintptr handle)
{
    ::close(static_cast<int>(handle));
}

std::optional<qintptr> openFolderLock(const QString &path)
{
    const int folder =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return none;
    int taken = -1;
    do {
        taken = ::flock(folder, LOCK_EX | LOCK_NB);
    } while (taken != 0 && errno == EINTR);
    if (taken == 0)
        return folder;
    const bool isHeld = errno == EWOULDBLOCK;
    ::close(folder);
    return isHeld ? std::nullopt : std::optional<qintptr>(none);
}

#endif

} // namespace

std::optional<OwnerLock> OwnerLock::tryTake(const QString &path)
{
    Result<std::optional<OwnerLock>> lock = tryTakeFile(path);
    return lock ? std::move(*lock) : std::nullopt;
}

Result<std::optional<OwnerLock>> OwnerLock::tryTakeFile(const QString &path)
{
    Error::Kind problem = Error::Kind::Permission;
    const std::optional<qintptr> handle = openLock(path, false, problem);
    if (!handle)
        return std::optional<OwnerLock>();
    if (*handle == none)
        return Error{problem, path, {}};
    return std::optional(OwnerLock(*handle));
}

std::optional<OwnerLock> OwnerLock::take(const QString &path)
{
    Error::Kind problem = Error::Kind::Permission;
    const std::optional<qintptr> handle = openLock(path, true, problem);
    return !handle || *handle == none ? std::nullopt : std::optional(OwnerLock(*handle));
}

Result<std::optional<OwnerLock>> OwnerLock::tryTakeFolder(const QString &path)
{
    const std::optional<qintptr> handle = openFolderLock(path);
    if (!handle)
        return std::optional<OwnerLock>();
    if (*handle == none)
        return Error{Error::Kind::Unsupported, path, {}};
    return std::optional(OwnerLock(*handle));
}

int OwnerLock::holderOf(const QString &path)
{
#ifdef Q_OS_LINUX
    // "1: FLOCK  ADVISORY  WRITE 3121 fe:01:131 0 EOF": process, device, inode
    struct stat status = {};
    QFile locks(QStringLiteral("/proc/locks"));
    if (::stat(QFile::encodeName(path).constData(), &status) != 0
        || !locks.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray inode = ':' + QByteArray::number(static_cast<quint64>(status.st_ino));
    for (const QByteArray &line : locks.readAll().split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() >= 6 && words[1] == "FLOCK" && words[5].endsWith(inode))
            return words[4].toInt();
    }
#else
    Q_UNUSED(path)
#endif
    return 0;
}

OwnerLock::~OwnerLock()
{
    if (m_handle != none)
        closeLock(m_handle);
}

OwnerLock::OwnerLock(OwnerLock &&other) noexcept : m_handle(std::exchange(other.m_handle, none))
{
}

OwnerLock &OwnerLock::operator=(OwnerLock &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    return *this;
}
