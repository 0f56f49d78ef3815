// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/throwawaycluster.h"

#include "postgres/clustertemplate.h"
#include "postgres/postmasters.h"
#include "postgres/serverenvironment.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cerrno>
#include <cstring>
#include <utility>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr int port = 5432;
/// sizeof(sockaddr_un::sun_path) is 104 on macOS and 108 on Linux, with the final zero.
constexpr qsizetype longestSocketPath = 103;

QString tr(const char *text)
{
    return QCoreApplication::translate("SandboxServer", text);
}

QString quotedForConfig(const QString &value)
{
    QString quoted = value;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'\'', u"''"_s);
    return u'\'' + quoted + u'\'';
}

/// For a server that is thrown away: nothing is flushed to the disk, nobody from elsewhere gets in.
QByteArray configuration(const QString &socketFolder, const QString &preloadLibraries)
{
    QStringList lines{
        QString(),
        u"listen_addresses = ''"_s,
        u"unix_socket_directories = "_s + quotedForConfig(socketFolder),
        u"fsync = off"_s,
        u"synchronous_commit = off"_s,
        u"full_page_writes = off"_s,
        u"shared_buffers = 32MB"_s,
        u"logging_collector = off"_s,
        u"log_line_prefix = '%m [%p] %d '"_s,
    };
    if (!preloadLibraries.isEmpty())
        lines += u"shared_preload_libraries = "_s + quotedForConfig(preloadLibraries);
    return (lines.join(u'\n') + u'\n').toUtf8();
}

Error systemError(const QString &message)
{
    const int code = errno;
    return {code == ENOSPC ? Error::Kind::DiskFull : Error::Kind::Permission, message,
            QString::fromLocal8Bit(std::strerror(code))};
}

#ifdef Q_OS_UNIX
/// The first folder on the way to `path` that the account may not enter; empty when there is none.
QString closedFolderOnTheWay(const QString &path, const UserAccount &account)
{
    for (QString folder = path;; folder = QFileInfo(folder).path()) {
        struct stat facts {
        };
        if (::stat(QFile::encodeName(folder).constData(), &facts) != 0)
            return folder;
        const mode_t needed = facts.st_uid == account.uid   ? S_IXUSR
                              : facts.st_gid == account.gid ? S_IXGRP
                                                            : S_IXOTH;
        if (!(facts.st_mode & needed))
            return folder;
        if (QFileInfo(folder).isRoot())
            return {};
    }
}
#endif

} // namespace

ThrowAwayCluster::ThrowAwayCluster(CommandRunner &runner, const QString &sandboxFolder,
                                   const std::optional<UserAccount> &account)
    : m_runner(runner), m_folder(sandboxFolder), m_account(account)
{
}

ThrowAwayCluster::ThrowAwayCluster(ThrowAwayCluster &&other) noexcept
    : m_runner(other.m_runner),
      m_folder(std::move(other.m_folder)),
      m_account(std::move(other.m_account)),
      m_bindir(std::move(other.m_bindir)),
      m_socketFolder(std::move(other.m_socketFolder)),
      m_lifeline(std::exchange(other.m_lifeline, -1))
{
}

ThrowAwayCluster::~ThrowAwayCluster()
{
#ifdef Q_OS_UNIX
    if (m_lifeline >= 0)
        ::close(m_lifeline);
#endif
}

ConnectionParameters ThrowAwayCluster::connection() const
{
    ConnectionParameters parameters;
    parameters.host = m_socketFolder;
    parameters.port = port;
    parameters.user = u"postgres"_s;
    return parameters;
}

int ThrowAwayCluster::runningPid() const
{
    const int pid = PostmasterPidFile::read(dataFolder() + u"/postmaster.pid"_s).pid;
    return isProcessAlive(pid) ? pid : 0;
}

Command ThrowAwayCluster::command(const QString &program, const QStringList &arguments) const
{
    Command command{m_bindir + u'/' + program, arguments, QDir::rootPath()};
    command.environment = ServerEnvironment::clean();
    command.timeout = std::chrono::seconds(90);
    command.runAs = m_account;
    return command;
}

Result<void> ThrowAwayCluster::giveToAccount(const QString &path) const
{
#ifdef Q_OS_UNIX
    if (m_account
        && ::lchown(QFile::encodeName(path).constData(), m_account->uid, m_account->gid) != 0)
        return systemError(tr("%1 cannot be given to the user %2.").arg(path, m_account->name));
#else
    Q_UNUSED(path)
#endif
    return {};
}

