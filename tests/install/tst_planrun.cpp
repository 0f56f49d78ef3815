// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/digest.h"
#include "install/buildcache.h"
#include "install/fakereporter.h"
#include "install/manifest.h"
#include "install/planrun.h"
#include "install/receiptstore.h"
#include "install/restartjob.h"
#include "install/sampleplan.h"
#include "install/sqljob.h"
#include "install/targetjson.h"
#include "install/undojob.h"
#include "jobs/jobqueue.h"
#include "postgres/session.h"
#include "postgres/testservers.h"
#include "remote/releaseverifier.h"
#include "signing/installreceipt.h"
#include "signing/jws.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// Whole installs of real distributions into sandbox servers, with what goes wrong on the way.
class TestPlanRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void installIsProvedTestedAndUndone_data() { addInstallations(); }
    void installIsProvedTestedAndUndone();
    void preloadRestartsAndIsUndone();
    void serverThatDoesNotComeUpIsPutBack();
    void failureLeavesNothing_data();
    void failureLeavesNothing();
    void nosyBuildFindsNothing();
    void cancelledBuildEndsFastAndLeavesNothing();
    void secondBuildComesFromTheCache();
    void anewBuildsOnceMoreAndReplacesItsOwnOnly();
    void updateIsUndoneWithoutAScriptForIt();
    void failingTestsAreReportedAndNotFatal();
    void testsDropOnlyTheirOwnDatabases_data();
    void testsDropOnlyTheirOwnDatabases();
    void uninstallTakesOnlyItsOwn();
    void ownFolderNeedsNoWriteAccess();
    void ownFolderIsForgottenWithItsLastInstall();
    void undoRefusesWhenSomethingDependsOnIt();
    void whatTheBuildDoesNotBringIsLeftOut();
    void waitsForAnotherProcessAndGoesOn();
    void cancelledWhileWaitingLeavesNothing();
    void everyWritingJobWaits_data();
    void everyWritingJobWaits();
    void librariesPreloadedSinceThePlanAreKept();
    void notedServicesAreRestartedTheSameWay();
    void signedInstallLeavesAReceipt_data();
    void signedInstallLeavesAReceipt();
    void wrongSignaturesStopBeforeTheDownload_data();
    void wrongSignaturesStopBeforeTheDownload();
    void archiveThatWasNotSignedIsNotUsed();

private:
    void addInstallations();
    /// One that takes extensions from folders of a person's own; null: there is none.
    [[nodiscard]] SandboxServer *newServer()
    {
        const QList<Installation> &all = TestServers::installations();
        const auto found = std::find_if(all.cbegin(), all.cend(), [](const Installation &each) {
            return each.supportsExtensionControlPath();
        });
        return found == all.cend() ? nullptr : m_servers.shared(*found);
    }
    [[nodiscard]] SandboxServer *anyServer()
    {
        return m_servers.shared(TestServers::installations().first());
    }
    [[nodiscard]] Result<QJsonObject> run(const Plan &plan, FakeReporter &reporter,
                                          Builds builds = Builds::Reuse);
    [[nodiscard]] std::optional<Error> undo(const QString &manifest, UndoJob::Options options = {});
    [[nodiscard]] QStringList sqlState(SandboxServer &server, const QString &database);
    [[nodiscard]] QStringList leftovers() const;
    /// Another process that holds an installation until its standard input ends; null where flock(1) is not there.
    [[nodiscard]] static std::unique_ptr<QProcess> otherWriter(const Installation &installation);

    TestServers m_servers;
    QTemporaryDir m_archives;
    NoCredentials m_credentials;
    QtHttpClient m_http;
    SystemClock m_clock;
    std::unique_ptr<InstallServices> m_services;
};

void TestPlanRun::initTestCase()
{
    if (TestServers::installations().isEmpty())
        QSKIP("no PostgreSQL here");
    m_services.reset(new InstallServices{m_servers.runner(), m_http, m_credentials, m_clock,
                                         Locations::standard(m_servers.folder() + u"/d"_s),
                                         QString()});
}

void TestPlanRun::addInstallations()
{
    QVERIFY(TestServers::addRows());
}

Result<QJsonObject> TestPlanRun::run(const Plan &plan, FakeReporter &reporter, Builds builds)
{
    PlanRun run(plan, *m_services, reporter, {{}, 0, builds});
    const Result<void> done = run.run();
    if (!done)
        return done.error();
    return run.outcome();
}

std::optional<Error> TestPlanRun::undo(const QString &id, UndoJob::Options options)
{
    const ManifestStore store(m_services->locations.manifestsFolder());
    const Result<Manifest> manifest = store.load(id);
    if (!manifest)
        return manifest.error();
    JobQueue queue;
    Job *job = queue.add(std::make_unique<UndoJob>(*manifest, *m_services, options));
    [&] { QTRY_VERIFY_WITH_TIMEOUT(job->isOver(), 60000); }();
    return job->error();
}

