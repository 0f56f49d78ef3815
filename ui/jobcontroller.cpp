// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobcontroller.h"

#include "texts.h"

using namespace Qt::StringLiterals;

JobController::JobController(UiServices &services, JobActions &actions, QObject *parent)
    : QObject(parent), m_services(services), m_actions(actions)
{
    connect(&services.history, &JobHistory::changed, this, &JobController::update);
}

void JobController::setJobId(const QString &jobId)
{
    if (m_jobId == jobId)
        return;
    if (m_job)
        disconnect(m_job, nullptr, this, nullptr);
    m_jobId = jobId;
    m_job = m_services.queue.job(jobId);
    if (m_job) {
        connect(m_job, &Job::stateChanged, this, &JobController::update);
        connect(m_job, &Job::progressChanged, this, &JobController::update);
        connect(m_job, &Job::stepsChanged, this, &JobController::update);
        connect(m_job, &Job::finished, this, &JobController::update);
        connect(m_job, &Job::logAdded, this,
                [this](const QStringList &lines) { Q_EMIT logAppended(lines.join(u'\n')); });
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
    if (m_job)
        return m_job->log().join(u'\n');
    return m_services.history.log(m_jobId).value_or(QStringList()).join(u'\n');
}

QVariantList JobController::retryChoices() const
{
    if (!m_row.canRetry)
        return {};
    return {
        QVariantMap{{u"id"_s, u"again"_s}, {u"text"_s, tr("Try again")}},
        QVariantMap{{u"id"_s, u"clean"_s}, {u"text"_s, tr("Try again, building everything anew")}}};
}
