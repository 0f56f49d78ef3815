// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/installjob.h"

#include "install/planrun.h"

using namespace Qt::StringLiterals;

namespace {

Job::Facts factsOf(const Plan &plan)
{
    Job::Facts facts{
        nameOf(plan.action), plan.title, plan.subject, plan.target.id(), plan.target.title(),
        plan.fromVersion,    {}};
    if (plan.action != Plan::Action::Uninstall && !plan.releases.isEmpty())
        facts.toVersion = plan.releases.last().release.version.toString();
    return facts;
}

} // namespace

InstallJob::InstallJob(Plan plan, const InstallServices &services, Builds builds, QObject *parent)
    : Job(factsOf(plan), PlanRun::jobSteps(plan), parent),
      m_plan(std::move(plan)),
      m_services(services),
      m_builds(builds)
{
}

InstallJob::~InstallJob() = default;

QString InstallJob::exclusiveKey() const
{
    return m_plan.target.installation.id();
}

Result<void> InstallJob::run(JobReporter &reporter)
{
    PlanRun run(m_plan, m_services, reporter, {{}, 0, m_builds});
    Result<void> done = run.run();
    if (done)
        reporter.outcome(run.outcome());
    return done;
}
