// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "jobs/job.h"

#include <QMutex>
#include <QSet>

#include <functional>
#include <memory>

/// The reporter of a running job: gathers what the worker thread tells until the main thread takes it, so that a
/// chatty build costs the main thread a few calls a second.
class JobMailbox final : public JobReporter
{
public:
    /// What came since the last `take()`.
    struct Batch {
        QStringList lines;
        QSet<int> changedSteps;
        bool allSteps = false;
        bool progressed = false;
        QList<JobStep> steps; ///< all of them, as they are now
        double progress = -1;
        QString activity;
        QJsonObject outcome;
    };

    /// `notify` is called on the worker thread once between two takes.
    JobMailbox(CancellationToken token, QList<JobStep> steps, std::function<void()> notify);

    [[nodiscard]] Batch take();
    /// Settles the steps that still run: failed with that reason, or skipped when the job was cancelled.
    void settleSteps(const Error &error);

    [[nodiscard]] CancellationToken token() const override { return m_token; }
    void log(const QString &line) override;
    void progress(double fraction, const QString &activity) override;
    void steps(const QList<JobStep> &steps) override;
    void stepStarted(int index) override;
    void stepDone(int index, const QString &why) override;
    void stepSkipped(int index, const QString &why) override;
    void stepFailed(int index, const QString &why) override;
    void outcome(const QJsonObject &members) override;

private:
    template <typename Change>
    void change(Change change);
    void setStep(int index, JobStep::State state, const QString &why);

    const CancellationToken m_token;
    const std::function<void()> m_notify;
    QMutex m_mutex;
    Batch m_batch;
    bool m_notified = false;
    qint64 m_dropped = 0;
};