Result<void> ThrowAwayCluster::chooseSocketFolder()
{
    const QString socket = runFolder() + u"/.s.PGSQL.%1"_s.arg(port);
    if (QFile::encodeName(socket).size() <= longestSocketPath) {
        m_socketFolder = runFolder();
        return {};
    }
    // The system's own temporary folder, since TMPDIR may be just as long.
    QTemporaryDir elsewhere(u"/tmp/howdah-XXXXXX"_s);
    if (!elsewhere.isValid())
        return systemError(tr("No folder for the sandbox server's socket can be made in /tmp."));
    elsewhere.setAutoRemove(false);
    m_socketFolder = elsewhere.path();
    return giveToAccount(m_socketFolder);
}

Result<void> ThrowAwayCluster::prepare()
{
#ifdef Q_OS_UNIX
    if (m_account) {
        if (const QString closed = closedFolderOnTheWay(m_folder, *m_account); !closed.isEmpty()) {
            return Error{
                Error::Kind::Permission,
                tr("The user %1, as whom the sandbox server runs, may not enter %2. Choose "
                   "another place for Howdah's data, or allow it (chmod o+x).")
                    .arg(m_account->name, closed),
                {}};
        }
    }
    for (const QString &folder : {dataFolder(), runFolder()}) {
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0)
            return systemError(tr("The folder %1 cannot be made.").arg(folder));
    }
    const QString pipe = m_folder + u"/lifeline"_s;
    if (::mkfifo(QFile::encodeName(pipe).constData(), 0600) != 0)
        return systemError(tr("%1 cannot be made.").arg(pipe));
    for (const QString &path : {pipe, runFolder()}) {
        if (Result<void> given = giveToAccount(path); !given)
            return given;
    }
#else
    for (const QString &folder : {dataFolder(), runFolder()}) {
        if (!QDir().mkpath(folder))
            return systemError(tr("The folder %1 cannot be made.").arg(folder));
    }
#endif
    return chooseSocketFolder();
}

Result<void> ThrowAwayCluster::create(const ServerVersion &version, const QString &preloadLibraries,
                                      const CancellationToken &token)
{
    const auto initdb = [&](const QString &locale) {
        QStringList arguments{
            u"-D"_s,    dataFolder(), u"-U"_s,   u"postgres"_s, u"-A"_s,
            u"trust"_s, u"-E"_s,      u"UTF8"_s, u"-N"_s,       u"--locale="_s + locale};
        if (version.major >= 11)
            arguments += u"--wal-segsize=1"_s; // 16 MB of zeros less to write
        return runChecked(m_runner, command(u"initdb"_s, arguments), token);
    };
    const ClusterTemplate ready(QFileInfo(m_folder).path(), m_bindir, version);
    if (!ready.copyTo(dataFolder(), m_account)) {
        if (Result<void> given = giveToAccount(dataFolder()); !given)
            return given;
        Result<CommandOutcome> made = initdb(u"C.UTF-8"_s);
        if (!made && made.error().kind == Error::Kind::Process)
            made = initdb(u"C"_s); // systems without that locale
        if (!made)
            return made.error().within(tr("The sandbox server's database cannot be made"));
        ready.keepFrom(dataFolder()); // nothing but initdb has touched it yet
    }

#ifdef Q_OS_UNIX
    // Appended by the account: this process may be root, and the folder is the account's.
    Command append{u"/bin/sh"_s,
                   {u"-c"_s, u"cat >> \"$1\""_s, u"sh"_s, dataFolder() + u"/postgresql.conf"_s},
                   QDir::rootPath()};
    append.input = configuration(m_socketFolder, preloadLibraries);
    append.runAs = m_account;
    append.timeout = std::chrono::seconds(10);
    const Result<CommandOutcome> appended = runChecked(m_runner, append, token);
    if (!appended)
        return appended.error();
#else
    QFile file(dataFolder() + u"/postgresql.conf"_s);
    if (!file.open(QIODevice::Append)
        || file.write(configuration(m_socketFolder, preloadLibraries)) < 0)
        return systemError(tr("%1 cannot be written.").arg(file.fileName()));
#endif
    return {};
}

