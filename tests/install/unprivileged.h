// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/useraccount.h"

#include <QFile>

#include <unistd.h>

/// While it lives this process is nobody, so that folders can be closed to it even when root runs the tests.
class Unprivileged
{
public:
    Unprivileged() : m_account(UserAccount::named(QStringLiteral("nobody")))
    {
        if (::getuid() == 0 && m_account)
            m_isOther = ::setresuid(m_account->uid, m_account->uid, 0) == 0;
    }
    ~Unprivileged()
    {
        if (m_isOther && ::setresuid(0, 0, 0) != 0)
            ::_exit(1);
    }
    Unprivileged(const Unprivileged &) = delete;
    Unprivileged &operator=(const Unprivileged &) = delete;

    /// Gives a file or folder to whoever such an object makes of this process.
    static bool give(const QString &path)
    {
        const std::optional<UserAccount> account = UserAccount::named(QStringLiteral("nobody"));
        return ::getuid() != 0
               || (account
                   && ::chown(QFile::encodeName(path).constData(), account->uid, account->gid)
                          == 0);
    }

private:
    std::optional<UserAccount> m_account;
    bool m_isOther = false;
};
