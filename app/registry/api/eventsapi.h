// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/events/eventbroadcaster.h"
#include "registry/registryservice.h"

/// What happened in the registry, page by page and as it happens. Readable by all: events tell nothing that is not
/// public otherwise.
class EventsApi final : public ApiGroup
{
public:
    EventsApi(RegistryContext &context, EventBroadcaster &broadcaster)
        : m_context(context), m_broadcaster(broadcaster)
    {
    }
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] static Result<EventBroadcaster::Filter> filterOf(const ApiCall &call);
    [[nodiscard]] RegistryResponse list(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse stream(const ApiCall &call) const;

    RegistryContext &m_context;
    EventBroadcaster &m_broadcaster;
};
