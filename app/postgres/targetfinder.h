// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "postgres/finders.h"

/// Everything an action can go to on this machine: each cluster with its installation, then installations without
/// one, then servers that only SQL reaches.
class TargetFinder
{
public:
    TargetFinder(SearchRoot root, CommandRunner &runner);
    [[nodiscard]] QList<Target> find(const CancellationToken &token = {}) const;

private:
    SearchRoot m_root;
    CommandRunner &m_runner;
};

/// Choosing one of several targets by what a person writes or a setting remembers.
namespace TargetChoice {
/// By id, major ("15"), cluster ("15/main", "main"), port (":5432"), pg_config or bin folder. NotFound and Conflict
/// (several fit) list what there is.
[[nodiscard]] Result<Target> named(const QList<Target> &targets, const QString &text);
/// The one remembered, else the only running cluster, else the only target. Conflict when a person has to choose.
[[nodiscard]] Result<Target> preferred(const QList<Target> &targets, const QString &rememberedId);
/// The same, but in doubt the first running cluster, or the first of all; for looking, not for changing.
[[nodiscard]] std::optional<Target> forLooking(const QList<Target> &targets,
                                               const QString &rememberedId);
} // namespace TargetChoice
