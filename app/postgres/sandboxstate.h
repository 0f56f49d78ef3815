// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QDateTime>
#include <QString>

/// What a sandbox folder tells about itself (state.json), so that a later process can take it over or
/// sweep it.
struct SandboxState {
    QString originalPgConfig;
    QString pgConfig; ///< of the copy
    QString socketFolder;
    QString accountName; ///< empty: its processes run as the user who made it
    QDateTime startedAt;
    qint64 ownerPid = 0; ///< for a person to read; the lock says whether it lives
    bool keep = false;
    bool operator==(const SandboxState &) const = default;

    [[nodiscard]] static QString fileIn(const QString &sandboxFolder);
    /// Whether a path is inside a sandbox, of whichever Howdah: its server is no server of the person's.
    [[nodiscard]] static bool isInSandbox(const QString &path);
    [[nodiscard]] static Result<SandboxState> read(const QString &sandboxFolder);
    [[nodiscard]] Result<void> write(const QString &sandboxFolder) const;
};
