// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/useraccount.h"

#include <optional>

/// While it lives, this thread (and no other) acts as another user; only root can, only on Linux, where
/// each thread has its own identity. For connecting to servers that ask the system who is there (peer).
class BorrowedIdentity
{
public:
    explicit BorrowedIdentity(const std::optional<UserAccount> &account);
    ~BorrowedIdentity();
    BorrowedIdentity(const BorrowedIdentity &) = delete;
    BorrowedIdentity &operator=(const BorrowedIdentity &) = delete;

private:
    bool m_isBorrowed = false;
};
