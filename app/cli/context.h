// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/arguments.h"
#include "cli/output.h"
#include "core/cancellation.h"
#include "index/searchindex.h"
#include "install/installjob.h"
#include "install/manifest.h"
#include "install/planner.h"
#include "jobs/jobqueue.h"
#include "mirror/indexsync.h"
#include "postgres/targetfinder.h"
#include "settings/settings.h"

#include <functional>
#include <memory>

class IndexSync;
class RegistryStore;

/// What commands work with; made by the composition root. Commands run on a worker thread while the main thread
/// runs the event loop with the queue.
struct CliContext {
    Settings &settings;
    SearchIndex &index;
    IndexSync &sync;
    RegistryStore &registry;
    JobQueue &queue;
    JobHistory &history;
    const ManifestStore &manifests;
    const ReleaseSource &releases;
    InstallServices services;
    Output &output;
    CancellationToken token;
};

/// Steps that several commands share.
namespace CliSteps {

/// What is found on this machine and what was added by hand.
[[nodiscard]] QList<Target> targets(CliContext &context, const Arguments &arguments);
/// The target that --target or --pg-config names, else the preferred one.
[[nodiscard]] Result<Target> target(CliContext &context, const Arguments &arguments);
/// Fills the index when it has never been filled, or from all registries when `force`.
[[nodiscard]] Result<void> freshIndex(CliContext &context,
                                      IndexSync::Extent extent = IndexSync::Extent::Changed);
/// "name", "name@1.2.0" or "name==1.2.0".
[[nodiscard]] Result<PlanRequest> request(CliContext &context, const Arguments &arguments,
                                          const Target &target);
/// Inspects and plans.
[[nodiscard]] Result<Plan> plan(CliContext &context, const Arguments &arguments,
                                const Target &target);
void show(Output &output, const Plan &plan);
/// Makes the job on the main thread, runs it in the queue and waits. Prints steps and a progress bar; Ctrl+C cancels
/// it. The job stays in the queue.
[[nodiscard]] Result<Job *> run(CliContext &context,
                                const std::function<std::unique_ptr<Job>()> &make);

} // namespace CliSteps
