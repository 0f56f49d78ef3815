// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/store/accountstore.h"
#include "registry/store/tokenstore.h"

#include <QString>

#include <optional>

/// What accounts of a role may do at all.
[[nodiscard]] TokenScopes scopesOf(Account::Role role);

/// Who asks, and what he may do with what he showed.
struct Identity {
    enum class Means { Nobody, Password, Token };
    Means means = Means::Nobody;
    Account account;               ///< when there is a means
    std::optional<ApiToken> token; ///< for `Token`

    [[nodiscard]] bool isKnown() const { return means != Means::Nobody; }
    [[nodiscard]] bool isAdmin() const { return may(TokenScope::Admin); }
    /// A password does what its owner may; a token what its scopes say besides.
    [[nodiscard]] bool may(TokenScope scope) const
    {
        if (!isKnown())
            return false;
        if (!scopesOf(account.role).testFlag(scope))
            return false;
        return !token || token->scopes.testFlag(scope);
    }
    /// By a token for one distribution.
    [[nodiscard]] bool isRestricted() const { return token && !token->distribution.isEmpty(); }
    /// Whether a token is not for another distribution only.
    [[nodiscard]] bool mayTouch(const QString &distribution) const
    {
        return !isRestricted() || token->distribution == distribution.toLower();
    }
    /// For the audit log: "password", "token 7".
    [[nodiscard]] QString meansText() const;
};
