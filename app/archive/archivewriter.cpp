// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivewriter.h"

#include "archive/archivelimits.h"
#include "archive/entrynames.h"
#include "archive/zipfilewriter.h"
#include "core/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArchiveWriter", text);
}

struct Item {
    QString path;   ///< in the archive
    QString source; ///< on disk
    bool isFolder = false;
    bool isExecutable = false;
};

/// Folders before what is in them, each folder's entries by the bytes of their names.
Result<void> collect(const QString &folder, const QString &path, EntryNames &names,
                     QList<Item> &items)
{
    QFileInfoList entries = QDir(folder).entryInfoList(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::NoSort);
    std::sort(entries.begin(), entries.end(), [](const QFileInfo &a, const QFileInfo &b) {
        return a.fileName().toUtf8() < b.fileName().toUtf8();
    });
    for (const QFileInfo &entry : std::as_const(entries)) {
        if (entry.fileName() == u".git"_s)
            continue;
        const QString inside = path + u'/' + entry.fileName();
        if (entry.isSymLink() || (!entry.isDir() && !entry.isFile()))
            return Error{
                Error::Kind::Refused,
                tr("%1 cannot be packed: only plain files and folders can, no links and no "
                   "special files.")
                    .arg(entry.filePath()),
                {}};
        Result<EntryNames::Verdict> verdict = names.add(inside.toUtf8(), entry.isDir());
        if (!verdict)
            return verdict.error();
        items.append({inside, entry.filePath(), entry.isDir(),
                      entry.isFile() && (entry.permissions() & QFileDevice::ExeOwner) != 0});
        if (entry.isDir()) {
            if (Result<void> below = collect(entry.filePath(), inside, names, items); !below)
                return below;
        }
    }
    return {};
}

Result<void> writeItems(ZipFileWriter &zip, const QList<Item> &items)
{
    for (const Item &item : items) {
        if (item.isFolder) {
            if (Result<void> written = zip.addFolder(item.path); !written)
                return written;
            continue;
        }
        QFile file(item.source);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return Error{Error::Kind::Permission, tr("%1 cannot be read.").arg(item.source),
                         file.errorString()};
        if (Result<void> written = zip.addFile(item.path, item.isExecutable, file); !written)
            return written;
    }
    return zip.finish();
}

} // namespace

namespace ArchiveWriter {

Result<void> writeZip(const QString &path, const QString &folder, const QString &prefix)
{
    if (!QFileInfo(folder).isDir())
        return Error{Error::Kind::NotFound, tr("There is no folder %1 to pack.").arg(folder), {}};
    EntryNames names({});
    QList<Item> items{{prefix, folder, true, false}};
    Result<EntryNames::Verdict> top = names.add(prefix.toUtf8(), true);
    if (!top)
        return top.error();
    if (Result<void> collected = collect(folder, prefix, names, items); !collected)
        return collected;

    const QFileInfo target(path);
    if (!QDir().mkpath(target.absolutePath()))
        return Error{Error::Kind::Permission,
                     tr("The folder %1 cannot be made.").arg(target.absolutePath()),
                     {}};
    QTemporaryFile temporary(target.absolutePath() + u"/."_s + target.fileName() + u".XXXXXX"_s);
    if (!temporary.open())
        return Error{Error::Kind::Permission,
                     tr("No file can be written in %1.").arg(target.absolutePath()),
                     temporary.errorString()};
    const QString name = temporary.fileName();
    ZipFileWriter zip(temporary);
    if (Result<void> written = writeItems(zip, items); !written)
        return written;
    if (!temporary.setPermissions(DurableFile::publicFile))
        return Error{Error::Kind::Permission, tr("The permissions of %1 cannot be set.").arg(path),
                     temporary.errorString()};
    temporary.close();
    if (Result<void> replaced = DurableFile::replace(name, path); !replaced)
        return replaced;
    temporary.setAutoRemove(false);
    return {};
}

} // namespace ArchiveWriter
