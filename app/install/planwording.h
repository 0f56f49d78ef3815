// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/plan.h"

/// What a plan says to a person. Fills in titles, reasons and estimates; decides nothing.
class PlanWording
{
public:
    explicit PlanWording(const Plan &plan) : m_plan(plan) {}

    [[nodiscard]] Step fetch(int release) const;
    [[nodiscard]] Step verify(int release) const;
    [[nodiscard]] Step unpack(int release) const;
    [[nodiscard]] Step build(int release, bool native) const;
    [[nodiscard]] Step check(int release) const;
    [[nodiscard]] Step copy() const;
    [[nodiscard]] Step preload() const;
    [[nodiscard]] Step restart() const;
    [[nodiscard]] Step create(const QString &extension, const QString &database,
                              const QString &schema, const QString &why = {}) const;
    [[nodiscard]] Step update(const QString &extension, const QString &database,
                              const QString &from, const QString &to) const;
    [[nodiscard]] Step prove(const QString &extension, const QString &database,
                             const QString &version) const;
    [[nodiscard]] Step drop(const QString &extension, const QString &database) const;
    [[nodiscard]] Step remove(int files, const QString &userFolder) const;
    [[nodiscard]] Step regressionTest(int release) const;

    [[nodiscard]] QString summary() const;
    [[nodiscard]] QStringList undoText() const;
    /// "psql (postgres), myapp (shop)"; at most three, then how many more.
    [[nodiscard]] static QString clients(const QList<ClientFacts> &clients);

private:
    const Plan &m_plan;
};
