// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/manifestindex.h"

#include "core/deliver.h"

#include <QtConcurrent>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

ManifestEntry entryOf(const Manifest &manifest)
{
    ManifestEntry entry{manifest.id,
                        manifest.state,
                        manifest.isRemoval,
                        manifest.distribution,
                        manifest.version,
                        manifest.targetId.section(u'|', 0, 0),
                        manifest.targetTitle,
                        {},
                        {}};
    for (const Manifest::SqlChange &change : manifest.sql)
        entry.databases += change.database;
    entry.databases.removeDuplicates();
    const QString suffix = u".control"_s;
    for (const Manifest::File &file : manifest.files) {
        if (file.path.endsWith(suffix))
            entry.extensions += file.path.section(u'/', -1).chopped(suffix.size());
    }
    return entry;
}

QList<ManifestEntry> entriesOf(const ManifestStore &store)
{
    QList<ManifestEntry> entries;
    const QList<Manifest> manifests = store.all();
    for (const Manifest &manifest : manifests)
        entries += entryOf(manifest);
    return entries;
}

} // namespace

ManifestIndex::ManifestIndex(const ManifestStore &store, JobQueue &queue, QObject *parent)
    : QObject(parent), m_store(store)
{
    m_thread.setMaxThreadCount(1);
    connect(&queue, &JobQueue::finished, this, [this](const Job *job) {
        if (!m_isLoaded && !m_isReading)
            return; // nobody looks: a program without a window
        if (const QString id = job->outcome().value(u"manifest"_s).toString(); !id.isEmpty())
            m_awaited += id;
        refresh();
    });
}

ManifestIndex::~ManifestIndex()
{
    m_thread.waitForDone();
}

void ManifestIndex::refresh()
{
    if (m_isReading) {
        m_readAgain = true;
        return;
    }
    m_isReading = true;
    deliver(QtConcurrent::run(&m_thread, [store = m_store] { return entriesOf(store); }), this,
            [this](const QList<ManifestEntry> &entries) { receive(entries); });
}

void ManifestIndex::receive(const QList<ManifestEntry> &entries)
{
    m_isReading = false;
    const bool isOther = !m_isLoaded || entries != m_entries;
    m_isLoaded = true;
    m_entries = entries;
    m_places.clear();
    for (qsizetype i = 0; i < m_entries.size(); ++i)
        m_places.insert(m_entries.at(i).id, i);
    const bool wasAgain = std::exchange(m_readAgain, false);
    const bool hasSettled = !wasAgain && !std::exchange(m_awaited, {}).isEmpty();
    if (wasAgain)
        refresh();
    if (isOther || hasSettled)
        Q_EMIT changed();
}

const ManifestEntry *ManifestIndex::entry(const QString &id) const
{
    const auto found = m_places.constFind(id);
    return found == m_places.cend() ? nullptr : &m_entries.at(found.value());
}

const ManifestEntry *ManifestIndex::current(const QString &distribution,
                                            const QString &installationId) const
{
    for (const ManifestEntry &entry : m_entries) {
        if (entry.isInstalled() && entry.installationId == installationId
            && entry.distribution.compare(distribution, Qt::CaseInsensitive) == 0)
            return &entry;
    }
    return nullptr;
}

bool ManifestIndex::isGone(const QString &id) const
{
    return m_isLoaded && !m_places.contains(id) && !m_awaited.contains(id);
}
