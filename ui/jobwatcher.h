// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/versionrange.h"
#include "targetmodel.h"
#include "uiservices.h"

#include <QObject>
#include <QString>
#include <QStringList>

/// What the state button of one distribution shows.
struct ActionFacts {
    QString action =
        QStringLiteral("install"); ///< install, update, enable, installed, running, unavailable
    QString text;
    double progress = -1;
    bool isCancellable = false;
    bool operator==(const ActionFacts &) const = default;
};

/// Tells what can be done with a distribution on the current target now: the job that works on it, what is installed,
/// what fits. `changed()` says that answers may differ.
class JobWatcher : public QObject
{
    Q_OBJECT

public:
    JobWatcher(UiServices &services, const TargetModel &targets, QObject *parent = nullptr);

    [[nodiscard]] ActionFacts actionOf(const QString &name, const Version &version,
                                       const QStringList &extensions,
                                       const VersionRange &postgres) const;
    /// The version Howdah installed on the current target's installation; empty when it did not.
    [[nodiscard]] std::optional<Version> installedVersion(const QString &name) const;
    /// The job that works on `name` on the current target, or null.
    [[nodiscard]] Job *jobFor(const QString &name) const;
    void cancel(const QString &name) const;

Q_SIGNALS:
    /// `name` empty: all.
    void changed(const QString &name);

private:
    void findInstalled();

    UiServices &m_services;
    const TargetModel &m_targets;
    QMap<QString, Version> m_installed; ///< distribution -> version, on the current installation
};