QStringList TestPlanRun::sqlState(SandboxServer &server, const QString &database)
{
    ConnectionParameters connection = server.cluster().connection;
    connection.database = database;
    Result<Session> session = Session::open(connection);
    if (!session)
        return {session.error().message};
    QStringList state;
    for (const QString &sql :
         {u"SELECT extname || ' ' || extversion FROM pg_extension ORDER BY 1"_s,
          u"SELECT proname::text FROM pg_proc WHERE oid > 16383 ORDER BY 1"_s,
          u"SELECT relname::text FROM pg_class WHERE oid > 16383 ORDER BY 1"_s,
          u"SELECT datname::text FROM pg_database ORDER BY 1"_s,
          u"SELECT name || '=' || setting FROM pg_file_settings ORDER BY 1"_s,
          u"SHOW shared_preload_libraries"_s}) {
        const Result<QStringList> rows = session->column(sql);
        state += rows ? *rows : QStringList{rows.error().message};
    }
    return state;
}

QStringList TestPlanRun::leftovers() const
{
    return QDir(m_services->locations.workFolder())
        .entryList({u"job-*"_s}, QDir::AllEntries | QDir::NoDotAndDotDot);
}

void TestPlanRun::installIsProvedTestedAndUndone()
{
    QFETCH(Installation, installation);
    SandboxServer *sandbox = m_servers.shared(installation);
    QVERIFY(sandbox);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const QStringList sql = sqlState(*sandbox, u"postgres"_s);
    for (const QString &name : {u"checkdigits"_s, u"unit_convert"_s}) {
        const Result<PlannedRelease> release = SamplePlan::sample(name, m_archives.path());
        QVERIFY2(release, release ? "" : qPrintable(release.error().message));
        FakeReporter reporter;
        const Plan plan = SamplePlan::install(*release, sandbox->target(), u"postgres"_s, {}, true);
        const Result<QJsonObject> outcome = run(plan, reporter);
        if (!outcome)
            qWarning().noquote() << reporter.text() << outcome.error().detail;
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        const QJsonArray installed = outcome->value(u"installed"_s).toArray();
        QCOMPARE(installed.size(), 1);
        QCOMPARE(installed[0].toObject().value(u"extension"_s).toString(), name);
        QCOMPARE(installed[0].toObject().value(u"version"_s).toString(), u"1.0.0"_s);
        if (name == u"checkdigits"_s)
            QVERIFY(!installed[0].toObject().value(u"libraries"_s).toArray().isEmpty());
        const QJsonObject tests = outcome->value(u"tests"_s).toObject();
        if (tests.value(u"passed"_s) != tests.value(u"total"_s))
            qWarning().noquote() << reporter.text();
        QVERIFY(tests.value(u"ran"_s).toBool());
        QCOMPARE(tests.value(u"passed"_s), tests.value(u"total"_s));
        QVERIFY(SamplePlan::snapshot(sandbox->installation()) != files);
        QCOMPARE(leftovers(), QStringList());
        const std::optional<Error> error = undo(outcome->value(u"manifest"_s).toString());
        QVERIFY2(!error, error ? qPrintable(error->message) : "");
        QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
        QCOMPARE(sqlState(*sandbox, u"postgres"_s), sql);
    }
}

void TestPlanRun::preloadRestartsAndIsUndone()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const QStringList sql = sqlState(*sandbox, u"postgres"_s);
    const Result<PlannedRelease> release = SamplePlan::sample(u"pulse"_s, m_archives.path());
    QVERIFY(release);
    FakeReporter reporter;
    const Result<QJsonObject> outcome = run(
        SamplePlan::install(*release, sandbox->target(), u"postgres"_s, {u"pulse"_s}), reporter);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message + outcome.error().detail));
    QVERIFY(sqlState(*sandbox, u"postgres"_s).contains(u"pulse"_s));
    const std::optional<Error> error = undo(outcome->value(u"manifest"_s).toString());
    QVERIFY2(!error, error ? qPrintable(error->message + error->detail) : "");
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QCOMPARE(sqlState(*sandbox, u"postgres"_s), sql);
}

void TestPlanRun::serverThatDoesNotComeUpIsPutBack()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const QStringList sql = sqlState(*sandbox, u"postgres"_s);
    const Result<PlannedRelease> release = SamplePlan::sample(u"unit_convert"_s, m_archives.path());
    QVERIFY(release);
    FakeReporter reporter;
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s,
                                {u"there_is_no_such_library"_s}),
            reporter);
    QVERIFY(!outcome);
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QCOMPARE(sqlState(*sandbox, u"postgres"_s), sql);
}

void TestPlanRun::failureLeavesNothing_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("missing header") << u"build_failure"_s << Error::Kind::Process;
    QTest::newRow("compiler error") << u"compile_error"_s << Error::Kind::Process;
    QTest::newRow("missing library") << u"missing_library"_s << Error::Kind::Process;
    QTest::newRow("links and setuid") << u"hostile_stage"_s << Error::Kind::Refused;
    QTest::newRow("outside DESTDIR") << u"hostile_build"_s << Error::Kind::Refused;
    QTest::newRow("broken script") << u"broken_script"_s << Error::Kind::Database;
}

