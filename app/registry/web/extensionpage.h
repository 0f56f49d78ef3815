// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"

/// One extension: at its address without a slash where to read about it (protocol.md 1.8), with one what it is, who may
/// release it, and in which distributions it was.
class ExtensionPage final : public ApiGroup
{
public:
    explicit ExtensionPage(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse manual(const ApiCall &call);
    [[nodiscard]] RegistryResponse overview(const ApiCall &call);

    RegistryContext &m_context;
};
