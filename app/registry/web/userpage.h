// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/store/accountstore.h"
#include "registry/web/htmlwriter.h"

/// Somebody's page (protocol.md 1.8): what he has released, may release, and has said of the work of others.
class UserPage final : public ApiGroup
{
public:
    explicit UserPage(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse answer(const ApiCall &call);
    [[nodiscard]] Result<void> writeExtensions(HtmlWriter &html, const Account &account);
    [[nodiscard]] Result<void> writeReviews(HtmlWriter &html, const Account &account);

    RegistryContext &m_context;
};
