// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/plan.h"

/// Writes a plan as a POSIX shell script, for people who would rather run it themselves. Every value is quoted;
/// comments hold one line each, whatever a META says.
class PlanScript
{
public:
    explicit PlanScript(const Plan &plan) : m_plan(plan) {}
    [[nodiscard]] QString text();

private:
    void head();
    void stopAtBlockers();
    void connection();
    void sources();
    void release(const PlannedRelease &planned, int index);
    void statements();
    void tests();
    void removal();
    void add(const QString &line = {});
    void comment(const QString &text);
    /// A function of the script, from the resources of this program.
    void part(const QString &name);
    [[nodiscard]] bool has(Step::Kind kind) const;

    const Plan &m_plan;
    QStringList m_lines;
};
