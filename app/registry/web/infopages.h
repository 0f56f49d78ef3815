// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"

/// Pages that do not change with what is released, at the addresses that PGXN's web site has them (protocol.md 1.8).
class InfoPages final : public ApiGroup
{
public:
    explicit InfoPages(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse questions(const ApiCall &call);
    [[nodiscard]] RegistryResponse mirroring(const ApiCall &call);
    [[nodiscard]] RegistryResponse art(const ApiCall &call);
    [[nodiscard]] RegistryResponse feedback(const ApiCall &call);
    [[nodiscard]] RegistryResponse error(const ApiCall &call);

    RegistryContext &m_context;
};
