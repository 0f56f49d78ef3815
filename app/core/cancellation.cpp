// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/cancellation.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

// Callbacks run under the mutex, so that a Registration's destructor cannot return while its
// callback runs; the mutex is recursive because a callback may unregister itself.
struct CancellationToken::State {
    std::atomic_bool cancelled = false;
    std::recursive_mutex mutex;
    std::map<std::uint64_t, std::function<void()>> callbacks;
    std::uint64_t nextKey = 0;
};

struct CancellationToken::Registration::Link {
    std::shared_ptr<State> state;
    std::uint64_t key;

    ~Link()
    {
        const std::lock_guard lock(state->mutex);
        state->callbacks.erase(key);
    }
};

CancellationToken::Registration::~Registration() = default;
CancellationToken::Registration::Registration(Registration &&other) noexcept = default;
CancellationToken::Registration &
CancellationToken::Registration::operator=(Registration &&other) noexcept = default;

CancellationToken::CancellationToken(std::shared_ptr<State> state) : m_state(std::move(state))
{
}

bool CancellationToken::isCancelled() const
{
    return m_state && m_state->cancelled.load();
}

CancellationToken::Registration CancellationToken::onCancel(std::function<void()> callback) const
{
    Registration registration;
    if (!m_state)
        return registration;
    const std::lock_guard lock(m_state->mutex);
    if (m_state->cancelled) {
        callback();
        return registration;
    }
    const std::uint64_t key = m_state->nextKey++;
    m_state->callbacks.emplace(key, std::move(callback));
    registration.m_link.reset(new Registration::Link{m_state, key});
    return registration;
}

CancellationSource::CancellationSource() : m_state(std::make_shared<CancellationToken::State>())
{
}

CancellationToken CancellationSource::token() const
{
    return CancellationToken(m_state);
}

void CancellationSource::cancel()
{
    const std::lock_guard lock(m_state->mutex);
    if (m_state->cancelled.exchange(true))
        return;
    while (!m_state->callbacks.empty()) {
        const auto first = m_state->callbacks.begin();
        const std::function<void()> callback = std::move(first->second);
        m_state->callbacks.erase(first);
        callback();
    }
}
