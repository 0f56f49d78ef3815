// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/deliver.h"
#include "core/error.h"
#include "core/result.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>
#include <memory>

using namespace Qt::StringLiterals;

class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAValueOrAnError()
    {
        const Result<int> good = 42;
        QVERIFY(good.has_value());
        QCOMPARE(*good, 42);
        const Result<int> bad = Error{Error::Kind::NotFound, u"gone"_s, {}};
        QVERIFY(!bad);
        QCOMPARE(bad.error().kind, Error::Kind::NotFound);
        QCOMPARE(bad.value_or(7), 7);
        const Result<void> done;
        QVERIFY(done.has_value());
        const Result<void> failed = Error{Error::Kind::DiskFull, u"full"_s, {}};
        QVERIFY(!failed);
    }

    void movesWhatCannotBeCopied()
    {
        Result<std::unique_ptr<int>> made = std::make_unique<int>(3);
        const std::unique_ptr<int> taken = std::move(made).value();
        QCOMPARE(*taken, 3);
    }

    void contextKeepsKindAndDetail()
    {
        const Error inner{Error::Kind::Network, u"no answer"_s, u"ECONNREFUSED"_s};
        const Error outer = inner.within(u"Syncing"_s);
        QCOMPARE(outer.message, u"Syncing: no answer"_s);
        QCOMPARE(outer.kind, inner.kind);
        QCOMPARE(outer.detail, inner.detail);
    }

    void everyKindHasItsOwnWord()
    {
        for (int kind = 0; kind <= static_cast<int>(Error::Kind::Internal); ++kind) {
            const auto value = static_cast<Error::Kind>(kind);
            QCOMPARE(errorKindFromString(nameOf(value)), value);
        }
    }

    void deliversOnTheReceiversThread()
    {
        QPromise<Result<int>> promise;
        promise.start();
        QObject receiver;
        int received = 0;
        deliver(promise.future(), &receiver,
                [&](const Result<int> &answer) { received = *answer; });
        promise.addResult(Result<int>(5));
        promise.finish();
        QTRY_COMPARE(received, 5);
    }

    // On Qt 6.4 QFuture::then(context, …) aborts here.
    void aDeadReceiverIsNotCalled()
    {
        QPromise<int> promise;
        promise.start();
        bool called = false;
        auto receiver = std::make_unique<QObject>();
        deliver(promise.future(), receiver.get(), [&](int) { called = true; });
        receiver.reset();
        promise.addResult(1);
        promise.finish();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
