// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/clustercontrol.h"
#include "postgres/finders.h"
#include "postgres/serverconfig.h"
#include "postgres/session.h"
#include "postgres/systemfixture.h"
#include "postgres/testservers.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray noProcess = "2147483647\n"; // beyond any process number

} // namespace

class ClusterFinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void configurationIsReadAsTheServerReadsIt_data();
    void configurationIsReadAsTheServerReadsIt();
    void includedFilesAndAutoConfWin();
    void findsDebianClusters();
    void findsEachDataPlace_data();
    void findsEachDataPlace();
    void sameDataDirectoryIsListedOnce();
    void dataBelongsToTheServerThatRanItLast();
    void closedDataDirectoryIsNoObstacle();
    void staleProcessFileMeansStopped();
    void addedServersJoinTheOnesFound();
    void unreadableConnectionStringsAreSkipped();
    void findsARunningServer_data() { TestServers::addRows(); }
    void findsARunningServer();
    void sandboxServersAreNotListed();
    void restartsWhatIsOurs();
    void failedRestartShowsTheLog();
    void foreignClustersAreNotRestarted();
    void rootConnectsAsTheOwnerByPeer();
};

void ClusterFinderTest::configurationIsReadAsTheServerReadsIt_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << QByteArray("port = 5433") << u"5433"_s;
    QTest::newRow("no equals sign") << QByteArray("port 5433") << u"5433"_s;
    QTest::newRow("comment") << QByteArray("port=5433# not 1\n#port = 1") << u"5433"_s;
    QTest::newRow("quoted") << QByteArray("  PORT = '5433' # x") << u"5433"_s;
    QTest::newRow("last wins") << QByteArray("port=1\nport=2\n") << u"2"_s;
    QTest::newRow("quotes inside") << QByteArray("port = 'a''b\\'c # d'") << u"a'b'c # d"_s;
    QTest::newRow("other line ends") << QByteArray("port = 7\r\n") << u"7"_s;
    QTest::newRow("other names") << QByteArray("porter = 1\n.port = 2\nport_ = 3") << QString();
    QTest::newRow("garbage") << QByteArray("\xff\xfe\0'''=", 7) << QString();
}

void ClusterFinderTest::configurationIsReadAsTheServerReadsIt()
{
    QFETCH(QByteArray, text);
    QTEST(ServerConfig::parse(text).value(u"port"_s), "value");
}

void ClusterFinderTest::includedFilesAndAutoConfWin()
{
    SystemFixture fixture;
    fixture.write(u"/c/postgresql.conf"_s,
                  "include 'postgresql.conf'\nport = 1\ninclude_dir = 'conf.d'\n"
                  "include 'more.conf'\ninclude_if_exists = 'none'\n");
    fixture.write(u"/c/conf.d/10.conf"_s, "port = 2\nx = 'ten'\n");
    fixture.write(u"/c/conf.d/20.conf"_s, "port = 3\n");
    fixture.write(u"/c/conf.d/30.txt"_s, "port = 4\n");
    fixture.write(u"/c/more.conf"_s, "unix_socket_directories = '\"/a, b\", /c'\n");
    ServerConfig config = ServerConfig::read(fixture.path(u"/c/postgresql.conf"_s));
    QCOMPARE(config.number(u"port"_s, 0), 3);
    QCOMPARE(config.value(u"x"_s), u"ten"_s);
    QCOMPARE(config.socketFolder({}), u"/a, b"_s);
    config.add(ServerConfig::parse("port = 9"));
    QCOMPARE(config.number(u"port"_s, 0), 9);
    QCOMPARE(config.number(u"x"_s, 5), 5);
}

