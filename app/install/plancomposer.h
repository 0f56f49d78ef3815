// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/planner.h"
#include "install/resolver.h"

#include <QSet>

/// Turns a resolution into a plan: what goes where, in which steps, with which rights. Pure; used once.
class PlanComposer
{
public:
    PlanComposer(const PlanRequest &request, const TargetFacts &facts, const ReleaseSource &source,
                 Resolution resolution);
    [[nodiscard]] Plan compose();

private:
    using Item = Resolution::Item;

    void addReleases();
    void addProvenance(PlannedRelease &planned);
    void chooseDestination();
    void choosePreload();
    void chooseTitle();
    void addFileSteps();
    void addServerSteps();
    void addSqlSteps();
    void addOnDisk(const QString &database);
    void addItem(const Item &item, const QString &database);
    void addExisting(const Item &item, const QString &extension, const ExtensionFacts &created,
                     const QString &database);
    void addProof(const Item &item, const QString &extension, const QString &database,
                  const QString &version);
    void addFindings();
    void addUp();
    void find(Finding::Severity severity, const QString &id, const QString &message,
              const QString &fix = {}, const QString &command = {});
    [[nodiscard]] const Item *wanted() const; ///< null: something that is only on disk
    [[nodiscard]] int releaseIndex(const Item &item) const;
    [[nodiscard]] const ExtensionFacts *factsOf(const QString &extension,
                                                const QString &database) const;
    [[nodiscard]] bool mayRestart() const;

    const PlanRequest &m_request;
    const TargetFacts &m_facts;
    const ReleaseSource &m_source;
    const Resolution m_resolution;
    Plan m_plan;
    QList<Step> m_proofs;
    QSet<QString> m_held; // distributions that cannot be created before a restart by hand
    bool m_updatesSql = false;
};
