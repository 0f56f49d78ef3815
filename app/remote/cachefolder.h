// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QUrl>

#include <mutex>
#include <optional>

/// Kept answers as files, one each, named by the digest of their address; a file's times say when the server
/// last confirmed it (modification) and when it was last used (access). Files are replaced as a whole, so
/// threads and processes may share a folder. An entry that is not as it was written is removed when met.
class CacheFolder
{
public:
    struct Entry {
        QUrl url;
        QByteArray etag;
        QByteArray lastModified;
        QByteArray body;
        QDateTime confirmedAt;
    };

    CacheFolder(QString folder, qint64 capBytes);

    /// Marks it as used at `now`.
    [[nodiscard]] std::optional<Entry> read(const QUrl &url, const QDateTime &now);
    /// Removes the least recently used entries when there is too much.
    [[nodiscard]] Result<void> write(const Entry &entry);
    void confirm(const QUrl &url, const QDateTime &now);
    void remove(const QUrl &url);
    [[nodiscard]] qint64 size() const;
    void clear();

private:
    [[nodiscard]] QString pathOf(const QUrl &url) const;
    void noteWritten(qint64 bytes);

    QString m_folder;
    qint64 m_cap;
    std::mutex m_mutex;
    qint64 m_knownSize = -1; ///< of all entries; -1: not counted yet
    int m_writesSinceCount = 0;
};
