// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/jobhistory.h"
#include "jobs/jobqueue.h"
#include "jobs/scriptedjob.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

Job::Facts installFacts()
{
    return {u"install"_s, u"Install semver 0.40.0"_s, u"semver"_s,
            u"15|main"_s, u"PostgreSQL 15 · main"_s,  u"0.32.1"_s,
            u"0.40.0"_s};
}

/// What a program finds that starts now.
std::unique_ptr<JobHistory> loaded(const QTemporaryDir &folder)
{
    auto history = std::make_unique<JobHistory>(folder.path());
    history->waitUntilLoaded();
    return history;
}

/// Runs one job through a queue until its end is on the disk; returns its id.
QString runOne(JobHistory &history, const Job::Facts &facts, ScriptedJob::Recipe recipe,
               const QList<JobStep> &steps = {})
{
    JobQueue queue(&history);
    const Job *job =
        queue.add(std::make_unique<ScriptedJob>(facts, std::move(recipe), QString(), steps));
    QSignalSpy finished(&queue, &JobQueue::finished);
    if (!finished.wait(10'000))
        qFatal("the job did not end");
    history.flush();
    return job->id();
}

Result<void> nothing(JobReporter &)
{
    return {};
}

} // namespace

class TestJobHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsAreTheSameAfterAReload()
    {
        const QTemporaryDir folder;
        JobHistory history(folder.path());
        QSignalSpy changed(&history, &JobHistory::changed);
        const QString id =
            runOne(history, installFacts(),
                   [](JobReporter &reporter) -> Result<void> {
                       reporter.stepStarted(0);
                       reporter.stepDone(0, u"22 KB"_s);
                       reporter.stepStarted(1);
                       reporter.log(u"gcc -c semver.c"_s);
                       reporter.log(u"größe: 1"_s);
                       reporter.outcome({{u"manifest"_s, u"m1"_s}});
                       return Error{Error::Kind::Process, u"make failed"_s, u"exit code 2"_s};
                   },
                   {{u"Download"_s, {}}, {u"Build"_s, {}}});
        QVERIFY(changed.count() >= 1);
        const auto again = loaded(folder);
        QCOMPARE(again->records().size(), 1);
        const JobRecord &record = again->records().constFirst();
        QCOMPARE(record, *history.record(id));
        QCOMPARE(record.facts, installFacts());
        QCOMPARE(record.state, Job::State::Failed);
        QCOMPARE(record.errorKind, u"process"_s);
        QCOMPARE(record.errorDetail, u"exit code 2"_s);
        QCOMPARE(record.steps.at(1).state, JobStep::State::Failed);
        QCOMPARE(record.outcome, (QJsonObject{{u"manifest"_s, u"m1"_s}}));
        QVERIFY(!record.user.isEmpty());
        const auto log = again->log(id).result();
        QVERIFY(log);
        QCOMPARE(*log, (QStringList{u"gcc -c semver.c"_s, u"größe: 1"_s}));
    }

    void newestIsFirst()
    {
        const QTemporaryDir folder;
        QStringList ids;
        {
            JobHistory history(folder.path());
            for (int i = 0; i < 3; ++i) {
                ids.prepend(runOne(history, titled(QString::number(i)), nothing));
                const QDateTime now = QDateTime::currentDateTimeUtc(); // kept in milliseconds
                QTRY_VERIFY(QDateTime::currentDateTimeUtc() > now);
            }
            for (int i = 0; i < 3; ++i)
                QCOMPARE(history.records().at(i).id, ids.at(i));
        }
        const auto again = loaded(folder);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(again->records().at(i).id, ids.at(i));
    }

    // Reading a thousand files held the window's first frame up.
    void isReadBehindTheCaller()
    {
        const QTemporaryDir folder;
        {
            JobHistory before(folder.path());
            runOne(before, installFacts(), nothing);
        }
        JobHistory history(folder.path());
        const QSignalSpy changed(&history, &JobHistory::changed);
        QVERIFY(!history.isLoaded());
        QVERIFY(history.records().isEmpty());
        QTRY_VERIFY(history.isLoaded());
        QCOMPARE(history.records().size(), 1);
        QCOMPARE(changed.count(), 1);
    }

    // A kill right after a job's first change must find its record.
    void aJobRunsOnlyWhenItsRecordIsOnTheDisk()
    {
        const QTemporaryDir folder;
        for (int i = 0; i < 500; ++i) { // still being read when the job could start
            QFile file(folder.filePath(u"id%1.json"_s.arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(uR"({"id":"id%1","state":"done"})"_s.arg(i).toUtf8());
        }
        JobHistory history(folder.path());
        std::atomic<bool> wasThere = false;
        const QString id = runOne(history, installFacts(), [&](JobReporter &) -> Result<void> {
            const QStringList records = QDir(folder.path()).entryList({u"*-*.json"_s}, QDir::Files);
            wasThere = records.size() == 1;
            return {};
        });
        QVERIFY(wasThere);
        QVERIFY(QFile::exists(folder.filePath(id + u".json"_s)));
        QCOMPARE(history.records().constFirst().id, id);
        QCOMPARE(history.records().size(), 501);
    }

    void destroyingItWritesWhatIsLeft()
    {
        const QTemporaryDir folder;
        QString id;
        {
            JobHistory history(folder.path());
            JobQueue queue(&history);
            id = queue.add(std::make_unique<ScriptedJob>(installFacts(), nothing))->id();
            QTRY_VERIFY(history.record(id));
        }
        QCOMPARE(loaded(folder)->record(id)->state, Job::State::Done);
    }

    void aJobWhoseProgramDiedIsInterruptedWithItsLog()
    {
        const QTemporaryDir folder;
        QSemaphore goOn;
        QSemaphore open;
        QString id;
        {
            // The history is destroyed while the job runs: nobody records its end.
            auto history = std::make_unique<JobHistory>(folder.path());
            JobQueue queue(nullptr);
            Job *job = queue.add(std::make_unique<ScriptedJob>(
                installFacts(), [&](JobReporter &reporter) -> Result<void> {
                    reporter.log(u"gcc -c half.c"_s); // before the history hears of the job
                    goOn.acquire();
                    reporter.log(u"gcc -c other.c"_s);
                    open.acquire();
                    return {};
                }));
            id = job->id();
            QTRY_COMPARE(job->log().size(), 1);
            QCOMPARE(job->state(), Job::State::Running);
            QVERIFY(history->started(*job).result());
            goOn.release();
            QTRY_COMPARE(job->log().size(), 2);

            // Another program must not take it for dead while it lives.
            QVERIFY(loaded(folder)->records().isEmpty());
            QVERIFY(history->records().isEmpty());

            history.reset();
            open.release();
        }
        const auto again = loaded(folder);
        QCOMPARE(again->records().size(), 1);
        QVERIFY(again->records().constFirst().wasInterrupted());
        QCOMPARE(again->records().constFirst().facts, installFacts());
        const auto log = again->log(id).result();
        QVERIFY(log);
        QCOMPARE(*log, QStringList({u"gcc -c half.c"_s, u"gcc -c other.c"_s}));
        QVERIFY(again->report(id).result().contains(u"interrupted"_s));
    }

    void leavesNothingButOneRecordAndOneLogOfAnEndedJob()
    {
        const QTemporaryDir folder;
        JobHistory history(folder.path());
        const QString id = runOne(history, installFacts(), nothing);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name),
                 (QStringList{id + u".json"_s, id + u".log"_s}));
    }

    void aNoteSurvives()
    {
        const QTemporaryDir folder;
        JobHistory history(folder.path());
        const QString id = runOne(history, installFacts(), nothing);
        QVERIFY(history.note(id, {{u"undone"_s, true}}).result());
        QVERIFY(history.record(id)->outcome[u"undone"_s].toBool());
        QVERIFY(loaded(folder)->record(id)->outcome[u"undone"_s].toBool());
        const auto unknown = history.note(u"no-such-id"_s, {}).result();
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().kind, Error::Kind::NotFound);
    }

    void aBrokenFileHidesNoOther()
    {
        const QTemporaryDir folder;
        JobHistory history(folder.path());
        runOne(history, installFacts(), nothing);
        QFile broken(folder.filePath(u"broken.json"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{\"id\": \"x\", ");
        broken.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"broken.json"_s));
        QCOMPARE(loaded(folder)->records().size(), 1);
    }

    void onlyTheNewestThousandAreKept()
    {
        const QTemporaryDir folder;
        for (int i = 0; i < 1003; ++i) {
            QFile file(folder.filePath(u"id%1.json"_s.arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            const QString json =
                uR"({"id":"id%1","state":"done","queued":"2026-01-01T00:%2:%3.000Z",)"
                uR"("finished":"2026-01-01T02:00:00.000Z"})"_s.arg(i)
                    .arg(i / 60, 2, 10, QChar(u'0'))
                    .arg(i % 60, 2, 10, QChar(u'0'));
            file.write(json.toUtf8());
        }
        const auto history = loaded(folder);
        QCOMPARE(history->records().size(), 1000);
        QCOMPARE(history->records().constFirst().id, u"id1002"_s);
        QCOMPARE(history->records().constLast().id, u"id3"_s);
        QVERIFY(!QFile::exists(folder.filePath(u"id2.json"_s)));
    }

    void reportTellsAllAndKeepsSecrets()
    {
        const QTemporaryDir folder;
        const QString home = QDir::homePath();
        JobHistory history(folder.path());
        const QString id = runOne(history, installFacts(),
                                  [&](JobReporter &reporter) -> Result<void> {
                                      reporter.stepStarted(0);
                                      reporter.log(u"psql 'host=db password=s3cret user=ann'"_s);
                                      reporter.log(u"using "_s + home + u"/.cache/howdah/x"_s);
                                      return Error{Error::Kind::Network, u"cannot reach it"_s,
                                                   u"postgresql://ann:s3cret@db/shop"_s};
                                  },
                                  {{u"Connect"_s, {}}});
        const QString report = history.report(id).result();
        for (const QString &part :
             {u"Install semver 0.40.0"_s, u"PostgreSQL 15 · main"_s, u"0.32.1"_s,
              u"[failed] Connect"_s, u"cannot reach it"_s, u"postgresql://ann:***@db/shop"_s,
              u"password=*** user=ann"_s, u"~/.cache/howdah/x"_s})
            QVERIFY2(report.contains(part), qPrintable(part + u"\n in \n"_s + report));
        QVERIFY(!report.contains(u"s3cret"_s));
        QVERIFY(history.report(u"no-such-id"_s).result().isEmpty());

        QFile log(folder.filePath(id + u".log"_s));
        QVERIFY(log.open(QIODevice::ReadOnly));
        QVERIFY(!log.readAll().contains("s3cret")); // nor on the disk
    }
};

QTEST_GUILESS_MAIN(TestJobHistory)
#include "tst_jobhistory.moc"
