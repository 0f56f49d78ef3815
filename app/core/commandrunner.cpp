// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/commandrunner.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include <algorithm>
#include <utility>
#include <vector>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <grp.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/syscall.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr int pollMilliseconds = 40;
constexpr int graceMilliseconds = 700;

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandRunner", text);
}

/// Cuts a stream into lines and keeps its first bytes.
class StreamKeeper
{
public:
    StreamKeeper(qint64 limit, const LineSink &sink, bool fromErrorStream)
        : m_limit(limit), m_sink(sink), m_fromErrorStream(fromErrorStream)
    {
    }

    void take(const QByteArray &bytes)
    {
        if (const qint64 room = m_limit - m_kept.size(); room > 0)
            m_kept.append(bytes.left(room));
        if (!m_sink)
            return;
        m_pending.append(bytes);
        qsizetype start = 0;
        for (qsizetype end = m_pending.indexOf('\n'); end >= 0;
             end = m_pending.indexOf('\n', start)) {
            m_sink(QString::fromLocal8Bit(m_pending.mid(start, end - start)), m_fromErrorStream);
            start = end + 1;
        }
        m_pending.remove(0, start);
    }

    QByteArray finish()
    {
        if (m_sink && !m_pending.isEmpty())
            m_sink(QString::fromLocal8Bit(m_pending), m_fromErrorStream);
        return std::move(m_kept);
    }

private:
    qint64 m_limit;
    const LineSink &m_sink;
    bool m_fromErrorStream;
    QByteArray m_kept;
    QByteArray m_pending;
};

void signalGroup(qint64 group, bool force)
{
#ifdef Q_OS_UNIX
    if (group > 0)
        ::kill(-static_cast<pid_t>(group), force ? SIGKILL : SIGTERM);
#else
    Q_UNUSED(group)
    Q_UNUSED(force)
#endif
}

/// It has taken another user's rights, as what pkexec starts does, and only ends by itself.
bool isOutOfReach(const QProcess &process)
{
#ifdef Q_OS_UNIX
    const auto group = static_cast<pid_t>(process.processId());
    return group > 0 && ::kill(-group, 0) != 0 && errno == EPERM;
#else
    Q_UNUSED(process)
    return false;
#endif
}

void endProcessTree(QProcess &process)
{
    const qint64 group = process.processId(); // 0 once the leader has ended
    signalGroup(group, false);
#ifndef Q_OS_UNIX
    process.terminate();
#endif
    const bool ended = process.waitForFinished(graceMilliseconds);
    // Also when the leader is gone: a child that ignores SIGTERM must not outlive the group.
    signalGroup(group, true);
    if (!ended) {
        process.kill();
        process.waitForFinished(graceMilliseconds);
    }
}

#ifdef Q_OS_UNIX
std::vector<gid_t> groupsOf(const UserAccount &account)
{
    int count = 64;
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    const QByteArray name = account.name.toLocal8Bit();
#ifdef Q_OS_DARWIN
    ::getgrouplist(name.constData(), static_cast<int>(account.gid),
                   reinterpret_cast<int *>(groups.data()), &count);
#else
    ::getgrouplist(name.constData(), account.gid, groups.data(), &count);
#endif
    groups.resize(static_cast<std::size_t>(std::clamp(count, 0, 64)));
    return groups;
}

/// Runs between vfork() and exec() in memory shared with this process: system calls only. glibc's
/// setuid() would try to tell every thread of the parent, so Linux gets the raw calls.
bool becomeUser(const UserAccount &account, const std::vector<gid_t> &groups)
{
#ifdef Q_OS_LINUX
    return ::syscall(SYS_setgroups, groups.size(), groups.data()) == 0
           && ::syscall(SYS_setresgid, account.gid, account.gid, account.gid) == 0
           && ::syscall(SYS_setresuid, account.uid, account.uid, account.uid) == 0;
#else
    return ::setgroups(static_cast<int>(groups.size()), groups.data()) == 0
           && ::setgid(account.gid) == 0 && ::setuid(account.uid) == 0;
#endif
}
#endif

