// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/planner.h"

#include <QSet>

/// A registry that is a list, for planning without an index.
class ListedReleases final : public ReleaseSource
{
public:
    /// Adds a version of a distribution; the newest stable one is the best.
    IndexEntry &add(const Release &release)
    {
        IndexEntry &entry = m_entries[release.key()];
        m_releases[release.key()].insert(release.version.toString(), release);
        entry.registry = QStringLiteral("samples");
        entry.archiveBytes = 22'000;
        entry.hasNativeCode = true;
        entry.language = QStringLiteral("c");
        entry.distribution.name = release.name;
        entry.distribution.releases += {release.version, release.status, {}, release.yanked};
        std::sort(entry.distribution.releases.begin(), entry.distribution.releases.end(),
                  [](const auto &one, const auto &other) { return one.version > other.version; });
        entry.release = m_releases[release.key()][entry.distribution.best()->version.toString()];
        return entry;
    }
    void setBuilt(const QString &name) { m_built += name; }
    void setProvenance(const Result<Provenance> &provenance) { m_provenance = provenance; }
    void setSimilar(const QStringList &names) { m_similar = names; }

    [[nodiscard]] Result<IndexEntry> distribution(const QString &name) const override
    {
        const auto found = m_entries.constFind(name.toLower());
        if (found == m_entries.constEnd())
            return Error{Error::Kind::NotFound, QStringLiteral("unknown"), {}};
        return *found;
    }
    [[nodiscard]] Result<QList<IndexEntry>> providers(const QString &extension) const override
    {
        QList<IndexEntry> found;
        for (const IndexEntry &entry : m_entries) {
            for (const ProvidedExtension &provided : entry.release.extensions) {
                if (provided.name == extension)
                    found += entry;
            }
        }
        return found;
    }
    [[nodiscard]] Result<Release> release(const QString &, const QString &name,
                                          const Version &version) const override
    {
        const auto versions = m_releases.value(name.toLower());
        const auto found = versions.constFind(version.toString());
        if (found == versions.constEnd())
            return Error{Error::Kind::NotFound, QStringLiteral("unknown"), {}};
        return *found;
    }
    [[nodiscard]] Result<QUrl> archiveUrl(const QString &, const Release &release) const override
    {
        return QUrl(QStringLiteral("https://registry.test/dist/%1/%2/%3.zip")
                        .arg(release.key(), release.version.toString(), release.archiveBase()));
    }
    [[nodiscard]] Result<Provenance> provenance(const QString &, const Release &) const override
    {
        return m_provenance;
    }
    [[nodiscard]] bool isBuilt(const Release &release, const Installation &) const override
    {
        return m_built.contains(release.key());
    }
    [[nodiscard]] QStringList similarNames(const QString &) const override { return m_similar; }

private:
    QMap<QString, IndexEntry> m_entries;
    QMap<QString, QMap<QString, Release>> m_releases;
    QSet<QString> m_built;
    QStringList m_similar;
    Result<Provenance> m_provenance = Provenance();
};
