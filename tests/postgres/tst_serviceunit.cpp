// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/clustercontrol.h"
#include "postgres/session.h"
#include "postgres/systemfixture.h"

using namespace Qt::StringLiterals;

namespace {

/// A systemctl on PATH that does what `script` says, and notes how it was called.
class FakeSystemctl
{
public:
    explicit FakeSystemctl(const QByteArray &script) : m_path(qgetenv("PATH"))
    {
        m_fixture.write(u"/systemctl"_s, "#!/bin/sh\necho \"$*\" >> \"${0%/*}/calls\"\n" + script);
        m_fixture.write(u"/journalctl"_s, "#!/bin/sh\necho the journal of \"$*\"\n");
        for (const QString &name : {u"/systemctl"_s, u"/journalctl"_s})
            QFile::setPermissions(m_fixture.path(name), QFile::ReadOwner | QFile::ExeOwner);
        qputenv("PATH", m_fixture.path({}).toUtf8() + ':' + m_path);
    }
    ~FakeSystemctl() { qputenv("PATH", m_path); }
    [[nodiscard]] QByteArray calls() const
    {
        QFile file(m_fixture.path(u"/calls"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    SystemFixture m_fixture;
    QByteArray m_path;
};

Cluster serviceCluster()
{
    Cluster cluster;
    cluster.name = u"data"_s;
    cluster.restart = Cluster::Restart::Service;
    cluster.service = ServiceUnit{u"postgresql-17.service"_s, std::nullopt};
    return cluster;
}

} // namespace

/// Servers that systemd runs: recognised, and restarted through it.
class TestServiceUnit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsControlGroups_data();
    void readsControlGroups();
    void whatSystemdRunsIsRestartedByIt_data();
    void whatSystemdRunsIsRestartedByIt();
    void restartsAService();
    void refusedServiceNamesTheCommand();
    void failedServiceShowsWhatItSaid();
};

void TestServiceUnit::readsControlGroups_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("user");
    const auto row = [](const char *title, const QByteArray &text, const QString &name = {},
                        int user = -1) { QTest::newRow(title) << text << name << user; };
    row("system", "0::/system.slice/postgresql-17.service\n", u"postgresql-17.service"_s);
    row("template", "0::/system.slice/system-postgresql.slice/postgresql@15-main.service\n",
        u"postgresql@15-main.service"_s);
    row("older groups",
        "5:memory:/system.slice/x.service\n1:name=systemd:/system.slice/pg.service\n",
        u"pg.service"_s);
    row("a user's", "0::/user.slice/user-1000.slice/user@1000.service/app.slice/pg.service\n",
        u"pg.service"_s, 1000);
    row("a terminal",
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-terminal-3.scope\n");
    row("a session", "0::/user.slice/user-0.slice/session-3.scope\n");
    row("a container", "0::/\n");
    row("garbage", "\xff\xfe::service\n");
    row("empty", "");
}

void TestServiceUnit::readsControlGroups()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, name);
    QFETCH(int, user);
    SystemFixture fixture;
    fixture.write(u"/proc/77/cgroup"_s, text);
    const auto unit = ServiceUnit::ofProcess(77, fixture.path(u"/proc"_s));
    QCOMPARE(unit.has_value(), !name.isEmpty());
    if (!unit)
        return;
    QCOMPARE(unit->name, name);
    QCOMPARE(unit->user, user < 0 ? std::nullopt : std::optional<quint32>(user));
}

void TestServiceUnit::whatSystemdRunsIsRestartedByIt_data()
{
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<bool>("isMain");
    QTest::addColumn<Cluster::Restart>("restart");
    const bool isRoot = UserAccount::current().isRoot();
    using Restart = Cluster::Restart;
    const QByteArray own = "0::/user.slice/user-1.slice/user@"
                           + QByteArray::number(UserAccount::current().uid)
                           + ".service/app.slice/postgresql.service\n";
    QTest::newRow("the system's") << QByteArray("0::/system.slice/postgresql-17.service\n") << true
                                  << (isRoot ? Restart::Service : Restart::Forbidden);
    QTest::newRow("one's own") << own << true << Restart::Service;
    QTest::newRow("another user's")
        << QByteArray("0::/user.slice/user@4711.service/app.slice/pg.service\n") << true
        << Restart::Forbidden;
    // Started by a job of cron: that is not to be restarted.
    QTest::newRow("not its main process")
        << QByteArray("0::/system.slice/cron.service\n") << false << Restart::PgCtl;
}