void ClusterFinderTest::findsDebianClusters()
{
    SystemFixture fixture;
    fixture.write(u"/etc/postgresql/15/main/postgresql.conf"_s,
                  "data_directory = '/srv/pg/main'\nport = 5433\n"
                  "unix_socket_directories = '/var/run/postgresql'\n");
    fixture.write(u"/etc/postgresql/15/main/start.conf"_s, "auto\n");
    fixture.write(u"/srv/pg/main/PG_VERSION"_s, "15\n");
    fixture.write(u"/etc/postgresql/9.6/old/postgresql.conf"_s, "port = 5434\n");
    fixture.write(u"/etc/postgresql/15/broken/start.conf"_s, "auto\n");
    const Installation debian = fixture.installation(u"/usr/lib/postgresql/15/bin"_s, u"15.20"_s,
                                                     Installation::Origin::Debian);
    const Installation other =
        fixture.installation(u"/opt/pgsql-15/bin"_s, u"15.21"_s, Installation::Origin::Source);

    const QList<Cluster> found = fixture.find({other, debian});
    QCOMPARE(found.size(), 2);
    const Cluster &main = found[0];
    QCOMPARE(main.name, u"main"_s);
    QCOMPARE(main.origin, Cluster::Origin::Debian);
    QCOMPARE(main.dataDirectory, fixture.path(u"/srv/pg/main"_s));
    QCOMPARE(main.configFile, fixture.path(u"/etc/postgresql/15/main/postgresql.conf"_s));
    QCOMPARE(main.connection.port, 5433);
    QCOMPARE(main.connection.host, fixture.path(u"/var/run/postgresql"_s));
    QCOMPARE(main.installationId, debian.id());
    QCOMPARE(main.version.minor, 20);
    QCOMPARE(main.state, Cluster::State::Stopped);
    QCOMPARE(main.owner, UserAccount::current().name);
    QCOMPARE(main.restart, Cluster::Restart::Debian);
    QCOMPARE(found[1].name, u"old"_s);
    QCOMPARE(found[1].version.number(), 90600);
    QCOMPARE(found[1].dataDirectory, fixture.path(u"/var/lib/postgresql/9.6/old"_s));
    QVERIFY(found[1].installationId.isEmpty());
}

void ClusterFinderTest::findsEachDataPlace_data()
{
    QTest::addColumn<QString>("place");
    for (const QString &place :
         {u"/var/lib/pgsql/data"_s, u"/var/lib/pgsql/16/data"_s, u"/var/lib/postgres/data"_s,
          u"/usr/local/pgsql/data"_s, u"/usr/local/var/postgres"_s,
          u"/usr/local/var/postgresql@14"_s, u"/opt/homebrew/var/postgresql@16"_s,
          u"/home/linuxbrew/.linuxbrew/var/postgresql@17"_s, u"/Library/PostgreSQL/15/data"_s,
          u"/opt/PostgreSQL/13/data"_s, u"/C/Program Files/PostgreSQL/16/data"_s,
          u"/home/me/Library/Application Support/Postgres/var-16"_s,
          u"/home/me/.pgenv/pgsql-16.1/data"_s, u"/home/me/pgdata"_s, u"/named/elsewhere"_s,
          u"/D/Postgres/data"_s})
        QTest::newRow(qPrintable(place)) << place;
}

void ClusterFinderTest::findsEachDataPlace()
{
    QFETCH(QString, place);
    SystemFixture fixture;
    fixture.root.home = fixture.path(u"/home/me"_s);
    fixture.root.dataDirectories = {fixture.path(u"/named/elsewhere"_s)};
    fixture.root.registryFolders = {u"D:/Postgres"_s};
    fixture.write(place + u"/PG_VERSION"_s, "16\n");
    fixture.write(place + u"/postgresql.conf"_s, "port = 5440\n");
    fixture.write(place + u"/postgresql.auto.conf"_s, "port = '5441'\n");
    fixture.write(u"/usr/local/pgsql-nothing/data/readme"_s, "");
    const Installation installation =
        fixture.installation(u"/x/bin"_s, u"16.3"_s, Installation::Origin::Source);
    const QList<Cluster> found = fixture.find({installation});
    QCOMPARE(found.size(), 1);
    const Cluster &cluster = found.first();
    QCOMPARE(cluster.dataDirectory, fixture.path(place));
    QCOMPARE(cluster.id(), fixture.path(place));
    QCOMPARE(cluster.origin, Cluster::Origin::DataDirectory);
    QCOMPARE(cluster.connection.port, 5441);
    QCOMPARE(cluster.version.major, 16);
    QCOMPARE(cluster.state, Cluster::State::Stopped);
    QCOMPARE(cluster.installationId, cluster.version.minor == 3 ? installation.id() : QString());
    QCOMPARE(cluster.restart, cluster.installationId.isEmpty() ? Cluster::Restart::Forbidden
                                                               : Cluster::Restart::PgCtl);
}