void TestPlanRun::failureLeavesNothing()
{
    QFETCH(QString, sample);
    QFETCH(Error::Kind, kind);
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const QStringList sql = sqlState(*sandbox, u"postgres"_s);
    const Result<PlannedRelease> release = SamplePlan::sample(sample, m_archives.path());
    QVERIFY(release);
    FakeReporter reporter;
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s), reporter);
    QVERIFY(!outcome);
    QVERIFY2(outcome.error().kind == kind,
             qPrintable(nameOf(outcome.error().kind) + u": "_s + outcome.error().message));
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QCOMPARE(sqlState(*sandbox, u"postgres"_s), sql);
    QCOMPARE(leftovers(), QStringList());
    QVERIFY(!QFile::exists(u"/tmp/howdah-hostile"_s));
    QVERIFY(!QFile::exists(u"/etc/cron.d/howdah-hostile"_s));
    const ManifestStore store(m_services->locations.manifestsFolder());
    const QList<Manifest> manifests = store.all();
    QVERIFY(std::none_of(manifests.cbegin(), manifests.cend(), [](const Manifest &manifest) {
        return manifest.state != Manifest::State::Undone;
    }));
}

void TestPlanRun::nosyBuildFindsNothing()
{
    ProcessRunner runner;
    if (!BuildJail::find(runner, UserAccount::forUnprivilegedWork()))
        QSKIP("no jail here");
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Result<PlannedRelease> release = SamplePlan::sample(u"nosy_build"_s, m_archives.path());
    QVERIFY(release);
    FakeReporter reporter;
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s), reporter);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    Result<Session> session = Session::open(sandbox->cluster().connection);
    QVERIFY(session);
    const Result<QStringList> found = session->column(u"SELECT * FROM nosy_build_findings()"_s);
    QVERIFY(found);
    QCOMPARE(*found, QStringList{u"end"_s});
    QVERIFY(!undo(outcome->value(u"manifest"_s).toString()));
}

void TestPlanRun::cancelledBuildEndsFastAndLeavesNothing()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const Result<PlannedRelease> release = SamplePlan::sample(u"slow_build"_s, m_archives.path());
    QVERIFY(release);
    FakeReporter reporter;
    QElapsedTimer timer;
    reporter.onCall = [&](int, QChar kind, const QString &text) {
        if (kind == u'l' && text.contains(u"slow_build: waiting"_s)) {
            timer.start();
            reporter.source.cancel();
        }
    };
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target()), reporter);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    qInfo("stopped and taken back in %lld ms", static_cast<long long>(timer.elapsed()));
    // Left alone, the build waits five minutes.
    QVERIFY(!timer.hasExpired(300'000));
    QCOMPARE(leftovers(), QStringList());
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QTRY_VERIFY([&] {
        const Result<CommandOutcome> processes =
            m_servers.runner().run({u"/bin/ps"_s, {u"-eo"_s, u"args"_s}, u"/"_s});
        // What the sample's Makefile leaves running, and nothing of anybody else's.
        const QList<QByteArray> lines =
            processes ? processes->output.split('\n') : QList<QByteArray>();
        return processes && !lines.contains("sleep 300") && !lines.contains("sleep 301")
               && !lines.contains("sleep 302");
    }());
}

void TestPlanRun::secondBuildComesFromTheCache()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const BuildCache cache(m_services->locations.buildsFolder(), m_services->cacheCap);
    cache.clear();
    const Result<PlannedRelease> release = SamplePlan::sample(u"checkdigits"_s, m_archives.path());
    QVERIFY(release);
    const Plan plan = SamplePlan::install(*release, sandbox->target());
    for (const bool isSecond : {false, true}) {
        FakeReporter reporter;
        const Result<QJsonObject> outcome = run(plan, reporter);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE(reporter.states[3], isSecond ? JobStep::State::Skipped : JobStep::State::Done);
        QVERIFY(!undo(outcome->value(u"manifest"_s).toString()));
    }
    QCOMPARE(cache.count(), 1);
}

// "Try again, building everything anew" threw away the builds of everything else too, also under running jobs.
void TestPlanRun::anewBuildsOnceMoreAndReplacesItsOwnOnly()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QString builds = m_services->locations.buildsFolder();
    const BuildCache cache(builds, m_services->cacheCap);
    cache.clear();
    const Result<PlannedRelease> release = SamplePlan::sample(u"checkdigits"_s, m_archives.path());
    QVERIFY(release);
    const Plan plan = SamplePlan::install(*release, sandbox->target());
    const QString own =
        builds + u'/' + BuildCache::key(release->release.digests, sandbox->installation());
    const QString other = builds + u"/other/entry.json"_s;
    const auto stateOfBuild = [&](Builds builds) {
        FakeReporter reporter;
        const Result<QJsonObject> outcome = run(plan, reporter, builds);
        if (!outcome || undo(outcome->value(u"manifest"_s).toString()))
            return JobStep::State::Failed;
        return reporter.states[3];
    };
    QCOMPARE(stateOfBuild(Builds::Reuse), JobStep::State::Done);
    QVERIFY(QDir().mkpath(QFileInfo(other).path()));
    QVERIFY(QFile::copy(own + u"/entry.json"_s, other));
    QVERIFY(QFile::copy(own + u"/entry.json"_s, own + u"/old"_s));
    QCOMPARE(stateOfBuild(Builds::Anew), JobStep::State::Done);
    QVERIFY(!QFileInfo::exists(own + u"/old"_s));
    QCOMPARE(stateOfBuild(Builds::Reuse), JobStep::State::Skipped);
    QVERIFY(QFileInfo::exists(other));
}

