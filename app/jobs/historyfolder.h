// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "jobs/jobhistory.h"

#include <map>
#include <memory>

/// The history's files: one record and one log a job. Blocks and flushes: belongs to the thread of the JobHistory
/// that made it.
class HistoryFolder
{
public:
    HistoryFolder(QString folder, qsizetype keptRecords);
    ~HistoryFolder();

    /// Newest first; deletes what is too old. Jobs that run, in whatever program, are not among them.
    [[nodiscard]] QList<JobRecord> load();
    /// Writes the record, opens its log with what was logged before, and locks it: others see that it runs.
    [[nodiscard]] Result<void> begin(const JobRecord &record, const QStringList &lines);
    /// Does nothing when no log is open.
    void append(const QString &id, const QStringList &lines);
    /// Closes the log (or writes `lines` as the log when none was begun), writes the record, unlocks it.
    [[nodiscard]] Result<void> end(const JobRecord &record, const QStringList &lines);
    [[nodiscard]] Result<void> write(const JobRecord &record) const;
    [[nodiscard]] Result<QStringList> log(const QString &id) const;
    void remove(const QStringList &ids) const;

private:
    struct OpenLog;
    [[nodiscard]] QString path(const QString &id, const QString &suffix) const;
    [[nodiscard]] bool runsElsewhere(const QString &id) const;

    QString m_folder;
    qsizetype m_keptRecords;
    std::map<QString, std::unique_ptr<OpenLog>> m_open; ///< of running jobs
};
