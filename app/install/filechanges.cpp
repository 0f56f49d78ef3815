// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/filechanges.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FileChanges", text);
}

QString savedPath(const ManifestStore &store, const QString &manifestId, const QString &name)
{
    return store.folderOf(manifestId) + u"/saved/"_s + name;
}

PlaceState fileState(const QByteArray &sha256)
{
    return {PlaceState::Kind::File, sha256, {}};
}

PlaceState stateBefore(const Manifest::File &file)
{
    if (!file.replaced)
        return {};
    if (!file.previousLink.isEmpty())
        return {PlaceState::Kind::Link, {}, file.previousLink};
    return fileState(file.previousSha256);
}

PlaceState stateAfter(const Manifest::File &file)
{
    if (!file.link.isEmpty())
        return {PlaceState::Kind::Link, {}, file.link};
    return file.sha256.isEmpty() ? PlaceState{} : fileState(file.sha256);
}

quint32 modeOf(const QFileInfo &info)
{
    return info.permission(QFileDevice::ExeOwner) ? 0755 : 0644;
}

Result<void> flushFile(const QString &path)
{
#ifdef Q_OS_UNIX
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || ::fsync(file.handle()) != 0) {
        return Error{
            Error::Kind::Permission, tr("%1 cannot be flushed to the disk.").arg(path), {}};
    }
#else
    Q_UNUSED(path)
#endif
    return {};
}

/// Notes what is at `file.path` now, with a copy of its content.
Result<PlaceState> remember(Manifest::File &file, const ManifestStore &store,
                            const Manifest &manifest, qsizetype number, bool flush)
{
    const Result<PlaceState> state = PlaceState::at(file.path);
    if (!state || state->kind == PlaceState::Kind::Nothing)
        return state;
    file.replaced = true;
    if (state->kind == PlaceState::Kind::Link) {
        file.previousLink = state->link;
        return state;
    }
    const QFileInfo info(file.path);
    file.previousSha256 = state->sha256;
    file.previousMode = modeOf(info);
    file.previousModified = info.lastModified().toMSecsSinceEpoch();
    file.savedAs = QString::number(number);
    const QString saved = savedPath(store, manifest.id, file.savedAs);
    if (!QDir().mkpath(QFileInfo(saved).path()) || !QFile::copy(file.path, saved)) {
        return Error{Error::Kind::Permission,
                     tr("%1 would be replaced, but cannot be kept for undo in %2.")
                         .arg(file.path, QFileInfo(saved).path()),
                     {}};
    }
    if (flush) {
        if (Result<void> flushed = flushFile(saved); !flushed)
            return flushed.error();
    }
    return state;
}

/// Folders that have to be made for `path`, outermost first.
QStringList missingFolders(const QString &path)
{
    QStringList missing;
    for (QFileInfo folder(QFileInfo(path).path()); !folder.exists() && !folder.isRoot();
         folder.setFile(folder.path()))
        missing.prepend(folder.filePath());
    return missing;
}

CopyBatch newBatch(CopyBatch::Verb verb, const Manifest &manifest, const QString &pgConfig,
                   bool flush)
{
    CopyBatch batch;
    batch.verb = verb;
    batch.id = manifest.id;
    batch.pgConfig = pgConfig;
    batch.flush = flush;
    return batch;
}

/// What a file is turned back into when all installs of a distribution are taken away.
struct Origin {
    QString manifestId;
    Manifest::File file; ///< as the oldest of these installs noted it
    QByteArray current;  ///< what the newest of them put there
};

/// Newest first; each older install is followed only as long as the newer one replaced exactly what it put there.
QHash<QString, Origin> originsOf(const QList<Manifest> &installs)
{
    QHash<QString, Origin> origins;
    for (const Manifest &install : installs) {
        for (const Manifest::File &file : install.files) {
            if (file.sha256.isEmpty())
                continue;
            const auto known = origins.find(file.path);
            if (known == origins.end())
                origins.insert(file.path, {install.id, file, file.sha256});
            else if (known->file.replaced && known->file.previousSha256 == file.sha256)
                *known = {install.id, file, known->current};
        }
    }
    return origins;
}

} // namespace

