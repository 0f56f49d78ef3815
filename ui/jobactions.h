// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "uiservices.h"

#include <QObject>

/// What can be done with a job, running or remembered; the verbs that several pages share.
class JobActions : public QObject
{
    Q_OBJECT

public:
    JobActions(UiServices &services, ConfirmationController &confirmation,
               QObject *parent = nullptr);

    [[nodiscard]] bool canRetry(const QString &jobId) const;
    [[nodiscard]] bool canUndo(const QString &jobId) const;
    /// What it changed was taken back since.
    [[nodiscard]] bool wasUndone(const QString &jobId) const;
    void cancel(const QString &jobId);
    /// `clean`: what was kept of its builds is not used, and replaced.
    void retry(const QString &jobId, bool clean = false);
    /// Asks, then takes back what the job's manifest says.
    void undo(const QString &jobId);
    void undoManifest(const QString &manifestId);
    [[nodiscard]] QFuture<QString> report(const QString &jobId) const;
    /// The outcome of a job, running or remembered.
    [[nodiscard]] QJsonObject outcome(const QString &jobId) const;

Q_SIGNALS:
    void started(const QString &jobId);
    void failed(const QString &text);

private:
    void askToUndo(const Result<Manifest> &manifest);
    void startUndo(const Manifest &manifest, bool force);

    UiServices &m_services;
    ConfirmationController &m_confirmation;
};
