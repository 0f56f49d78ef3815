// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/reports/badge.h"

class PublishedDistribution;

/// Small pictures for READMEs and web pages: /badge/NAME/WHAT.svg.
class BadgesApi final : public ApiGroup
{
public:
    explicit BadgesApi(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;
    /// "version", "licence", "postgresql", "installs", "rating".
    [[nodiscard]] static QStringList names();

private:
    [[nodiscard]] RegistryResponse answer(const ApiCall &call) const;
    [[nodiscard]] Result<Badge> badge(const PublishedDistribution &distribution,
                                      const QString &name) const;

    RegistryContext &m_context;
};
