// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/recovery.h"

#include "core/ownerlock.h"
#include "install/installationlock.h"
#include "install/manifest.h"
#include "install/takeback.h"
#include "install/workfolder.h"
#include "postgres/sandboxserver.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

constexpr int halfMadeEntryMinutes = 60;

/// A sandbox server takes its files with it; the records of what was installed there have nothing left to undo.
bool isOfGoneSandbox(const Manifest &manifest)
{
    return manifest.target.value(u"origin"_s).toString() == nameOf(Installation::Origin::Sandbox)
           && !QFileInfo::exists(manifest.target.value(u"pgConfig"_s).toString());
}

int removeHalfMadeEntries(const QString &buildsFolder)
{
    int count = 0;
    const QFileInfoList folders =
        QDir(buildsFolder)
            .entryInfoList({u".*"_s}, QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden);
    const QDateTime limit = QDateTime::currentDateTime().addSecs(-60 * halfMadeEntryMinutes);
    for (const QFileInfo &folder : folders) {
        if (folder.lastModified() < limit && FolderTree::remove(folder.filePath()))
            ++count;
    }
    return count;
}

void forget(const QString &id, const ManifestStore &store, Recovery::Outcome &outcome)
{
    const std::optional<OwnerLock> lock = OwnerLock::tryTake(store.lockOf(id));
    if (!lock)
        return;
    if (const Result<void> removed = store.remove(id); !removed)
        outcome.problems << removed.error().message;
}

void putRight(const QString &id, const ManifestStore &store, const InstallServices &services,
              Recovery::Outcome &outcome)
{
    const std::optional<OwnerLock> lock = OwnerLock::tryTake(store.lockOf(id));
    if (!lock)
        return;
    // A job may have finished it since the manifests were listed; under its lock it stays as it is.
    Result<Manifest> manifest = store.load(id);
    if (!manifest || manifest->state != Manifest::State::InProgress)
        return;
    const Result<std::optional<InstallationLock>> turn = InstallationLock::tryTake(
        manifest->target.value(u"installation"_s).toString(), services.locations);
    if (turn && !*turn) {
        outcome.problems << QCoreApplication::translate(
                                "Recovery",
                                "%1 was interrupted. Another Howdah is changing %2 now; what "
                                "is left is put right at the next start.")
                                .arg(manifest->title, manifest->targetTitle);
        return;
    }
    const Result<void> done = TakeBack(*manifest, store, services, {}).run();
    if (done)
        outcome.undone << manifest->title;
    else if (done.error().kind == Error::Kind::Conflict)
        outcome.problems << QCoreApplication::translate(
                                "Recovery",
                                "%1 was interrupted and is not taken back yet: %2 Undo it in "
                                "Activity, or with \"howdahctl undo %3\"; you are asked before "
                                "anything is lost.")
                                .arg(manifest->title, done.error().message, manifest->id);
    else
        outcome.problems << manifest->title + u": "_s + done.error().message;
}

} // namespace

Recovery::Outcome Recovery::run(const InstallServices &services)
{
    Outcome outcome;
    outcome.removedSandboxes =
        SandboxServer::sweep(services.locations.sandboxesFolder(), services.runner);
    outcome.removedFolders = WorkFolder::sweep(services.locations.workFolder())
                             + removeHalfMadeEntries(services.locations.buildsFolder());
    const ManifestStore store(services.locations.manifestsFolder());
    const QList<Manifest> manifests = store.all();
    for (const Manifest &manifest : manifests) { // newest first, as they have to be taken back
        if (isOfGoneSandbox(manifest))
            forget(manifest.id, store, outcome);
        else if (manifest.state == Manifest::State::InProgress)
            putRight(manifest.id, store, services, outcome);
    }
    return outcome;
}
