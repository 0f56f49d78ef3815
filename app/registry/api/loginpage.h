// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/accounts/registration.h"
#include "registry/api/formpage.h"
#include "registry/api/ratelimit.h"
#include "registry/openid/openidclient.h"
#include "registry/registryservice.h"
#include "registry/store/loginstore.h"

class FormFields;

/// Signing in with an identity provider: there, back, and what for. Everything is bound to the browser that began by a
/// cookie of its own, which is good for nothing else.
class LoginPage final : public ApiGroup
{
public:
    explicit LoginPage(RegistryContext &context);
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse begun(const ApiCall &call);
    [[nodiscard]] RegistryResponse returned(const ApiCall &call);
    [[nodiscard]] RegistryResponse continued(const ApiCall &call);
    /// Asks what is to be decided next, under a new ticket.
    [[nodiscard]] RegistryResponse ask(const ApiCall &call, const PendingLogin &login,
                                       const QString &problem = {}, int status = 200);
    [[nodiscard]] Result<Account> accountFor(const ApiCall &call, const PendingLogin &login,
                                             const FormFields &form);
    [[nodiscard]] RegistryResponse decided(const ApiCall &call, const PendingLogin &login,
                                           const Account &account, bool isApproved);
    [[nodiscard]] QUrl returnAddress(const ApiCall &call, const QString &provider);

    RegistryContext &m_context;
    QtHttpClient m_http;
    OpenIdClient m_client;
    LoginStore m_logins;
    Registration m_registration;
    RateLimit m_attempts;
};
