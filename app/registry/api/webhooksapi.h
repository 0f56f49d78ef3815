// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/webhooks/webhookdeliverer.h"

/// Webhooks of the asker's account; administrators see and change everybody's. Looking needs the scope "read", changing
/// "publish".
class WebhooksApi final : public ApiGroup
{
public:
    WebhooksApi(RegistryContext &context, WebhookDeliverer &deliverer)
        : m_context(context), m_deliverer(deliverer), m_store(context.database)
    {
    }
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse list(const ApiCall &call);
    [[nodiscard]] RegistryResponse create(const ApiCall &call);
    [[nodiscard]] RegistryResponse show(const ApiCall &call);
    [[nodiscard]] RegistryResponse change(const ApiCall &call);
    [[nodiscard]] RegistryResponse remove(const ApiCall &call);
    [[nodiscard]] RegistryResponse renewSecret(const ApiCall &call);
    [[nodiscard]] RegistryResponse test(const ApiCall &call);
    [[nodiscard]] RegistryResponse deliveries(const ApiCall &call);
    [[nodiscard]] RegistryResponse redeliver(const ApiCall &call);

    /// NotFound for another's, too.
    [[nodiscard]] Result<Webhook> find(const ApiCall &call);
    /// Puts the members of a request into a webhook. Invalid; Permission when it is used.
    [[nodiscard]] Result<WebhookStore::Edit> editOf(const ApiCall &call,
                                                    const QStringList &allowed);
    [[nodiscard]] RegistryResponse queued(const ApiCall &call, const Delivery &delivery);

    RegistryContext &m_context;
    WebhookDeliverer &m_deliverer;
    WebhookStore m_store;
};
