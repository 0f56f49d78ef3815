// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QFileDevice>

/// Files that are not allowed to be half there: written under a temporary name in the same folder,
/// flushed to the disk, renamed, and the folder flushed. A kill leaves the old or the new content.
namespace DurableFile {

inline constexpr QFileDevice::Permissions publicFile =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup
    | QFileDevice::ReadOther;
inline constexpr QFileDevice::Permissions privateFile =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner;

/// Replaces `path` with `bytes`. Makes missing parent folders.
[[nodiscard]] Result<void> write(const QString &path, const QByteArray &bytes,
                                 QFileDevice::Permissions permissions = privateFile);
/// Flushes `from` and renames it over `to` (same file system), then flushes the folder.
[[nodiscard]] Result<void> replace(const QString &from, const QString &to);
/// The whole content; refuses more than `limit` bytes.
[[nodiscard]] Result<QByteArray> read(const QString &path, qint64 limit = 64 * 1024 * 1024);
/// Flushes a folder's entries; does nothing on systems that cannot.
[[nodiscard]] Result<void> syncFolder(const QString &folder);

} // namespace DurableFile
