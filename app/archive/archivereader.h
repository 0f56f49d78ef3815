// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivelimits.h"
#include "core/cancellation.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

/// One file or folder of an archive, already checked.
struct ArchiveEntry {
    QString path; ///< relative, '/' separated, no "." or ".." parts
    bool isFolder = false;
    bool isExecutable = false;
    qint64 size = 0; ///< as measured while checking, not as the archive says
    bool operator==(const ArchiveEntry &) const = default;
};

/// Reads zip, tar, tar.gz, tar.xz, tar.zst and tar.bz2 that may be hostile. Opening checks every entry and
/// counts every byte (platform.md, section 6): an archive with one bad entry is refused whole, and the
/// error (kind Refused or Integrity) names the entry and the reason. Not thread-safe; one thread at a time.
class ArchiveReader
{
public:
    [[nodiscard]] static Result<ArchiveReader> open(const QString &path,
                                                    const ArchiveLimits &limits = {},
                                                    const CancellationToken &token = {});
    ArchiveReader(ArchiveReader &&) noexcept;
    ArchiveReader &operator=(ArchiveReader &&) noexcept;
    ~ArchiveReader();

    /// In archive order.
    [[nodiscard]] const QList<ArchiveEntry> &entries() const;
    [[nodiscard]] bool contains(const QString &path) const;
    /// One file's bytes; error when longer than `limit`.
    [[nodiscard]] Result<QByteArray> read(const QString &path,
                                          qint64 limit = 16 * 1024 * 1024) const;
    /// Unpacks everything below `prefix` (empty: all) into the empty or missing folder `destination`; `prefix`
    /// itself is cut off. Files 0644 or 0755, folders 0755, no links, no setuid. On failure or cancel
    /// nothing is left.
    [[nodiscard]] Result<void> unpack(const QString &destination, const QString &prefix = {},
                                      const CancellationToken &token = {}) const;
    /// The single top folder when every entry is in it; empty otherwise.
    [[nodiscard]] QString topFolder() const;

private:
    struct State;
    explicit ArchiveReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};