void ClusterFinderTest::sameDataDirectoryIsListedOnce()
{
    SystemFixture fixture;
    fixture.write(u"/etc/postgresql/15/main/postgresql.conf"_s,
                  "data_directory = '/var/lib/postgresql/15/main'\n");
    fixture.write(u"/var/lib/postgresql/15/main/PG_VERSION"_s, "15\n");
    QVERIFY(QFile::link(fixture.path(u"/var/lib/postgresql/15/main"_s), fixture.path(u"/link"_s)));
    fixture.root.dataDirectories = {fixture.path(u"/link"_s),
                                    fixture.path(u"/var/lib/postgresql/15/main"_s)};
    QCOMPARE(fixture.find().size(), 1);
    QCOMPARE(fixture.find().first().origin, Cluster::Origin::Debian);
}

void ClusterFinderTest::dataBelongsToTheServerThatRanItLast()
{
    SystemFixture fixture;
    const Installation brew = fixture.installation(u"/opt/homebrew/opt/postgresql@16/bin"_s,
                                                   u"16.2"_s, Installation::Origin::Homebrew);
    const Installation app =
        fixture.installation(u"/Applications/Postgres.app/Contents/Versions/16/bin"_s, u"16.1"_s,
                             Installation::Origin::PostgresApp);
    fixture.write(u"/opt/homebrew/var/postgresql@16/PG_VERSION"_s, "16\n");
    QCOMPARE(fixture.find({app, brew}).first().installationId, brew.id()); // nearest path

    fixture.write(u"/Applications/Postgres.app/Contents/Versions/16/bin/postgres"_s, "");
    fixture.write(
        u"/opt/homebrew/var/postgresql@16/postmaster.opts"_s,
        (app.bindir + u"/postgres \"-D\" \"/opt/homebrew/var/postgresql@16\"\n"_s).toUtf8());
    QCOMPARE(fixture.find({app, brew}).first().installationId, app.id());
    QCOMPARE(fixture.find({app, brew}).first().version.minor, 1);
}

void ClusterFinderTest::closedDataDirectoryIsNoObstacle()
{
    SystemFixture fixture;
    fixture.write(u"/etc/postgresql/15/main/postgresql.conf"_s,
                  "data_directory = '/var/lib/postgresql/15/main'\nport = 5433\n");
    fixture.write(u"/var/lib/postgresql/15/main/PG_VERSION"_s, "15\n");
    const QString data = fixture.path(u"/var/lib/postgresql/15/main"_s);
    QVERIFY(QFile::setPermissions(data, QFileDevice::Permissions()));
    const QList<Cluster> found = fixture.find();
    QVERIFY(QFile::setPermissions(data, QFileDevice::ReadOwner | QFileDevice::WriteOwner
                                            | QFileDevice::ExeOwner));
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().version.major, 15);
    QCOMPARE(found.first().connection.port, 5433);
    QCOMPARE(found.first().state, Cluster::State::Stopped); // nobody listens there
}

void ClusterFinderTest::staleProcessFileMeansStopped()
{
    SystemFixture fixture;
    fixture.write(u"/home/me/pgdata/PG_VERSION"_s, "16\n");
    fixture.write(u"/home/me/pgdata/postmaster.pid"_s,
                  noProcess + "/x\n1700000000\n5499\n/nowhere\n");
    fixture.root.home = fixture.path(u"/home/me"_s);
    QCOMPARE(fixture.find().first().state, Cluster::State::Stopped);
    QCOMPARE(fixture.find().first().pid, 0);
    QCOMPARE(fixture.find().first().connection.port, 5432);
    // The number lives again, as another program: this one.
    fixture.write(u"/home/me/pgdata/postmaster.pid"_s,
                  QByteArray::number(QCoreApplication::applicationPid()) + "\n");
    if (QFileInfo::exists(u"/proc/self/comm"_s))
        QCOMPARE(fixture.find().first().state, Cluster::State::Stopped);
    fixture.write(u"/home/me/pgdata/postmaster.pid"_s, "garbage\n");
    QCOMPARE(fixture.find().first().state, Cluster::State::Stopped);
}

