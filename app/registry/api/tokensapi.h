// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"

/// API tokens, for whom they belong to. One never does more than its owner may, and never makes another one.
class TokensApi final : public ApiGroup
{
public:
    explicit TokensApi(RegistryContext &context);
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse list(const ApiCall &call);
    [[nodiscard]] RegistryResponse made(const ApiCall &call);
    [[nodiscard]] RegistryResponse revoked(const ApiCall &call);

    RegistryContext &m_context;
    TokenStore m_tokens;
};
