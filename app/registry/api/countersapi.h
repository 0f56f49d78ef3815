// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/api/ratelimit.h"
#include "registry/registryservice.h"

/// How often a distribution is downloaded, installed and in use; and the receipts and heartbeats that tell.
class CountersApi final : public ApiGroup
{
public:
    explicit CountersApi(RegistryContext &context);
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse stats(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse rules(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse takeReceipt(const ApiCall &call);
    [[nodiscard]] RegistryResponse takeHeartbeat(const ApiCall &call);

    RegistryContext &m_context;
    RateLimit m_receipts;
    RateLimit m_heartbeats;
};
