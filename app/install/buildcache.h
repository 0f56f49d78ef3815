// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"
#include "install/stagedtree.h"

#include <QString>

#include <optional>

/// Finished builds on disk, so that the same release is not compiled twice for the same installation. An entry
/// belongs to one archive (its strongest digest) and one installation (version, configure's arguments, compiler,
/// flags and place), and remembers each file's hash: one that was changed is no hit. The least recently used go
/// first when the cap is reached. Safe to use from several processes.
class BuildCache
{
public:
    BuildCache(QString folder, qint64 capBytes);

    /// Empty when the archive has no digest: then nothing is kept of it.
    [[nodiscard]] static QString key(const Digests &archive, const Installation &installation);
    /// Looks only; the hashes are checked by `take()`.
    [[nodiscard]] bool contains(const QString &key) const;
    /// Copies of the files in `folder`, which is made, for their places in `destination`: whatever happens to the
    /// cache from then on. Nothing when there is no such entry or it is damaged (it is deleted then).
    [[nodiscard]] std::optional<QList<StagedFile>>
    take(const QString &key, const TargetLayout &destination, const QString &folder) const;
    /// Copies the files into the cache; what was there under that key stays.
    [[nodiscard]] Result<void> store(const QString &key, const QList<StagedFile> &files) const;
    void remove(const QString &key) const;
    [[nodiscard]] qint64 bytes() const;
    [[nodiscard]] int count() const;
    void clear() const;

private:
    void trim(const QString &keep) const;
    [[nodiscard]] QString folderOf(const QString &key) const { return m_folder + u'/' + key; }
    QString m_folder;
    qint64 m_cap;
};
