// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/pause.h"

#include <condition_variable>
#include <mutex>

bool pauseFor(std::chrono::milliseconds duration, const CancellationToken &token)
{
    std::mutex mutex;
    std::condition_variable woken;
    const auto registration = token.onCancel([&] {
        const std::lock_guard lock(mutex);
        woken.notify_all();
    });
    std::unique_lock lock(mutex);
    return !woken.wait_for(lock, duration, [&token] { return token.isCancelled(); });
}