void ClusterFinderTest::addedServersJoinTheOnesFound()
{
    SystemFixture fixture;
    fixture.root.home = fixture.path(u"/home/me"_s);
    fixture.write(u"/home/me/pgdata/PG_VERSION"_s, "16\n");
    fixture.write(u"/home/me/pgdata/postgresql.conf"_s, "port = 5455\n");
    fixture.root.addedServers = {u"host=localhost port=5455 user=boss dbname=shop"_s,
                                 u"postgresql://me@db.example/"_s, u"service=far"_s};
    const QList<Cluster> found = fixture.find();
    QCOMPARE(found.size(), 3);
    QCOMPARE(found[0].origin, Cluster::Origin::DataDirectory);
    QCOMPARE(found[0].connection.user, u"boss"_s);
    QCOMPARE(found[0].connection.database, u"shop"_s);
    QCOMPARE(found[1].name, u"db.example"_s);
    QVERIFY(found[1].isRemote);
    QCOMPARE(found[1].state, Cluster::State::Unknown);
    QCOMPARE(found[1].restart, Cluster::Restart::Forbidden);
    QCOMPARE(found[2].name, u"far"_s);
}

void ClusterFinderTest::unreadableConnectionStringsAreSkipped()
{
    SystemFixture fixture;
    fixture.root.addedServers = {u"nonsense"_s, u"postgresql://me:secret@h/"_s, u"host=good"_s};
    const QList<Cluster> found = fixture.find();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().name, u"good"_s);
}

void ClusterFinderTest::findsARunningServer()
{
    NEEDS_POSTGRES();
    QFETCH(Installation, installation);
    TestServers servers;
    START(sandbox, servers, installation);
    const Cluster cluster = clusterOf(*sandbox);
    QCOMPARE(cluster.state, Cluster::State::Running);
    QCOMPARE(cluster.pid, sandbox->cluster().pid);
    QCOMPARE(cluster.connection.host, sandbox->cluster().connection.host);
    QCOMPARE(cluster.connection.port, 5432);
    QCOMPARE(cluster.installationId, sandbox->installation().id());
    QCOMPARE(cluster.version, installation.version);
    QCOMPARE(cluster.owner, sandbox->cluster().owner);
    QCOMPARE(cluster.restart, Cluster::Restart::PgCtl);
    QVERIFY(sandbox->stop());
    QCOMPARE(clusterOf(*sandbox).state, Cluster::State::Stopped);
}

void ClusterFinderTest::sandboxServersAreNotListed()
{
    NEEDS_POSTGRES();
    TestServers servers;
    START(sandbox, servers, TestServers::installations().last());
    ProcessRunner runner;
    for (const auto &[pgConfig, origin] :
         InstallationFinder(SearchRoot::machine(), runner).candidates())
        QVERIFY2(!pgConfig.startsWith(servers.folder()), qPrintable(pgConfig));
    for (const Cluster &cluster : ClusterFinder(SearchRoot::machine(), runner).find({}))
        QVERIFY2(!cluster.dataDirectory.startsWith(servers.folder()),
                 qPrintable(cluster.dataDirectory));
}

void ClusterFinderTest::restartsWhatIsOurs()
{
    NEEDS_POSTGRES();
    TestServers servers;
    START(sandbox, servers, TestServers::installations().last());
    const Cluster cluster = clusterOf(*sandbox);
    Session::Options options;
    Result<Session> session = Session::open(sandbox->cluster().connection, options);
    QVERIFY(session);
    QVERIFY(session->alterSystem(u"max_connections"_s, u"44"_s));
    QVERIFY(session->alterSystem(u"work_mem"_s, u"9MB"_s));

    ClusterControl control(servers.runner());
    const Result<void> reloaded = control.reload(sandbox->installation(), cluster);
    QVERIFY2(reloaded, reloaded ? "" : qPrintable(reloaded.error().detail));
    QTRY_COMPARE(session->setting(u"work_mem"_s).value(), u"9MB"_s);
    QCOMPARE(session->setting(u"max_connections"_s).value(), u"100"_s);

    const Result<void> restarted = control.restart(sandbox->installation(), cluster);
    QVERIFY2(restarted, restarted ? "" : qPrintable(restarted.error().detail));
    const Result<void> orphan = session->execute(u"SELECT 1"_s); // its server is gone
    QVERIFY(!orphan);
    QCOMPARE(orphan.error().kind, Error::Kind::Network);
    Result<Session> again = Session::open(sandbox->cluster().connection);
    QVERIFY(again);
    QCOMPARE(again->setting(u"max_connections"_s).value(), u"44"_s);
}

