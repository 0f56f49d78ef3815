// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "registry/registryservice.h"

/// What other programs read of the web site: feeds of releases (Atom), how to search it (OpenSearch), what a robot may
/// look at.
class WebFeeds final : public ApiGroup
{
public:
    explicit WebFeeds(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse recent(const ApiCall &call);
    [[nodiscard]] RegistryResponse distribution(const ApiCall &call);
    [[nodiscard]] RegistryResponse feed(const ApiCall &call, const QString &title,
                                        const QString &page, QList<Release> releases);
    [[nodiscard]] RegistryResponse openSearch(const ApiCall &call);
    [[nodiscard]] RegistryResponse robots(const ApiCall &call);

    RegistryContext &m_context;
};
