// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/cancellation.h"

#include <QTest>

#include <atomic>
#include <thread>

class TestCancellation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDefaultTokenNeverCancels()
    {
        const CancellationToken token;
        QVERIFY(!token.isCancelled());
        bool called = false;
        const auto registration = token.onCancel([&] { called = true; });
        QVERIFY(!called);
    }

    void allTokensOfASourceCancelOnce()
    {
        CancellationSource source;
        const CancellationToken one = source.token();
        const CancellationToken other = source.token();
        int calls = 0;
        const auto registration = one.onCancel([&] { ++calls; });
        source.cancel();
        source.cancel();
        QVERIFY(one.isCancelled());
        QVERIFY(other.isCancelled());
        QCOMPARE(calls, 1);
    }

    void aLateRegistrationIsCalledAtOnce()
    {
        CancellationSource source;
        source.cancel();
        bool called = false;
        const auto registration = source.token().onCancel([&] { called = true; });
        QVERIFY(called);
    }

    void aDroppedRegistrationIsNotCalled()
    {
        CancellationSource source;
        bool called = false;
        {
            const auto registration = source.token().onCancel([&] { called = true; });
        }
        source.cancel();
        QVERIFY(!called);
    }

    void cancellingFromAnotherThreadIsSeen()
    {
        CancellationSource source;
        const CancellationToken token = source.token();
        std::atomic_bool stopped = false;
        std::thread worker([&] {
            while (!token.isCancelled())
                std::this_thread::yield();
            stopped = true;
        });
        source.cancel();
        worker.join();
        QVERIFY(stopped);
    }
};

QTEST_GUILESS_MAIN(TestCancellation)
#include "tst_cancellation.moc"
