// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/registryreleasesource.h"

#include "remote/releaseverifier.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryReleaseSource", text);
}

} // namespace

RegistryReleaseSource::RegistryReleaseSource(const SearchIndex &index, ClientOf clientOf,
                                             IsBuilt isBuilt)
    : m_index(index), m_clientOf(std::move(clientOf)), m_isBuilt(std::move(isBuilt))
{
}

Result<std::shared_ptr<RegistryClient>> RegistryReleaseSource::client(const QString &registry) const
{
    if (std::shared_ptr<RegistryClient> found = m_clientOf(registry))
        return found;
    return Error{Error::Kind::NotFound,
                 tr("The registry %1 is not among the chosen ones any more. Synchronise, then try "
                    "again.")
                     .arg(registry),
                 {}};
}

Result<IndexEntry> RegistryReleaseSource::distribution(const QString &name) const
{
    const auto entry = m_index.entryNow(name);
    if (!entry)
        return entry.error();
    if (!entry->has_value() || (*entry)->release.key() != name.toLower()) {
        return Error{Error::Kind::NotFound,
                     tr("No registry has a distribution called \"%1\".").arg(name),
                     {}};
    }
    return **entry;
}

Result<QList<IndexEntry>> RegistryReleaseSource::providers(const QString &extension) const
{
    return m_index.providersNow(extension);
}

Result<Release> RegistryReleaseSource::release(const QString &registry, const QString &name,
                                               const Version &version) const
{
    const auto entry = m_index.entryNow(name);
    if (entry && entry->has_value() && (*entry)->registry == registry
        && (*entry)->release.version == version)
        return (*entry)->release;
    const auto asked = client(registry);
    if (!asked)
        return asked.error();
    const QMutexLocker lock(&m_asking);
    auto reading = (*asked)->release(name, version);
    if (!reading)
        return reading.error();
    return std::move(reading->value);
}

Result<QUrl> RegistryReleaseSource::archiveUrl(const QString &registry,
                                               const Release &release) const
{
    const auto asked = client(registry);
    if (!asked)
        return asked.error();
    const QMutexLocker lock(&m_asking);
    return (*asked)->downloadUrl(release.name, release.version);
}

Result<Provenance> RegistryReleaseSource::provenance(const QString &registry,
                                                     const Release &release) const
{
    if (!m_trust)
        return Provenance();
    const auto asked = client(registry);
    if (!asked)
        return asked.error();
    const QMutexLocker lock(&m_asking);
    return ReleaseVerifier::verify(**asked, *m_trust, release);
}

bool RegistryReleaseSource::isBuilt(const Release &release, const Installation &installation) const
{
    return m_isBuilt && m_isBuilt(release, installation);
}

QStringList RegistryReleaseSource::similarNames(const QString &name) const
{
    SearchQuery query;
    query.text = name;
    query.limit = 5;
    const auto answer = m_index.searchNow(query);
    QStringList names;
    if (!answer)
        return names;
    for (const SearchHit &hit : answer->hits)
        names += hit.name;
    return names;
}
