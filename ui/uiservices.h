// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchindex.h"
#include "install/installjob.h"
#include "install/manifest.h"
#include "install/manifestindex.h"
#include "install/planner.h"
#include "jobs/jobqueue.h"
#include "mirror/indexsync.h"
#include "registry/registrystore.h"
#include "settings/settings.h"

#include <QThreadPool>

/// What page controllers work with; made by the composition root, outlives them all.
struct UiServices {
    Settings &settings;
    SearchIndex &index;
    IndexSync &sync;
    JobQueue &queue;
    JobHistory &history;
    const ManifestStore &manifests; ///< on the disk: for worker threads
    ManifestIndex &manifestIndex;   ///< the same, in memory
    const ReleaseSource &releases;
    const InstallServices
        &install;            ///< jobs take their copy, so a changed setting holds for the next one
    RegistryStore &registry; ///< the one of this computer
    QThreadPool &workers;    ///< for what blocks: asking servers, planning, reading archives
};