Result<void> ThrowAwayCluster::dieWithThisProcess()
{
#ifdef Q_OS_UNIX
    const QString pipe = m_folder + u"/lifeline"_s;
    // Open for reading too, or opening waits for the watcher that is not there yet.
    m_lifeline = ::open(QFile::encodeName(pipe).constData(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (m_lifeline < 0)
        return systemError(tr("%1 cannot be opened.").arg(pipe));
    Command watcher{u"/bin/sh"_s,
                    {u"-c"_s,
                     u"exec 9<\"$1\" || exit 1\n"
                     "(trap '' HUP INT TERM; cat <&9; exec \"$2\" -D \"$3\" -m immediate stop) "
                     "</dev/null >/dev/null 2>&1 &"_s,
                     u"sh"_s, pipe, m_bindir + u"/pg_ctl"_s, dataFolder()},
                    QDir::rootPath()};
    watcher.environment = ServerEnvironment::clean();
    watcher.runAs = m_account;
    watcher.timeout = std::chrono::seconds(10);
    const Result<CommandOutcome> started = runChecked(m_runner, watcher);
    if (!started)
        return started.error();
#endif
    return {};
}

QString ThrowAwayCluster::logTail() const
{
    QFile log(runFolder() + u"/server.log"_s);
    if (!log.open(QIODevice::ReadOnly))
        return {};
    log.seek(qMax<qint64>(0, log.size() - 8192));
    return QString::fromUtf8(log.readAll());
}

Result<void> ThrowAwayCluster::control(const QStringList &arguments, const CancellationToken &token)
{
    const Result<CommandOutcome> done = runChecked(
        m_runner, command(u"pg_ctl"_s, QStringList{u"-D"_s, dataFolder(), u"-w"_s} + arguments),
        token);
    if (done)
        return {};
    Error error = done.error();
    error.detail += u'\n' + logTail();
    return error;
}

Result<void> ThrowAwayCluster::start(const CancellationToken &token)
{
    Result<void> done =
        control({u"-t"_s, u"60"_s, u"-l"_s, runFolder() + u"/server.log"_s, u"start"_s}, token);
    if (!done)
        return done.error().within(tr("The sandbox server does not start"));
    return {};
}

Result<void> ThrowAwayCluster::restart(const CancellationToken &token)
{
    Result<void> done = control({u"-t"_s, u"60"_s, u"-m"_s, u"fast"_s, u"-l"_s,
                                 runFolder() + u"/server.log"_s, u"restart"_s},
                                token);
    if (!done)
        return done.error().within(tr("The sandbox server does not restart"));
    return {};
}

Result<void> ThrowAwayCluster::stop(Stop how)
{
    if (runningPid() == 0)
        return {};
    Result<void> done = control(
        {u"-t"_s, u"20"_s, u"-m"_s, how == Stop::Fast ? u"fast"_s : u"immediate"_s, u"stop"_s}, {});
    if (!done && runningPid() > 0)
        return done.error().within(tr("The sandbox server does not stop"));
    return {};
}

Result<void> ThrowAwayCluster::remove()
{
    if (Result<void> stopped = stop(Stop::Immediate); !stopped)
        return stopped;
#ifdef Q_OS_UNIX
    if (m_lifeline >= 0)
        ::close(std::exchange(m_lifeline, -1)); // lets the watcher go
    if (m_account) {
        // What the account may change under our hands is deleted by the account, never by root.
        Command empty{u"/bin/sh"_s,
                      {u"-c"_s, u"for folder; do find \"$folder\" -mindepth 1 -delete; done"_s,
                       u"sh"_s, dataFolder(), runFolder()},
                      QDir::rootPath()};
        if (m_socketFolder != runFolder() && !m_socketFolder.isEmpty())
            empty.arguments += m_socketFolder;
        empty.runAs = m_account;
        empty.timeout = std::chrono::seconds(60);
        const Result<CommandOutcome> emptied = m_runner.run(empty);
        if (!emptied)
            return emptied.error();
    }
#endif
    bool isGone = true;
    if (m_socketFolder != runFolder() && !m_socketFolder.isEmpty())
        isGone = QDir(m_socketFolder).removeRecursively();
    // The lock goes last: until then the folder is ours.
    for (const QFileInfo &entry : QDir(m_folder).entryInfoList(
             QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        if (entry.fileName() == u"owner.lock")
            continue;
        isGone = (entry.isDir() && !entry.isSymLink()
                      ? QDir(entry.absoluteFilePath()).removeRecursively()
                      : QFile::remove(entry.absoluteFilePath()))
                 && isGone;
    }
    if (isGone)
        isGone = QDir(m_folder).removeRecursively();
    if (!isGone && QFileInfo::exists(m_folder)) {
        return Error{
            Error::Kind::Permission,
            tr("The sandbox server's folder %1 cannot be deleted completely.").arg(m_folder),
            {}};
    }
    return {};
}
