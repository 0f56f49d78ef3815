// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobactions.h"

#include "core/deliver.h"
#include "install/tryjob.h"
#include "install/undojob.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

JobActions::JobActions(UiServices &services, ConfirmationController &confirmation, QObject *parent)
    : QObject(parent), m_services(services), m_confirmation(confirmation)
{
}

bool JobActions::canRetry(const QString &jobId) const
{
    const auto *job = qobject_cast<InstallJob *>(m_services.queue.job(jobId));
    return job && (job->state() == Job::State::Failed || job->state() == Job::State::Cancelled);
}

QJsonObject JobActions::outcome(const QString &jobId) const
{
    if (const Job *job = m_services.queue.job(jobId))
        return job->outcome();
    const JobRecord *record = m_services.history.record(jobId);
    return record ? record->outcome : QJsonObject();
}

bool JobActions::canUndo(const QString &jobId) const
{
    const QString id = outcome(jobId).value(u"manifest"_s).toString();
    if (id.isEmpty())
        return false;
    const ManifestEntry *manifest = m_services.manifestIndex.entry(id);
    // In progress: an undo that was interrupted, and could not be ended at the start without losing something.
    return manifest && manifest->state != Manifest::State::Undone;
}

bool JobActions::wasUndone(const QString &jobId) const
{
    const QString id = outcome(jobId).value(u"manifest"_s).toString();
    if (id.isEmpty())
        return false;
    const ManifestEntry *manifest = m_services.manifestIndex.entry(id);
    return manifest ? manifest->state == Manifest::State::Undone
                    : m_services.manifestIndex.isGone(id);
}

void JobActions::cancel(const QString &jobId)
{
    if (Job *job = m_services.queue.job(jobId))
        job->cancel();
}

void JobActions::retry(const QString &jobId, bool clean)
{
    const auto *job = qobject_cast<InstallJob *>(m_services.queue.job(jobId));
    if (!job)
        return;
    const Job *again = m_services.queue.add(std::make_unique<InstallJob>(
        job->plan(), m_services.install, clean ? Builds::Anew : Builds::Reuse));
    Q_EMIT started(again->id());
}

void JobActions::undo(const QString &jobId)
{
    undoManifest(outcome(jobId).value(u"manifest"_s).toString());
}

void JobActions::undoManifest(const QString &manifestId)
{
    // Not one of the workers: all of them may be waiting for servers, and a person has clicked.
    deliver(QtConcurrent::run(
                [store = m_services.manifests, manifestId] { return store.load(manifestId); }),
            this, [this](const Result<Manifest> &manifest) { askToUndo(manifest); });
}

void JobActions::askToUndo(const Result<Manifest> &manifest)
{
    if (!manifest) {
        Q_EMIT failed(manifest.error().message);
        return;
    }
    ConfirmationController::Question question;
    question.title = tr("Undo: %1").arg(manifest->title);
    question.text = tr("Everything in %1 becomes as it was before: the files byte for byte, the "
                       "settings, and the extensions in the "
                       "databases.")
                        .arg(manifest->targetTitle);
    question.itemsTitle = tr("What is taken back");
    for (const Manifest::SqlChange &change : manifest->sql) {
        question.items += change.fromVersion.isEmpty()
                              ? tr("%1 is dropped in %2, with what is stored in it")
                                    .arg(change.extension, change.database)
                              : tr("%1 in %2 goes back to %3; if the author wrote no script for "
                                   "that, it is dropped and created again, and you are asked "
                                   "first if rows in its tables would be lost")
                                    .arg(change.extension, change.database, change.fromVersion);
    }
    for (const Manifest::SettingChange &change : manifest->settings)
        question.items += tr("%1 is set as before, with a restart").arg(change.name);
    question.items +=
        manifest->files.size() == 1 ? tr("1 file") : tr("%1 files").arg(manifest->files.size());
    question.confirmText = tr("Undo");
    m_confirmation.ask(question, [this, manifest = *manifest] { startUndo(manifest, false); });
}

void JobActions::startUndo(const Manifest &manifest, bool force)
{
    UndoJob::Options options;
    options.force = force;
    Job *job =
        m_services.queue.add(std::make_unique<UndoJob>(manifest, m_services.install, options));
    Q_EMIT started(job->id());
    if (force)
        return;
    // Something depends on it, or was changed since: say what, and ask once more.
    connect(job, &Job::finished, this, [this, job, manifest] {
        const std::optional<Error> error = job->error();
        if (!error || error->kind != Error::Kind::Conflict)
            return;
        ConfirmationController::Question question;
        question.title = tr("Undo anyway?");
        question.text = error->message;
        question.itemsTitle = tr("What would be lost");
        question.items = error->detail.split(u'\n', Qt::SkipEmptyParts);
        question.confirmText = tr("Undo anyway");
        question.isDangerous = true;
        m_confirmation.ask(question, [this, manifest] { startUndo(manifest, true); });
    });
}

QFuture<QString> JobActions::report(const QString &jobId) const
{
    if (const Job *job = m_services.queue.job(jobId))
        return QtFuture::makeReadyFuture(JobHistory::report(*job));
    return m_services.history.report(jobId);
}
