// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/clustercontrol.h"

#include "postgres/serverenvironment.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds patience{120};

QString tr(const char *text)
{
    return QCoreApplication::translate("ClusterControl", text);
}

/// As Debian names a cluster's version: "15", "9.6".
QString debianVersion(const Cluster &cluster)
{
    const ServerVersion &version = cluster.version;
    return version.major >= 10 ? QString::number(version.major)
                               : u"%1.%2"_s.arg(version.major).arg(version.minor);
}

QString tailOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - 8192));
    return QString::fromUtf8(file.readAll());
}

/// Where the running server writes what it says, so that it goes on there after a restart. pg_ctl would
/// leave it our pipe, which ends with us.
QString logFileOf(const Cluster &cluster)
{
    const QString current = QFile::symLinkTarget(u"/proc/%1/fd/2"_s.arg(cluster.pid));
    if (cluster.pid > 0 && QFileInfo(current).isFile())
        return current;
    return cluster.dataDirectory + u"/postmaster.log"_s;
}

/// PostgreSQL's programs act as the owner of the data directory; only root can become someone else.
Result<std::optional<UserAccount>> actingAccount(const Cluster &cluster)
{
    if (!UserAccount::current().isRoot())
        return std::optional<UserAccount>();
    const std::optional<UserAccount> owner = UserAccount::named(cluster.owner);
    if (!owner || owner->isRoot()) {
        return Error{Error::Kind::Permission,
                     tr("The owner of %1 is not known, so it cannot be restarted from here.")
                         .arg(cluster.dataDirectory),
                     cluster.owner};
    }
    return owner;
}

Result<Command> pgCtl(const Installation &installation, const Cluster &cluster,
                      const QStringList &arguments)
{
    Result<std::optional<UserAccount>> account = actingAccount(cluster);
    if (!account)
        return account.error();
    Command command{installation.program(u"pg_ctl"_s),
                    QStringList{u"-D"_s, cluster.dataDirectory} + arguments, QDir::rootPath()};
    command.environment = ServerEnvironment::clean();
    command.runAs = *account;
    command.timeout = patience;
    return command;
}

Result<Command> pgCtlCluster(const Cluster &cluster, const QString &verb)
{
    const QString program =
        QStandardPaths::findExecutable(u"pg_ctlcluster"_s, {u"/usr/bin"_s, u"/usr/local/bin"_s});
    if (program.isEmpty()) {
        return Error{Error::Kind::Missing,
                     tr("pg_ctlcluster is not there; install the package postgresql-common."),
                     {}};
    }
    Command command{program, {debianVersion(cluster), cluster.name, verb}, QDir::rootPath()};
    command.environment = ServerEnvironment::clean();
    command.timeout = patience;
    return command;
}

Result<Command> systemctl(const Cluster &cluster, const QString &verb)
{
    const QString program = QStandardPaths::findExecutable(u"systemctl"_s);
    if (!cluster.service || program.isEmpty()) {
        return Error{Error::Kind::Missing,
                     tr("%1 is run by a service of systemd, and systemctl is not there.")
                         .arg(cluster.title()),
                     {}};
    }
    Command command{program, cluster.service->arguments(verb), QDir::rootPath()};
    command.environment = ServerEnvironment::clean();
    command.timeout = patience;
    return command;
}

/// The end of what the service said, where this user may read it.
QString journalOf(const ServiceUnit &unit, CommandRunner &runner)
{
    const QString program = QStandardPaths::findExecutable(u"journalctl"_s);
    if (program.isEmpty())
        return {};
    Command command{program,
                    {u"--no-pager"_s, u"--quiet"_s, u"--lines=40"_s,
                     (unit.user ? u"--user-unit="_s : u"--unit="_s) + unit.name},
                    QDir::rootPath()};
    command.timeout = std::chrono::seconds(10);
    const Result<CommandOutcome> said = runner.run(command);
    return said ? said->text() : QString();
}

Error forbidden(const Cluster &cluster)
{
    QString message;
    if (cluster.isRemote) {
        message = tr("%1 runs on another computer. Restart it there.").arg(cluster.title());
    } else if (cluster.service && cluster.service->user) {
        message = tr("%1 is run by a service of its owner's, who can restart it: systemctl --user "
                     "restart %2")
                      .arg(cluster.title(), cluster.service->name);
    } else if (cluster.service) {
        message = tr("%1 is run by a service of this system, which only an administrator can "
                     "restart: sudo systemctl restart %2")
                      .arg(cluster.title(), cluster.service->name);
    } else {
        message = tr("%1 can be restarted only by its owner or an administrator. Restart it with "
                     "the system's service manager.")
                      .arg(cluster.title());
    }
    return {Error::Kind::Permission, message, {}};
}

