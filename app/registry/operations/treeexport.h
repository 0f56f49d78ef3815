// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QString>

#include <functional>

class RegistryStore;

/// A registry's mirror tree as a folder that can be carried away: plain files that any web server, rsync or `file:`
/// address serves as a PGXN mirror.
namespace TreeExport {

using Progress = std::function<void(const QString &activity, qint64 done, qint64 total)>;

struct Outcome {
    int copied = 0;
    int unchanged = 0;
    int removed = 0;
};

/// Archives first and documents behind, so that a folder that is in use is right at every moment, and an interrupted
/// export goes on where it stopped. What an earlier export brought and the registry no longer has is removed. Conflict:
/// `folder` holds something that is no mirror.
[[nodiscard]] Result<Outcome> write(RegistryStore &store, const QString &folder,
                                    const CancellationToken &token = {},
                                    const Progress &progress = {});

} // namespace TreeExport
