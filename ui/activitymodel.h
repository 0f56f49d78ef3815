// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "jobactions.h"
#include "jobwatcher.h"
#include "rowmodel.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

struct ActivityRow {
    QString jobId;
    QString title;
    QString targetTitle;
    QString icon;
    QString jobState;
    QString stateText;
    QString kind;
    double progress = -1;
    QString when;
    bool canCancel = false;
    bool canRetry = false;
    bool canUndo = false;
    bool operator==(const ActivityRow &) const = default;
};

/// Jobs that wait or run, then what the history holds, newest first.
class ActivityModel : public RowModel<ActivityRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int activeCount READ activeCount NOTIFY changed)
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(QString errorTitle READ noText CONSTANT)
    Q_PROPERTY(QString errorText READ noText CONSTANT)
    Q_PROPERTY(QString errorDetails READ noText CONSTANT)

public:
    ActivityModel(UiServices &services, JobActions &actions, const JobWatcher &watcher,
                  QObject *parent = nullptr);

    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int activeCount() const { return m_services.queue.activeCount(); }
    [[nodiscard]] QString state() const;
    /// What cannot be read of the history is left out: there is nothing that can go wrong.
    [[nodiscard]] QString noText() const { return {}; }

    Q_INVOKABLE void cancel(const QString &jobId) { m_actions.cancel(jobId); }
    Q_INVOKABLE void cancelFor(const QString &name) { m_watcher.cancel(name); }
    Q_INVOKABLE void retry(const QString &jobId) { m_actions.retry(jobId); }
    Q_INVOKABLE void undo(const QString &jobId) { m_actions.undo(jobId); }
    Q_INVOKABLE void copyReport(const QString &jobId);

    [[nodiscard]] static ActivityRow rowOf(const Job &job, const JobActions &actions,
                                           const QDateTime &now);
    [[nodiscard]] static ActivityRow rowOf(const JobRecord &record, const JobActions &actions,
                                           const QDateTime &now);

Q_SIGNALS:
    void changed();
    void copyWanted(const QString &text, const QString &what);

protected:
    [[nodiscard]] QString keyOf(const ActivityRow &row) const override { return row.jobId; }

private:
    void update();
    void updateJob(const Job *job);

    UiServices &m_services;
    JobActions &m_actions;
    const JobWatcher &m_watcher;
    QTimer m_minute; ///< "2 minutes ago" grows old
};