void TestPlanRun::updateIsUndoneWithoutAScriptForIt()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Result<PlannedRelease> first =
        SamplePlan::sample(u"business_days"_s, m_archives.path(), u"1.0.0"_s);
    const Result<PlannedRelease> second =
        SamplePlan::sample(u"business_days"_s, m_archives.path(), u"1.1.0"_s);
    QVERIFY(first);
    QVERIFY(second);
    const QStringList filesBefore = SamplePlan::snapshot(sandbox->installation());
    const QStringList sqlBefore = sqlState(*sandbox, u"postgres"_s);
    FakeReporter reporter;
    const Result<QJsonObject> installed =
        run(SamplePlan::install(*first, sandbox->target(), u"postgres"_s), reporter);
    QVERIFY2(installed, installed ? "" : qPrintable(installed.error().message));
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const QStringList sql = sqlState(*sandbox, u"postgres"_s);

    Plan update = SamplePlan::install(*second, sandbox->target());
    update.action = Plan::Action::Update;
    SamplePlan::addCreate(update, u"business_days"_s, u"postgres"_s, 0, true);
    const Result<QJsonObject> updated = run(update, reporter);
    QVERIFY2(updated, updated ? "" : qPrintable(updated.error().message));
    QCOMPARE(updated->value(u"installed"_s)[0][u"version"_s].toString(), u"1.1.0"_s);
    // The older install is buried under the newer one.
    const std::optional<Error> refused = undo(installed->value(u"manifest"_s).toString());
    QVERIFY(refused);
    QCOMPARE(refused->kind, Error::Kind::Conflict);

    std::optional<Error> error = undo(updated->value(u"manifest"_s).toString());
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QCOMPARE(sqlState(*sandbox, u"postgres"_s), sql);
    error = undo(installed->value(u"manifest"_s).toString());
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), filesBefore);
    QCOMPARE(sqlState(*sandbox, u"postgres"_s), sqlBefore);
}

void TestPlanRun::failingTestsAreReportedAndNotFatal()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Result<PlannedRelease> release = SamplePlan::sample(u"failing_test"_s, m_archives.path());
    QVERIFY(release);
    FakeReporter reporter;
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s, {}, true), reporter);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    const QJsonObject tests = outcome->value(u"tests"_s).toObject();
    QVERIFY(tests.value(u"ran"_s).toBool());
    QVERIFY(tests.value(u"passed"_s).toInt() < tests.value(u"total"_s).toInt());
    QVERIFY(reporter.text().contains(u"@@"_s)); // the differences are in the log
    QCOMPARE(reporter.states.last(), JobStep::State::Failed);
    QVERIFY(!undo(outcome->value(u"manifest"_s).toString()));
}

void TestPlanRun::testsDropOnlyTheirOwnDatabases_data()
{
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<QString>("made"); // before the tests
    QTest::newRow("usual") << u"contrib_regression"_s << QString();
    QTest::newRow("of their own") << u"shop_tests"_s << QString();
    QTest::newRow("there already") << u"shop_tests"_s << u"shop_tests"_s;
}

// Every database that appeared during the tests was dropped, whoever had made it; and one that was there already was
// looked for only under its usual name, so that pg_regress dropped it.
void TestPlanRun::testsDropOnlyTheirOwnDatabases()
{
    QFETCH(QString, theirs);
    QFETCH(QString, made);
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QString sources = SamplePlan::sampleFolder(u"failing_test"_s, u"1.0.0"_s);
    QTemporaryDir folder;
    QCOMPARE(QProcess::execute(u"cp"_s, {u"-r"_s, sources + u"/."_s, folder.path()}), 0);
    QFile makefile(folder.filePath(u"Makefile"_s));
    QVERIFY(makefile.open(QIODevice::Append));
    makefile.write("CONTRIB_TESTDB = " + theirs.toUtf8() + '\n');
    makefile.close();
    const Result<PlannedRelease> release =
        SamplePlan::releaseOf(folder.path(), m_archives.filePath(theirs + u".zip"_s));
    QVERIFY(release);
    Result<Session> session = Session::open(sandbox->cluster().connection);
    QVERIFY(session);
    const QString databases = u"SELECT datname FROM pg_database ORDER BY 1"_s;
    if (!made.isEmpty())
        QVERIFY(session->createDatabase(made));
    const QStringList before = *session->column(databases);
    const ManifestStore store(m_services->locations.manifestsFolder());
    FakeReporter reporter;
    QStringList noted;
    bool isMade = false;
    reporter.onCall = [&](int, QChar kind, const QString &text) {
        if (kind != u'l' || !text.contains(u" installcheck"_s) || !text.startsWith(u"$ "_s))
            return;
        isMade = session->createDatabase(u"of_a_colleague"_s).has_value();
        noted = store.all().first().testDatabases;
    };
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s, {}, true), reporter);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    const QString manifest = outcome->value(u"manifest"_s).toString();
    QCOMPARE(store.load(manifest)->testDatabases, QStringList());
    QStringList after = *session->column(databases);
    QCOMPARE(isMade, made.isEmpty());
    if (isMade) {
        QCOMPARE(noted, QStringList{theirs});
        QVERIFY(outcome->value(u"tests"_s)[u"ran"_s].toBool());
        QVERIFY(after.removeOne(u"of_a_colleague"_s));
        QVERIFY(session->dropDatabase(u"of_a_colleague"_s));
    }
    QCOMPARE(after, before);
    if (!made.isEmpty())
        QVERIFY(session->dropDatabase(made));
    QVERIFY(!undo(manifest));
}

