// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/store/ownershipstore.h"

/// Who owns which extensions, and how that changes (protocol.md 4.6).
class PermissionsApi final : public ApiGroup
{
public:
    explicit PermissionsApi(RegistryContext &context);
    void addTo(ApiRouter &router) override;

private:
    using Change = Result<void> (*)(OwnershipStore &store, const ApiCall &call,
                                    const QString &nickname, const OwnershipStore::Actor &actor,
                                    const QDateTime &now);
    /// `takesNickname`: from the content's only member.
    void addChange(ApiRouter &router, const QByteArray &method, const QString &pattern,
                   TokenScope scope, bool takesNickname, Change change);
    [[nodiscard]] RegistryResponse changed(const ApiCall &call, bool takesNickname, Change change);
    [[nodiscard]] RegistryResponse owners(const ApiCall &call);
    [[nodiscard]] RegistryResponse ofUser(const ApiCall &call);
    [[nodiscard]] RegistryResponse own(const ApiCall &call);
    [[nodiscard]] RegistryResponse orphaned(const ApiCall &call);

    RegistryContext &m_context;
    OwnershipStore m_ownership;
};
