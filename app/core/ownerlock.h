// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>

#include <optional>

/// Holds a file while it lives; the system lets go of it when the process dies, however it dies, so that
/// "is its owner alive?" needs no process numbers, which are reused. Seen by this process too.
class OwnerLock
{
public:
    /// Nothing when someone holds it or the file cannot be made.
    [[nodiscard]] static std::optional<OwnerLock> tryTake(const QString &path);
    /// The same, telling why: nothing when someone holds it; Permission when the file cannot be made; Unsupported where
    /// files cannot be held.
    [[nodiscard]] static Result<std::optional<OwnerLock>> tryTakeFile(const QString &path);
    /// Waits for it; nothing only when the file cannot be made.
    [[nodiscard]] static std::optional<OwnerLock> take(const QString &path);
    /// Holds a folder itself, which needs no right to write there: users who share nothing else meet at it. Nothing
    /// when someone holds it; Unsupported where that folder cannot be held.
    [[nodiscard]] static Result<std::optional<OwnerLock>> tryTakeFolder(const QString &path);
    /// The process that holds a file or folder, for telling a person; 0: nobody, or this system does not say.
    [[nodiscard]] static int holderOf(const QString &path);
    ~OwnerLock();
    OwnerLock(OwnerLock &&other) noexcept;
    OwnerLock &operator=(OwnerLock &&other) noexcept;
    OwnerLock(const OwnerLock &) = delete;
    OwnerLock &operator=(const OwnerLock &) = delete;

private:
    explicit OwnerLock(qintptr handle) : m_handle(handle) {}
    qintptr m_handle = -1;
};