void TestPlanRun::uninstallTakesOnlyItsOwn()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const QStringList sql = sqlState(*sandbox, u"postgres"_s);
    const Result<PlannedRelease> release = SamplePlan::sample(u"checkdigits"_s, m_archives.path());
    QVERIFY(release);
    FakeReporter reporter;
    const Result<QJsonObject> installed =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s), reporter);
    QVERIFY(installed);
    const QStringList filesWith = SamplePlan::snapshot(sandbox->installation());

    Plan plan;
    plan.action = Plan::Action::Uninstall;
    plan.title = u"Uninstall checkdigits"_s;
    plan.subject = u"checkdigits"_s;
    plan.target = sandbox->target();
    plan.manifestId = installed->value(u"manifest"_s).toString();
    Step drop = SamplePlan::step(Step::Kind::Drop);
    drop.extension = u"checkdigits"_s;
    drop.database = u"postgres"_s;
    drop.sql = SqlText::dropExtension(drop.extension);
    plan.steps = {drop, SamplePlan::step(Step::Kind::Remove)};
    const Result<QJsonObject> removed = run(plan, reporter);
    QVERIFY2(removed, removed ? "" : qPrintable(removed.error().message));
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QCOMPARE(sqlState(*sandbox, u"postgres"_s), sql);
    // And back again.
    const std::optional<Error> error = undo(removed->value(u"manifest"_s).toString());
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), filesWith);
    QVERIFY(sqlState(*sandbox, u"postgres"_s).contains(u"checkdigits 1.0.0"_s));
    QVERIFY(!undo(installed->value(u"manifest"_s).toString()));
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
}

void TestPlanRun::ownFolderNeedsNoWriteAccess()
{
    SandboxServer *sandbox = newServer();
    if (!sandbox)
        QSKIP("no PostgreSQL 18 here");
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const QStringList sql = sqlState(*sandbox, u"postgres"_s);
    const Result<PlannedRelease> release = SamplePlan::sample(u"checkdigits"_s, m_archives.path());
    QVERIFY(release);
    Plan plan = SamplePlan::install(*release, sandbox->target(), u"postgres"_s);
    plan.destination = Plan::Destination::UserFolder;
    plan.userFolder = m_servers.folder() + u"/own"_s;
    FakeReporter reporter;
    const Result<QJsonObject> outcome = run(plan, reporter);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message + outcome.error().detail));
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QVERIFY(sqlState(*sandbox, u"postgres"_s).contains(u"checkdigits 1.0.0"_s));
    const std::optional<Error> error = undo(outcome->value(u"manifest"_s).toString());
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    QVERIFY(!QFileInfo::exists(plan.userFolder));
    QTRY_COMPARE(sqlState(*sandbox, u"postgres"_s), sql);
}

void TestPlanRun::ownFolderIsForgottenWithItsLastInstall()
{
    SandboxServer *sandbox = newServer();
    if (!sandbox)
        QSKIP("no PostgreSQL 18 here");
    const auto paths = [&] {
        Result<Session> session = Session::open(sandbox->cluster().connection);
        if (!session)
            return QStringList{session.error().message};
        const Result<QStringList> lines =
            session->column(u"SELECT name || '=' || setting FROM pg_file_settings WHERE name IN "
                            "('extension_control_path', 'dynamic_library_path') ORDER BY 1"_s);
        return lines ? *lines : QStringList{lines.error().message};
    };
    const QStringList before = paths();
    QStringList manifests;
    for (const QString &name : {u"checkdigits"_s, u"hamming"_s}) {
        const Result<PlannedRelease> release = SamplePlan::sample(name, m_archives.path());
        QVERIFY(release);
        Plan plan = SamplePlan::install(*release, sandbox->target(), u"postgres"_s);
        plan.destination = Plan::Destination::UserFolder;
        plan.userFolder = m_servers.folder() + u"/own"_s;
        FakeReporter reporter;
        const Result<QJsonObject> outcome = run(plan, reporter);
        QVERIFY2(outcome,
                 outcome ? "" : qPrintable(outcome.error().message + outcome.error().detail));
        manifests += outcome->value(u"manifest"_s).toString();
    }
    const QStringList known = paths();
    QCOMPARE(known.size(), before.size() + 2);
    const auto remove = [&](const QString &extension, const QString &manifest) {
        Plan plan;
        plan.action = Plan::Action::Uninstall;
        plan.target = sandbox->target();
        plan.subject = extension;
        plan.manifestId = manifest;
        Step drop = SamplePlan::step(Step::Kind::Drop);
        drop.extension = extension;
        drop.database = u"postgres"_s;
        drop.sql = SqlText::dropExtension(extension);
        plan.steps = {drop, SamplePlan::step(Step::Kind::Remove)};
        FakeReporter reporter;
        return run(plan, reporter);
    };
    // The first told the server of the folder, the second needs that.
    const Result<QJsonObject> first = remove(u"checkdigits"_s, manifests.first());
    QVERIFY2(first, first ? "" : qPrintable(first.error().message + first.error().detail));
    QCOMPARE(paths(), known);
    const Result<QJsonObject> second = remove(u"hamming"_s, manifests.last());
    QVERIFY2(second, second ? "" : qPrintable(second.error().message + second.error().detail));
    QCOMPARE(paths(), before);
    // Undone, the extension is there and loads again.
    const std::optional<Error> error = undo(second->value(u"manifest"_s).toString());
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    QCOMPARE(paths(), known);
    QVERIFY(sqlState(*sandbox, u"postgres"_s).contains(u"hamming 1.0.0"_s));
    const Result<QJsonObject> again = remove(u"hamming"_s, manifests.last());
    QVERIFY2(again, again ? "" : qPrintable(again.error().message + again.error().detail));
    QCOMPARE(paths(), before);
}

