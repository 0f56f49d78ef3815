// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/store/reportstore.h"

/// What registered services, and users of their own machines, say about distributions; and what that comes to.
class ReportsApi final : public ApiGroup
{
public:
    explicit ReportsApi(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse schemas(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse schema(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse send(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse sendOwnBuild(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse remove(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse list(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse compatibility(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse metrics(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse advisories(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse advisoryFeed(const ApiCall &call) const;

    /// "distributions" and "metrics" of one release, or of the best one.
    [[nodiscard]] Result<QJsonObject> metricsOf(const QString &distribution,
                                                const std::optional<Version> &version) const;
    [[nodiscard]] RegistryResponse kept(const ApiCall &call, const Report &report,
                                        const QString &actor) const;

    RegistryContext &m_context;
};
