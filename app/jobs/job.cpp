// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/job.h"

#include "jobs/jobprivate.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>
#include <exception>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype keptLines = 10'000;
constexpr int betweenDeliveries = 50; // milliseconds

} // namespace

QString nameOf(JobStep::State state)
{
    switch (state) {
    case JobStep::State::Pending:
        return u"pending"_s;
    case JobStep::State::Running:
        return u"running"_s;
    case JobStep::State::Done:
        return u"done"_s;
    case JobStep::State::Failed:
        return u"failed"_s;
    case JobStep::State::Skipped:
        return u"skipped"_s;
    }
    return u"pending"_s;
}

QString nameOf(Job::State state)
{
    switch (state) {
    case Job::State::Waiting:
        return u"waiting"_s;
    case Job::State::Running:
        return u"running"_s;
    case Job::State::Done:
        return u"done"_s;
    case Job::State::Failed:
        return u"failed"_s;
    case Job::State::Cancelled:
        return u"cancelled"_s;
    }
    return u"waiting"_s;
}

Job::Private::Private(Job *owner)
    : job(owner), id(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    m_pause.setSingleShot(true);
    // A coarse one comes up to 5 % early: more than 20 times a second.
    m_pause.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_pause, &QTimer::timeout, job, [this] { deliverMail(); });
}

void Job::Private::prepare()
{
    mailbox = std::make_unique<JobMailbox>(cancellation.token(), steps, [this] {
        QMetaObject::invokeMethod(
            job, [this] { mailCame(); }, Qt::QueuedConnection);
    });
    state = State::Running;
    started = QDateTime::currentDateTimeUtc();
    Q_EMIT job->stateChanged();
}

Result<void> Job::Private::execute()
{
    try {
        return job->run(*mailbox);
    } catch (const std::exception &exception) {
        return Error{Error::Kind::Internal,
                     QCoreApplication::translate("Job", "Something went wrong inside the program."),
                     QString::fromLocal8Bit(exception.what())};
    }
}

void Job::Private::mailCame()
{
    if (m_pause.isActive() || state != State::Running)
        return;
    const qint64 pause =
        m_sinceDelivery.isValid() ? betweenDeliveries - m_sinceDelivery.elapsed() : 0;
    if (pause > 0)
        m_pause.start(static_cast<int>(pause));
    else
        deliverMail();
}

void Job::Private::deliverMail()
{
    m_sinceDelivery.start();
    const JobMailbox::Batch batch = mailbox->take();
    steps = batch.steps;
    outcome = batch.outcome;
    if (batch.allSteps) {
        Q_EMIT job->stepsChanged(-1);
    } else {
        QList<int> indices(batch.changedSteps.cbegin(), batch.changedSteps.cend());
        std::sort(indices.begin(), indices.end());
        for (const int index : indices)
            Q_EMIT job->stepsChanged(index);
    }
    if (batch.progressed) {
        progress = batch.progress;
        activity = batch.activity;
        Q_EMIT job->progressChanged();
    }
    if (!batch.lines.isEmpty()) {
        log += batch.lines;
        if (log.size() > keptLines)
            log.remove(0, log.size() - keptLines);
        Q_EMIT job->logAdded(batch.lines);
    }
}

void Job::Private::conclude(const Result<void> &result)
{
    m_pause.stop();
    if (!result)
        mailbox->settleSteps(result.error());
    deliverMail();
    finished = QDateTime::currentDateTimeUtc();
    if (result) {
        state = State::Done;
        progress = 1;
    } else {
        error = result.error();
        state = error->kind == Error::Kind::Cancelled ? State::Cancelled : State::Failed;
    }
    activity.clear();
    Q_EMIT job->progressChanged();
    Q_EMIT job->stateChanged();
    Q_EMIT job->finished();
}

void Job::Private::cancelWaiting()
{
    finished = QDateTime::currentDateTimeUtc();
    state = State::Cancelled;
    error = Error{Error::Kind::Cancelled,
                  QCoreApplication::translate("Job", "It was cancelled before it had started."),
                  {}};
    Q_EMIT job->stateChanged();
    // Queued, as for a job that ran: whoever cancels is never called back from inside cancel().
    QMetaObject::invokeMethod(
        job, [job = job] { Q_EMIT job->finished(); }, Qt::QueuedConnection);
}

Job::Job(Facts facts, QList<JobStep> steps, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this))
{
    d->facts = std::move(facts);
    d->steps = std::move(steps);
}

Job::~Job() = default;

QString Job::id() const
{
    return d->id;
}

const Job::Facts &Job::facts() const
{
    return d->facts;
}

Job::State Job::state() const
{
    return d->state;
}

bool Job::isOver() const
{
    return d->state != State::Waiting && d->state != State::Running;
}

double Job::progress() const
{
    return d->progress;
}

QString Job::activity() const
{
    return d->activity;
}

const QList<JobStep> &Job::steps() const
{
    return d->steps;
}

const QStringList &Job::log() const
{
    return d->log;
}

std::optional<Error> Job::error() const
{
    return d->error;
}

QJsonObject Job::outcome() const
{
    return d->outcome;
}

QDateTime Job::queued() const
{
    return d->queued;
}

QDateTime Job::started() const
{
    return d->started;
}

QDateTime Job::finishedAt() const
{
    return d->finished;
}

void Job::cancel()
{
    if (isOver())
        return;
    const bool waited = d->state == State::Waiting;
    d->cancellation.cancel();
    if (waited)
        d->cancelWaiting();
}