void TestPlanRun::undoRefusesWhenSomethingDependsOnIt()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Result<PlannedRelease> release = SamplePlan::sample(u"checkdigits"_s, m_archives.path());
    QVERIFY(release);
    FakeReporter reporter;
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s), reporter);
    QVERIFY(outcome);
    Result<Session> session = Session::open(sandbox->cluster().connection);
    QVERIFY(session);
    const Result<QStringList> function = session->column(
        u"SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND "
        "d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid WHERE extname = 'checkdigits' "
        "AND pronargs = 1 AND proargtypes[0] = 'text'::regtype ORDER BY 1 LIMIT 1"_s);
    QVERIFY(function && !function->isEmpty());
    const QString name = function->first().section(u'(', 0, 0);
    QVERIFY(session->execute(u"CREATE VIEW depends_on_it AS SELECT %1('1') AS x"_s.arg(name)));
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const QString manifest = outcome->value(u"manifest"_s).toString();
    const std::optional<Error> refused = undo(manifest);
    QVERIFY(refused);
    QCOMPARE(refused->kind, Error::Kind::Conflict);
    QVERIFY2(refused->message.contains(u"depends_on_it"_s), qPrintable(refused->message));
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    UndoJob::Options force;
    force.force = true;
    const std::optional<Error> error = undo(manifest, force);
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    const Result<QStringList> views =
        session->column(u"SELECT relname::text FROM pg_class WHERE relname = 'depends_on_it'"_s);
    QVERIFY(views && views->isEmpty());
}

void TestPlanRun::whatTheBuildDoesNotBringIsLeftOut()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Result<PlannedRelease> release = SamplePlan::sample(u"unit_convert"_s, m_archives.path());
    QVERIFY(release);
    // Releases of Meta Spec v1 list scripts among their extensions.
    for (const bool isOptional : {true, false}) {
        Plan plan = SamplePlan::install(*release, sandbox->target(), u"postgres"_s);
        SamplePlan::addCreate(plan, u"a_script"_s, u"postgres"_s, 0);
        const int create = int(plan.steps.size()) - 2;
        plan.steps[create].optional = isOptional;
        plan.steps[create + 1].optional = isOptional;
        FakeReporter reporter;
        const Result<QJsonObject> outcome = run(plan, reporter);
        QCOMPARE(outcome.has_value(), isOptional);
        QCOMPARE(reporter.states[create],
                 isOptional ? JobStep::State::Skipped : JobStep::State::Failed);
        if (!isOptional)
            continue;
        QCOMPARE(reporter.states[create + 1], JobStep::State::Skipped);
        QCOMPARE(reporter.notes[create], u"The release does not bring it."_s);
        const QJsonArray installed = outcome->value(u"installed"_s).toArray();
        QCOMPARE(installed.size(), 1);
        QCOMPARE(installed[0].toObject().value(u"extension"_s).toString(), u"unit_convert"_s);
        QVERIFY(!undo(outcome->value(u"manifest"_s).toString()));
    }
}

std::unique_ptr<QProcess> TestPlanRun::otherWriter(const Installation &installation)
{
    auto process = std::make_unique<QProcess>();
    process->start(u"flock"_s, {installation.id(), u"sh"_s, u"-c"_s, u"echo held; read line"_s});
    if (!process->waitForReadyRead(20000) || process->readLine().trimmed() != "held")
        return nullptr;
    return process;
}

void TestPlanRun::waitsForAnotherProcessAndGoesOn()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Result<PlannedRelease> release = SamplePlan::sample(u"unit_convert"_s, m_archives.path());
    QVERIFY(release);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const std::unique_ptr<QProcess> other = otherWriter(sandbox->installation());
    if (!other)
        QSKIP("no flock here");
    FakeReporter reporter;
    bool hasWaited = false;
    reporter.onCall = [&](int, QChar kind, const QString &text) {
        if (hasWaited || kind != u'l' || !text.startsWith(u"Waiting: another Howdah"_s))
            return;
        hasWaited = true;
        QCOMPARE(reporter.states[4], JobStep::State::Done); // building and checking need no turn
        QCOMPARE(reporter.states[5], JobStep::State::Running);
        QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
        other->closeWriteChannel();
        QVERIFY(other->waitForFinished());
    };
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s), reporter);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QVERIFY(hasWaited);
    QVERIFY(!undo(outcome->value(u"manifest"_s).toString()));
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
}

