// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "jobs/job.h"
#include "jobs/jobhistory.h"

#include <QObject>

#include <memory>
#include <vector>

/// Owns jobs and runs them: each on a thread of its own, at most `parallel` at once, and never two with the same
/// exclusiveKey(), in the order they came. Main thread only. Destroying it cancels what runs and waits for it.
class JobQueue : public QObject
{
    Q_OBJECT

public:
    explicit JobQueue(JobHistory *history = nullptr, int parallel = 4, QObject *parent = nullptr);
    ~JobQueue() override;

    /// Takes the job; it starts when it may. The pointer stays valid until `forget()`.
    Job *add(std::unique_ptr<Job> job);
    [[nodiscard]] QList<Job *> jobs() const; ///< oldest first, ended ones included
    [[nodiscard]] Job *job(const QString &id) const;
    /// The job that works on `subject` for that target now or next, or null: what a button shows.
    [[nodiscard]] Job *activeFor(const QString &subject, const QString &targetId) const;
    [[nodiscard]] int activeCount() const; ///< waiting or running
    void forget(Job *job); ///< deletes an ended job's object (its record stays in the history)
    void cancelAll();
    /// Blocks until nothing runs, for at most so many milliseconds; for the end of the program.
    bool waitForAll(int milliseconds);

Q_SIGNALS:
    void added(Job *job);
    void jobChanged(Job *job);
    void finished(Job *job);
    void removed(const QString &id);
    void activeCountChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};
