// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/installreceipt.h"
#include "signing/jws.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QDateTime day()
{
    return QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
}

InstallReceipt sample()
{
    return {u"kvbox"_s, u"1.2.0"_s, QByteArray(64, '\x12'),      15, u"15.9"_s, u"linux"_s,
            u"amd64"_s, day(),      InstallReceipt::makeNonce(), {}};
}

} // namespace

class TestInstallReceipt : public QObject
{
    Q_OBJECT

private:
    const SigningKey m_key = SigningKey::make(day());

private Q_SLOTS:
    void receiptComesBackWithItsClient()
    {
        InstallReceipt receipt = sample();
        const Result<InstallReceipt> read =
            InstallReceipt::verify(receipt.sign(m_key), day().addDays(2));
        QVERIFY(read.has_value());
        receipt.client = m_key.kid();
        QCOMPARE(*read, receipt);
    }

    void changedReceiptIsRefused()
    {
        const QByteArray right = sample().sign(m_key);
        for (qsizetype at = 0; at < right.size(); ++at) {
            QByteArray changed = right;
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            QVERIFY(!InstallReceipt::verify(changed, day()));
            QVERIFY(!InstallReceipt::verify(right.left(at), day()));
        }
    }

    void datesAreJudged_data()
    {
        QTest::addColumn<qint64>("secondsLater");
        QTest::addColumn<bool>("taken");
        QTest::newRow("at once") << qint64(0) << true;
        QTest::newRow("clock a minute behind") << qint64(-60) << true;
        QTest::newRow("from tomorrow") << qint64(-86'400) << false;
        QTest::newRow("29 days old") << qint64(29 * 86'400) << true;
        QTest::newRow("31 days old") << qint64(31 * 86'400) << false;
    }
    void datesAreJudged()
    {
        QFETCH(qint64, secondsLater);
        QFETCH(bool, taken);
        QCOMPARE(InstallReceipt::verify(sample().sign(m_key), day().addSecs(secondsLater), 30)
                     .has_value(),
                 taken);
    }

    void incompleteReceiptsAreInvalid_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("no digest") << 0;
        QTest::newRow("no major") << 1;
        QTest::newRow("major of another version") << 2;
        QTest::newRow("no nonce") << 3;
        QTest::newRow("huge name") << 4;
        QTest::newRow("no date") << 5;
    }
    void incompleteReceiptsAreInvalid()
    {
        QFETCH(int, which);
        InstallReceipt receipt = sample();
        if (which == 0)
            receipt.sha512 = "short";
        else if (which == 1)
            receipt.postgresMajor = 0;
        else if (which == 2)
            receipt.postgresVersion = u"16.1"_s;
        else if (which == 3)
            receipt.nonce.clear();
        else if (which == 4)
            receipt.distribution = QString(300, u'a');
        else
            receipt.date = {};
        const Result<InstallReceipt> read = InstallReceipt::verify(receipt.sign(m_key), day());
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Invalid);
    }

    void signatureOfAnotherKindIsNoReceipt()
    {
        const QByteArray plain =
            Jws::sign("{}", m_key, {{u"jwk"_s, m_key.verifyingKey().toJwk()}}).toCompact();
        QCOMPARE(InstallReceipt::verify(plain, day()).error().kind, Error::Kind::Refused);
        QVERIFY(!InstallReceipt::verify(Jws::sign("{}", m_key).toCompact(), day()));
    }

    void noncesDiffer()
    {
        QVERIFY(InstallReceipt::makeNonce() != InstallReceipt::makeNonce());
        QCOMPARE(InstallReceipt::makeNonce().size(), 22);
    }
};

QTEST_GUILESS_MAIN(TestInstallReceipt)
#include "tst_installreceipt.moc"
