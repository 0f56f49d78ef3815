// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "sharingwork.h"
#include "targetmodel.h"
#include "uiservices.h"

#include <QMap>
#include <QObject>
#include <QThreadPool>
#include <QVariantMap>

/// Which ended jobs registries could be told about, and what they were told: by itself after a job, when that is
/// allowed.
class SharingOffers : public QObject
{
    Q_OBJECT

public:
    /// `line`: on which registries are told, one after the other; lives longer.
    SharingOffers(UiServices &services, TargetModel &targets, QThreadPool &line,
                  CancellationToken ending, QObject *parent = nullptr);

    /// Nothing: it is no job that says something about a release, or its PostgreSQL is gone.
    [[nodiscard]] std::optional<SharingWork::EndedJob> endedJob(const JobRecord &record) const;
    [[nodiscard]] std::optional<SharingWork::EndedJob> newestReportable() const;
    /// What went out about a job since the program was started.
    [[nodiscard]] QList<SharedFact> toldAbout(const QString &jobId) const;
    /// For the job's details: what can be told, or was. Empty: there is nothing to tell.
    [[nodiscard]] QString text(const QString &jobId) const;
    [[nodiscard]] QString action(const QString &jobId) const;
    /// For the list: by job {text, canSend}, of installs that were proven within a day, unless the person said that he
    /// does not want it.
    [[nodiscard]] QVariantMap list() const;
    void markTold(const QString &jobId, const SharingWork::Told &told);

Q_SIGNALS:
    void changed();

private:
    void tellAbout(const Job &job);

    UiServices &m_services;
    TargetModel &m_targets;
    QThreadPool &m_line;
    CancellationToken m_ending;
    QMap<QString, SharingWork::Told> m_told; ///< by job
};
