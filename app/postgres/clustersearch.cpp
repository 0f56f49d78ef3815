// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/clustersearch.h"

#include "postgres/postmasters.h"
#include "postgres/sandboxstate.h"
#include "postgres/serverconfig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

#ifdef Q_OS_UNIX
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr int defaultPort = 5432;

/// Where packages and people put data directories.
const QStringList &dataPlaces()
{
    static const QStringList places{
        u"/var/lib/postgresql/*/*"_s,
        u"/var/lib/pgsql/data"_s,
        u"/var/lib/pgsql/*/data"_s,
        u"/var/lib/postgres/data"_s,
        u"/usr/local/pgsql*/data"_s,
        u"/usr/local/var/postgres*"_s,
        u"/opt/homebrew/var/postgres*"_s,
        u"/home/linuxbrew/.linuxbrew/var/postgres*"_s,
        u"/Library/PostgreSQL/*/data"_s,
        u"/opt/PostgreSQL/*/data"_s,
        u"C:/Program Files/PostgreSQL/*/data"_s,
        u"~/Library/Application Support/Postgres/var-*"_s,
        u"~/.pgenv/pgsql*/data"_s,
        u"~/.asdf/installs/postgres/*/data"_s,
        u"~/.local/share/mise/installs/postgres/*/data"_s,
        u"~/pgdata"_s,
        u"~/pgsql/data"_s,
        u"~/postgres/data"_s,
    };
    return places;
}

QString firstLineOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromLocal8Bit(file.readLine(4096)).trimmed();
}

QString ownerOf(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {};
    if (const std::optional<UserAccount> account = UserAccount::withId(info.ownerId()))
        return account->name;
    return info.owner();
}

/// Whether somebody listens: a socket file alone may be left from a crash.
bool answersAt(const QString &socketPath)
{
#ifdef Q_OS_UNIX
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(socketPath);
    if (name.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return false;
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor < 0)
        return false;
    const bool isAnswered =
        ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    ::close(descriptor);
    return isAnswered;
#else
    Q_UNUSED(socketPath)
    return false;
#endif
}

QString socketFile(const QString &folder, int port)
{
    return folder + u"/.s.PGSQL."_s + QString::number(port);
}

bool isSameFolder(const QString &left, const QString &right)
{
    const QString canonical = QFileInfo(left).canonicalFilePath();
    return left == right
           || (!canonical.isEmpty() && canonical == QFileInfo(right).canonicalFilePath());
}

} // namespace

ClusterSearch::ClusterSearch(const SearchRoot &root, const QList<Installation> &installations)
    : m_root(root), m_installations(installations), m_user(UserAccount::current())
{
    m_defaultSocketFolder = m_root.below(u"/tmp"_s);
    for (const QString &folder : {u"/var/run/postgresql"_s, u"/run/postgresql"_s}) {
        if (QFileInfo(m_root.below(folder)).isDir()) {
            m_defaultSocketFolder = m_root.below(folder);
            break;
        }
    }
}

void ClusterSearch::addDebianClusters()
{
    for (const QString &folder : m_root.matching(u"/etc/postgresql/*/*"_s)) {
        const QString configFile = folder + u"/postgresql.conf"_s;
        if (!QFileInfo(configFile).isFile())
            continue;
        Cluster cluster;
        cluster.origin = Cluster::Origin::Debian;
        cluster.name = QFileInfo(folder).fileName();
        cluster.configFile = configFile;
        const QString version = QFileInfo(QFileInfo(folder).path()).fileName();
        cluster.version = ServerVersion::parse(version);
        const ServerConfig config = ServerConfig::read(configFile);
        cluster.dataDirectory = config.value(u"data_directory"_s);
        if (cluster.dataDirectory.isEmpty())
            cluster.dataDirectory = u"/var/lib/postgresql/%1/%2"_s.arg(version, cluster.name);
        cluster.dataDirectory = m_root.below(cluster.dataDirectory);
        describe(cluster, config);
        // The data directory is closed to others; this file is not.
        if (cluster.pid == 0) {
            const QString pidFile = m_root.below(
                config.value(u"external_pid_file"_s,
                             u"/var/run/postgresql/%1-%2.pid"_s.arg(version, cluster.name)));
            setState(cluster, firstLineOf(pidFile).toInt());
        }
        adoptInstallation(cluster, Installation::Origin::Debian);
        if (m_user.isRoot() || m_user.name == cluster.owner)
            cluster.restart = Cluster::Restart::Debian;
        add(cluster);
    }
}

void ClusterSearch::addProcesses()
{
    for (const Postmaster &server : findPostmasters(m_root.below(u"/proc"_s))) {
        if (server.dataDirectory.isEmpty() || SandboxState::isInSandbox(server.dataDirectory))
            continue;
        if (Cluster *known = withDataDirectory(server.dataDirectory)) {
            setState(*known, server.pid);
            continue;
        }
        Cluster cluster;
        cluster.origin = Cluster::Origin::Process;
        cluster.dataDirectory = server.dataDirectory;
        describe(cluster, ServerConfig::read(server.dataDirectory + u"/postgresql.conf"_s));
        setState(cluster, server.pid);
        if (const auto account = UserAccount::withId(server.owner))
            cluster.owner = account->name;
        if (!server.program.isEmpty())
            adoptInstallationOf(cluster, server.program);
        else
            adoptInstallation(cluster, std::nullopt);
        allowControl(cluster);
        add(cluster);
    }
}

