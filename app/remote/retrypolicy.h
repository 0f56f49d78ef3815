// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

/// When a failed request is tried again, and after how long. Pure.
class RetryPolicy
{
public:
    /// A server that asks for a longer pause than this gets no second request.
    static constexpr std::chrono::seconds longestPause{120};

    RetryPolicy(int retries, std::chrono::milliseconds firstBackoff);

    /// Methods that may be repeated without doing something twice.
    [[nodiscard]] static bool isRepeatable(const QByteArray &method);
    /// 429 and those 5xx that may pass.
    [[nodiscard]] static bool isPassing(int status);
    /// The pause before retry number `retry` (from 0): doubled each time, with jitter between half and the
    /// whole; `retryAfter` (seconds or an HTTP date) wins. None: give up.
    [[nodiscard]] std::optional<std::chrono::milliseconds>
    pauseBefore(int retry, const QByteArray &retryAfter = {},
                const QDateTime &now = QDateTime::currentDateTimeUtc()) const;

private:
    int m_retries;
    std::chrono::milliseconds m_firstBackoff;
};
