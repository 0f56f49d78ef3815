// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/installjob.h"

#include "install/manifest.h"
#include "install/planrun.h"

using namespace Qt::StringLiterals;

namespace {

Job::Facts factsOf(const Plan &plan, const InstallServices &services)
{
    Job::Facts facts{nameOf(plan.action),
                     plan.title,
                     plan.subject,
                     plan.target.id(),
                     plan.target.title(),
                     {},
                     {}};
    const std::optional<Manifest> current =
        ManifestStore(services.locations.manifestsFolder())
            .current(plan.subject, plan.target.installation.id());
    if (current)
        facts.fromVersion = current->version;
    if (plan.action != Plan::Action::Uninstall && !plan.releases.isEmpty())
        facts.toVersion = plan.releases.last().release.version.toString();
    return facts;
}

} // namespace

InstallJob::InstallJob(Plan plan, const InstallServices &services, QObject *parent)
    : Job(factsOf(plan, services), PlanRun::jobSteps(plan), parent),
      m_plan(std::move(plan)),
      m_services(services)
{
}

InstallJob::~InstallJob() = default;

QString InstallJob::exclusiveKey() const
{
    return m_plan.target.installation.id();
}

Result<void> InstallJob::run(JobReporter &reporter)
{
    PlanRun run(m_plan, m_services, reporter, {});
    Result<void> done = run.run();
    if (done)
        reporter.outcome(run.outcome());
    return done;
}
