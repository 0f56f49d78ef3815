// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobwatcher.h"

using namespace Qt::StringLiterals;

JobWatcher::JobWatcher(UiServices &services, const TargetModel &targets, QObject *parent)
    : QObject(parent), m_services(services), m_targets(targets)
{
    const auto jobChanged = [this](Job *job) { Q_EMIT changed(job->facts().subject); };
    connect(&services.queue, &JobQueue::added, this, jobChanged);
    connect(&services.queue, &JobQueue::jobChanged, this, jobChanged);
    connect(&services.queue, &JobQueue::finished, this, jobChanged);
    const auto installedChanged = [this] {
        findInstalled();
        Q_EMIT changed({});
    };
    connect(&services.manifestIndex, &ManifestIndex::changed, this, installedChanged);
    connect(&targets, &TargetModel::factsChanged, this, installedChanged);
}

void JobWatcher::findInstalled()
{
    m_installed.clear();
    if (!m_targets.current())
        return;
    const QString installation = m_targets.current()->installation.id();
    for (const ManifestEntry &manifest : m_services.manifestIndex.entries()) {
        if (!manifest.isInstalled() || manifest.installationId != installation)
            continue;
        const QString name = manifest.distribution.toLower();
        const std::optional<Version> version = Version::parseTolerant(manifest.version);
        if (version && !m_installed.contains(name))
            m_installed.insert(name, *version);
    }
}

std::optional<Version> JobWatcher::installedVersion(const QString &name) const
{
    const auto found = m_installed.find(name.toLower());
    return found == m_installed.end() ? std::nullopt : std::optional(found.value());
}

Job *JobWatcher::jobFor(const QString &name) const
{
    return m_services.queue.activeFor(name.toLower(), m_targets.currentId());
}

void JobWatcher::cancel(const QString &name) const
{
    if (Job *job = jobFor(name))
        job->cancel();
}

ActionFacts JobWatcher::actionOf(const QString &name, const Version &version,
                                 const QStringList &extensions, const VersionRange &postgres) const
{
    if (const Job *job = jobFor(name)) {
        const QString text = job->state() == Job::State::Waiting ? tr("Waiting…") : job->activity();
        return {u"running"_s, text.isEmpty() ? tr("Starting…") : text, job->progress(), true};
    }
    const std::optional<TargetFacts> &facts = m_targets.facts();
    if (!m_targets.current())
        return {u"install"_s, tr("Install")};
    bool isOnDisk = false;
    bool isCreated = false;
    bool isOlderInDatabase = false;
    if (facts) {
        for (const QString &extension : extensions)
            isOnDisk = isOnDisk || facts->onDisk.contains(extension);
        for (const QList<ExtensionFacts> &database : facts->extensions) {
            for (const ExtensionFacts &extension : database) {
                if (!extension.isCreated() || !extensions.contains(extension.name))
                    continue;
                isCreated = true;
                isOlderInDatabase = isOlderInDatabase || extension.hasUpdate();
            }
        }
    }
    const std::optional<Version> installed = installedVersion(name);
    if (isOnDisk && ((installed && *installed < version) || isOlderInDatabase))
        return {u"update"_s, tr("Update")};
    if (isCreated)
        return {u"installed"_s, tr("Installed")};
    if (isOnDisk)
        return {u"enable"_s, tr("Enable")};
    const std::optional<Version> server =
        Version::parse(m_targets.current()->installation.version.semVer());
    if (server && !postgres.contains(*server))
        return {u"unavailable"_s, tr("Not for PostgreSQL %1").arg(m_targets.currentMajor())};
    return {u"install"_s, tr("Install")};
}
