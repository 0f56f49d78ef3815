// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"

/// A clock that a test sets.
class FakeClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return time; }
    QDateTime time{QDate(2024, 3, 2), QTime(10, 11, 12), Qt::UTC};
};
