// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/copybatch.h"
#include "install/manifest.h"
#include "install/stagedtree.h"

#include <QList>
#include <QStringList>

/// Turns what is wanted into a manifest and a batch. The manifest must be saved before the batch is carried out: it
/// tells what to put back, whatever happens in between.
namespace FileChanges {

/// Puts staged files. Copies what they replace into the manifest's folder and notes files and folders in `manifest`.
/// `flush`: to the disk.
[[nodiscard]] Result<CopyBatch> install(const QList<StagedFile> &files, const ManifestStore &store,
                                        Manifest &manifest, const QString &pgConfig, bool flush);

/// Takes away what `owner` and older installs of the same distribution on the same installation put there, and puts
/// back what was there before the first of them. Files that were changed by someone else since stay; they are named
/// in `left`.
[[nodiscard]] Result<CopyBatch> uninstall(const Manifest &owner, const ManifestStore &store,
                                          Manifest &manifest, const QString &pgConfig, bool flush,
                                          QStringList &left);

/// Back to what was there before `manifest`, from whatever state a kill left; places that are already as before are
/// passed over. Conflict, naming them, when files were changed by someone else since, unless `force`.
[[nodiscard]] Result<CopyBatch> takeBack(const Manifest &manifest, const ManifestStore &store,
                                         const QString &pgConfig, bool force, bool flush);

/// Refuses to put a file where it would hurt: over a part of PostgreSQL itself or over another distribution's files.
/// `distributions`: keys of those that are being installed.
[[nodiscard]] Result<void> checkCollisions(const QList<StagedFile> &files,
                                           const ManifestStore &store,
                                           const QStringList &distributions);

} // namespace FileChanges
