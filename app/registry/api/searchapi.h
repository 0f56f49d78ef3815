// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"

/// Searching: as PGXN's API server answers it (`/search/{in}`, protocol.md 8), and one search over everything with
/// facets.
class SearchApi final : public ApiGroup
{
public:
    explicit SearchApi(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse searchOneKind(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse searchAll(const ApiCall &call) const;

    RegistryContext &m_context;
};
