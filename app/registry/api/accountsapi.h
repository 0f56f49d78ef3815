// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/accounts/registration.h"
#include "registry/api/ratelimit.h"
#include "registry/registryservice.h"

/// Accounts, for whom they belong to and for whom would like one; and what everybody sees of them.
class AccountsApi final : public ApiGroup
{
public:
    explicit AccountsApi(RegistryContext &context);
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse registered(const ApiCall &call);
    [[nodiscard]] RegistryResponse own(const ApiCall &call);
    [[nodiscard]] RegistryResponse changed(const ApiCall &call);
    [[nodiscard]] RegistryResponse passwordChanged(const ApiCall &call);
    [[nodiscard]] RegistryResponse passwordReset(const ApiCall &call);
    [[nodiscard]] RegistryResponse identities(const ApiCall &call);
    [[nodiscard]] RegistryResponse identityUnlinked(const ApiCall &call);
    [[nodiscard]] RegistryResponse user(const ApiCall &call);

    RegistryContext &m_context;
    AccountStore m_accounts;
    Registration m_registration;
    RateLimit m_registrations;
};
