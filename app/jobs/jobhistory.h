// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "jobs/job.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <map>
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
/// durably when a job starts and when it ends, the log also in between. Main thread only; the newest 1000 are kept.
/// A job enters `records()` when it ends; one whose program died is there, interrupted, at the next start.
class JobHistory : public QObject
{
    Q_OBJECT

public:
    explicit JobHistory(const QString &folder, QObject *parent = nullptr);
    ~JobHistory() override;

    /// Newest first.
    [[nodiscard]] const QList<JobRecord> &records() const { return m_records; }
    [[nodiscard]] const JobRecord *record(const QString &id) const;
    [[nodiscard]] Result<QStringList> log(const QString &id) const;
    /// Keeps the job's log from here on, and what it has logged already.
    Result<void> started(const Job &job);
    Result<void> ended(const Job &job);
    /// Merges into a record's outcome, e.g. {"undone": true}.
    Result<void> note(const QString &id, const QJsonObject &members);
    /// One record's report for a person to send: steps, error, log; passwords and the home folder's name masked.
    /// Empty when there is no such record.
    [[nodiscard]] QString report(const QString &id) const;
    static QString report(const Job &job);

Q_SIGNALS:
    void changed();

private:
    struct OpenLog;
    void load();
    void insert(const JobRecord &record);
    void dropOldest();
    [[nodiscard]] QString path(const QString &id, const QString &suffix) const;

    QString m_folder;
    QList<JobRecord> m_records;
    std::map<QString, std::unique_ptr<OpenLog>> m_open; // of running jobs
};