void TestServiceUnit::whatSystemdRunsIsRestartedByIt()
{
    NEEDS_POSTGRES();
    QFETCH(QByteArray, group);
    QFETCH(bool, isMain);
    TestServers servers;
    START(sandbox, servers, TestServers::installations().last());
    const QByteArray pid = QByteArray::number(sandbox->cluster().pid);
    SystemFixture fixture;
    fixture.root.dataDirectories = {fixture.path(u"/data"_s)};
    fixture.root.path = {fixture.path(u"/bin"_s)};
    fixture.root.lookAtProcesses = false;
    fixture.write(u"/data/PG_VERSION"_s,
                  QByteArray::number(sandbox->installation().version.major) + '\n');
    fixture.write(u"/data/postmaster.pid"_s, pid + "\n" + fixture.path(u"/data"_s).toUtf8() + "\n");
    fixture.write(u"/proc/%1/cgroup"_s.arg(QString::fromLatin1(pid)), group);
    fixture.write(u"/run/systemd/system/x"_s, {});
    fixture.write(u"/bin/systemctl"_s,
                  "#!/bin/sh\ncase $* in *MainPID*) echo " + (isMain ? pid : "1") + ";; esac\n");
    QVERIFY(QFile::setPermissions(fixture.path(u"/bin/systemctl"_s),
                                  QFile::ReadOwner | QFile::ExeOwner));
    const QList<Cluster> found = fixture.find({sandbox->installation()});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].pid, sandbox->cluster().pid);
    QTEST(found[0].restart, "restart");
    QCOMPARE(found[0].service.has_value(), isMain);
}

void TestServiceUnit::restartsAService()
{
    NEEDS_POSTGRES();
    TestServers servers;
    START(sandbox, servers, TestServers::installations().last());
    Cluster cluster = clusterOf(*sandbox);
    cluster.restart = Cluster::Restart::Service;
    cluster.service = ServiceUnit{u"postgresql-17.service"_s, std::nullopt};
    {
        Result<Session> session = Session::open(sandbox->cluster().connection);
        QVERIFY(session);
        QVERIFY(session->alterSystem(u"max_connections"_s, u"45"_s));
    }
    const QByteArray become = UserAccount::current().isRoot()
                                  ? "setpriv --reuid=" + cluster.owner.toUtf8()
                                        + " --regid=$(id -g " + cluster.owner.toUtf8()
                                        + ") --clear-groups "
                                  : QByteArray();
    const QByteArray control = sandbox->installation().program(u"pg_ctl"_s).toUtf8() + " -D "
                               + cluster.dataDirectory.toUtf8();
    // As a service of type "simple": systemctl does not wait until the server answers.
    const FakeSystemctl systemctl(become + control + " -m fast stop >/dev/null\n" + become + control
                                  + " -W -l " + cluster.dataDirectory.toUtf8()
                                  + "/log start >/dev/null\n");
    const Result<void> restarted =
        ClusterControl(servers.runner()).restart(sandbox->installation(), cluster);
    QVERIFY2(restarted,
             restarted ? "" : qPrintable(restarted.error().message + restarted.error().detail));
    QCOMPARE(systemctl.calls(), "--no-ask-password restart postgresql-17.service\n");
    Result<Session> again = Session::open(sandbox->cluster().connection);
    QVERIFY(again);
    QCOMPARE(again->setting(u"max_connections"_s).value(), u"45"_s);
}

void TestServiceUnit::refusedServiceNamesTheCommand()
{
    const FakeSystemctl systemctl(
        "echo 'Failed to restart postgresql-17.service: Interactive authentication required.' >&2\n"
        "exit 1\n");
    ProcessRunner runner;
    const Result<void> restarted = ClusterControl(runner).restart({}, serviceCluster());
    QVERIFY(!restarted);
    QCOMPARE(restarted.error().kind, Error::Kind::Permission);
    QVERIFY2(restarted.error().message.contains(u"sudo systemctl restart postgresql-17.service"_s),
             qPrintable(restarted.error().message));
    Cluster forbidden = serviceCluster();
    forbidden.restart = Cluster::Restart::Forbidden;
    QCOMPARE(ClusterControl(runner).restart({}, forbidden).error().message,
             restarted.error().message);
}

void TestServiceUnit::failedServiceShowsWhatItSaid()
{
    const FakeSystemctl systemctl("echo 'Job failed.' >&2\nexit 1\n");
    ProcessRunner runner;
    Cluster cluster = serviceCluster();
    cluster.service->user = UserAccount::current().uid;
    const Result<void> restarted = ClusterControl(runner).restart({}, cluster);
    QVERIFY(!restarted);
    QCOMPARE(restarted.error().kind, Error::Kind::Process);
    QVERIFY(restarted.error().message.contains(u"postgresql-17.service"_s));
    QVERIFY(restarted.error().detail.contains(u"Job failed."_s));
    QVERIFY2(restarted.error().detail.contains(u"--user-unit=postgresql-17.service"_s),
             qPrintable(restarted.error().detail));
    QCOMPARE(systemctl.calls(), "--user --no-ask-password restart postgresql-17.service\n");
}

QTEST_GUILESS_MAIN(TestServiceUnit)
#include "tst_serviceunit.moc"
