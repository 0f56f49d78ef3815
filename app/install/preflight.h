// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/plan.h"

/// What is missing on this machine or on the server for a plan; one fix per finding. Pure.
namespace Preflight {

/// What the releases' index entries tell and the plan does not hold.
struct SourceFacts {
    bool mayBeNative = true; ///< false: known to be SQL only
    qint64 archiveBytes = 0;
};
/// `sources` in the order of the plan's releases.
[[nodiscard]] QList<Finding> check(const Plan &plan, const TargetFacts &facts,
                                   const QList<SourceFacts> &sources);
/// Databases and server: only what SQL needs.
[[nodiscard]] QList<Finding> checkServer(const Plan &plan, const TargetFacts &facts);

} // namespace Preflight
