// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/commandrunner.h"
#include "index/searchindex.h"
#include "install/installjob.h"
#include "install/manifest.h"
#include "install/manifestindex.h"
#include "install/recovery.h"
#include "install/registryreleasesource.h"
#include "jobs/jobhistory.h"
#include "jobs/jobqueue.h"
#include "mirror/indexsync.h"
#include "registry/registrystore.h"
#include "remote/httpcache.h"
#include "remote/httpclient.h"
#include "remote/networksettings.h"
#include "settings/credentials.h"
#include "settings/locations.h"
#include "settings/settings.h"

/// All services of the engine, made in the order of their dependency, for both composition roots. Lives on the stack of
/// main(); nothing here is reached but through references handed to constructors.
struct Services {
    struct Options {
        QString dataFolder;   ///< --data-dir; empty: the standard places
        bool offline = false; ///< contact nothing on the network
    };
    explicit Services(const Options &options);
    ~Services();
    Services(const Services &) = delete;
    Services &operator=(const Services &) = delete;

    /// What must be done before anything else: opens the index, imports the samples at first run, puts right what a
    /// crash left. Blocks; called once, on a worker thread.
    struct Started {
        Recovery::Outcome recovered;
        QStringList problems;
    };
    [[nodiscard]] Started start();

    /// The registries in use now, the embedded one first.
    [[nodiscard]] QList<RegistrySource> registriesInUse() const;

    Locations locations;
    SystemClock clock;
    ProcessRunner runner;
    Settings settings;
    KeychainCredentials credentials;
    QtHttpClient http;
    NetworkSettings network;
    HttpCache cache;
    SearchIndex index;
    IndexSync sync;
    RegistryStore registry;
    JobHistory history;
    ManifestStore manifests;
    InstallServices install;
    TrustStore trust;
    RegistryReleaseSource releases;
    JobQueue queue;
    ManifestIndex manifestIndex;

private:
    QFuture<Result<void>>
        m_opened; ///< the index is opened first of all: the window waits for its rows
    void followSettings();
};

/// Texts in the system's language, where there is a translation; before anything else is made.
void installTranslation();
/// The name the embedded registry has in the index and in answers.
[[nodiscard]] QString embeddedRegistryName();
