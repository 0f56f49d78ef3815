// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"

#include <chrono>

/// Sleeps on the calling thread; false when cancelled, and then at once.
[[nodiscard]] bool pauseFor(std::chrono::milliseconds duration, const CancellationToken &token);
