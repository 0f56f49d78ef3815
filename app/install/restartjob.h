// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/installjob.h"

/// Restarts one cluster and waits until it answers.
class RestartJob final : public Job
{
    Q_OBJECT

public:
    RestartJob(const Target &target, const InstallServices &services, QObject *parent = nullptr);
    [[nodiscard]] QString exclusiveKey() const override;

protected:
    [[nodiscard]] Result<void> run(JobReporter &reporter) override;

private:
    Target m_target;
    InstallServices m_services;
};
