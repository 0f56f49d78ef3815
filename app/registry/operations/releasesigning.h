// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

#include <functional>

class RegistryStore;

/// Signs what is released with the key that signs now, where no published key has: after a key was withdrawn, or for
/// what was released before there was one.
namespace ReleaseSigning {

using Progress = std::function<void(const QString &activity, qint64 done, qint64 total)>;

struct Outcome {
    int signedAnew = 0;
    int unchanged = 0;
    QStringList problems; ///< releases that were not signed, and why
};

/// Each archive is hashed again first: what is not what was published is not signed. When it is interrupted, the next
/// call goes on.
[[nodiscard]] Result<Outcome> run(RegistryStore &store, const CancellationToken &token = {},
                                  const Progress &progress = {});

} // namespace ReleaseSigning
