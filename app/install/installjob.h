// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/commandrunner.h"
#include "install/plan.h"
#include "jobs/job.h"
#include "remote/httpclient.h"
#include "settings/credentials.h"
#include "settings/locations.h"

/// What jobs of this folder work with; made by the composition root, outlives all jobs. All members are safe to
/// use from several threads.
struct InstallServices {
    CommandRunner &runner;
    HttpClient &http;
    Credentials &credentials;
    const Clock &clock;
    Locations locations;
    QString helper;    ///< path of howdah-helper
    int buildJobs = 0; ///< make -j; 0: one per core
    qint64 cacheCap = 2LL * 1024 * 1024 * 1024;
};

/// Whether what was built before is taken from the build cache, or built once more and replaced there.
enum class Builds { Reuse, Anew };

/// Carries out a plan (Install, Update or Uninstall), step by step. After a failure or cancel everything done so
/// far is taken back; after a kill, `Recovery` does it. Outcome: "manifest" (id, for undo), "installed" (extension,
/// database, version rows), "tests" (installcheck result), "receipts" (ids of `ReceiptStore`).
class InstallJob final : public Job
{
    Q_OBJECT

public:
    InstallJob(Plan plan, const InstallServices &services, Builds builds = Builds::Reuse,
               QObject *parent = nullptr);
    ~InstallJob() override;
    [[nodiscard]] const Plan &plan() const { return m_plan; }
    [[nodiscard]] QString exclusiveKey() const override;

protected:
    [[nodiscard]] Result<void> run(JobReporter &reporter) override;

private:
    Plan m_plan;
    InstallServices m_services;
    Builds m_builds;
};
