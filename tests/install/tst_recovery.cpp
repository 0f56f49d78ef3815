// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/fakereporter.h"
#include "install/manifest.h"
#include "install/planrun.h"
#include "install/recovery.h"
#include "install/sampleplan.h"
#include "install/serversettings.h"
#include "install/targetjson.h"
#include "postgres/session.h"
#include "postgres/testservers.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

/// Where a child process finds what it is to install, and when it is to die.
struct Orders {
    QString data;
    QString archives;
    QString target; ///< file with the target's JSON
    int dieAtCall = 0;
};

struct Machine {
    ProcessRunner runner;
    NoCredentials credentials;
    QtHttpClient http;
    SystemClock clock;

    [[nodiscard]] InstallServices services(const QString &data)
    {
        return {runner, http, credentials, clock, Locations::standard(data), QString()};
    }
};

/// The child: installs "pulse", which goes through every kind of step, and kills itself at its Nth report. Prints how
/// many reports there were when it lives.
int installAndDie(const Orders &orders)
{
    Machine machine;
    QFile file(orders.target);
    if (!file.open(QIODevice::ReadOnly))
        return 3;
    const Result<Target> target =
        TargetJson::read(QJsonDocument::fromJson(file.readAll()).object(), machine.runner);
    const Result<PlannedRelease> release = SamplePlan::sample(u"pulse"_s, orders.archives);
    if (!target || !release)
        return 4;
    const Plan plan = SamplePlan::install(*release, *target, u"postgres"_s, {u"pulse"_s});
    FakeReporter reporter;
    int calls = 0;
    reporter.onCall = [&](int number, QChar, const QString &) {
        calls = number;
        if (number == orders.dieAtCall)
            ::raise(SIGKILL);
    };
    const InstallServices services = machine.services(orders.data);
    PlanRun run(plan, services, reporter, {});
    const Result<void> done = run.run();
    if (!done) {
        qWarning().noquote() << done.error().message << done.error().detail;
        return 5;
    }
    std::printf("%d\n", calls);
    return 0;
}

/// Calls something before and after each program.
class WatchedRunner final : public CommandRunner
{
public:
    explicit WatchedRunner(std::function<void()> watch) : m_watch(std::move(watch)) {}
    Result<CommandOutcome> run(const Command &command, const CancellationToken &token,
                               const LineSink &sink) override
    {
        m_watch();
        Result<CommandOutcome> outcome = m_runner.run(command, token, sink);
        m_watch();
        return outcome;
    }

private:
    std::function<void()> m_watch;
    ProcessRunner m_runner;
};

/// The child: takes back a manifest, and kills itself at the Nth part or program.
int undoAndDie(const QString &data, const QString &id, int dieAtCall)
{
    int calls = 0;
    const auto count = [&] {
        if (++calls == dieAtCall)
            ::raise(SIGKILL);
    };
    WatchedRunner runner(count);
    Machine machine;
    const InstallServices services{
        runner,   machine.http, machine.credentials, machine.clock, Locations::standard(data),
        QString()};
    const ManifestStore store(services.locations.manifestsFolder());
    Result<Manifest> manifest = store.load(id);
    if (!manifest)
        return 3;
    const Result<void> done =
        TakeBack(*manifest, store, services, {}).run([&](TakeBack::Part, const QString &) {
            count();
        });
    if (!done) {
        qWarning().noquote() << done.error().message << done.error().detail;
        return 5;
    }
    std::printf("%d\n", calls);
    return 0;
}

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMomentIsAGoodOneToDie();
    void everyMomentOfAnUndoIsAGoodOneToDie();
    void leavesRunningJobsAlone();
    void leavesAloneWhatWasFinishedMeanwhile();
    void forgetsGoneSandboxes();

private:
    [[nodiscard]] QString data() const { return m_servers.folder() + u"/d"_s; }
    [[nodiscard]] QStringList state();
    [[nodiscard]] QProcess::ExitStatus child(int dieAtCall, QByteArray *output = nullptr);
    [[nodiscard]] QProcess::ExitStatus run(const QStringList &arguments,
                                           QByteArray *output = nullptr);
    /// An update of an extension that no script leads back from, with a library to preload; the manifest's id.
    [[nodiscard]] QString updated();

    TestServers m_servers;
    QTemporaryDir m_archives;
    Machine m_machine;
    std::unique_ptr<SandboxServer> m_sandbox;
};

