// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QtGlobal>

#include <optional>

class QFile;

/// What tells one version of a file from the next without reading it. A file that is replaced by renaming another
/// over it, which is how a registry writes, always gets another one.
struct FileStamp {
    quint64 inode = 0;
    qint64 size = 0;
    qint64 nanoseconds = 0; ///< of its last change, since 1970

    friend bool operator==(const FileStamp &, const FileStamp &) = default;

    /// Of a regular file; nothing for all others, links among them.
    [[nodiscard]] static std::optional<FileStamp> of(const QByteArray &encodedPath);
    [[nodiscard]] static std::optional<FileStamp> of(const QFile &open);

    [[nodiscard]] QByteArray etag() const; ///< strong, with its quotes
    [[nodiscard]] QDateTime modified() const;
};
