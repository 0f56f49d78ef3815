// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/restartjob.h"

#include "install/installationlock.h"
#include "postgres/clustercontrol.h"

using namespace Qt::StringLiterals;

namespace {

bool isStopped(const Target &target)
{
    return target.cluster && target.cluster->state == Cluster::State::Stopped;
}

} // namespace

RestartJob::RestartJob(const Target &target, const InstallServices &services, QObject *parent)
    : Job({u"restart"_s,
           isStopped(target) ? tr("Start %1").arg(target.title())
                             : tr("Restart %1").arg(target.title()),
           {},
           target.id(),
           target.title(),
           {},
           {}},
          {JobStep{isStopped(target) ? tr("Start the server") : tr("Restart the server"),
                   tr("and wait until it answers"),
                   JobStep::State::Pending,
                   {},
                   {}}},
          parent),
      m_target(target),
      m_services(services)
{
}

QString RestartJob::exclusiveKey() const
{
    return m_target.installation.id();
}

Result<void> RestartJob::run(JobReporter &reporter)
{
    if (!m_target.cluster)
        return Error{
            Error::Kind::Missing, tr("%1 has no cluster to restart.").arg(m_target.title()), {}};
    reporter.stepStarted(0);
    const Result<InstallationLock> turn =
        InstallationLock::take(exclusiveKey(), m_target.title(), m_services.locations, reporter);
    if (!turn) {
        reporter.stepFailed(0, turn.error().message);
        return turn.error();
    }
    Result<void> restarted =
        ClusterControl(m_services.runner)
            .restart(m_target.installation, *m_target.cluster, reporter.token());
    if (!restarted) {
        reporter.log(restarted.error().detail);
        reporter.stepFailed(0, restarted.error().message);
        return restarted;
    }
    reporter.stepDone(0);
    return {};
}
