// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/commandrunner.h"
#include "install/buildjail.h"
#include "install/workfolder.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;

class TestBuildJail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void readsTheSystemButNotThePersonsFiles();
    void writesOnlyWhereItMay();
    void reachesNoNetwork();
    void seesNoProcessesOfOthers();
    void carriesNothingOfOurEnvironment();
    void runsUnprivileged();
    void cancelEndsTheWholeTree();
    void limitsFileSize();
    void limitsMemory();
    void openJailKeepsLimitsAndAccount();

private:
    [[nodiscard]] CommandOutcome shell(const QString &script, const BuildLimits &limits = {});

    ProcessRunner m_runner;
    std::optional<UserAccount> m_account = UserAccount::forUnprivilegedWork();
    std::optional<BuildJail> m_jail;
    QTemporaryDir m_parent;
    QTemporaryDir m_persons;
    std::unique_ptr<WorkFolder> m_work;
    JailView m_view;
};

void TestBuildJail::initTestCase()
{
    Result<BuildJail> jail = BuildJail::find(m_runner, m_account);
    if (!jail)
        QSKIP(qPrintable(jail.error().message));
    m_jail = *jail;
    QVERIFY(m_jail->isClosed());
}

void TestBuildJail::init()
{
    QFile::setPermissions(m_parent.path(), QFile::permissions(m_parent.path())
                                               | QFileDevice::ExeOther | QFileDevice::ExeGroup);
    Result<std::unique_ptr<WorkFolder>> work =
        WorkFolder::make(m_parent.path() + u"/work"_s, m_account);
    QVERIFY2(work, work ? "" : qPrintable(work.error().message));
    m_work = std::move(*work);
    m_view = {};
    for (QString *room : {&m_view.home, &m_view.temporary}) {
        const Result<QString> made =
            m_work->room(room == &m_view.home ? u"home"_s : u"temporary"_s);
        QVERIFY(made);
        *room = *made;
    }
    const Result<QString> source = m_work->room(u"source"_s);
    QVERIFY(source);
    m_view.writable = {*source};
}

void TestBuildJail::cleanup()
{
    m_work.reset();
}

CommandOutcome TestBuildJail::shell(const QString &script, const BuildLimits &limits)
{
    Command command{u"/bin/sh"_s, {u"-c"_s, script}, m_view.writable.first()};
    const Result<CommandOutcome> outcome = m_runner.run(m_jail->enclose(command, m_view, limits));
    return outcome ? *outcome : CommandOutcome{-1, true, {}, outcome.error().message.toUtf8(), {}};
}

void TestBuildJail::readsTheSystemButNotThePersonsFiles()
{
    const QString secret = m_persons.filePath(u"secret"_s);
    QFile file(secret);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("do not read");
    file.close();
    QFile::setPermissions(secret, file.permissions() | QFileDevice::ReadOther);
    QFile::setPermissions(m_persons.path(), QFile::permissions(m_persons.path())
                                                | QFileDevice::ExeOther | QFileDevice::ReadOther);
    QCOMPARE(shell(u"ls /usr/bin > /dev/null && echo yes"_s).output, QByteArray("yes\n"));
    QVERIFY(!shell(u"cat "_s + secret).succeeded());
    QVERIFY(!shell(u"ls "_s + QDir::homePath() + u"/."_s).succeeded()
            || QDir::homePath() == u"/"_s);
    QCOMPARE(shell(u"ls -A \"$HOME\" /tmp | grep -v : | grep -c ."_s).output.trimmed().toInt(),
             m_parent.path().startsWith(u"/tmp"_s) ? 1 : 0);
    QVERIFY(!shell(u"ls /root /home /etc/shadow /var"_s).succeeded());
}

void TestBuildJail::writesOnlyWhereItMay()
{
    QVERIFY(shell(u"echo a > made && echo b > /tmp/t && echo c > \"$HOME/h\""_s).succeeded());
    QVERIFY(QFile::exists(m_view.writable.first() + u"/made"_s));
    for (const QString &place : {u"/usr/x"_s, u"/etc/x"_s, u"/var/x"_s}) {
        const CommandOutcome outcome = shell(u"echo a > "_s + place);
        QVERIFY2(!outcome.succeeded(), qPrintable(place));
    }
    QVERIFY(!QFile::exists(u"/tmp/t"_s) || m_view.temporary == u"/tmp"_s);
}

