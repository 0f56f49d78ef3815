// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivereader.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdlib>

/// Archives of any kind: whatever is in them, nothing is written outside the folder they are unpacked into, and no more
/// than the limits say.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir work(QStringLiteral("/dev/shm/howdah-fuzz-XXXXXX"));
    const QString inside = work.filePath(QStringLiteral("a/b/unpacked"));
    const QString path = work.filePath(QStringLiteral("input"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        std::abort();
    file.write(reinterpret_cast<const char *>(data), qint64(size));
    file.close();
    ArchiveLimits limits;
    limits.totalBytes = 4 * 1024 * 1024;
    if (Result<ArchiveReader> archive = ArchiveReader::open(path, limits)) {
        for (const ArchiveEntry &entry : archive->entries()) {
            if (!entry.isFolder)
                (void)archive->read(entry.path);
        }
        (void)archive->unpack(inside);
    }
    qint64 bytes = 0;
    QDirIterator all(work.path(),
                     QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString found = all.next();
        const QFileInfo info(found);
        if (found == path || (info.isDir() && !info.isSymLink()))
            continue;
        if (!found.startsWith(inside + u'/') || info.isSymLink())
            std::abort();
        bytes += info.size();
    }
    if (bytes > limits.totalBytes)
        std::abort();
    QDir(work.filePath(QStringLiteral("a"))).removeRecursively();
    return 0;
}
