// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "registry/store/accountstore.h"
#include "registry/store/registrysettings.h"

#include <QString>

#include <optional>

/// How somebody gets an account himself, as the setting `registration` says: "open": at once; "moderated": it waits for
/// an administrator; "invitation": with a code; "closed": not at all. An invitation is good in all but the last.
class Registration
{
public:
    /// Somebody at an identity provider.
    struct ForeignIdentity {
        QString provider;
        QString subject;
        bool operator==(const ForeignIdentity &) const = default;
    };
    struct Wish {
        Account account;    ///< nickname and profile; role and status are found out here
        QString password;   ///< may be empty with an identity
        QString invitation; ///< its code; may be empty
        std::optional<ForeignIdentity> identity = {};
    };
    Registration(RegistryDatabase &database, RegistrySettings &settings, const Clock &clock);

    /// Refused: closed. Permission: the invitation is missing or no good. Invalid: see `AccountRules`; a reason is
    /// missing. Conflict: nickname or address are taken.
    [[nodiscard]] Result<Account> make(const Wish &wish);

private:
    /// "open", "moderated"…, unless nobody may.
    [[nodiscard]] Result<QString> mode(const Wish &wish);

    RegistryDatabase &m_database;
    RegistrySettings &m_settings;
    const Clock &m_clock;
};
