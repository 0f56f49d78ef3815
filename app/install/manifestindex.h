// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/manifest.h"
#include "jobs/jobqueue.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>

/// What lists and buttons need of a manifest.
struct ManifestEntry {
    QString id;
    Manifest::State state = Manifest::State::InProgress;
    bool isRemoval = false;
    QString distribution;
    QString version;
    QString installationId;
    QString targetTitle;
    QStringList databases;  ///< in which it created, updated or dropped something
    QStringList extensions; ///< whose control files it brought
    bool operator==(const ManifestEntry &) const = default;
    /// Its files are there now.
    [[nodiscard]] bool isInstalled() const
    {
        return state == Manifest::State::Complete && !isRemoval;
    }
};

/// All manifests in memory, so that a window never reads them from the disk. Main thread only; read on a thread of
/// its own when first asked to, and again when a job has ended. Empty before.
class ManifestIndex : public QObject
{
    Q_OBJECT

public:
    ManifestIndex(const ManifestStore &store, JobQueue &queue, QObject *parent = nullptr);
    ~ManifestIndex() override;

    /// Reads them behind the caller; ends in `changed()` when something is different.
    void refresh();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const QList<ManifestEntry> &entries() const
    {
        return m_entries;
    } ///< newest first
    [[nodiscard]] const ManifestEntry *entry(const QString &id) const;
    /// The newest one that installed this distribution there, or null.
    [[nodiscard]] const ManifestEntry *current(const QString &distribution,
                                               const QString &installationId) const;
    /// It was removed: not on the disk any more, rather than not read yet.
    [[nodiscard]] bool isGone(const QString &id) const;

Q_SIGNALS:
    void changed();

private:
    void receive(const QList<ManifestEntry> &entries);

    ManifestStore m_store;
    QThreadPool m_thread;
    QList<ManifestEntry> m_entries;
    QHash<QString, qsizetype> m_places; ///< by id
    QSet<QString> m_awaited;            ///< of jobs that ended since the last reading began
    bool m_isLoaded = false;
    bool m_isReading = false;
    bool m_readAgain = false;
};