void prepareChild(QProcess &process, const Command &command)
{
#ifdef Q_OS_UNIX
    if (!command.runAs) {
        process.setChildProcessModifier([] { ::setpgid(0, 0); });
        return;
    }
    process.setChildProcessModifier([account = *command.runAs, groups = groupsOf(*command.runAs)] {
        ::setpgid(0, 0);
        if (!becomeUser(account, groups))
            ::_exit(126);
    });
#else
    Q_UNUSED(process)
    Q_UNUSED(command)
#endif
}

} // namespace

QString shellQuoted(const QString &text)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_@%+=:,./-]+\\z"_s);
    if (plain.match(text).hasMatch())
        return text;
    return u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString Command::toShell() const
{
    QStringList words{shellQuoted(program)};
    for (const QString &argument : arguments)
        words += shellQuoted(argument);
    return words.join(u' ');
}

QString CommandOutcome::text() const
{
    return QString::fromLocal8Bit(output) + QString::fromLocal8Bit(errorOutput);
}

Result<CommandOutcome> ProcessRunner::run(const Command &command, const CancellationToken &token,
                                          const LineSink &sink)
{
    const QString name = QFileInfo(command.program).fileName();
    if (token.isCancelled())
        return Error{Error::Kind::Cancelled, tr("%1 was not started.").arg(name), {}};

    QProcess process;
    process.setProgram(command.program);
    process.setArguments(command.arguments);
    if (!command.workingDirectory.isEmpty())
        process.setWorkingDirectory(command.workingDirectory);
    if (command.environment)
        process.setProcessEnvironment(*command.environment);
    prepareChild(process, command);

    QElapsedTimer timer;
    timer.start();
    process.start();
    if (!process.waitForStarted(10000)) {
        return Error{Error::Kind::Missing, tr("%1 cannot be started.").arg(command.program),
                     process.errorString()};
    }
    if (!command.input.isEmpty())
        process.write(command.input);
    process.closeWriteChannel();

    StreamKeeper output(command.outputLimit, sink, false);
    StreamKeeper errorOutput(command.outputLimit, sink, true);
    const auto takeAll = [&] {
        output.take(process.readAllStandardOutput());
        errorOutput.take(process.readAllStandardError());
    };
    // waitForReadyRead() watches standard output only; the poll interval bounds what it may miss.
    while (process.state() != QProcess::NotRunning) {
        process.waitForFinished(pollMilliseconds);
        takeAll();
        if (process.state() == QProcess::NotRunning)
            break; // also when that is what cancelling waited for
        const qint64 limit = command.timeout.count();
        const bool isLate = limit > 0 && timer.elapsed() > limit;
        if ((isLate || token.isCancelled()) && isOutOfReach(process)
            && (limit == 0 || timer.elapsed() < 2 * limit))
            continue; // what it does is done or not done when it has ended
        if (token.isCancelled() && !isLate) {
            endProcessTree(process);
            return Error{Error::Kind::Cancelled, tr("%1 was stopped.").arg(name), {}};
        }
        if (isLate) {
            endProcessTree(process);
            takeAll();
            return Error{Error::Kind::Timeout,
                         tr("%1 took longer than %2 s and was stopped.")
                             .arg(name)
                             .arg(command.timeout.count() / 1000),
                         QString::fromLocal8Bit(errorOutput.finish())};
        }
    }
    takeAll();
    return CommandOutcome{process.exitCode(), process.exitStatus() == QProcess::CrashExit,
                          output.finish(), errorOutput.finish(),
                          std::chrono::milliseconds(timer.elapsed())};
}

Result<CommandOutcome> runChecked(CommandRunner &runner, const Command &command,
                                  const CancellationToken &token, const LineSink &sink)
{
    Result<CommandOutcome> outcome = runner.run(command, token, sink);
    if (!outcome || outcome->succeeded())
        return outcome;
    const QString name = QFileInfo(command.program).fileName();
    const QString message =
        outcome->crashed ? tr("%1 crashed.").arg(name)
                         : tr("%1 failed with exit status %2.").arg(name).arg(outcome->exitCode);
    return Error{Error::Kind::Process, message, command.toShell() + u'\n' + outcome->text()};
}
