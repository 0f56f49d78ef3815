// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <functional>
#include <memory>

/// Says whether the person asked to stop. Cheap to copy; safe to ask from any thread. A
/// default-made token never cancels.
class CancellationToken
{
public:
    /// Keeps a callback registered; unregisters when destroyed and then waits for a running callback.
    class Registration
    {
    public:
        Registration() = default;
        ~Registration();
        Registration(Registration &&other) noexcept;
        Registration &operator=(Registration &&other) noexcept;
        Registration(const Registration &) = delete;
        Registration &operator=(const Registration &) = delete;

    private:
        friend class CancellationToken;
        struct Link;
        std::unique_ptr<Link> m_link;
    };

    CancellationToken() = default;

    [[nodiscard]] bool isCancelled() const;
    /// Calls `callback` once, on the cancelling thread; at once when already cancelled.
    [[nodiscard]] Registration onCancel(std::function<void()> callback) const;

private:
    friend class CancellationSource;
    struct State;
    explicit CancellationToken(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

/// The other end of a token: whoever started the work holds it.
class CancellationSource
{
public:
    CancellationSource();
    [[nodiscard]] CancellationToken token() const;
    /// Idempotent; callable from any thread.
    void cancel();

private:
    std::shared_ptr<CancellationToken::State> m_state;
};