void TestPlanRun::cancelledWhileWaitingLeavesNothing()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Result<PlannedRelease> release = SamplePlan::sample(u"unit_convert"_s, m_archives.path());
    QVERIFY(release);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const ManifestStore store(m_services->locations.manifestsFolder());
    const qsizetype manifests = store.all().size();
    const std::unique_ptr<QProcess> other = otherWriter(sandbox->installation());
    if (!other)
        QSKIP("no flock here");
    FakeReporter reporter;
    reporter.onCall = [&](int, QChar kind, const QString &text) {
        if (kind == u'l' && text.startsWith(u"Waiting: another Howdah"_s))
            reporter.source.cancel();
    };
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target()), reporter);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QCOMPARE(store.all().size(), manifests);
    QCOMPARE(leftovers(), QStringList());
    other->closeWriteChannel();
    QVERIFY(other->waitForFinished());
}

void TestPlanRun::everyWritingJobWaits_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"undo", "sql", "restart"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestPlanRun::everyWritingJobWaits()
{
    QFETCH(QString, kind);
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Target target = sandbox->target();
    std::unique_ptr<Job> made;
    if (kind == u"undo"_s) {
        Manifest manifest;
        manifest.target = TargetJson::write(target);
        made = std::make_unique<UndoJob>(manifest, *m_services, UndoJob::Options());
    } else if (kind == u"sql"_s) {
        made = std::make_unique<SqlJob>(target, u"postgres"_s, u"hstore"_s, SqlJob::Verb::Create,
                                        *m_services);
    } else {
        made = std::make_unique<RestartJob>(target, *m_services);
    }
    const QStringList sql = sqlState(*sandbox, u"postgres"_s);
    const std::unique_ptr<QProcess> other = otherWriter(sandbox->installation());
    if (!other)
        QSKIP("no flock here");
    JobQueue queue;
    Job *job = queue.add(std::move(made));
    QTRY_VERIFY(job->log().join(u'\n').contains(u"Waiting: another Howdah"_s));
    job->cancel();
    QTRY_VERIFY(job->isOver());
    QCOMPARE(job->state(), Job::State::Cancelled);
    QCOMPARE(sqlState(*sandbox, u"postgres"_s), sql);
    other->closeWriteChannel();
    QVERIFY(other->waitForFinished());
}

void TestPlanRun::librariesPreloadedSinceThePlanAreKept()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const Result<PlannedRelease> release = SamplePlan::sample(u"pulse"_s, m_archives.path());
    QVERIFY(release);
    const Plan plan = SamplePlan::install(*release, sandbox->target(), u"postgres"_s, {u"pulse"_s});
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    // Another Howdah was faster: this plan knows nothing of its library, and would drop it from the list.
    Result<Session> session = Session::open(sandbox->cluster().connection);
    QVERIFY(session);
    QVERIFY(session->alterSystem(u"shared_preload_libraries"_s, u"auto_explain"_s));
    FakeReporter reporter;
    const Result<QJsonObject> outcome = run(plan, reporter);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Conflict);
    QVERIFY2(outcome.error().message.contains(u"auto_explain"_s),
             qPrintable(outcome.error().message));
    QCOMPARE(session->preload()->pendingValue, u"auto_explain"_s);
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
    QVERIFY(session->alterSystem(u"shared_preload_libraries"_s, std::nullopt));
}

void TestPlanRun::notedServicesAreRestartedTheSameWay()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    Target target = sandbox->target();
    target.cluster->restart = Cluster::Restart::Service;
    for (const ServiceUnit &unit : {ServiceUnit{u"postgresql-17.service"_s, std::nullopt},
                                    ServiceUnit{u"postgresql.service"_s, 1000}}) {
        target.cluster->service = unit;
        const Result<Target> read = TargetJson::read(TargetJson::write(target), m_servers.runner());
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->cluster->restart, Cluster::Restart::Service);
        QVERIFY(read->cluster->service == unit);
    }
}

namespace {

/// What a registry with this key certifies of an archive.
QJsonObject certificate(const PlannedRelease &planned, const Digests &digests,
                        const SigningKey &key)
{
    const ReleaseCertificate certificate{
        QDateTime::currentDateTimeUtc(),
        {digests.sha512, digests.sha256, digests.sha1},
        ReleaseCertificate::uriOf(planned.release.name, planned.release.version.toString()),
        u"ada"_s};
    return Jws::sign(certificate.payload(), key).toFlattened();
}

} // namespace

void TestPlanRun::signedInstallLeavesAReceipt_data()
{
    QTest::addColumn<bool>("isThrowAway");
    QTest::newRow("server") << false;
    QTest::newRow("sandbox: no proof that anybody uses it") << true;
}

