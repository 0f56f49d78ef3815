// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QList>
#include <QString>

/// A running server, as the process table shows it.
struct Postmaster {
    int pid = 0;
    QString program;       ///< path of `postgres`; empty when it is not told
    QString dataDirectory; ///< empty when it is not told
    quint32 owner = 0;     ///< numeric user
    bool operator==(const Postmaster &) const = default;
};

/// The servers (not their backends) in a Linux process table; `procFolder` is "/proc", or a fixture.
/// Empty on systems without one.
[[nodiscard]] QList<Postmaster> findPostmasters(const QString &procFolder);

/// What a running server writes into its data directory (postmaster.pid).
struct PostmasterPidFile {
    int pid = 0;
    QString dataDirectory;
    int port = 0;
    QString socketFolder;
    bool isReady = false;
    bool operator==(const PostmasterPidFile &) const = default;

    /// pid 0 when there is no such file, it cannot be read, or it is not one.
    [[nodiscard]] static PostmasterPidFile read(const QString &path);
};

/// Whether a process of that number exists, whoever owns it.
[[nodiscard]] bool isProcessAlive(int pid);
/// The same, but not for a process of another program that got the number of a server that died.
[[nodiscard]] bool isPostgresProcess(int pid);
