// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/commandrunner.h"
#include "postgres/installation.h"

#include <chrono>
#include <optional>

/// How much of the machine one build may use. Of each process, but for `time`.
struct BuildLimits {
    qint64 memoryBytes = 4LL * 1024 * 1024 * 1024; ///< address space
    qint64 fileBytes = 2LL * 1024 * 1024 * 1024;   ///< one written file
    int processes = 1024;
    int openFiles = 4096;
    std::chrono::seconds processor{1800};
    std::chrono::milliseconds time{45 * 60 * 1000}; ///< by the clock, the whole command
};

/// What a jailed program sees besides the system's own programs and libraries.
struct JailView {
    QStringList readable; ///< folders and files, at their own places
    QStringList writable; ///< folders
    QString home;         ///< writable; becomes HOME
    QString temporary;    ///< writable; seen as /tmp

    /// Everything of an installation that a build reads, wherever it lies, and what its links point to (a sandbox
    /// server's folders are full of links to the original's).
    [[nodiscard]] static QStringList foldersOf(const Installation &installation);
};

/// Where downloaded code runs: no network, the system read-only, a /tmp and a home of its own, no device but the
/// harmless ones, limits, a clean environment, an unprivileged user. bubblewrap on Linux; elsewhere, and where it
/// does not work, there is no jail, and whoever builds all the same must have been allowed to by the person.
class BuildJail
{
public:
    /// Tries it out. Missing, with the reason, when there is no working jail here.
    [[nodiscard]] static Result<BuildJail> find(CommandRunner &runner,
                                                const std::optional<UserAccount> &account,
                                                const CancellationToken &token = {});
    /// No walls: only the unprivileged user, the limits and the clean environment.
    [[nodiscard]] static BuildJail open(const std::optional<UserAccount> &account);

    [[nodiscard]] bool isClosed() const { return !m_program.isEmpty(); }
    [[nodiscard]] QString description() const;
    /// `command` as it runs inside: its environment is what it brings plus HOME and TMPDIR, nothing of ours.
    [[nodiscard]] Command enclose(const Command &command, const JailView &view,
                                  const BuildLimits &limits = {}) const;

private:
    explicit BuildJail(std::optional<UserAccount> account);
    [[nodiscard]] QStringList walls(const JailView &view, const QString &folder) const;
    QString m_program;
    QString m_limiter; ///< prlimit; empty: the shell's ulimit
    bool m_ownProc = true;
    std::optional<UserAccount> m_account;
};