void ClusterFinderTest::failedRestartShowsTheLog()
{
    NEEDS_POSTGRES();
    TestServers servers;
    START(sandbox, servers, TestServers::installations().last());
    const Cluster cluster = clusterOf(*sandbox);
    {
        Result<Session> session = Session::open(sandbox->cluster().connection);
        QVERIFY(session);
        QVERIFY(session->alterSystem(u"shared_preload_libraries"_s, u"no_such_library"_s));
    }
    ClusterControl control(servers.runner());
    const Result<void> restarted = control.restart(sandbox->installation(), cluster);
    QVERIFY(!restarted);
    QCOMPARE(restarted.error().kind, Error::Kind::Process);
    QVERIFY2(restarted.error().detail.contains(u"no_such_library"_s),
             qPrintable(restarted.error().detail));
}

void ClusterFinderTest::foreignClustersAreNotRestarted()
{
    ProcessRunner runner;
    ClusterControl control(runner);
    Cluster cluster;
    cluster.name = u"far"_s;
    cluster.isRemote = true;
    const Result<void> restarted = control.restart({}, cluster);
    QVERIFY(!restarted);
    QCOMPARE(restarted.error().kind, Error::Kind::Permission);
    QVERIFY(restarted.error().message.contains(u"another computer"_s));
    QCOMPARE(control.reload({}, cluster).error().kind, Error::Kind::Permission);
}

// As root one could not connect to a Debian cluster at all: its superuser is let in by peer only.
void ClusterFinderTest::rootConnectsAsTheOwnerByPeer()
{
    NEEDS_POSTGRES();
    const std::optional<UserAccount> account = UserAccount::forUnprivilegedWork();
    TestServers servers;
    START(sandbox, servers, TestServers::installations().last());
    const QString hba = sandbox->cluster().dataDirectory + u"/pg_hba.conf"_s;
    {
        Result<Session> session = Session::open(sandbox->cluster().connection);
        QVERIFY(session);
        const QString owner = sandbox->cluster().owner;
        if (owner != u"postgres")
            QVERIFY(session->execute(u"CREATE ROLE "_s + Session::quotedIdentifier(owner)
                                     + u" SUPERUSER LOGIN"_s));
        QFile file(hba);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("local all all peer\n");
        file.close();
        QVERIFY(session->reloadConfiguration());
    }
    ConnectionParameters parameters = sandbox->cluster().connection;
    parameters.user = u"no_one_of_that_name"_s;
    QTRY_VERIFY(!Session::open(parameters)); // the reload has been noticed
    const Result<Session> stranger = Session::open(parameters);
    QVERIFY(!stranger);
    QCOMPARE(stranger.error().kind, Error::Kind::Permission);
    QVERIFY2(stranger.error().message.contains(u"peer"_s), qPrintable(stranger.error().message));

    parameters.user = sandbox->cluster().owner;
    const Result<Session> owner = Session::open(parameters);
    QVERIFY2(owner, owner ? "" : qPrintable(owner.error().detail));
    QCOMPARE(UserAccount::current().isRoot(), account.has_value()); // and we are who we were
    if (!account)
        return;
    Session::Options options;
    options.peer = false;
    const Result<Session> asRoot = Session::open(parameters, options);
    QVERIFY(!asRoot);
    QCOMPARE(asRoot.error().kind, Error::Kind::Permission);
}

QTEST_GUILESS_MAIN(ClusterFinderTest)
#include "tst_clusterfinder.moc"
