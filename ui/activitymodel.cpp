// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "activitymodel.h"

#include "core/deliver.h"
#include "texts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString iconOf(const QString &kind)
{
    if (kind == u"try"_s)
        return u"flask"_s;
    if (kind == u"undo"_s)
        return u"undo"_s;
    if (kind == u"uninstall"_s)
        return u"trash"_s;
    if (kind == u"sync"_s)
        return u"refresh"_s;
    if (kind == u"sql"_s)
        return u"database"_s;
    return u"download"_s;
}

QString whenText(const QDateTime &started, const QDateTime &finished, const QDateTime &now)
{
    if (!started.isValid())
        return {};
    if (!finished.isValid())
        return Texts::ago(started, now);
    const double seconds = static_cast<double>(started.msecsTo(finished)) / 1000.0;
    return Texts::ago(finished, now) + u" · "_s + Texts::seconds(seconds);
}

QString endedText(const QString &state, const QString &error, bool wasUndone)
{
    if (state == u"done"_s)
        return wasUndone ? ActivityModel::tr("Undone") : ActivityModel::tr("Done");
    if (state == u"cancelled"_s)
        return ActivityModel::tr("Cancelled; everything is as it was");
    if (state == u"interrupted"_s)
        return ActivityModel::tr("Interrupted; it was put right at the next start");
    return ActivityModel::tr("Failed: %1").arg(error.section(u'\n', 0, 0));
}

} // namespace

ActivityModel::ActivityModel(UiServices &services, JobActions &actions, const JobWatcher &watcher,
                             QObject *parent)
    : RowModel<ActivityRow>(
        {{"jobId", [](const ActivityRow &row) -> QVariant { return row.jobId; }},
         {"title", [](const ActivityRow &row) -> QVariant { return row.title; }},
         {"targetTitle", [](const ActivityRow &row) -> QVariant { return row.targetTitle; }},
         {"icon", [](const ActivityRow &row) -> QVariant { return row.icon; }},
         {"jobState", [](const ActivityRow &row) -> QVariant { return row.jobState; }},
         {"stateText", [](const ActivityRow &row) -> QVariant { return row.stateText; }},
         {"kind", [](const ActivityRow &row) -> QVariant { return row.kind; }},
         {"progress", [](const ActivityRow &row) -> QVariant { return row.progress; }},
         {"when", [](const ActivityRow &row) -> QVariant { return row.when; }},
         {"canCancel", [](const ActivityRow &row) -> QVariant { return row.canCancel; }},
         {"canRetry", [](const ActivityRow &row) -> QVariant { return row.canRetry; }},
         {"canUndo", [](const ActivityRow &row) -> QVariant { return row.canUndo; }}},
        parent),
      m_services(services),
      m_actions(actions),
      m_watcher(watcher)
{
    connect(&services.queue, &JobQueue::added, this, &ActivityModel::update);
    connect(&services.queue, &JobQueue::finished, this, &ActivityModel::update);
    connect(&services.queue, &JobQueue::jobChanged, this, &ActivityModel::updateJob);
    connect(&services.queue, &JobQueue::activeCountChanged, this, &ActivityModel::changed);
    connect(&services.history, &JobHistory::changed, this, &ActivityModel::update);
    connect(&services.manifestIndex, &ManifestIndex::changed, this, &ActivityModel::update);
    connect(&m_minute, &QTimer::timeout, this, &ActivityModel::update);
    m_minute.start(60'000);
    update();
}

QString ActivityModel::state() const
{
    if (rowCount() > 0)
        return u"ready"_s;
    return m_services.history.isLoaded() ? u"empty"_s : u"loading"_s;
}

ActivityRow ActivityModel::rowOf(const Job &job, const JobActions &actions, const QDateTime &now)
{
    ActivityRow row;
    row.jobId = job.id();
    row.title = job.facts().title;
    row.targetTitle = job.facts().targetTitle;
    row.icon = iconOf(job.facts().kind);
    row.jobState = nameOf(job.state());
    row.kind = Texts::jobKind(row.jobState);
    row.progress = job.progress();
    row.when = whenText(job.started(), job.finishedAt(), now);
    row.canCancel = !job.isOver();
    row.canRetry = actions.canRetry(row.jobId);
    row.canUndo = actions.canUndo(row.jobId);
    if (job.state() == Job::State::Waiting)
        row.stateText = tr("Waiting for its turn");
    else if (job.state() == Job::State::Running)
        row.stateText = job.activity().isEmpty() ? tr("Starting…") : job.activity();
    else
        row.stateText = endedText(row.jobState, job.error() ? job.error()->message : QString(),
                                  job.facts().kind != u"undo"_s && actions.wasUndone(row.jobId));
    return row;
}

ActivityRow ActivityModel::rowOf(const JobRecord &record, const JobActions &actions,
                                 const QDateTime &now)
{
    ActivityRow row;
    row.jobId = record.id;
    row.title = record.facts.title;
    row.targetTitle = record.facts.targetTitle;
    row.icon = iconOf(record.facts.kind);
    row.jobState = record.wasInterrupted() ? u"interrupted"_s : nameOf(record.state);
    row.kind = Texts::jobKind(row.jobState);
    row.when = whenText(record.started, record.finished, now);
    row.canUndo = actions.canUndo(row.jobId);
    row.stateText = endedText(row.jobState, record.errorMessage,
                              record.facts.kind != u"undo"_s && actions.wasUndone(row.jobId));
    return row;
}

void ActivityModel::update()
{
    const QDateTime now = m_services.install.clock.now();
    QList<ActivityRow> rows;
    QStringList shown;
    QList<Job *> jobs = m_services.queue.jobs();
    std::ranges::reverse(jobs);
    for (const bool active : {true, false}) {
        for (const Job *job : std::as_const(jobs)) {
            if (job->isOver() == active)
                continue;
            rows += rowOf(*job, m_actions, now);
            shown += job->id();
        }
    }
    for (const JobRecord &record : m_services.history.records()) {
        if (!shown.contains(record.id))
            rows += rowOf(record, m_actions, now);
    }
    setRows(rows);
    Q_EMIT changed();
}

void ActivityModel::updateJob(const Job *job)
{
    for (qsizetype i = 0; i < rows().size(); ++i) {
        if (rows().at(i).jobId == job->id()) {
            setRow(i, rowOf(*job, m_actions, m_services.install.clock.now()));
            return;
        }
    }
}

void ActivityModel::copyReport(const QString &jobId)
{
    deliver(m_actions.report(jobId), this, [this](const QString &report) {
        Q_EMIT copyWanted(report, tr("The report, without secrets,"));
    });
}
