// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/identity.h"

using namespace Qt::StringLiterals;

TokenScopes scopesOf(Account::Role role)
{
    TokenScopes scopes = TokenScope::Read | TokenScope::Publish | TokenScope::Review;
    if (role != Account::Role::Author)
        scopes |= TokenScope::Report;
    if (role == Account::Role::Admin)
        scopes |= TokenScope::Admin;
    return scopes;
}

QString Identity::meansText() const
{
    switch (means) {
    case Means::Nobody:
        return {};
    case Means::Password:
        return u"password"_s;
    case Means::Token:
        return u"token %1"_s.arg(token ? token->id : 0);
    }
    return {};
}
