// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/installjob.h"

#include <QStringList>

/// Puts right what a crash or kill left: manifests in progress are taken back, half-made build and stage folders and
/// stale sandboxes are deleted. Called at every start, before any job. Blocks: worker threads.
namespace Recovery {
struct Outcome {
    QStringList undone;   ///< titles of installs that were taken back
    QStringList problems; ///< what could not be put right, with what to do
    int removedFolders = 0;
    int removedSandboxes = 0;
};
[[nodiscard]] Outcome run(const InstallServices &services);
} // namespace Recovery
