// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/accounts/registration.h"
#include "registry/api/ratelimit.h"
#include "registry/registryservice.h"

/// What programs asked of PGXN Manager about accounts (protocol.md 4.1), at its addresses and in its words: register, and
/// list what one owns and has released, as JSON.
class ManagerApi final : public ApiGroup
{
public:
    explicit ManagerApi(RegistryContext &context);
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse registered(const ApiCall &call);
    [[nodiscard]] RegistryResponse registerForm(const ApiCall &call);
    [[nodiscard]] RegistryResponse permissions(const ApiCall &call);
    [[nodiscard]] RegistryResponse distributions(const ApiCall &call);

    RegistryContext &m_context;
    Registration m_registration;
    RateLimit m_registrations;
};
