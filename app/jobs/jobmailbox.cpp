// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/jobmailbox.h"

#include <QCoreApplication>
#include <QMutexLocker>

#include <utility>

namespace {

// What may wait for a main thread that is busy; more is dropped, oldest first.
constexpr qsizetype waitingLines = 50'000;

} // namespace

JobMailbox::JobMailbox(CancellationToken token, QList<JobStep> steps, std::function<void()> notify)
    : m_token(std::move(token)), m_notify(std::move(notify))
{
    m_batch.steps = std::move(steps);
}

template <typename Change>
void JobMailbox::change(Change change)
{
    {
        const QMutexLocker lock(&m_mutex);
        change(m_batch);
        if (std::exchange(m_notified, true))
            return;
    }
    m_notify();
}

JobMailbox::Batch JobMailbox::take()
{
    const QMutexLocker lock(&m_mutex);
    Batch next;
    next.steps = m_batch.steps;
    next.progress = m_batch.progress;
    next.activity = m_batch.activity;
    next.outcome = m_batch.outcome;
    m_notified = false;
    Batch taken = std::exchange(m_batch, std::move(next));
    if (const qint64 dropped = std::exchange(m_dropped, 0); dropped > 0) {
        taken.lines.prepend(
            QCoreApplication::translate("Job", "… %1 lines left out …").arg(dropped));
    }
    return taken;
}

void JobMailbox::log(const QString &line)
{
    change([&](Batch &batch) {
        if (batch.lines.size() >= waitingLines) {
            batch.lines.remove(0, waitingLines / 2);
            m_dropped += waitingLines / 2;
        }
        batch.lines += line;
    });
}

void JobMailbox::progress(double fraction, const QString &activity)
{
    change([&](Batch &batch) {
        batch.progress = fraction < 0 ? -1 : qMin(fraction, 1.0);
        batch.activity = activity;
        batch.progressed = true;
    });
}

void JobMailbox::steps(const QList<JobStep> &steps)
{
    change([&](Batch &batch) {
        batch.steps = steps;
        batch.changedSteps.clear();
        batch.allSteps = true;
    });
}

void JobMailbox::setStep(int index, JobStep::State state, const QString &why)
{
    change([&](Batch &batch) {
        if (index < 0 || index >= batch.steps.size())
            return;
        JobStep &step = batch.steps[index];
        const QDateTime now = QDateTime::currentDateTimeUtc();
        step.state = state;
        if (state == JobStep::State::Running)
            step.started = now;
        else
            step.finished = now;
        if (!why.isEmpty())
            step.why = why;
        batch.changedSteps += index;
    });
}

void JobMailbox::stepStarted(int index)
{
    setStep(index, JobStep::State::Running, {});
}

void JobMailbox::stepDone(int index, const QString &why)
{
    setStep(index, JobStep::State::Done, why);
}

void JobMailbox::stepSkipped(int index, const QString &why)
{
    setStep(index, JobStep::State::Skipped, why);
}

void JobMailbox::stepFailed(int index, const QString &why)
{
    setStep(index, JobStep::State::Failed, why);
}

void JobMailbox::outcome(const QJsonObject &members)
{
    change([&](Batch &batch) {
        for (auto member = members.begin(); member != members.end(); ++member)
            batch.outcome.insert(member.key(), member.value());
    });
}

void JobMailbox::settleSteps(const Error &error)
{
    const bool cancelled = error.kind == Error::Kind::Cancelled;
    change([&](Batch &batch) {
        for (int index = 0; index < batch.steps.size(); ++index) {
            JobStep &step = batch.steps[index];
            if (step.state != JobStep::State::Running)
                continue;
            step.state = cancelled ? JobStep::State::Skipped : JobStep::State::Failed;
            step.finished = QDateTime::currentDateTimeUtc();
            step.why = cancelled ? QCoreApplication::translate("Job", "Cancelled") : error.message;
            batch.changedSteps += index;
        }
    });
}