Result<CopyBatch> FileChanges::install(const QList<StagedFile> &files, const ManifestStore &store,
                                       Manifest &manifest, const QString &pgConfig, bool flush)
{
    CopyBatch batch = newBatch(CopyBatch::Verb::Install, manifest, pgConfig, flush);
    for (const StagedFile &staged : files) {
        Manifest::File file;
        file.path = staged.destination;
        file.sha256 = staged.sha256;
        file.mode = staged.mode;
        const Result<PlaceState> before =
            remember(file, store, manifest, manifest.files.size(), flush);
        if (!before)
            return before.error();
        const QStringList missing = missingFolders(staged.destination);
        for (const QString &folder : missing) {
            if (!manifest.createdFolders.contains(folder))
                manifest.createdFolders << folder;
        }
        manifest.files << file;
        batch.puts << CopyBatch::Put{
            staged.source, staged.sha256, staged.destination, staged.mode, 0, *before};
    }
    return batch;
}

Result<CopyBatch> FileChanges::uninstall(const Manifest &owner, const ManifestStore &store,
                                         Manifest &manifest, const QString &pgConfig, bool flush,
                                         QStringList &left)
{
    QList<Manifest> installs;
    const QList<Manifest> all = store.all();
    for (const Manifest &candidate : all) {
        if (candidate.state == Manifest::State::Complete && !candidate.isRemoval
            && candidate.distribution.compare(owner.distribution, Qt::CaseInsensitive) == 0
            && candidate.target.value(u"installation"_s) == owner.target.value(u"installation"_s))
            installs << candidate;
    }
    CopyBatch batch = newBatch(CopyBatch::Verb::Restore, manifest, pgConfig, flush);
    const QHash<QString, Origin> origins = originsOf(installs);
    QStringList paths = origins.keys();
    paths.sort();
    for (const QString &path : std::as_const(paths)) {
        const Origin &origin = origins[path];
        Manifest::File file;
        file.path = path;
        const Result<PlaceState> now =
            remember(file, store, manifest, manifest.files.size(), flush);
        if (!now)
            return now.error();
        if (*now != fileState(origin.current)) {
            if (now->kind != PlaceState::Kind::Nothing)
                left << path;
            continue;
        }
        const Manifest::File &first = origin.file;
        if (!first.previousLink.isEmpty()) {
            file.link = first.previousLink;
            batch.links << CopyBatch::Link{path, first.previousLink, *now};
        } else if (first.replaced) {
            file.sha256 = first.previousSha256;
            file.mode = first.previousMode;
            batch.puts << CopyBatch::Put{savedPath(store, origin.manifestId, first.savedAs),
                                         first.previousSha256,
                                         path,
                                         first.previousMode,
                                         first.previousModified,
                                         *now};
        } else {
            batch.removals << CopyBatch::Removal{path, *now};
        }
        manifest.files << file;
    }
    for (const Manifest &install : std::as_const(installs)) {
        manifest.superseded << install.id;
        for (const QString &folder : install.createdFolders)
            batch.emptyFolders << folder;
    }
    std::sort(batch.emptyFolders.begin(), batch.emptyFolders.end(),
              [](const QString &a, const QString &b) { return a.size() > b.size(); });
    batch.emptyFolders.removeDuplicates();
    return batch;
}

Result<CopyBatch> FileChanges::takeBack(const Manifest &manifest, const ManifestStore &store,
                                        const QString &pgConfig, bool force, bool flush)
{
    CopyBatch batch = newBatch(CopyBatch::Verb::Restore, manifest, pgConfig, flush);
    QStringList changed;
    for (auto file = manifest.files.crbegin(); file != manifest.files.crend(); ++file) {
        const QString folder = QFileInfo(file->path).path();
        if (!batch.sweep.contains(folder))
            batch.sweep << folder;
        const Result<PlaceState> now = PlaceState::at(file->path);
        if (!now)
            return now.error();
        const PlaceState before = stateBefore(*file);
        if (*now == before)
            continue;
        if (*now != stateAfter(*file)) {
            changed << file->path;
            if (!force)
                continue;
        }
        switch (before.kind) {
        case PlaceState::Kind::Nothing:
            batch.removals << CopyBatch::Removal{file->path, *now};
            break;
        case PlaceState::Kind::Link:
            batch.links << CopyBatch::Link{file->path, before.link, *now};
            break;
        case PlaceState::Kind::File:
            batch.puts << CopyBatch::Put{savedPath(store, manifest.id, file->savedAs),
                                         file->previousSha256,
                                         file->path,
                                         file->previousMode,
                                         file->previousModified,
                                         *now};
            break;
        }
    }
    if (!changed.isEmpty() && !force) {
        return Error{Error::Kind::Conflict,
                     tr("Files were changed since by someone else: %1. Undo the newer change "
                        "first, or force the undo, which overwrites them.")
                         .arg(changed.join(u", "_s)),
                     changed.join(u'\n')};
    }
    batch.emptyFolders = manifest.createdFolders;
    std::reverse(batch.emptyFolders.begin(), batch.emptyFolders.end());
    return batch;
}
