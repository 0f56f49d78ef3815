// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/batchfiles.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
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

} // namespace

BatchFiles::Descriptor::~Descriptor()
{
    if (m_value >= 0)
        ::close(m_value);
}

Error BatchFiles::systemError(const QString &message)
{
    const int code = errno;
    Error::Kind kind = Error::Kind::Permission;
    if (code == ENOSPC || code == EDQUOT)
        kind = Error::Kind::DiskFull;
    else if (code == ENOENT)
        kind = Error::Kind::NotFound;
    else if (code == ELOOP)
        kind = Error::Kind::Refused;
    return {kind, message, QString::fromLocal8Bit(std::strerror(code))};
}

int BatchFiles::openAs(const std::optional<UserAccount> &account, const QByteArray &path)
{
    constexpr int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    if (!account || account->uid == ::geteuid())
        return ::open(path.constData(), flags);
    const gid_t group = ::getegid();
    const uid_t user = ::geteuid();
    if (::setegid(account->gid) != 0)
        return -1;
    int file = -1;
    int code = EPERM;
    if (::seteuid(account->uid) == 0) {
        file = ::open(path.constData(), flags);
        code = errno;
        if (::seteuid(user) != 0)
            ::_exit(1); // going on with half an identity would be worse
    }
    if (::setegid(group) != 0)
        ::_exit(1);
    errno = code;
    return file;
}

Result<QByteArray> BatchFiles::pump(int from, int to, const QString &name)
{
    struct stat status = {};
    if (::fstat(from, &status) != 0 || !S_ISREG(status.st_mode))
        return Error{Error::Kind::Refused, tr("%1 is not a regular file.").arg(name), {}};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t got = ::read(from, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return systemError(tr("%1 cannot be read.").arg(name));
        if (got == 0)
            return hash.result();
        hash.addData(QByteArrayView(buffer.data(), got));
        for (ssize_t done = 0; to >= 0 && done < got;) {
            const ssize_t put = ::write(to, buffer.data() + done, static_cast<size_t>(got - done));
            if (put < 0 && errno != EINTR)
                return systemError(tr("%1 cannot be written completely.").arg(name));
            done += std::max<ssize_t>(put, 0);
        }
    }
}

Result<PlaceState> BatchFiles::stateAt(int folder, const QByteArray &name, const QString &path)
{
    struct stat status = {};
    if (::fstatat(folder, name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return PlaceState{};
        return systemError(tr("%1 cannot be looked at.").arg(path));
    }
    if (S_ISLNK(status.st_mode)) {
        QByteArray text(4096, '\0');
        const ssize_t length =
            ::readlinkat(folder, name.constData(), text.data(), static_cast<size_t>(text.size()));
        if (length < 0)
            return systemError(tr("%1 cannot be looked at.").arg(path));
        text.resize(length);
        return PlaceState{PlaceState::Kind::Link, {}, QFile::decodeName(text)};
    }
    if (!S_ISREG(status.st_mode))
        return Error{Error::Kind::Refused, tr("%1 is there and is no file.").arg(path), {}};
    const Descriptor file(
        ::openat(folder, name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.isOpen())
        return systemError(tr("%1 cannot be read.").arg(path));
    const Result<QByteArray> sha256 = pump(file.get(), -1, path);
    if (!sha256)
        return sha256.error();
    return PlaceState{PlaceState::Kind::File, *sha256, {}};
}

Result<PlaceState> PlaceState::at(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).path());
    const BatchFiles::Descriptor opened(
        ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened.isOpen()) {
        if (errno == ENOENT || errno == ENOTDIR)
            return PlaceState{};
        return BatchFiles::systemError(tr("The folder of %1 cannot be opened.").arg(path));
    }
    return BatchFiles::stateAt(opened.get(), QFile::encodeName(QFileInfo(path).fileName()), path);
}