void ClusterSearch::addDataDirectories()
{
    QStringList folders = m_root.dataDirectories;
    for (const QString &place : dataPlaces())
        folders += m_root.matching(place);
    for (const QString &folder : m_root.registryFolders)
        folders += m_root.below(folder + u"/data"_s);
    for (const QString &folder : std::as_const(folders)) {
        if (!QFileInfo(folder + u"/PG_VERSION"_s).isFile() || withDataDirectory(folder))
            continue;
        Cluster cluster;
        cluster.origin = Cluster::Origin::DataDirectory;
        cluster.dataDirectory = QFileInfo(folder).absoluteFilePath();
        describe(cluster, ServerConfig::read(folder + u"/postgresql.conf"_s));
        // How the server was started last tells whose programs it belongs to.
        const QString last = firstLineOf(folder + u"/postmaster.opts"_s);
        static const QRegularExpression program(u"\\A(.*?/(?:postgres|postmaster))(?:\\s|\\z)"_s);
        if (const auto match = program.match(last); match.hasMatch())
            adoptInstallationOf(cluster, match.captured(1));
        if (cluster.installationId.isEmpty())
            adoptInstallation(cluster, std::nullopt);
        allowControl(cluster);
        add(cluster);
    }
}

void ClusterSearch::addSockets()
{
    static const QRegularExpression socketName(u"\\A\\.s\\.PGSQL\\.(\\d+)\\z"_s);
    for (const QString &place : {u"/var/run/postgresql"_s, u"/run/postgresql"_s, u"/tmp"_s}) {
        const QDir folder(m_root.below(place));
        for (const QString &name :
             folder.entryList({u".s.PGSQL.*"_s}, QDir::System | QDir::Files | QDir::Hidden)) {
            const QRegularExpressionMatch match = socketName.match(name);
            if (!match.hasMatch())
                continue;
            const int port = match.captured(1).toInt();
            const bool isKnown =
                std::any_of(m_clusters.cbegin(), m_clusters.cend(), [&](const Cluster &cluster) {
                    return cluster.connection.port == port
                           && isSameFolder(cluster.connection.host, folder.path());
                });
            if (isKnown || !answersAt(folder.filePath(name)))
                continue;
            Cluster cluster;
            cluster.origin = Cluster::Origin::Socket;
            cluster.name = u"port %1"_s.arg(port);
            cluster.state = Cluster::State::Running;
            cluster.owner = ownerOf(folder.filePath(name));
            cluster.connection.host = folder.path();
            cluster.connection.port = port;
            cluster.connection.user = usualRole(cluster);
            add(cluster);
        }
    }
}

void ClusterSearch::addServers()
{
    for (const QString &text : m_root.addedServers) {
        const Result<ConnectionParameters> parameters = ConnectionParameters::parse(text);
        if (!parameters)
            continue; // the settings page checks what is typed
        const QString &host = parameters->host;
        const bool isHere = host.isEmpty() || host.startsWith(u'/') || host == u"localhost"
                            || host == u"127.0.0.1" || host == u"::1";
        // A person's way to a server that was found already: the same server, reached their way.
        Cluster *known = nullptr;
        for (Cluster &cluster : m_clusters) {
            if (isHere && parameters->service.isEmpty() && !cluster.isRemote
                && cluster.origin != Cluster::Origin::Manual
                && cluster.connection.port == parameters->port
                && (!host.startsWith(u'/') || isSameFolder(host, cluster.connection.host)))
                known = &cluster;
        }
        if (known) {
            known->connection = *parameters;
            continue;
        }
        Cluster cluster;
        cluster.origin = Cluster::Origin::Manual;
        cluster.name = !parameters->service.isEmpty() ? parameters->service
                       : host.isEmpty()               ? u"localhost"_s
                                                      : host;
        cluster.connection = *parameters;
        cluster.isRemote = !isHere;
        add(cluster);
    }
}

/// What the data directory and its configuration say; either may be closed to this user.
void ClusterSearch::describe(Cluster &cluster, ServerConfig config) const
{
    const QString &folder = cluster.dataDirectory;
    config.add(ServerConfig::read(folder + u"/postgresql.auto.conf"_s));
    if (cluster.name.isEmpty())
        cluster.name = QFileInfo(folder).fileName();
    if (cluster.configFile.isEmpty() && QFileInfo(folder + u"/postgresql.conf"_s).isFile())
        cluster.configFile = folder + u"/postgresql.conf"_s;
    if (const ServerVersion version = ServerVersion::parse(firstLineOf(folder + u"/PG_VERSION"_s));
        version.major > 0)
        cluster.version = version;
    cluster.owner = ownerOf(folder);
    if (cluster.owner.isEmpty() && !cluster.configFile.isEmpty())
        cluster.owner = ownerOf(cluster.configFile);
    cluster.connection.port = config.number(u"port"_s, defaultPort);
    const QString socketFolder = config.socketFolder({});
    cluster.connection.host =
        socketFolder.isEmpty() ? m_defaultSocketFolder : m_root.below(socketFolder);
    const PostmasterPidFile running = PostmasterPidFile::read(folder + u"/postmaster.pid"_s);
    setState(cluster, running.pid);
    if (cluster.pid > 0 && running.port > 0) { // as it runs, whatever the files say by now
        cluster.connection.port = running.port;
        if (!running.socketFolder.isEmpty())
            cluster.connection.host = running.socketFolder;
    }
    cluster.connection.user = usualRole(cluster);
}

