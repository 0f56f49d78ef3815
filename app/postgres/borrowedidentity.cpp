// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/borrowedidentity.h"

#ifdef Q_OS_LINUX
#include <cstdlib>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

/// The raw call: glibc's setresuid() changes every thread of the process.
bool setEffectiveUser(quint32 uid)
{
    constexpr auto unchanged = static_cast<uid_t>(-1);
    if (::syscall(SYS_setresuid, unchanged, uid, unchanged) != 0)
        return false;
    // Sockets tell the effective user; files stay root's, whatever folder the socket is in.
    ::syscall(SYS_setfsuid, 0);
    return true;
}

} // namespace

BorrowedIdentity::BorrowedIdentity(const std::optional<UserAccount> &account)
{
    m_isBorrowed =
        account && ::geteuid() == 0 && !account->isRoot() && setEffectiveUser(account->uid);
}

BorrowedIdentity::~BorrowedIdentity()
{
    // Going on with a wrong identity would be worse than not going on.
    if (m_isBorrowed && !setEffectiveUser(0))
        std::abort();
}

#else

BorrowedIdentity::BorrowedIdentity(const std::optional<UserAccount> &)
{
}
BorrowedIdentity::~BorrowedIdentity() = default;

#endif
