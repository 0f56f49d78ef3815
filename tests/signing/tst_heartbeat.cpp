// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/heartbeat.h"
#include "signing/installreceipt.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QDateTime day()
{
    return QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
}

Heartbeat sample()
{
    return {day(), {{u"kvbox"_s, u"1.2.0"_s}, {u"pairs"_s, u"0.1.0"_s}}, {}};
}

} // namespace

class TestHeartbeat : public QObject
{
    Q_OBJECT

private:
    const SigningKey m_key = SigningKey::make(day());

private Q_SLOTS:
    void heartbeatComesBackWithItsClient()
    {
        Heartbeat heartbeat = sample();
        const Result<Heartbeat> read = Heartbeat::verify(heartbeat.sign(m_key), day());
        QVERIFY(read);
        heartbeat.client = m_key.kid();
        QCOMPARE(*read, heartbeat);
    }

    void changedHeartbeatIsRefused()
    {
        const QByteArray right = sample().sign(m_key);
        for (qsizetype at = 0; at < right.size(); ++at) {
            QByteArray changed = right;
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            QVERIFY(!Heartbeat::verify(changed, day()));
        }
    }

    void oldAndFutureOnesAreRefused()
    {
        const QByteArray text = sample().sign(m_key);
        QVERIFY(Heartbeat::verify(text, day().addSecs(3600)));
        QCOMPARE(Heartbeat::verify(text, day().addDays(2)).error().kind, Error::Kind::Refused);
        QCOMPARE(Heartbeat::verify(text, day().addDays(-2)).error().kind, Error::Kind::Refused);
    }

    void otherKindsOfSignaturesAreNone()
    {
        const InstallReceipt receipt{
            u"kvbox"_s, u"1.2.0"_s, QByteArray(64, '\x12'),      15, u"15.9"_s, u"linux"_s,
            u"amd64"_s, day(),      InstallReceipt::makeNonce(), {}};
        QVERIFY(!Heartbeat::verify(receipt.sign(m_key), day()));
        QVERIFY(!InstallReceipt::verify(sample().sign(m_key), day()));
    }

    void endlessListIsRefused()
    {
        Heartbeat heartbeat = sample();
        for (qsizetype i = 0; i <= Heartbeat::mostInstalled; ++i)
            heartbeat.installed.append({u"a"_s, u"1.0.0"_s});
        QVERIFY(!Heartbeat::verify(heartbeat.sign(m_key), day()));
    }
};

QTEST_GUILESS_MAIN(TestHeartbeat)
#include "tst_heartbeat.moc"
