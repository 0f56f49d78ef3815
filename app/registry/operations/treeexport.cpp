// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/operations/treeexport.h"

#include "core/durablefile.h"
#include "registry/registrystore.h"
#include "registry/store/releasestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryBackup", text);
}

/// Later ones tell of earlier ones.
int rankOf(const QString &file)
{
    if (file.endsWith(u".zip"))
        return 0;
    if (file.startsWith(u"dist/") && file.count(u'/') == 3)
        return 1;
    if (file.startsWith(u"stats/") || file == u"index.json")
        return 4;
    return file.startsWith(u"dist/") ? 3 : 2;
}

Result<QStringList> filesOf(RegistryStore &store)
{
    const Result<QList<Release>> releases = ReleaseStore(store.database()).all();
    if (!releases)
        return releases.error();
    QSet<QString> folders;
    for (const Release &release : *releases)
        folders.insert(store.tree().releaseFolder(release.name, release.version.toString()));
    const QDir root(store.tree().root());
    QStringList files;
    QDirIterator all(root.path(), QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString file = all.next();
        const QString relative = root.relativeFilePath(file);
        // Of releases only what the database knows.
        if (rankOf(relative) <= 1 && !folders.contains(QFileInfo(file).path()))
            continue;
        files.append(relative);
    }
    std::sort(files.begin(), files.end(), [](const QString &a, const QString &b) {
        return std::pair(rankOf(a), a) < std::pair(rankOf(b), b);
    });
    return files;
}

/// Released files never change; documents are small.
Result<bool> isSame(const QString &from, const QString &to)
{
    const QFileInfo there(to);
    if (!there.isFile() || there.size() != QFileInfo(from).size())
        return false;
    if (to.endsWith(u".zip"))
        return true;
    const Result<QByteArray> left = DurableFile::read(from);
    const Result<QByteArray> right = DurableFile::read(to);
    return left && right && *left == *right;
}

Result<void> copy(const QString &from, const QString &to)
{
    if (!QDir().mkpath(QFileInfo(to).path()))
        return Error{Error::Kind::Permission, tr("%1 cannot be written.").arg(to), {}};
    const QString temporary = QFileInfo(to).path() + u"/.export.part"_s;
    QFile::remove(temporary);
    QFile source(from);
    if (!source.copy(temporary))
        return Error{Error::Kind::Permission, tr("%1 cannot be written.").arg(to),
                     source.errorString()};
    QFile file(temporary);
    // Mirrors tell how old they are by this time.
    if (file.open(QIODevice::ReadWrite))
        file.setFileTime(QFileInfo(from).lastModified(), QFileDevice::FileModificationTime);
    file.close();
    return DurableFile::replace(temporary, to);
}

} // namespace

Result<TreeExport::Outcome> TreeExport::write(RegistryStore &store, const QString &folder,
                                              const CancellationToken &token,
                                              const Progress &progress)
{
    const QDir target(folder);
    if (target.exists() && !target.isEmpty() && !target.exists(u"index.json"_s)
        && !target.exists(u"dist"_s))
        return Error{
            Error::Kind::Conflict,
            tr("%1 holds something that is no mirror. Choose an empty folder.").arg(folder),
            {}};
    const Result<QStringList> files = filesOf(store);
    if (!files)
        return files.error();
    Outcome outcome;
    qint64 done = 0;
    for (const QString &file : *files) {
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled,
                         tr("The export was cancelled; run it again to go on where it stopped."),
                         {}};
        if (progress)
            progress(file, done++, files->size());
        const QString from = store.tree().path(file);
        const QString to = target.filePath(file);
        const Result<bool> same = isSame(from, to);
        if (!same)
            return same.error();
        if (*same) {
            ++outcome.unchanged;
            continue;
        }
        if (Result<void> copied = copy(from, to); !copied)
            return copied.error();
        ++outcome.copied;
    }
    const QSet<QString> wanted(files->begin(), files->end());
    QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString file = all.next();
        if (!wanted.contains(target.relativeFilePath(file)) && QFile::remove(file))
            ++outcome.removed;
    }
    return outcome;
}
