// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/api/formpage.h"
#include "registry/api/ratelimit.h"
#include "registry/registryservice.h"
#include "registry/store/devicegrantstore.h"

/// The pages on which a person lets a program in (RFC 8628, section 3.3), and sets a new password with a link. A form
/// always takes the password, or what only that browser has, so that no other site can send it in the person's name.
class DevicePage final : public ApiGroup
{
public:
    explicit DevicePage(RegistryContext &context);
    void addTo(ApiRouter &router) override;

    /// What `grant` would let the program do, as paragraphs.
    static void describe(FormPage &page, const DeviceGrant &grant);
    /// Approves as `account`, or says why not. Audited.
    [[nodiscard]] static Result<void> approve(RegistryContext &context, const ApiCall &call,
                                              const DeviceGrant &grant, const Account &account,
                                              const QString &means);
    [[nodiscard]] static RegistryResponse approved(const DeviceGrant &grant);
    [[nodiscard]] static RegistryResponse denied();

private:
    [[nodiscard]] RegistryResponse shown(const ApiCall &call);
    [[nodiscard]] RegistryResponse decided(const ApiCall &call);
    [[nodiscard]] RegistryResponse codeForm(const QString &problem, int status);
    [[nodiscard]] RegistryResponse decisionForm(const DeviceGrant &grant, const QString &problem,
                                                int status);
    [[nodiscard]] RegistryResponse resetForm(const ApiCall &call);
    [[nodiscard]] RegistryResponse resetDone(const ApiCall &call);

    RegistryContext &m_context;
    DeviceGrantStore m_grants;
    RateLimit m_lookups;
};
