// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/planner.h"

#include "install/plancomposer.h"
#include "install/planid.h"
#include "install/resolver.h"

namespace Planner {

Result<Plan> plan(const PlanRequest &request, const TargetFacts &facts, const ReleaseSource &source)
{
    auto resolution = Resolver(request, facts, source).resolve();
    if (!resolution)
        return resolution.error();
    Plan plan = PlanComposer(request, facts, source, std::move(*resolution)).compose();
    plan.id = PlanId::of(plan);
    return plan;
}

} // namespace Planner
