// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

#include <optional>

/// Holds a file while it lives; the system lets go of it when the process dies, however it dies, so that
/// "is its owner alive?" needs no process numbers, which are reused. Seen by this process too.
class OwnerLock
{
public:
    /// Nothing when someone holds it or the file cannot be made.
    [[nodiscard]] static std::optional<OwnerLock> tryTake(const QString &path);
    /// Waits for it; nothing only when the file cannot be made.
    [[nodiscard]] static std::optional<OwnerLock> take(const QString &path);
    ~OwnerLock();
    OwnerLock(OwnerLock &&other) noexcept;
    OwnerLock &operator=(OwnerLock &&other) noexcept;
    OwnerLock(const OwnerLock &) = delete;
    OwnerLock &operator=(const OwnerLock &) = delete;

private:
    explicit OwnerLock(qintptr handle) : m_handle(handle) {}
    qintptr m_handle = -1;
};