void ClusterSearch::setState(Cluster &cluster, int pid) const
{
    if (isPostgresProcess(pid)) {
        cluster.pid = pid;
        cluster.state = Cluster::State::Running;
        return;
    }
    if (cluster.state == Cluster::State::Running)
        return;
    // Into another user's data directory one cannot look; whoever listens where it would, is taken for it.
    const QFileInfo folder(cluster.dataDirectory);
    const bool isClosed = folder.exists() ? !(folder.isReadable() && folder.isExecutable())
                                          : !QFileInfo(folder.path()).isExecutable();
    const QString socket = socketFile(cluster.connection.host, cluster.connection.port);
    cluster.state =
        isClosed && answersAt(socket) ? Cluster::State::Running : Cluster::State::Stopped;
}

/// Peer authentication lets in who is called like the role: oneself (libpq's default), or, as root, the
/// server's owner.
QString ClusterSearch::usualRole(const Cluster &cluster) const
{
    const bool isOthers = !cluster.owner.isEmpty() && cluster.owner != m_user.name;
    return m_user.isRoot() && isOthers ? cluster.owner : QString();
}

void ClusterSearch::allowControl(Cluster &cluster) const
{
    const bool hasPrograms = !cluster.installationId.isEmpty();
    const bool isOurs = !cluster.owner.isEmpty() && cluster.owner == m_user.name;
    if (hasPrograms && (isOurs || m_user.isRoot()))
        cluster.restart = Cluster::Restart::PgCtl;
}

void ClusterSearch::askSystemd(CommandRunner &runner)
{
    const QString systemctl = QStandardPaths::findExecutable(u"systemctl"_s, m_root.path);
    if (systemctl.isEmpty() || !QFileInfo(m_root.below(u"/run/systemd/system"_s)).isDir())
        return;
    for (Cluster &cluster : m_clusters) {
        const auto unit = ServiceUnit::ofProcess(cluster.pid, m_root.below(u"/proc"_s));
        if (!unit || unit->mainProcess(systemctl, runner) != cluster.pid)
            continue;
        cluster.service = unit;
        if (cluster.restart != Cluster::Restart::PgCtl)
            continue; // pg_ctlcluster goes to systemd by itself
        const bool isAllowed = unit->user ? *unit->user == m_user.uid : m_user.isRoot();
        cluster.restart = isAllowed ? Cluster::Restart::Service : Cluster::Restart::Forbidden;
    }
}

void ClusterSearch::adoptInstallationOf(Cluster &cluster, const QString &program) const
{
    const QString bindir = QFileInfo(QFileInfo(program).path()).canonicalFilePath();
    for (const Installation &installation : m_installations) {
        if (!bindir.isEmpty() && QFileInfo(installation.bindir).canonicalFilePath() == bindir) {
            cluster.installationId = installation.id();
            if (installation.version.major == cluster.version.major || cluster.version.major == 0)
                cluster.version = installation.version;
        }
    }
}

void ClusterSearch::adoptInstallation(Cluster &cluster,
                                      std::optional<Installation::Origin> origin) const
{
    const Installation *best = nullptr;
    qsizetype bestLength = -1;
    for (const Installation &installation : m_installations) {
        const bool isSameMajor =
            installation.version.major == cluster.version.major
            && (cluster.version.major >= 10 || installation.version.minor == cluster.version.minor);
        if (!isSameMajor || (origin && installation.origin != *origin))
            continue;
        // Of several with this version the one whose path has most in common: a Homebrew data directory
        // belongs to Homebrew's server.
        const QString &left = installation.bindir;
        const QString &right = cluster.dataDirectory;
        const auto end = std::mismatch(left.cbegin(), left.cend(), right.cbegin(), right.cend());
        const qsizetype length = end.first - left.cbegin();
        if (length > bestLength) {
            bestLength = length;
            best = &installation;
        }
    }
    if (!best)
        return;
    cluster.installationId = best->id();
    cluster.version = best->version;
}

Cluster *ClusterSearch::withDataDirectory(const QString &folder)
{
    for (Cluster &cluster : m_clusters) {
        if (isSameFolder(cluster.dataDirectory, folder))
            return &cluster;
    }
    return nullptr;
}

void ClusterSearch::add(const Cluster &cluster)
{
    m_clusters += cluster;
}
