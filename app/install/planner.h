// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"
#include "index/searchquery.h"
#include "install/manifest.h"
#include "install/plan.h"
#include "install/targetfacts.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

/// What a planner may ask about releases. Real: the index and the registries; in tests: a list.
class ReleaseSource
{
public:
    virtual ~ReleaseSource() = default;
    /// Of the distribution, or NotFound.
    [[nodiscard]] virtual Result<IndexEntry> distribution(const QString &name) const = 0;
    /// Distributions that provide an extension, best first; may be empty.
    [[nodiscard]] virtual Result<QList<IndexEntry>> providers(const QString &extension) const = 0;
    /// One version's metadata.
    [[nodiscard]] virtual Result<Release> release(const QString &registry, const QString &name,
                                                  const Version &version) const = 0;
    [[nodiscard]] virtual Result<QUrl> archiveUrl(const QString &registry,
                                                  const Release &release) const = 0;
    /// Who vouches for that release's archive; see `ReleaseVerifier::verify()`. Unknown when it cannot be told.
    [[nodiscard]] virtual Result<Provenance> provenance(const QString &registry,
                                                        const Release &release) const
    {
        Q_UNUSED(registry)
        Q_UNUSED(release)
        return Provenance();
    }
    /// Whether the build of that release for that installation is in the build cache.
    [[nodiscard]] virtual bool isBuilt(const Release &release,
                                       const Installation &installation) const = 0;
    /// Names that somebody who typed `name` may have meant, likeliest first.
    [[nodiscard]] virtual QStringList similarNames(const QString &name) const
    {
        Q_UNUSED(name)
        return {};
    }
};

/// What the person wants.
struct PlanRequest {
    QString name;                   ///< distribution or extension
    std::optional<Version> version; ///< empty: the best for the target
    QStringList databases;          ///< where to create it; empty: files only
    QString schema;
    QStringList extensions;   ///< of those provided; empty: all
    QStringList extraPreload; ///< libraries to preload besides the required ones
    bool withTests = false;   ///< run installcheck after proving
    bool allowPreRelease = false;
    bool allowWithoutJail = false;
    bool preferUserFolder = false; ///< PostgreSQL 18+
    bool reinstall = false;        ///< also when the same version is there
    QString userFolder; ///< where UserFolder installs go (Locations::extensionsFolder()/MAJOR)
};

/// What the person wants to be rid of.
struct UninstallRequest {
    /// What put the files there; without one only the SQL objects go.
    std::optional<Manifest> manifest = {};
    QString extension = {};     ///< without a manifest: which
    QStringList databases = {}; ///< where to drop it; empty: wherever it is created
    bool keepFiles = false;     ///< only drop it
};

/// Pure: same request, facts and source, same plan. Resolves dependencies (extension -> distribution, contrib,
/// PostgreSQL version), orders them, and explains conflicts and impossibilities as blockers with a remedy. An error
/// only when there is nothing to plan (unknown name: suggestions in the message).
namespace Planner {
[[nodiscard]] Result<Plan> plan(const PlanRequest &request, const TargetFacts &facts,
                                const ReleaseSource &source);
/// Drops, preload removal and the removal of exactly the manifest's files; what depends on it is a blocker.
[[nodiscard]] Result<Plan> planUninstall(const UninstallRequest &request, const TargetFacts &facts);
/// Libraries a release must (modules with preload=server) or may (told by its README) have preloaded.
struct PreloadHints {
    QStringList required;
    QStringList optional;
};
[[nodiscard]] PreloadHints preloadHints(const IndexEntry &entry);
} // namespace Planner
