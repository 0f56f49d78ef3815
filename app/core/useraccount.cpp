// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/useraccount.h"

#include <QDir>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>

#include <array>
#endif

using namespace Qt::StringLiterals;

#ifdef Q_OS_UNIX

namespace {

UserAccount fromEntry(const passwd &entry)
{
    return {QString::fromLocal8Bit(entry.pw_name), entry.pw_uid, entry.pw_gid,
            QString::fromLocal8Bit(entry.pw_dir)};
}

template <typename Lookup>
std::optional<UserAccount> lookUp(Lookup lookup)
{
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 16384> buffer{};
    if (lookup(&entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return std::nullopt;
    return fromEntry(*found);
}

} // namespace

std::optional<UserAccount> UserAccount::named(const QString &name)
{
    const QByteArray bytes = name.toLocal8Bit();
    return lookUp([&](passwd *entry, char *buffer, std::size_t size, passwd **found) {
        return ::getpwnam_r(bytes.constData(), entry, buffer, size, found);
    });
}

std::optional<UserAccount> UserAccount::withId(quint32 uid)
{
    return lookUp([&](passwd *entry, char *buffer, std::size_t size, passwd **found) {
        return ::getpwuid_r(uid, entry, buffer, size, found);
    });
}

UserAccount UserAccount::current()
{
    return withId(::geteuid())
        .value_or(
            UserAccount{QString::number(::geteuid()), ::geteuid(), ::getegid(), QDir::homePath()});
}

std::optional<UserAccount> UserAccount::forUnprivilegedWork()
{
    if (::geteuid() != 0)
        return std::nullopt;
    if (std::optional<UserAccount> postgres = named(u"postgres"_s))
        return postgres;
    return named(u"nobody"_s);
}

#else

std::optional<UserAccount> UserAccount::named(const QString &)
{
    return std::nullopt;
}

std::optional<UserAccount> UserAccount::withId(quint32)
{
    return std::nullopt;
}

UserAccount UserAccount::current()
{
    // No numeric identity here; never 0, which would read as root.
    return {qEnvironmentVariable("USERNAME"), 1, 1, QDir::homePath()};
}

std::optional<UserAccount> UserAccount::forUnprivilegedWork()
{
    return std::nullopt;
}

#endif
