// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "jobs/job.h"
#include "jobs/jobmailbox.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QTimer>

/// A job's state on the main thread. `prepare()` and `conclude()` belong to the queue; `execute()` is what the
/// worker thread does.
struct Job::Private {
    explicit Private(Job *owner);

    void prepare();
    [[nodiscard]] Result<void> execute();
    void conclude(const Result<void> &result);
    void cancelWaiting();

    Job *const job;
    QString id;
    Facts facts;
    State state = State::Waiting;
    QList<JobStep> steps;
    QStringList log;
    double progress = -1;
    QString activity;
    std::optional<Error> error;
    QJsonObject outcome;
    QDateTime queued = QDateTime::currentDateTimeUtc();
    QDateTime started;
    QDateTime finished;
    CancellationSource cancellation;
    std::unique_ptr<JobMailbox> mailbox;
    QFuture<Result<void>> recorded; ///< its record is on the disk: what the run waits for

private:
    void mailCame();
    void deliverMail();

    QTimer m_pause; // between two deliveries
    QElapsedTimer m_sinceDelivery;
};
