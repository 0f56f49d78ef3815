// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/plan.h"

/// A plan's name, made of all that it says: the same plan has the same one.
namespace PlanId {
[[nodiscard]] QString of(const Plan &plan);
}
