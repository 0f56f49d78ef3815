// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "core/useraccount.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

/// One program to run, complete: nothing is taken from the caller's shell.
struct Command {
    QString program; ///< absolute path
    QStringList arguments;
    QString workingDirectory;
    std::optional<QProcessEnvironment> environment = {}; ///< empty: this process's own
    QByteArray input = {};                               ///< standard input, then end of file
    std::chrono::milliseconds timeout{0};                ///< 0: none
    std::optional<UserAccount> runAs = {};               ///< only root may set it
    qint64 outputLimit = 16 * 1024 * 1024; ///< bytes kept of each stream; the rest is dropped

    /// As a person would type it, quoted for a POSIX shell.
    [[nodiscard]] QString toShell() const;
};

struct CommandOutcome {
    int exitCode = 0;
    bool crashed = false;
    QByteArray output;
    QByteArray errorOutput;
    std::chrono::milliseconds duration{0};

    [[nodiscard]] bool succeeded() const { return exitCode == 0 && !crashed; }
    /// Both streams' text, for logs.
    [[nodiscard]] QString text() const;
};

/// Receives whole lines, without the newline, as they come; on the thread that runs the command.
using LineSink = std::function<void(const QString &line, bool fromErrorStream)>;

/// Runs programs, one at a time, on the calling (worker) thread. The seam where tests put a fake.
class CommandRunner
{
public:
    virtual ~CommandRunner() = default;
    /// Blocks until the program ends. An exit code other than 0 is not an error here. Errors:
    /// Missing (cannot be started), Timeout, Cancelled; in the last two the whole process tree is gone
    /// when this returns, within 2 s. What has taken another user's rights cannot be ended: it is waited for, and its
    /// outcome counts; only after twice the time-out it is left to itself, with Timeout.
    [[nodiscard]] virtual Result<CommandOutcome>
    run(const Command &command, const CancellationToken &token = {}, const LineSink &sink = {}) = 0;
};

/// The real one: each program gets its own process group, which is killed as a whole.
class ProcessRunner final : public CommandRunner
{
public:
    [[nodiscard]] Result<CommandOutcome> run(const Command &command,
                                             const CancellationToken &token = {},
                                             const LineSink &sink = {}) override;
};

/// Runs `command` and makes an exit code other than 0 an Error of kind Process whose message names the
/// program and whose detail holds its output.
[[nodiscard]] Result<CommandOutcome> runChecked(CommandRunner &runner, const Command &command,
                                                const CancellationToken &token = {},
                                                const LineSink &sink = {});
/// `text` quoted for a POSIX shell; unchanged when it needs no quotes.
[[nodiscard]] QString shellQuoted(const QString &text);
