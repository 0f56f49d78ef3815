// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"

/// The registry's web site: lists of what there is (protocol.md 1.8). Read-only, without scripts.
class WebPages final : public ApiGroup
{
public:
    explicit WebPages(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse home(const ApiCall &call);
    [[nodiscard]] RegistryResponse recent(const ApiCall &call);
    [[nodiscard]] RegistryResponse tags(const ApiCall &call);
    [[nodiscard]] RegistryResponse tag(const ApiCall &call);
    [[nodiscard]] RegistryResponse users(const ApiCall &call);
    [[nodiscard]] RegistryResponse about(const ApiCall &call);
    [[nodiscard]] RegistryResponse spec(const ApiCall &call);
    [[nodiscard]] RegistryResponse asset(const ApiCall &call);

    RegistryContext &m_context;
};
