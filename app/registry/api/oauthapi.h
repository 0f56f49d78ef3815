// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/api/ratelimit.h"
#include "registry/registryservice.h"
#include "registry/store/devicegrantstore.h"

/// How a program gets a token without seeing a password: OAuth's device authorization grant (RFC 8628), revocation
/// (RFC 7009) and where both are (RFC 8414). Clients are public and need not be known.
class OAuthApi final : public ApiGroup
{
public:
    explicit OAuthApi(RegistryContext &context);
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse metadata(const ApiCall &call);
    [[nodiscard]] RegistryResponse authorized(const ApiCall &call);
    [[nodiscard]] RegistryResponse token(const ApiCall &call);
    [[nodiscard]] RegistryResponse revoked(const ApiCall &call);
    /// A token that was just made, and a line about it in the audit log.
    [[nodiscard]] RegistryResponse granted(const ApiCall &call, const TokenStore::Made &made);

    RegistryContext &m_context;
    DeviceGrantStore m_grants;
    RateLimit m_requests;
    RateLimit m_misses; ///< revocations of what is no token
};
