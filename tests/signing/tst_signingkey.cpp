// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/durablefile.h"
#include "rfc8037.h"
#include "signing/randombytes.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSigningKey : public QObject
{
    Q_OBJECT

private:
    const QDateTime m_day = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);

private Q_SLOTS:
    void keyOfTheStandardHasItsPublicHalfAndThumbprint()
    {
        const SigningKey key = Rfc8037::key();
        QCOMPARE(Base64Url::encode(key.verifyingKey().bytes()), Rfc8037::x);
        QCOMPARE(key.kid(), Rfc8037::thumbprint);
        QCOMPARE(key.verifyingKey().toJwk()[u"kid"].toString(), Rfc8037::thumbprint);
        QCOMPARE(key.verifyingKey().shownName(), u"kPrK _qmx VWaY VA9w"_s);
    }

    void publicHalfComesBackFromItsJwk()
    {
        const VerifyingKey key = SigningKey::make(m_day).verifyingKey();
        const Result<VerifyingKey> read = VerifyingKey::fromJwk(key.toJwk());
        QVERIFY(read.has_value());
        QCOMPARE(*read, key);
        QCOMPARE(read->kid(), key.kid());
        QVERIFY(!key.toJwk().contains(u"d"));
    }

    void savedKeySignsTheSame()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"sub/key.json"_s);
        const SigningKey key = SigningKey::make(m_day);
        QVERIFY(key.save(path).has_value());
        const Result<SigningKey> read = SigningKey::load(path);
        QVERIFY(read.has_value());
        QCOMPARE(read->kid(), key.kid());
        QCOMPARE(read->created(), m_day);
        QCOMPARE(read->sign("x"), key.sign("x"));
        QVERIFY(key.verifyingKey().verifies("x", read->sign("x")));
    }

#ifdef Q_OS_UNIX
    void fileIsForItsOwnerAlone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"key.json"_s);
        QVERIFY(SigningKey::make(m_day).save(path).has_value());
        const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
                                                | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QCOMPARE(QFile::permissions(path) & others, QFileDevice::Permissions());
        QVERIFY(QFile::setPermissions(path, QFile::permissions(path) | QFileDevice::ReadGroup));
        const Result<SigningKey> read = SigningKey::load(path);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Refused);
    }
#endif

    void damagedFilesAreNoKeys_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray day = quoted("'created':'2026-01-01T00:00:00Z',");
        const QByteArray kind = quoted("'kty':'OKP','crv':'Ed25519',");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("public only")
            << QByteArray("{" + kind + day + quoted("'x':'") + Rfc8037::x + quoted("'}"));
        QTest::newRow("short") << QByteArray("{" + kind + day + quoted("'d':'AAAA','x':'")
                                             + Rfc8037::x + quoted("'}"));
        QTest::newRow("halves of two keys")
            << QByteArray("{" + kind + day + quoted("'d':'") + Rfc8037::d + quoted("','x':'")
                          + Rfc8037::d + quoted("'}"));
        QTest::newRow("no date") << QByteArray("{" + kind + quoted("'d':'") + Rfc8037::d
                                               + quoted("','x':'") + Rfc8037::x + quoted("'}"));
        QTest::newRow("another kind")
            << QByteArray("{" + day + quoted("'kty':'OKP','crv':'X25519','d':'") + Rfc8037::d
                          + quoted("','x':'") + Rfc8037::x + quoted("'}"));
    }
    void damagedFilesAreNoKeys()
    {
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"key.json"_s);
        QVERIFY(DurableFile::write(path, text).has_value());
        const Result<SigningKey> key = SigningKey::load(path);
        QVERIFY(!key);
        QCOMPARE(key.error().kind, Error::Kind::Integrity);
        // The private half is in no message.
        QVERIFY(!key.error().message.contains(QString::fromLatin1(Rfc8037::d)));
        QVERIFY(!key.error().detail.contains(QString::fromLatin1(Rfc8037::d)));
    }

    void keyIsMadeOnceAndFoundAgain()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a/key.json"_s);
        const Result<SigningKey> made = SigningKey::loadOrMake(path, m_day);
        const Result<SigningKey> found = SigningKey::loadOrMake(path, m_day.addDays(1));
        QVERIFY(made && found);
        QCOMPARE(found->kid(), made->kid());
        QCOMPARE(found->created(), m_day);
    }

    void twoKeysDiffer()
    {
        QSet<QString> kids;
        for (int count = 0; count < 20; ++count)
            kids += SigningKey::make(m_day).kid();
        QCOMPARE(kids.size(), 20);
        QVERIFY(randomBytes(32) != randomBytes(32));
        QCOMPARE(randomBytes(32).size(), 32);
        QVERIFY(randomBytes(0).isEmpty());
    }

    void comparisonTellsEveryByte()
    {
        const QByteArray text = "a token of some length";
        QVERIFY(constantTimeEquals(text, QByteArray(text)));
        QVERIFY(constantTimeEquals({}, {}));
        QVERIFY(!constantTimeEquals(text, text.chopped(1)));
        for (qsizetype at = 0; at < text.size(); ++at) {
            QByteArray other = text;
            other[at] = char(other[at] ^ 1);
            QVERIFY(!constantTimeEquals(text, other));
        }
    }

    void wrongSignaturesDoNotVerify()
    {
        const SigningKey key = SigningKey::make(m_day);
        const QByteArray signature = key.sign("x");
        const VerifyingKey &half = key.verifyingKey();
        QVERIFY(half.verifies("x", signature));
        QVERIFY(!half.verifies("y", signature));
        QVERIFY(!half.verifies("x", {}));
        QVERIFY(!half.verifies("x", signature.chopped(1)));
        QVERIFY(!half.verifies("x", signature + 'x'));
        QVERIFY(!SigningKey::make(m_day).verifyingKey().verifies("x", signature));
    }

    void secretsMoveAndAreNotKeptTwice()
    {
        SecretBytes first = SecretBytes::random(16);
        const QByteArray content = first.view().toByteArray();
        SecretBytes second = std::move(first);
        QCOMPARE(second.view().toByteArray(), content);
        QVERIFY(first.isEmpty()); // NOLINT: what is left of it is what is asked
        first = std::move(second);
        QCOMPARE(first.view().toByteArray(), content);
    }
};

QTEST_GUILESS_MAIN(TestSigningKey)
#include "tst_signingkey.moc"
