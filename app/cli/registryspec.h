// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "cli/arguments.h"

/// `howdahctl registry`, its verbs and the options of each.
[[nodiscard]] CommandSpec registrySpec();
