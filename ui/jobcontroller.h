// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "activitymodel.h"
#include "stepmodel.h"

#include <QPointer>
#include <QVariantList>

/// One job in full: its steps, its live log, why it failed.
class JobController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString jobId READ jobId WRITE setJobId NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString targetTitle READ targetTitle NOTIFY changed)
    Q_PROPERTY(QString jobState READ jobState NOTIFY changed)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed)
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    Q_PROPERTY(QString when READ when NOTIFY changed)
    Q_PROPERTY(double progress READ progress NOTIFY changed)
    Q_PROPERTY(StepModel *steps READ steps CONSTANT)
    Q_PROPERTY(QVariantMap failure READ failure NOTIFY changed)
    Q_PROPERTY(QString logText READ logText NOTIFY logReset)
    Q_PROPERTY(bool canCancel READ canCancel NOTIFY changed)
    Q_PROPERTY(bool canRetry READ canRetry NOTIFY changed)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed)
    Q_PROPERTY(QVariantList retryChoices READ retryChoices NOTIFY changed)

public:
    JobController(UiServices &services, JobActions &actions, QObject *parent = nullptr);

    [[nodiscard]] QString jobId() const { return m_row.jobId; }
    void setJobId(const QString &jobId);
    [[nodiscard]] QString title() const { return m_row.title; }
    [[nodiscard]] QString targetTitle() const { return m_row.targetTitle; }
    [[nodiscard]] QString jobState() const { return m_row.jobState; }
    [[nodiscard]] QString stateText() const { return m_row.stateText; }
    [[nodiscard]] QString kind() const { return m_row.kind; }
    [[nodiscard]] QString when() const { return m_row.when; }
    [[nodiscard]] double progress() const { return m_row.progress; }
    [[nodiscard]] StepModel *steps() { return &m_steps; }
    [[nodiscard]] QVariantMap failure() const { return m_failure; }
    [[nodiscard]] QString logText() const;
    [[nodiscard]] bool canCancel() const { return m_row.canCancel; }
    [[nodiscard]] bool canRetry() const { return m_row.canRetry; }
    [[nodiscard]] bool canUndo() const { return m_row.canUndo; }
    [[nodiscard]] QVariantList retryChoices() const;

    Q_INVOKABLE void cancel() { m_actions.cancel(m_row.jobId); }
    Q_INVOKABLE void retry(const QString &choice)
    {
        m_actions.retry(m_row.jobId, choice == QStringLiteral("clean"));
    }
    Q_INVOKABLE void undo() { m_actions.undo(m_row.jobId); }
    Q_INVOKABLE void copyReport();

Q_SIGNALS:
    void changed();
    void logAppended(const QString &lines);
    void logReset();
    void copyWanted(const QString &text, const QString &what);

private:
    void update();
    void readLog();

    UiServices &m_services;
    JobActions &m_actions;
    QPointer<Job> m_job;
    QString m_jobId;
    QString m_keptLog; ///< of a job that the history holds
    ActivityRow m_row;
    StepModel m_steps;
    QVariantMap m_failure;
};
