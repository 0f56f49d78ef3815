// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/buildreport.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

JobRecord record(Job::State state, Error::Kind kind = Error::Kind::Internal)
{
    JobRecord record;
    record.facts.kind = u"install"_s;
    record.facts.title = u"Install kvbox 1.2.0"_s;
    record.facts.toVersion = u"1.2.0"_s;
    record.facts.targetTitle = u"PostgreSQL 17 · main"_s;
    record.user = u"ada"_s;
    record.state = state;
    if (state == Job::State::Failed) {
        record.errorKind = nameOf(kind);
        record.errorMessage = u"It did not compile"_s;
        record.errorDetail = u"/home/ada/src/kvbox.c:1: error"_s;
    }
    return record;
}

const ServerVersion seventeen{17, 2, 0, u"17.2"_s};
const Platform debian{u"linux"_s, u"debian-12"_s, u"amd64"_s};

} // namespace

class TestBuildReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void installThatWorkedIsAPass()
    {
        JobRecord done = record(Job::State::Done);
        done.outcome = {
            {u"tests"_s, QJsonObject{{u"ran"_s, true}, {u"passed"_s, 3}, {u"total"_s, 4}}}};
        const Result<QJsonObject> report = BuildReport::of(done, seventeen, debian);
        QVERIFY(report);
        QCOMPARE((*report)[u"outcome"].toString(), u"pass"_s);
        QCOMPARE((*report)[u"tests"].toString(), u"fail"_s);
        QCOMPARE((*report)[u"postgres"].toInt(), 17);
        QCOMPARE((*report)[u"arch"].toString(), u"amd64"_s);
        QCOMPARE((*report)[u"version"].toString(), u"1.2.0"_s);
    }

    void failedBuildTellsNothingOfThePerson()
    {
        const Result<QJsonObject> report =
            BuildReport::of(record(Job::State::Failed, Error::Kind::Process), seventeen, debian);
        QVERIFY(report);
        QCOMPARE((*report)[u"outcome"].toString(), u"fail"_s);
        QCOMPARE((*report)[u"reason"].toString(), u"process"_s);
        const QByteArray text = QJsonDocument(*report).toJson();
        QVERIFY2(!text.contains("ada") && !text.contains("main"), text.constData());
    }

    void whatIsNotTheReleasesFaultIsNoReport_data()
    {
        QTest::addColumn<JobRecord>("job");
        QTest::newRow("no network") << record(Job::State::Failed, Error::Kind::Network);
        QTest::newRow("no compiler") << record(Job::State::Failed, Error::Kind::Missing);
        QTest::newRow("no right") << record(Job::State::Failed, Error::Kind::Permission);
        QTest::newRow("cancelled") << record(Job::State::Cancelled);
        QTest::newRow("interrupted") << record(Job::State::Running);
        JobRecord undo = record(Job::State::Done);
        undo.facts.kind = u"undo"_s;
        QTest::newRow("undo") << undo;
    }

    void whatIsNotTheReleasesFaultIsNoReport()
    {
        QFETCH(JobRecord, job);
        const Result<QJsonObject> report = BuildReport::of(job, seventeen, debian);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestBuildReport)
#include "tst_buildreport.moc"
