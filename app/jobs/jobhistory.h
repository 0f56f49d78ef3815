// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "jobs/job.h"

#include <QDateTime>
#include <QFuture>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <memory>

/// One ended (or interrupted) job, as kept on disk.
struct JobRecord {
    QString id;
    Job::Facts facts;
    QString user; ///< of the operating system
    QDateTime queued;
    QDateTime started;
    QDateTime finished; ///< null: it was running when the program ended
    Job::State state = Job::State::Waiting;
    QList<JobStep> steps;
    QString errorKind; ///< nameOf(Error::Kind); empty when there was none
    QString errorMessage;
    QString errorDetail;
    QJsonObject outcome;
    bool operator==(const JobRecord &) const = default;
    [[nodiscard]] bool wasInterrupted() const
    {
        return state == Job::State::Running && finished.isNull();
    }
};

/// What was done: who, what, target, from -> to, when, result, log. One JSON file and one log file a job, written
/// durably when a job starts and when it ends, the log also in between; the newest 1000 are kept. Main thread only; the
/// disk is touched on a thread of its own, in the order of the calls: answers come as futures, and destroying it waits
/// for what is still to be written. A job enters `records()` when it ends; one whose program died is there,
/// interrupted, at the next start.
class JobHistory : public QObject
{
    Q_OBJECT

public:
    /// Begins to read; what was there before is in `records()` when `isLoaded()`.
    explicit JobHistory(const QString &folder, QObject *parent = nullptr);
    ~JobHistory() override;

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// Blocks until it is loaded: for a program without a window.
    void waitUntilLoaded();
    /// Blocks until everything that was told is on the disk.
    void flush();

    /// Newest first.
    [[nodiscard]] const QList<JobRecord> &records() const { return m_records; }
    [[nodiscard]] const JobRecord *record(const QString &id) const;
    [[nodiscard]] QFuture<Result<QStringList>> log(const QString &id) const;
    /// Keeps the job's log from here on, and what it has logged already. The answer comes when the record is on the
    /// disk: a job must not change anything before.
    QFuture<Result<void>> started(const Job &job);
    QFuture<Result<void>> ended(const Job &job);
    /// Merges into a record's outcome, e.g. {"undone": true}.
    QFuture<Result<void>> note(const QString &id, const QJsonObject &members);
    /// One record's report for a person to send: steps, error, log; passwords and the home folder's name masked.
    /// Empty when there is no such record.
    [[nodiscard]] QFuture<QString> report(const QString &id) const;
    static QString report(const Job &job);

Q_SIGNALS:
    void changed();

private:
    struct Worker;
    void receive(const QList<JobRecord> &loaded);
    void insert(const JobRecord &record);
    void dropOldest();

    std::unique_ptr<Worker> m_worker;
    QList<JobRecord> m_records;
    QFuture<QList<JobRecord>> m_loading;
    bool m_isLoaded = false;
};
