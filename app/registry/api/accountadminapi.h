// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"

/// What administrators do with other people's accounts, and invitations.
class AccountAdminApi final : public ApiGroup
{
public:
    explicit AccountAdminApi(RegistryContext &context);
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse users(const ApiCall &call);
    [[nodiscard]] RegistryResponse user(const ApiCall &call);
    [[nodiscard]] RegistryResponse userChanged(const ApiCall &call);
    [[nodiscard]] RegistryResponse resetMade(const ApiCall &call);
    [[nodiscard]] RegistryResponse invitations(const ApiCall &call);
    [[nodiscard]] RegistryResponse invitationMade(const ApiCall &call);
    [[nodiscard]] RegistryResponse invitationRevoked(const ApiCall &call);

    RegistryContext &m_context;
    AccountStore m_accounts;
};
