// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/installjob.h"

/// CREATE, ALTER … UPDATE or DROP EXTENSION in one database, for an extension whose files are there already.
class SqlJob final : public Job
{
    Q_OBJECT

public:
    enum class Verb { Create, Update, Drop, DropCascade };
    SqlJob(const Target &target, const QString &database, const QString &extension, Verb verb,
           const InstallServices &services, QObject *parent = nullptr);
    [[nodiscard]] QString exclusiveKey() const override;

protected:
    [[nodiscard]] Result<void> run(JobReporter &reporter) override;

private:
    Target m_target;
    QString m_database;
    QString m_extension;
    Verb m_verb;
    InstallServices m_services;
};
