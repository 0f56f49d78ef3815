// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "registry/registryservice.h"

struct IncomingArchive;

/// Takes archives in: as PGXN Manager does (protocol.md 4.1), and with tokens and problem details under /api/v2.
class PublishingApi final : public ApiGroup
{
public:
    explicit PublishingApi(RegistryContext &context) : m_context(context) {}
    void addTo(ApiRouter &router) override;

private:
    /// What could not be published, and the status that says so.
    struct Refused {
        Error error;
        int status = 0;
    };

    [[nodiscard]] RegistryResponse upload(const ApiCall &call) const;
    [[nodiscard]] RegistryResponse release(const ApiCall &call) const;
    /// A release as its uploader sees it after a browser's upload.
    [[nodiscard]] RegistryResponse showRelease(const ApiCall &call) const;
    /// 413 when there is more than the setting allows.
    [[nodiscard]] std::optional<Refused> refusalOfSize(qint64 size) const;
    /// Whether an upload is worth reading. `size`: -1: not known.
    [[nodiscard]] BodyRule uploadRule(const RegistryRequest &head, qint64 size,
                                      RegistryResponse (*answer)(const RegistryRequest &,
                                                                 const Refused &)) const;
    [[nodiscard]] static RegistryResponse refusedUpload(const RegistryRequest &request,
                                                        const Refused &refused);
    [[nodiscard]] static RegistryResponse refusedRelease(const RegistryRequest &request,
                                                         const Refused &refused);
    [[nodiscard]] Result<Release> publish(const ApiCall &call, const IncomingArchive &archive,
                                          bool isRehearsal) const;

    RegistryContext &m_context;
};
