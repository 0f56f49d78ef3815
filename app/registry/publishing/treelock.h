// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

/// Keeps all other processes from writing to a registry's tree for as long as it lives.
class TreeLock
{
public:
    /// Waits up to a minute. Conflict: another program holds it all that time. Permission, Cancelled. A lock whose
    /// process died is taken over.
    [[nodiscard]] static Result<TreeLock> take(const QString &file,
                                               const CancellationToken &token = {});

private:
    explicit TreeLock(std::shared_ptr<QLockFile> file) : m_file(std::move(file)) {}
    std::shared_ptr<QLockFile> m_file;
};