/// systemd calls many services started as soon as their program runs.
Result<void> waitUntilItAnswers(const Installation &installation, const Cluster &cluster,
                                CommandRunner &runner, const CancellationToken &token)
{
    const QString program = installation.program(u"pg_isready"_s);
    if (!QFileInfo(program).isExecutable())
        return {};
    Command command{program,
                    {u"-q"_s, u"-t"_s, u"1"_s, u"-h"_s, cluster.connection.host, u"-p"_s,
                     QString::number(cluster.connection.port)},
                    QDir::rootPath()};
    command.environment = ServerEnvironment::clean();
    const QDeadlineTimer deadline(patience);
    for (;;) {
        const Result<CommandOutcome> asked = runner.run(command, token);
        if (!asked)
            return asked.error();
        if (asked->succeeded())
            return {};
        if (deadline.hasExpired()) {
            return Error{Error::Kind::Timeout,
                         tr("%1 does not answer after its restart.").arg(cluster.title()),
                         asked->text()};
        }
        QThread::msleep(100);
    }
}

Result<void> restartService(const Installation &installation, const Cluster &cluster,
                            CommandRunner &runner, const CancellationToken &token)
{
    const Result<Command> command = systemctl(cluster, u"restart"_s);
    if (!command)
        return command.error();
    const Result<CommandOutcome> outcome = runner.run(*command, token);
    if (!outcome)
        return outcome.error();
    if (!outcome->succeeded()) {
        const QString said = outcome->text();
        // There is no exit status for it.
        if (said.contains(u"authentication required"_s) || said.contains(u"Access denied"_s)) {
            Error error = forbidden(cluster);
            error.detail = said;
            return error;
        }
        return Error{Error::Kind::Process,
                     tr("%1 did not restart: its service %2 failed.")
                         .arg(cluster.title(), cluster.service->name),
                     said + u'\n' + journalOf(*cluster.service, runner)};
    }
    return waitUntilItAnswers(installation, cluster, runner, token);
}

} // namespace

Result<void> ClusterControl::restart(const Installation &installation, const Cluster &cluster,
                                     const CancellationToken &token)
{
    if (cluster.restart == Cluster::Restart::Service)
        return restartService(installation, cluster, m_runner, token);
    QString log;
    Result<Command> command = forbidden(cluster);
    switch (cluster.restart) {
    case Cluster::Restart::PgCtl:
        log = logFileOf(cluster);
        command =
            pgCtl(installation, cluster,
                  {u"-w"_s, u"-t"_s, u"90"_s, u"-m"_s, u"fast"_s, u"-l"_s, log, u"restart"_s});
        break;
    case Cluster::Restart::Debian:
        log =
            u"/var/log/postgresql/postgresql-%1-%2.log"_s.arg(debianVersion(cluster), cluster.name);
        command = pgCtlCluster(cluster, u"restart"_s);
        break;
    case Cluster::Restart::Forbidden:
    case Cluster::Restart::Service:
        break;
    }
    if (!command)
        return command.error();
    const Result<CommandOutcome> done = runChecked(m_runner, *command, token);
    if (done)
        return {};
    Error error = done.error().within(tr("%1 did not restart").arg(cluster.title()));
    error.detail += u'\n' + tailOf(log);
    return error;
}

Result<void> ClusterControl::reload(const Installation &installation, const Cluster &cluster)
{
    Result<Command> command = forbidden(cluster);
    if (cluster.restart == Cluster::Restart::PgCtl)
        command = pgCtl(installation, cluster, {u"reload"_s});
    else if (cluster.restart == Cluster::Restart::Debian)
        command = pgCtlCluster(cluster, u"reload"_s);
    else if (cluster.restart == Cluster::Restart::Service)
        command = systemctl(cluster, u"reload"_s);
    if (!command)
        return command.error();
    const Result<CommandOutcome> done = runChecked(m_runner, *command);
    if (!done)
        return done.error();
    return {};
}
