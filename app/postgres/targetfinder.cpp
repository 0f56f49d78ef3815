// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/targetfinder.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TargetFinder", text);
}

QString listed(const QList<Target> &targets)
{
    QStringList lines;
    for (const Target &target : targets)
        lines += u"  %1    %2"_s.arg(target.title(), target.id());
    return lines.join(u'\n');
}

bool isRunning(const Target &target)
{
    return target.cluster && target.cluster->state == Cluster::State::Running;
}

bool fits(const Target &target, const QString &text)
{
    const Installation &installation = target.installation;
    if (text == target.id() || text == installation.bindir || text == installation.pgConfig)
        return true;
    if (text == QString::number(installation.version.major)
        || text == installation.version.shortText())
        return true;
    if (!target.cluster)
        return false;
    const Cluster &cluster = *target.cluster;
    if (text == cluster.name || text == cluster.dataDirectory || text == cluster.id())
        return true;
    if (text == u"%1/%2"_s.arg(cluster.version.major).arg(cluster.name))
        return true;
    return text.startsWith(u':') && text.mid(1) == QString::number(cluster.connection.port);
}

} // namespace

TargetFinder::TargetFinder(SearchRoot root, CommandRunner &runner)
    : m_root(std::move(root)), m_runner(runner)
{
}

QList<Target> TargetFinder::find(const CancellationToken &token) const
{
    const QList<Installation> installations = InstallationFinder(m_root, m_runner).find(token);
    const QList<Cluster> clusters = ClusterFinder(m_root, m_runner).find(installations, token);
    QList<Target> targets;
    for (const Installation &installation : installations) {
        bool hasCluster = false;
        for (const Cluster &cluster : clusters) {
            if (cluster.installationId != installation.id())
                continue;
            targets.append({installation, cluster});
            hasCluster = true;
        }
        if (!hasCluster)
            targets.append({installation, std::nullopt});
    }
    for (const Cluster &cluster : clusters) {
        const bool known =
            std::ranges::any_of(installations, [&](const Installation &installation) {
                return installation.id() == cluster.installationId;
            });
        if (!known)
            targets.append({Installation{}, cluster});
    }
    return targets;
}

Result<Target> TargetChoice::named(const QList<Target> &targets, const QString &text)
{
    QList<Target> fitting;
    for (const Target &target : targets) {
        if (target.id() == text)
            return target;
        if (fits(target, text))
            fitting.append(target);
    }
    if (fitting.size() == 1)
        return fitting.first();
    if (fitting.isEmpty()) {
        return Error{
            Error::Kind::NotFound,
            tr("No PostgreSQL here is called “%1”. There are:\n%2").arg(text, listed(targets)),
            {}};
    }
    return Error{Error::Kind::Conflict,
                 tr("“%1” fits several PostgreSQL servers; name one of them:\n%2")
                     .arg(text, listed(fitting)),
                 {}};
}

Result<Target> TargetChoice::preferred(const QList<Target> &targets, const QString &rememberedId)
{
    if (targets.isEmpty()) {
        return Error{
            Error::Kind::NotFound,
            tr("No PostgreSQL was found on this computer. Install one, or name its pg_config."),
            {}};
    }
    for (const Target &target : targets) {
        if (!rememberedId.isEmpty() && target.id() == rememberedId)
            return target;
    }
    QList<Target> running;
    for (const Target &target : targets) {
        if (isRunning(target))
            running.append(target);
    }
    if (running.size() == 1)
        return running.first();
    if (targets.size() == 1)
        return targets.first();
    return Error{Error::Kind::Conflict,
                 tr("There are several PostgreSQL servers here; say which one is meant:\n%1")
                     .arg(listed(targets)),
                 {}};
}

std::optional<Target> TargetChoice::forLooking(const QList<Target> &targets,
                                               const QString &rememberedId)
{
    if (targets.isEmpty())
        return std::nullopt;
    if (Result<Target> target = preferred(targets, rememberedId))
        return *target;
    const auto running = std::ranges::find_if(targets, isRunning);
    return running == targets.end() ? targets.first() : *running;
}
