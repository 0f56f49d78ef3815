// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"

#include <QHash>
#include <QMutex>
#include <QString>

#include <chrono>

/// So many of something for one client in a while; of this process alone. Thread-safe.
class RateLimit
{
public:
    RateLimit(int most, std::chrono::seconds window, const Clock &clock);

    /// Counts one. Timeout (429): there were too many; tells when to come back.
    [[nodiscard]] Result<void> take(const QString &key);
    /// Of an address: of IPv6 the network, since one client has as many addresses there as it likes.
    [[nodiscard]] static QString keyOf(const QString &address);

private:
    struct Count {
        int taken = 0;
        QDateTime since;
    };
    const int m_most;
    const std::chrono::seconds m_window;
    const Clock &m_clock;
    QMutex m_mutex;
    QHash<QString, Count> m_counts;
};
