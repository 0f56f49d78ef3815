// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/ownerlock.h"
#include "core/result.h"

#include <QString>

/// Keeps all other processes from writing to a registry's tree for as long as it lives. The system holds it, not a
/// process number in a file: that means something in other containers and on other computers too, where these see the
/// same file system, and ends with the process.
class TreeLock
{
public:
    /// Waits up to a minute. Conflict: another program holds it all that time. Permission, Cancelled; Unsupported: the
    /// file system has no locks.
    [[nodiscard]] static Result<TreeLock> take(const QString &file,
                                               const CancellationToken &token = {});

private:
    explicit TreeLock(OwnerLock lock) : m_lock(std::move(lock)) {}
    OwnerLock m_lock;
};
