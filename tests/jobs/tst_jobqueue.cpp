// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/jobqueue.h"
#include "jobs/scriptedjob.h"

#include <QMutex>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace {

const Error cancelled{Error::Kind::Cancelled, u"stopped"_s, {}};

std::unique_ptr<ScriptedJob> job(const QString &title, ScriptedJob::Recipe recipe,
                                 const QString &key = {}, const QList<JobStep> &steps = {})
{
    return std::make_unique<ScriptedJob>(titled(title), std::move(recipe), key, steps);
}

/// Blocks a recipe until the test opens the gate or the job is cancelled.
class Gate
{
public:
    [[nodiscard]] ScriptedJob::Recipe recipe()
    {
        return [this](JobReporter &reporter) -> Result<void> {
            const auto registration = reporter.token().onCancel([this] { m_open.release(); });
            m_entered.release();
            m_open.acquire();
            if (reporter.token().isCancelled())
                return cancelled;
            return {};
        };
    }
    void open(int jobs = 1) { m_open.release(jobs); }
    [[nodiscard]] int entered() const { return m_entered.available(); }

private:
    QSemaphore m_entered;
    QSemaphore m_open;
};

} // namespace

class TestJobQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsAJobOnAThreadOfItsOwnAndTellsItOnTheMainThread()
    {
        JobQueue queue;
        QThread *worker = nullptr;
        QThread *told = nullptr;
        Job *added = queue.add(job(u"one"_s, [&](JobReporter &) -> Result<void> {
            worker = QThread::currentThread();
            return {};
        }));
        QCOMPARE(added->state(), Job::State::Waiting);
        connect(added, &Job::finished, this, [&] { told = QThread::currentThread(); });
        QSignalSpy finished(added, &Job::finished);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(added->state(), Job::State::Done);
        QVERIFY(worker != QThread::currentThread());
        QCOMPARE(told, QThread::currentThread());
        QCOMPARE(added->progress(), 1.0);
        QVERIFY(added->started().isValid() && added->finishedAt() >= added->started());
    }

    void tellsAllStatesInOrderAndFinishedLast()
    {
        JobQueue queue;
        auto owned = job(u"one"_s, [](JobReporter &reporter) -> Result<void> {
            reporter.log(u"line"_s);
            return {};
        });
        QStringList told;
        const Job *raw = owned.get();
        connect(raw, &Job::stateChanged, this, [&] { told += nameOf(raw->state()); });
        connect(raw, &Job::logAdded, this, [&](const QStringList &lines) { told += lines; });
        connect(raw, &Job::finished, this, [&] { told += u"finished"_s; });
        queue.add(std::move(owned));
        QTRY_VERIFY(told.contains(u"finished"_s));
        QCOMPARE(told, (QStringList{u"running"_s, u"line"_s, u"done"_s, u"finished"_s}));
    }

    void failedJobKeepsItsErrorAndFailsItsRunningStep()
    {
        JobQueue queue;
        const Error problem{Error::Kind::Process, u"make failed"_s, u"exit code 2"_s};
        Job *added = queue.add(
            job(u"one"_s,
                [&](JobReporter &reporter) -> Result<void> {
                    reporter.stepStarted(0);
                    reporter.stepDone(0, u"1.2 MB"_s);
                    reporter.stepStarted(1);
                    return problem;
                },
                {}, {{u"Download"_s, {}}, {u"Build"_s, u"in a jail"_s}, {u"Copy"_s, {}}}));
        QTRY_COMPARE(added->state(), Job::State::Failed);
        QCOMPARE(added->error(), std::optional<Error>(problem));
        QCOMPARE(added->steps().at(0).state, JobStep::State::Done);
        QCOMPARE(added->steps().at(0).why, u"1.2 MB"_s);
        QCOMPARE(added->steps().at(1).state, JobStep::State::Failed);
        QCOMPARE(added->steps().at(1).why, u"make failed"_s);
        QCOMPARE(added->steps().at(2).state, JobStep::State::Pending);
    }

    void aThrownExceptionIsAnInternalError()
    {
        JobQueue queue;
        Job *added = queue.add(job(u"one"_s, [](JobReporter &) -> Result<void> {
            throw std::runtime_error("out of luck");
        }));
        QTRY_COMPARE(added->state(), Job::State::Failed);
        QCOMPARE(added->error()->kind, Error::Kind::Internal);
        QCOMPARE(added->error()->detail, u"out of luck"_s);
    }

    void runsAtMostSoManyAtOnce()
    {
        Gate gate;
        JobQueue queue(nullptr, 2);
        for (int i = 0; i < 5; ++i)
            queue.add(job(QString::number(i), gate.recipe()));
        QCOMPARE(queue.activeCount(), 5);
        QTRY_COMPARE(gate.entered(), 2);
        int running = 0;
        for (const Job *each : queue.jobs())
            running += each->state() == Job::State::Running ? 1 : 0;
        QCOMPARE(running, 2);
        gate.open(5);
        QTRY_COMPARE(queue.activeCount(), 0);
        QCOMPARE(gate.entered(), 5);
    }

    void neverRunsTwoJobsWithTheSameKeyAtOnceAndKeepsTheirOrder()
    {
        JobQueue queue(nullptr, 4);
        QMutex mutex;
        QStringList order;
        int inside = 0;
        int most = 0;
        for (int i = 0; i < 8; ++i) {
            const QString title = QString::number(i);
            queue.add(job(
                title,
                [&, title](JobReporter &) -> Result<void> {
                    {
                        const QMutexLocker lock(&mutex);
                        order += title;
                        most = qMax(most, ++inside);
                    }
                    QThread::yieldCurrentThread();
                    const QMutexLocker lock(&mutex);
                    --inside;
                    return {};
                },
                u"/usr/lib/postgresql/15/bin"_s));
        }
        QTRY_COMPARE(queue.activeCount(), 0);
        QCOMPARE(most, 1);
        QCOMPARE(order.join(QString()), u"01234567"_s);
    }

    void aJobWithAnotherKeyOvertakesOneWhoseKeyIsTaken()
    {
        Gate gate;
        JobQueue queue(nullptr, 4);
        queue.add(job(u"first"_s, gate.recipe(), u"15"_s));
        const Job *blocked = queue.add(job(u"second"_s, gate.recipe(), u"15"_s));
        const Job *other = queue.add(job(
            u"third"_s, [](JobReporter &) { return Result<void>(); }, u"17"_s));
        QTRY_COMPARE(other->state(), Job::State::Done);
        QCOMPARE(blocked->state(), Job::State::Waiting);
        gate.open(2);
        QTRY_COMPARE(blocked->state(), Job::State::Done);
    }

    void cancelReachesARunningJob()
    {
        Gate gate;
        JobQueue queue;
        Job *added = queue.add(job(u"one"_s, gate.recipe()));
        QTRY_COMPARE(gate.entered(), 1);
        added->cancel();
        QTRY_COMPARE(added->state(), Job::State::Cancelled);
        QCOMPARE(added->error()->kind, Error::Kind::Cancelled);
    }

    void aCancelledRunSkipsItsRunningStep()
    {
        JobQueue queue;
        Job *added = queue.add(job(u"one"_s,
                                   [](JobReporter &reporter) -> Result<void> {
                                       reporter.stepStarted(0);
                                       return cancelled;
                                   },
                                   {}, {{u"Build"_s, {}}}));
        QTRY_COMPARE(added->state(), Job::State::Cancelled);
        QCOMPARE(added->steps().constFirst().state, JobStep::State::Skipped);
    }

    void anErrorAfterACancelIsAFailureNotACancel()
    {
        // Taking back may fail after a cancel: that must not be hidden behind "cancelled".
        JobQueue queue;
        Gate gate;
        Job *added = queue.add(job(u"one"_s, [&](JobReporter &reporter) -> Result<void> {
            (void)gate.recipe()(reporter);
            return Error{Error::Kind::Permission, u"cannot restore"_s, {}};
        }));
        QTRY_COMPARE(gate.entered(), 1);
        added->cancel();
        QTRY_COMPARE(added->state(), Job::State::Failed);
    }

    void aWaitingJobIsCancelledAtOnceAndNeverRuns()
    {
        Gate gate;
        JobQueue queue(nullptr, 1);
        queue.add(job(u"first"_s, gate.recipe()));
        bool ran = false;
        Job *waiting = queue.add(job(u"second"_s, [&](JobReporter &) -> Result<void> {
            ran = true;
            return {};
        }));
        QSignalSpy finished(waiting, &Job::finished);
        QTRY_COMPARE(gate.entered(), 1);
        waiting->cancel();
        QCOMPARE(waiting->state(), Job::State::Cancelled);
        QCOMPARE(finished.count(), 0); // never from inside cancel()
        QTRY_COMPARE(finished.count(), 1);
        gate.open();
        QTRY_COMPARE(queue.activeCount(), 0);
        QVERIFY(!ran);
        QCOMPARE(finished.count(), 1);
    }

    void aChattyJobCostsTheMainThreadFewCallsAndLosesNoLine()
    {
        constexpr int lines = 30'000;
        JobQueue queue;
        auto owned = job(u"one"_s, [](JobReporter &reporter) -> Result<void> {
            for (int i = 0; i < lines; ++i) {
                reporter.log(QString::number(i));
                reporter.progress(double(i) / lines, u"Building"_s);
            }
            return {};
        });
        int received = 0;
        QString last;
        connect(owned.get(), &Job::logAdded, this, [&](const QStringList &added) {
            received += int(added.size());
            last = added.constLast();
        });
        QSignalSpy progress(owned.get(), &Job::progressChanged);
        const Job *added = queue.add(std::move(owned));
        QTRY_COMPARE(added->state(), Job::State::Done);
        QCOMPARE(received, lines);
        QCOMPARE(last, QString::number(lines - 1));
        QCOMPARE(added->log().size(), 10'000);
        QCOMPARE(added->log().constLast(), last);
        const qint64 duration = added->started().msecsTo(added->finishedAt());
        QVERIFY2(progress.count() <= duration / 50 + 3,
                 qPrintable(u"%1 calls in %2 ms"_s.arg(progress.count()).arg(duration)));
    }

    void mergesOutcomesAndShowsWhatItDoes()
    {
        JobQueue queue;
        Gate gate;
        Job *added = queue.add(job(u"one"_s, [&](JobReporter &reporter) -> Result<void> {
            reporter.outcome({{u"manifest"_s, u"m1"_s}});
            reporter.outcome({{u"tests"_s, 3}});
            reporter.progress(0.62, u"Building 62 %"_s);
            return gate.recipe()(reporter);
        }));
        QTRY_COMPARE(added->activity(), u"Building 62 %"_s);
        QCOMPARE(added->progress(), 0.62);
        gate.open();
        QTRY_COMPARE(added->state(), Job::State::Done);
        QCOMPARE(added->outcome(), (QJsonObject{{u"manifest"_s, u"m1"_s}, {u"tests"_s, 3}}));
    }

    void replacedStepsAreToldAsAWhole()
    {
        JobQueue queue;
        Job *added = queue.add(job(u"one"_s, [](JobReporter &reporter) -> Result<void> {
            reporter.steps({{u"a"_s, {}}, {u"b"_s, {}}});
            reporter.stepDone(1);
            reporter.stepDone(7); // beyond the list: ignored
            return {};
        }));
        QSignalSpy changed(added, &Job::stepsChanged);
        QTRY_COMPARE(added->state(), Job::State::Done);
        QCOMPARE(added->steps().size(), 2);
        QCOMPARE(added->steps().at(1).state, JobStep::State::Done);
        QCOMPARE(changed.constFirst().constFirst().toInt(), -1);
    }

    void findsTheActiveJobOfASubject()
    {
        Gate gate;
        JobQueue queue(nullptr, 1);
        Job::Facts facts = titled(u"Install semver"_s);
        facts.subject = u"semver"_s;
        facts.targetId = u"15|main"_s;
        Job *first = queue.add(std::make_unique<ScriptedJob>(facts, gate.recipe()));
        Job *second = queue.add(std::make_unique<ScriptedJob>(facts, gate.recipe()));
        QTRY_COMPARE(gate.entered(), 1);
        QCOMPARE(queue.activeFor(u"SemVer"_s, u"15|main"_s), first);
        QCOMPARE(queue.activeFor(u"semver"_s, u"17|main"_s), nullptr);
        gate.open();
        QTRY_COMPARE(gate.entered(), 2);
        QCOMPARE(queue.activeFor(u"semver"_s, u"15|main"_s), second);
        gate.open();
        QTRY_COMPARE(queue.activeFor(u"semver"_s, u"15|main"_s), nullptr);
    }

    void forgetsOnlyEndedJobs()
    {
        Gate gate;
        JobQueue queue;
        Job *added = queue.add(job(u"one"_s, gate.recipe()));
        const QString id = added->id();
        QSignalSpy removed(&queue, &JobQueue::removed);
        queue.forget(added);
        QCOMPARE(queue.job(id), added);
        gate.open();
        // From inside its own signal: the object must outlive the emission.
        connect(added, &Job::finished, &queue, [&queue, added] { queue.forget(added); });
        QTRY_COMPARE(removed.count(), 1);
        QCOMPARE(queue.job(id), nullptr);
        QVERIFY(queue.jobs().isEmpty());
    }

    void aListenerMayAddAJobWhileOneStarts()
    {
        JobQueue queue;
        const auto nothing = [](JobReporter &) { return Result<void>(); };
        int left = 20;
        connect(&queue, &JobQueue::jobChanged, this, [&](Job *changed) {
            if (changed->state() == Job::State::Running && left-- > 0)
                queue.add(job(u"more"_s, nothing));
        });
        queue.add(job(u"one"_s, nothing));
        QTRY_VERIFY(left <= 0 && queue.activeCount() == 0);
    }

    void destroyingTheQueueCancelsWaitsAndRecords()
    {
        QTemporaryDir folder;
        JobHistory history(folder.path());
        Gate gate;
        QString running;
        QString waiting;
        {
            JobQueue queue(&history, 1);
            running = queue.add(job(u"running"_s, gate.recipe()))->id();
            waiting = queue.add(job(u"waiting"_s, gate.recipe()))->id();
            QTRY_COMPARE(gate.entered(), 1);
        }
        QCOMPARE(gate.entered(), 1);
        QVERIFY(history.record(running) && history.record(waiting));
        QCOMPARE(history.record(running)->state, Job::State::Cancelled);
        QCOMPARE(history.record(waiting)->state, Job::State::Cancelled);
    }

    void waitForAllGivesUpInTimeAndElseDeliversTheEnd()
    {
        Gate gate;
        JobQueue queue;
        const Job *added = queue.add(job(u"one"_s, gate.recipe()));
        QTRY_COMPARE(gate.entered(), 1);
        QVERIFY(!queue.waitForAll(20));
        QCOMPARE(added->state(), Job::State::Running);
        gate.open();
        QVERIFY(queue.waitForAll(10'000));
        QCOMPARE(added->state(), Job::State::Done);
    }
};

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_jobqueue.moc"
