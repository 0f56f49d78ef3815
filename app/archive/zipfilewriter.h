// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

/// Writes one zip file into an open, empty, seekable file. KArchive's own writer neither marks names as
/// UTF-8 nor leaves out the clock, so the few headers are written here; the filter is KArchive's.
class ZipFileWriter
{
public:
    explicit ZipFileWriter(QFile &file) : m_file(file) {}

    [[nodiscard]] Result<void> addFolder(const QString &path);
    /// Packs what `source` (open for reading) holds.
    [[nodiscard]] Result<void> addFile(const QString &path, bool isExecutable, QFile &source);
    /// Writes the directory; nothing may be added after it.
    [[nodiscard]] Result<void> finish();

private:
    struct Header;
    struct Sums;
    [[nodiscard]] Result<Sums> deflate(QFile &source);
    [[nodiscard]] Result<void> put(const QByteArray &bytes);
    void record(const Header &header, qint64 offset, quint32 mode);

    QFile &m_file;
    QByteArray m_directory;
    int m_count = 0;
};