void TestBuildJail::reachesNoNetwork()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString connect =
        u"exec 3<>/dev/tcp/127.0.0.1/%1 && echo connected"_s.arg(server.serverPort());
    if (!QFile::exists(u"/bin/bash"_s))
        QSKIP("no bash to connect with");
    Command outside{u"/bin/bash"_s, {u"-c"_s, connect}, {}};
    const Result<CommandOutcome> reached = m_runner.run(outside);
    QVERIFY(reached);
    QCOMPARE(reached->output, QByteArray("connected\n"));
    const Result<CommandOutcome> jailed = m_runner.run(m_jail->enclose(outside, m_view));
    QVERIFY(jailed);
    QVERIFY(!jailed->succeeded());
    QVERIFY(jailed->output.isEmpty());
}

void TestBuildJail::seesNoProcessesOfOthers()
{
    const CommandOutcome outcome =
        shell(u"ls /proc/%1 2> /dev/null; test ! -e /proc/%1 && echo none"_s.arg(
            QCoreApplication::applicationPid()));
    if (!m_jail->description().contains(u"nothing of yours to see"_s)
        || m_jail->description().contains(u"names"_s))
        QSKIP("this system lets no jail have a /proc of its own");
    QCOMPARE(outcome.output, QByteArray("none\n"));
}

void TestBuildJail::carriesNothingOfOurEnvironment()
{
    qputenv("HOWDAH_TEST_SECRET", "42");
    qputenv("http_proxy", "http://127.0.0.1:9");
    const CommandOutcome outcome = shell(u"env"_s);
    qunsetenv("HOWDAH_TEST_SECRET");
    qunsetenv("http_proxy");
    QVERIFY(outcome.succeeded());
    QVERIFY(!outcome.output.contains("HOWDAH_TEST_SECRET"));
    QVERIFY(!outcome.output.contains("http_proxy"));
    QVERIFY(outcome.output.contains("HOME=" + m_view.home.toUtf8()));
}

void TestBuildJail::runsUnprivileged()
{
    const CommandOutcome outcome = shell(u"id -u"_s);
    QVERIFY2(outcome.succeeded(), qPrintable(outcome.text()));
    QVERIFY(outcome.output.trimmed() != "0");
}

void TestBuildJail::cancelEndsTheWholeTree()
{
    const QString mark = m_view.writable.first() + u"/beat"_s;
    CancellationSource source;
    std::thread canceller([&] {
        // As soon as the grandchild shows a sign of life.
        QElapsedTimer timer;
        timer.start();
        while (!QFile::exists(mark) && timer.elapsed() < 10000)
            QThread::msleep(10);
        source.cancel();
    });
    Command command{
        u"/bin/sh"_s,
        {u"-c"_s, u"(trap '' TERM HUP INT; while :; do echo x >> beat; sleep 0.05; done) & wait"_s},
        m_view.writable.first()};
    const Result<CommandOutcome> outcome =
        m_runner.run(m_jail->enclose(command, m_view), source.token());
    canceller.join();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    // What is left of the jail dies as soon as the system lets it; two looks at the file some beats apart then show that
    // nobody writes to it any more.
    const auto isQuiet = [&] {
        const qint64 size = QFileInfo(mark).size();
        QTest::qWait(400);
        return QFileInfo(mark).size() == size;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), 20'000);
}

void TestBuildJail::limitsFileSize()
{
    BuildLimits limits;
    limits.fileBytes = 1024 * 1024;
    QVERIFY(!shell(u"dd if=/dev/zero of=big bs=65536 count=64"_s, limits).succeeded());
    QVERIFY(QFileInfo(m_view.writable.first() + u"/big"_s).size() <= limits.fileBytes);
}

void TestBuildJail::limitsMemory()
{
    BuildLimits limits;
    limits.memoryBytes = 64LL * 1024 * 1024;
    QVERIFY(!shell(u"dd if=/dev/zero of=/dev/null bs=256M count=1"_s, limits).succeeded());
}

void TestBuildJail::openJailKeepsLimitsAndAccount()
{
    const BuildJail open = BuildJail::open(m_account);
    QVERIFY(!open.isClosed());
    QVERIFY(open.description().contains(u"without a jail"_s));
    Command command{u"/bin/sh"_s, {u"-c"_s, u"id -u; ulimit -c"_s}, m_view.writable.first()};
    const Result<CommandOutcome> outcome = m_runner.run(open.enclose(command, m_view));
    QVERIFY(outcome);
    QCOMPARE(outcome->output.split('\n').value(1), QByteArray("0"));
    if (m_account)
        QCOMPARE(outcome->output.split('\n').value(0), QByteArray::number(m_account->uid));
}

QTEST_GUILESS_MAIN(TestBuildJail)
#include "tst_buildjail.moc"