void TestPlanRun::signedInstallLeavesAReceipt()
{
    QFETCH(bool, isThrowAway);
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    Target target = sandbox->target();
    if (!isThrowAway)
        target.installation.origin = Installation::Origin::Source;
    Result<PlannedRelease> release = SamplePlan::sample(u"unit_convert"_s, m_archives.path());
    QVERIFY(release);
    const SigningKey key = SigningKey::make(m_clock.now());
    const QUrl signingRegistry(isThrowAway ? u"https://one.test"_s : u"https://other.test"_s);
    TrustStore trust(m_services->locations.trustFile(), m_clock);
    QVERIFY(trust.accept(signingRegistry, KeySet({key.verifyingKey()})));
    const FileDigests found = *digestsOfFile(release->archiveUrl.toLocalFile());
    const Result<Provenance> provenance = ReleaseVerifier::judge(
        trust, signingRegistry, release->release,
        certificate(*release, {found.sha1, found.sha256, found.sha512}, key));
    QVERIFY2(provenance, provenance ? "" : qPrintable(provenance.error().message));
    release->provenance = *provenance;
    release->release.digests = provenance->digests;

    FakeReporter reporter;
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, target, u"postgres"_s), reporter);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    const std::optional<Error> error = undo(outcome->value(u"manifest"_s).toString());
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    const QJsonArray receipts = outcome->value(u"receipts"_s).toArray();
    QCOMPARE(receipts.isEmpty(), isThrowAway);
    if (!isThrowAway) {
        const Result<InstallReceipt> receipt =
            InstallReceipt::verify(receipts[0][u"receipt"].toString().toLatin1(), m_clock.now());
        QVERIFY(receipt);
        QCOMPARE(receipt->distribution, u"unit_convert"_s);
        QCOMPARE(receipt->sha512, found.sha512);
        QCOMPARE(receipt->postgresMajor, sandbox->installation().version.major);
        const std::optional<ReceiptStore::Kept> kept =
            ReceiptStore(m_services->locations, m_clock).newest(u"unit_convert"_s);
        QVERIFY(kept);
        QCOMPARE(kept->id, receipts[0][u"id"].toString());
        QCOMPARE(kept->receipt, *receipt);
        QVERIFY(!kept->isSent);
    }
}

void TestPlanRun::wrongSignaturesStopBeforeTheDownload_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("refused when it was planned") << u"refused"_s;
    QTest::newRow("unsigned, and signed since") << u"unsigned"_s;
    QTest::newRow("signed by a key that is not trusted any more") << u"forgotten"_s;
}

void TestPlanRun::wrongSignaturesStopBeforeTheDownload()
{
    QFETCH(QString, what);
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    Result<PlannedRelease> release = SamplePlan::sample(u"unit_convert"_s, m_archives.path());
    QVERIFY(release);
    const QUrl registry(u"https://%1.test"_s.arg(what));
    const SigningKey key = SigningKey::make(m_clock.now());
    TrustStore trust(m_services->locations.trustFile(), m_clock);
    release->provenance.registry = registry;
    if (what == u"refused") {
        release->provenance.state = Provenance::State::Refused;
        release->provenance.message = u"It was not signed."_s;
    } else if (what == u"unsigned") {
        release->provenance.state = Provenance::State::NotSigned;
        QVERIFY(trust.remember(registry, release->release.name,
                               {release->release.version, u"SHA-512"_s}));
    } else {
        release->provenance.state = Provenance::State::Signed;
        const FileDigests found = *digestsOfFile(release->archiveUrl.toLocalFile());
        release->provenance.jws =
            certificate(*release, {found.sha1, found.sha256, found.sha512}, key);
    }
    FakeReporter reporter;
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s), reporter);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Integrity);
    QVERIFY2(!reporter.text().contains(release->archiveUrl.toDisplayString()),
             qPrintable(reporter.text()));
}

void TestPlanRun::archiveThatWasNotSignedIsNotUsed()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    Result<PlannedRelease> release = SamplePlan::sample(u"checkdigits"_s, m_archives.path());
    QVERIFY(release);
    const QStringList files = SamplePlan::snapshot(sandbox->installation());
    const SigningKey key = SigningKey::make(m_clock.now());
    const QUrl registry(u"https://exchanged.test"_s);
    TrustStore trust(m_services->locations.trustFile(), m_clock);
    QVERIFY(trust.accept(registry, KeySet({key.verifyingKey()})));
    // The metadata agrees with the exchanged archive in what it says: SHA-1. The signature speaks of another.
    const FileDigests found = *digestsOfFile(release->archiveUrl.toLocalFile());
    release->release.digests = {found.sha1, {}, {}};
    const Result<Provenance> provenance =
        ReleaseVerifier::judge(trust, registry, release->release,
                               certificate(*release, {found.sha1, {}, QByteArray(64, 'x')}, key));
    QVERIFY(provenance);
    release->provenance = *provenance;
    FakeReporter reporter;
    const Result<QJsonObject> outcome =
        run(SamplePlan::install(*release, sandbox->target(), u"postgres"_s), reporter);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Integrity);
    QCOMPARE(SamplePlan::snapshot(sandbox->installation()), files);
}

QTEST_GUILESS_MAIN(TestPlanRun)
#include "tst_planrun.moc"
