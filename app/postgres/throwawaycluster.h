// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "postgres/cluster.h"
#include "postgres/installation.h"

#include <QString>
#include <QStringList>

#include <optional>

/// The data directory, sockets and processes of a sandbox server; SandboxServer adds the copy of the
/// programs, the lock and the bookkeeping. When this process is root, all that runs runs as `account`,
/// which owns nothing but the data and socket folders: root may go on trusting the programs beside them.
class ThrowAwayCluster
{
public:
    enum class Stop { Fast, Immediate };

    ThrowAwayCluster(CommandRunner &runner, const QString &sandboxFolder,
                     const std::optional<UserAccount> &account);
    ~ThrowAwayCluster();
    ThrowAwayCluster(ThrowAwayCluster &&other) noexcept;
    ThrowAwayCluster(const ThrowAwayCluster &) = delete;
    ThrowAwayCluster &operator=(const ThrowAwayCluster &) = delete;
    ThrowAwayCluster &operator=(ThrowAwayCluster &&) = delete;

    void setBindir(const QString &bindir) { m_bindir = bindir; }
    void setSocketFolder(const QString &folder) { m_socketFolder = folder; }
    [[nodiscard]] const std::optional<UserAccount> &account() const { return m_account; }
    [[nodiscard]] QString dataFolder() const { return m_folder + QStringLiteral("/data"); }
    [[nodiscard]] QString runFolder() const { return m_folder + QStringLiteral("/run"); }
    [[nodiscard]] QString socketFolder() const { return m_socketFolder; }
    [[nodiscard]] ConnectionParameters connection() const;
    /// 0 when it is not running.
    [[nodiscard]] int runningPid() const;

    /// Makes its folders. Permission when `account` cannot get to them.
    [[nodiscard]] Result<void> prepare();
    /// initdb and configuration.
    [[nodiscard]] Result<void> create(const ServerVersion &version, const QString &preloadLibraries,
                                      const CancellationToken &token);
    /// Has the server stopped by a small watcher when this process ends, even by a kill.
    [[nodiscard]] Result<void> dieWithThisProcess();
    [[nodiscard]] Result<void> start(const CancellationToken &token);
    [[nodiscard]] Result<void> restart(const CancellationToken &token);
    [[nodiscard]] Result<void> stop(Stop how);
    /// Stops it and deletes the sandbox's folder and a socket folder elsewhere.
    [[nodiscard]] Result<void> remove();

private:
    [[nodiscard]] Command command(const QString &program, const QStringList &arguments) const;
    [[nodiscard]] Result<void> control(const QStringList &arguments,
                                       const CancellationToken &token);
    [[nodiscard]] Result<void> giveToAccount(const QString &path) const;
    [[nodiscard]] Result<void> chooseSocketFolder();
    [[nodiscard]] QString logTail() const;

    CommandRunner &m_runner;
    QString m_folder;
    std::optional<UserAccount> m_account;
    QString m_bindir;
    QString m_socketFolder;
    int m_lifeline = -1; ///< write end of the pipe the watcher reads: closed by our death
};