void TestRecovery::initTestCase()
{
    if (TestServers::installations().isEmpty())
        QSKIP("no PostgreSQL here");
    Result<std::unique_ptr<SandboxServer>> started =
        m_servers.start(TestServers::installations().first());
    QVERIFY2(started, started ? "" : qPrintable(started.error().message));
    m_sandbox = std::move(*started);
    QFile file(m_archives.filePath(u"target.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(TargetJson::write(m_sandbox->target())).toJson());
}

QStringList TestRecovery::state()
{
    QStringList state = SamplePlan::snapshot(m_sandbox->installation());
    Result<Session> session = Session::open(m_sandbox->cluster().connection);
    if (!session)
        return {session.error().message};
    for (const QString &sql :
         {u"SELECT extname || ' ' || extversion FROM pg_extension ORDER BY 1"_s,
          u"SELECT relname::text FROM pg_class WHERE oid > 16383 ORDER BY 1"_s,
          u"SELECT name || '=' || setting FROM pg_file_settings ORDER BY 1"_s,
          u"SHOW shared_preload_libraries"_s}) {
        const Result<QStringList> rows = session->column(sql);
        state += rows ? *rows : QStringList{rows.error().message};
    }
    return state;
}

QProcess::ExitStatus TestRecovery::child(int dieAtCall, QByteArray *output)
{
    return run({u"--install-and-die"_s, data(), m_archives.path(),
                m_archives.filePath(u"target.json"_s), QString::number(dieAtCall)},
               output);
}

QProcess::ExitStatus TestRecovery::run(const QStringList &arguments, QByteArray *output)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), arguments);
    if (!process.waitForFinished(120'000))
        process.kill();
    if (output)
        *output = process.readAllStandardOutput();
    return process.exitStatus();
}

void TestRecovery::everyMomentIsAGoodOneToDie()
{
    const QStringList before = state();
    const InstallServices services = m_machine.services(data());
    const ManifestStore store(services.locations.manifestsFolder());
    const auto takeBackAll = [&] {
        QList<Manifest> manifests = store.all();
        for (Manifest &manifest : manifests) {
            if (manifest.state == Manifest::State::Complete) {
                const Result<void> done = TakeBack(manifest, store, services, {}).run();
                QVERIFY2(done, done ? "" : qPrintable(done.error().message));
            }
        }
    };
    // The first time it is compiled; from then on all runs are the same, call by call.
    QByteArray output;
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(child(0, &output), QProcess::NormalExit);
        takeBackAll();
        QCOMPARE(state(), before);
    }
    const int calls = output.trimmed().toInt();
    QVERIFY2(calls > 20, output.constData());
    for (int call = 1; call <= calls; ++call) {
        QCOMPARE(child(call), QProcess::CrashExit);
        const Recovery::Outcome outcome = Recovery::run(services);
        QVERIFY2(outcome.problems.isEmpty(),
                 qPrintable(u"killed at call %1: %2"_s.arg(call).arg(outcome.problems.join(u' '))));
        const QStringList after = state();
        if (after != before) {
            for (const QString &row : after) {
                if (!before.contains(row))
                    qWarning().noquote() << "killed at call" << call << "new:" << row;
            }
        }
        QCOMPARE(after, before);
        QCOMPARE(QDir(services.locations.workFolder())
                     .entryList({u"job-*"_s}, QDir::Dirs | QDir::NoDotAndDotDot),
                 QStringList());
    }
}

QString TestRecovery::updated()
{
    const InstallServices services = m_machine.services(data());
    const ManifestStore store(services.locations.manifestsFolder());
    Result<Session> session = Session::open(m_sandbox->cluster().connection);
    if (!session || !session->updateExtension(u"moved"_s, u"2.0"_s))
        return {};
    const QString path = m_sandbox->installation().extensionDir() + u"/moved.txt"_s;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write("new") != 3)
        return {};
    Manifest manifest;
    manifest.date = QDateTime::currentDateTimeUtc();
    manifest.id = store.create(u"moved"_s, manifest.date).value_or(QString());
    manifest.title = u"Update moved"_s;
    manifest.target = TargetJson::write(m_sandbox->target());
    manifest.folders = m_sandbox->installation().allowedFolders();
    Manifest::File put;
    put.path = path;
    put.sha256 = QCryptographicHash::hash("new", QCryptographicHash::Sha256);
    manifest.files << put;
    manifest.sql << Manifest::SqlChange{u"postgres"_s, u"moved"_s, u"1.0"_s, u"2.0"_s, u"public"_s};
    manifest.restarted = true;
    const ServerSettings settings(m_sandbox->target(), services.runner, services.credentials,
                                  store);
    if (!settings.change(u"shared_preload_libraries"_s, u"auto_explain"_s, {}, manifest))
        return {};
    manifest.state = Manifest::State::Complete;
    return store.save(manifest) ? manifest.id : QString();
}

