// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchindex.h"
#include "install/planner.h"
#include "remote/registryclient.h"
#include "remote/truststore.h"

#include <QMutex>

#include <functional>
#include <memory>

/// Releases as the local index knows them, and as the registries tell what the index does not hold (other versions
/// than the best). Blocks; safe from several threads. What it refers to must outlive it.
class RegistryReleaseSource final : public ReleaseSource
{
public:
    using IsBuilt = std::function<bool(const Release &, const Installation &)>;
    /// The client of a registry by its name, or null when it is not in use.
    using ClientOf = std::function<std::shared_ptr<RegistryClient>(const QString &registry)>;

    /// `clientOf` is called from any thread; `isBuilt` may be empty.
    RegistryReleaseSource(const SearchIndex &index, ClientOf clientOf, IsBuilt isBuilt = {});

    /// Signatures are looked at and remembered from now on. Call it before all else; `trust` outlives this.
    void setTrust(TrustStore &trust) { m_trust = &trust; }

    [[nodiscard]] Result<IndexEntry> distribution(const QString &name) const override;
    [[nodiscard]] Result<QList<IndexEntry>> providers(const QString &extension) const override;
    [[nodiscard]] Result<Release> release(const QString &registry, const QString &name,
                                          const Version &version) const override;
    [[nodiscard]] Result<QUrl> archiveUrl(const QString &registry,
                                          const Release &release) const override;
    [[nodiscard]] Result<Provenance> provenance(const QString &registry,
                                                const Release &release) const override;
    [[nodiscard]] bool isBuilt(const Release &release,
                               const Installation &installation) const override;
    [[nodiscard]] QStringList similarNames(const QString &name) const override;

private:
    [[nodiscard]] Result<std::shared_ptr<RegistryClient>> client(const QString &registry) const;

    const SearchIndex &m_index;
    const ClientOf m_clientOf;
    const IsBuilt m_isBuilt;
    TrustStore *m_trust = nullptr;
    mutable QMutex m_asking; // a client is for one thread at a time
};
