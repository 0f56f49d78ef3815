// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"

/// What the registry is, how it does, and how it is asked: its status, health for who watches it, metrics for
/// Prometheus, the description of the API.
class StatusApi final : public ApiGroup
{
public:
    /// `metrics`: text in Prometheus' format of what the server counts; may be empty.
    StatusApi(RegistryContext &context, std::function<QByteArray()> metrics)
        : m_context(context), m_metrics(std::move(metrics))
    {
    }
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse status(const ApiCall &call) const;
    /// Whether requests can be answered now: the database and the tree can be reached.
    [[nodiscard]] RegistryResponse readiness(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse metrics(const ApiCall &call) const;

    RegistryContext &m_context;
    std::function<QByteArray()> m_metrics;
};
