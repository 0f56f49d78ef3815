// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/store/withdrawalstore.h"

/// What is released, with all that the registry knows of it; and yanking and deprecating it.
class DistributionsApi final : public ApiGroup
{
public:
    explicit DistributionsApi(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    [[nodiscard]] RegistryResponse list(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse show(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse showRelease(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse yank(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse unyank(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse deprecate(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse undeprecate(const ApiCall &call) const;

    [[nodiscard]] Result<QJsonObject> distribution(const ApiCall &call, const QString &name) const;
    /// Permission: the token is for another distribution.
    [[nodiscard]] static WithdrawalStore::Actor actorOf(const ApiCall &call);
    /// After a change: the documents are written, and the thing is answered as it is now.
    [[nodiscard]] RegistryResponse changed(const ApiCall &call, const Result<void> &done,
                                           bool isRelease) const;

    RegistryContext &m_context;
};
