// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobcontroller.h"

#include "core/deliver.h"
#include "texts.h"

using namespace Qt::StringLiterals;

JobController::JobController(UiServices &services, JobActions &actions, QObject *parent)
    : QObject(parent), m_services(services), m_actions(actions)
{
    connect(&services.history, &JobHistory::changed, this, &JobController::update);
    connect(&services.manifestIndex, &ManifestIndex::changed, this, &JobController::update);
}

void JobController::setJobId(const QString &jobId)
{
    if (m_jobId == jobId)
        return;
    if (m_job)
        disconnect(m_job, nullptr, this, nullptr);
    m_jobId = jobId;
    m_keptLog.clear();
    m_job = m_services.queue.job(jobId);
    if (m_job) {
        connect(m_job, &Job::stateChanged, this, &JobController::update);
        connect(m_job, &Job::progressChanged, this, &JobController::update);
        connect(m_job, &Job::stepsChanged, this, &JobController::update);
        connect(m_job, &Job::finished, this, &JobController::update);
        connect(m_job, &Job::logAdded, this,
                [this](const QStringList &lines) { Q_EMIT logAppended(lines.join(u'\n')); });
    } else if (!jobId.isEmpty()) {
        readLog();
    }
    update();
    Q_EMIT logReset();
}

void JobController::update()
{
    const QDateTime now = m_services.install.clock.now();
    m_failure.clear();
    if (m_job) {
        m_row = ActivityModel::rowOf(*m_job, m_actions, now);
        m_steps.show(m_job->steps(), m_job->state() == Job::State::Cancelled);
        if (m_job->state() == Job::State::Failed)
            m_failure = Texts::failure(m_job->error(), m_job->log().join(u'\n'));
    } else if (const JobRecord *record = m_services.history.record(m_jobId)) {
        m_row = ActivityModel::rowOf(*record, m_actions, now);
        m_steps.show(record->steps, record->state == Job::State::Cancelled);
        if (record->state == Job::State::Failed)
            m_failure = Texts::failure(Error{errorKindFromString(record->errorKind),
                                             record->errorMessage, record->errorDetail},
                                       logText());
    } else {
        m_row = {};
        m_steps.setRows({});
    }
    Q_EMIT changed();
}

QString JobController::logText() const
{
    return m_job ? m_job->log().join(u'\n') : m_keptLog;
}

void JobController::readLog()
{
    deliver(m_services.history.log(m_jobId), this,
            [this, jobId = m_jobId](const Result<QStringList> &log) {
                if (jobId != m_jobId || !log)
                    return;
                m_keptLog = log->join(u'\n');
                update();
                Q_EMIT logReset();
            });
}

void JobController::copyReport()
{
    deliver(m_actions.report(m_row.jobId), this, [this](const QString &report) {
        Q_EMIT copyWanted(report, tr("The report, without secrets,"));
    });
}

QVariantList JobController::retryChoices() const
{
    if (!m_row.canRetry)
        return {};
    return {
        QVariantMap{{u"id"_s, u"again"_s}, {u"text"_s, tr("Try again")}},
        QVariantMap{{u"id"_s, u"clean"_s}, {u"text"_s, tr("Try again, building everything anew")}}};
}
