// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/store/reviewstore.h"

/// What people who installed a distribution say about it, owners' replies, and the moderators' queue.
class ReviewsApi final : public ApiGroup
{
public:
    explicit ReviewsApi(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse list(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse rating(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse own(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse write(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse remove(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse rights(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse reply(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse flag(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse queue(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse decide(const ApiCall &call) const;

    [[nodiscard]] RegistryResponse answer(const ApiCall &call, const Review &review,
                                          int status = 200) const;
    [[nodiscard]] Result<bool> showsTexts() const;

    RegistryContext &m_context;
};
