// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/store/accountstore.h"

#include <QString>

/// What accounts may hold (protocol.md 4.5). All errors are Invalid and say what to do.
namespace AccountRules {

inline constexpr qsizetype shortestPassword = 12;
inline constexpr qsizetype shortestReason = 5;

/// Length is what makes a password hard to guess (NIST SP 800-63B): at least 12 characters, whatever they are, so that
/// a passphrase of some words is as good as any; but no nickname, no address, no few letters over and over.
[[nodiscard]] Result<void> checkPassword(const QString &password, const Account &account);
/// Nickname, address, home page, the name on Twitter. What is empty passes, but for the nickname.
[[nodiscard]] Result<void> check(const Account &account);
[[nodiscard]] Result<void> check(const AccountStore::Profile &profile);

} // namespace AccountRules
