// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// What a run changes in the installation's folders.
#include "install/copyrunner.h"
#include "install/filechanges.h"
#include "install/planrun.h"
#include "install/serversettings.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallJob", text);
}

} // namespace

Result<void> PlanRun::checkCollisions(const QList<StagedFile> &files) const
{
    QStringList distributions{m_plan.subject.toLower()};
    for (const PlannedRelease &planned : m_plan.releases)
        distributions << planned.release.key();
    return FileChanges::checkCollisions(files, m_store, distributions);
}

Result<void> PlanRun::carryOutChanges(const CopyBatch &batch)
{
    const CopyRunner copier(m_services.runner, m_services.helper);
    const Result<void> done = copier.run(batch, m_manifest->folders, m_reporter.token());
    m_isStillCopying = !done && done.error().kind == Error::Kind::Timeout;
    return done;
}

Result<void> PlanRun::copy()
{
    if (Result<void> begun = beginManifest(); !begun)
        return begun;
    QList<StagedFile> files;
    for (const Work &work : std::as_const(m_works))
        files += work.files;
    // Others may have come first since they were checked.
    if (Result<void> done = checkCollisions(files); !done)
        return done;
    const Result<CopyBatch> batch = FileChanges::install(
        files, m_store, *m_manifest, m_plan.target.installation.pgConfig, !isThrowAway());
    if (!batch)
        return batch.error();
    if (Result<void> saved = m_store.save(*m_manifest); !saved)
        return saved;
    progress(0.2, tr("Copying %1 files").arg(files.size()));
    if (Result<void> done = carryOutChanges(*batch); !done)
        return done;
    const auto replaced = std::count_if(m_manifest->files.cbegin(), m_manifest->files.cend(),
                                        [](const Manifest::File &file) { return file.replaced; });
    m_note = replaced == 0 ? tr("%1 files").arg(files.size())
                           : tr("%1 files, %2 of them replaced").arg(files.size()).arg(replaced);
    if (m_plan.destination == Plan::Destination::UserFolder && m_plan.target.cluster)
        return lookInUserFolder();
    return {};
}

Result<void> PlanRun::remove()
{
    if (Result<void> begun = beginManifest(); !begun)
        return begun;
    const Result<Manifest> owner = m_store.load(m_plan.manifestId);
    if (!owner)
        return owner.error();
    if (owner->state != Manifest::State::Complete) {
        return Error{Error::Kind::Conflict,
                     tr("It was taken away or undone since this was planned. Look again."),
                     {}};
    }
    m_manifest->distribution = owner->distribution;
    m_manifest->version = owner->version;
    m_manifest->userFolder = owner->userFolder;
    m_manifest->folders = owner->folders;
    QStringList left;
    const Result<CopyBatch> batch = FileChanges::uninstall(
        *owner, m_store, *m_manifest, m_plan.target.installation.pgConfig, !isThrowAway(), left);
    if (!batch)
        return batch.error();
    for (const QString &path : std::as_const(left))
        say(tr("%1 was changed by someone else since and stays.").arg(path));
    if (Result<void> saved = m_store.save(*m_manifest); !saved)
        return saved;
    if (Result<void> done = carryOutChanges(*batch); !done)
        return done;
    if (m_plan.target.cluster) {
        const ServerSettings settings(m_plan.target, m_services.runner, m_services.credentials,
                                      m_store);
        const qsizetype known = m_manifest->settings.size();
        // A search path that leads to nothing is no reason to keep the extension.
        if (const Result<void> done = settings.leaveUserFolder(*owner, *m_manifest); !done)
            say(tr("The settings of %1 still name %2: %3")
                    .arg(m_plan.target.title(), owner->userFolder, done.error().message));
        for (const Manifest::SettingChange &change : m_manifest->settings.mid(known))
            say(tr("%1 no longer names %2.").arg(change.name, owner->userFolder));
    }
    m_note = left.isEmpty() ? tr("%1 files").arg(m_manifest->files.size())
                            : tr("%1 files; %2 stay because they were changed since")
                                  .arg(m_manifest->files.size())
                                  .arg(left.size());
    return {};
}
