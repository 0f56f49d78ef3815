// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/retrypolicy.h"

#include <QTest>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachPauseIsTwiceTheLastWithinItsJitter()
    {
        const RetryPolicy policy(3, 400ms);
        for (int retry = 0; retry < 3; ++retry) {
            for (int n = 0; n < 200; ++n) {
                const auto pause = policy.pauseBefore(retry);
                QVERIFY(pause.has_value());
                QVERIFY(*pause >= 200ms * (1 << retry));
                QVERIFY(*pause <= 400ms * (1 << retry));
            }
        }
    }

    void givesUpAfterItsRetries()
    {
        QVERIFY(!RetryPolicy(3, 1ms).pauseBefore(3));
        QVERIFY(!RetryPolicy(0, 1ms).pauseBefore(0));
    }

    void theServersOwnWishWins_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("milliseconds"); // -1: no second request
        QTest::newRow("seconds") << QByteArray("7") << qint64(7000);
        QTest::newRow("at once") << QByteArray(" 0 ") << qint64(0);
        QTest::newRow("date") << QByteArray("Sun, 06 Nov 1994 08:50:07 GMT") << qint64(30'000);
        QTest::newRow("past date") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << qint64(0);
        QTest::newRow("too long") << QByteArray("3600") << qint64(-1);
        QTest::newRow("absurd") << QByteArray("99999999999999") << qint64(-1);
    }

    void theServersOwnWishWins()
    {
        QFETCH(QByteArray, header);
        QFETCH(qint64, milliseconds);
        const QDateTime now({1994, 11, 6}, {8, 49, 37}, Qt::UTC);
        const auto pause = RetryPolicy(3, 10ms).pauseBefore(0, header, now);
        QCOMPARE(pause ? pause->count() : -1, milliseconds);
    }

    void nonsenseInRetryAfterIsIgnored()
    {
        const auto pause = RetryPolicy(3, 10ms).pauseBefore(0, "soon");
        QVERIFY(pause && *pause <= 10ms);
    }

    void onlyWhatMayPassIsTriedAgain()
    {
        QVERIFY(RetryPolicy::isPassing(503));
        QVERIFY(RetryPolicy::isPassing(429));
        QVERIFY(!RetryPolicy::isPassing(501));
        QVERIFY(!RetryPolicy::isPassing(404));
        QVERIFY(RetryPolicy::isRepeatable("GET"));
        QVERIFY(!RetryPolicy::isRepeatable("POST"));
    }
};

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