// Only fresh installs were killed here: an undo that died around its restart left the extension dropped for good.
void TestRecovery::everyMomentOfAnUndoIsAGoodOneToDie()
{
    const QString base = m_sandbox->installation().extensionDir() + u"/moved"_s;
    for (const auto &[name, content] : std::initializer_list<std::pair<QString, QByteArray>>{
             {u".control"_s, "default_version = '1.0'\n"},
             {u"--1.0.sql"_s, "CREATE FUNCTION moved() RETURNS int LANGUAGE sql AS 'SELECT 1';\n"},
             {u"--1.0--2.0.sql"_s, "CREATE TABLE moved_further (i int);\n"}}) {
        QFile file(base + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    const InstallServices services = m_machine.services(data());
    {
        Result<Session> session = Session::open(m_sandbox->cluster().connection);
        QVERIFY(session);
        QVERIFY(session->createExtension(u"moved"_s));
    }
    const QStringList before = state();
    QVERIFY(before.contains(u"moved 1.0"_s));
    QByteArray output;
    QCOMPARE(run({u"--undo-and-die"_s, data(), updated(), u"0"_s}, &output), QProcess::NormalExit);
    QCOMPARE(state(), before);
    const int calls = output.trimmed().toInt();
    QVERIFY2(calls > 8, output.constData());
    for (int call = 1; call <= calls; ++call) {
        const QString id = updated();
        QVERIFY(!id.isEmpty());
        QCOMPARE(run({u"--undo-and-die"_s, data(), id, QString::number(call)}),
                 QProcess::CrashExit);
        const ManifestStore store(services.locations.manifestsFolder());
        const Recovery::Outcome outcome = Recovery::run(services);
        QVERIFY2(outcome.problems.isEmpty(),
                 qPrintable(u"killed at call %1: %2"_s.arg(call).arg(outcome.problems.join(u' '))));
        Result<Manifest> manifest = store.load(id);
        QVERIFY(manifest);
        if (manifest->state == Manifest::State::Complete) // it had not begun to change anything
            QVERIFY(TakeBack(*manifest, store, services, {}).run());
        QCOMPARE(state(), before);
    }
    Result<Session> session = Session::open(m_sandbox->cluster().connection);
    QVERIFY(session);
    QVERIFY(session->dropExtension(u"moved"_s));
}

void TestRecovery::leavesRunningJobsAlone()
{
    const InstallServices services = m_machine.services(data());
    const ManifestStore store(services.locations.manifestsFolder());
    const Result<QString> id = store.create(u"busy"_s, QDateTime::currentDateTimeUtc());
    QVERIFY(id);
    Manifest manifest;
    manifest.id = *id;
    manifest.title = u"Install busy"_s;
    manifest.target = TargetJson::write(m_sandbox->target());
    QVERIFY(store.save(manifest));
    {
        const std::optional<OwnerLock> lock = OwnerLock::tryTake(store.lockOf(*id));
        QVERIFY(lock);
        QVERIFY(!Recovery::run(services).undone.contains(manifest.title));
        QCOMPARE(store.load(*id)->state, Manifest::State::InProgress);
    }
    QVERIFY(Recovery::run(services).undone.contains(manifest.title));
    QCOMPARE(store.load(*id)->state, Manifest::State::Undone);
}

// Recovery went by what it had read at first: an install that another process finished while it was busy with a newer
// one was taken back.
void TestRecovery::leavesAloneWhatWasFinishedMeanwhile()
{
    const ManifestStore store(m_machine.services(data()).locations.manifestsFolder());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Manifest running;
    Manifest interrupted;
    for (Manifest *manifest : {&running, &interrupted}) {
        manifest->title = manifest == &running ? u"Install running"_s : u"Install interrupted"_s;
        manifest->date = manifest == &running ? now.addSecs(-60) : now;
        manifest->target = TargetJson::write(m_sandbox->target());
        const Result<QString> id = store.create(u"meanwhile"_s, manifest->date);
        QVERIFY(id);
        manifest->id = *id;
        QVERIFY(store.save(*manifest));
    }
    std::optional<OwnerLock> job = OwnerLock::tryTake(store.lockOf(running.id));
    QVERIFY(job);
    bool isFinished = false;
    WatchedRunner runner([&] {
        if (isFinished)
            return;
        running.state = Manifest::State::Complete;
        isFinished = store.save(running).has_value();
        job.reset();
    });
    InstallServices services{runner,
                             m_machine.http,
                             m_machine.credentials,
                             m_machine.clock,
                             Locations::standard(data()),
                             QString()};
    QCOMPARE(Recovery::run(services).undone, QStringList{interrupted.title});
    QVERIFY(isFinished);
    QCOMPARE(store.load(running.id)->state, Manifest::State::Complete);
    QVERIFY(store.remove(running.id));
}

void TestRecovery::forgetsGoneSandboxes()
{
    const InstallServices services = m_machine.services(data());
    const ManifestStore store(services.locations.manifestsFolder());
    const Result<QString> id = store.create(u"gone"_s, QDateTime::currentDateTimeUtc());
    QVERIFY(id);
    Manifest manifest;
    manifest.id = *id;
    manifest.state = Manifest::State::Complete;
    manifest.target = {{u"origin"_s, u"sandbox"_s}, {u"pgConfig"_s, u"/no/such/pg_config"_s}};
    QVERIFY(store.save(manifest));
    QVERIFY(Recovery::run(services).problems.isEmpty());
    QVERIFY(!store.load(*id));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--install-and-die"_s) {
        return installAndDie({arguments.value(2), arguments.value(3), arguments.value(4),
                              arguments.value(5).toInt()});
    }
    if (arguments.value(1) == u"--undo-and-die"_s)
        return undoAndDie(arguments.value(2), arguments.value(3), arguments.value(4).toInt());
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
