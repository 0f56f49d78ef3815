// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/passwordhash.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestPasswordHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rightPasswordIsRight()
    {
        const Result<QByteArray> hash =
            PasswordHash::make(u"correct horse"_s, PasswordHash::leastCost);
        QVERIFY(hash.has_value());
        QVERIFY(hash->startsWith("$argon2id$v=19$m=8,t=1,p=1$"));
        QVERIFY(PasswordHash::verify(*hash, u"correct horse"_s));
        QVERIFY(!PasswordHash::verify(*hash, u"correct horsf"_s));
        QVERIFY(!PasswordHash::verify(*hash, u""_s));
    }

    void oneComposedLetterIsAsGoodAsTwo()
    {
        const Result<QByteArray> hash = PasswordHash::make(u"caf\u00e9"_s, PasswordHash::leastCost);
        QVERIFY(hash.has_value());
        QVERIFY(PasswordHash::verify(*hash, u"cafe\u0301"_s));
        QVERIFY(!PasswordHash::verify(*hash, u"cafe"_s));
    }

    void samePasswordHasAnotherHash()
    {
        QVERIFY(*PasswordHash::make(u"same"_s, PasswordHash::leastCost)
                != *PasswordHash::make(u"same"_s, PasswordHash::leastCost));
    }

    void emptyAndHugePasswordsAreInvalid()
    {
        QCOMPARE(PasswordHash::make({}, PasswordHash::leastCost).error().kind,
                 Error::Kind::Invalid);
        const QString huge(PasswordHash::longestPassword + 1, u'a');
        QCOMPARE(PasswordHash::make(huge, PasswordHash::leastCost).error().kind,
                 Error::Kind::Invalid);
        QVERIFY(PasswordHash::make(huge.chopped(1), PasswordHash::leastCost).has_value());
    }

    void damagedHashesAreNeverRight_data()
    {
        QTest::addColumn<QByteArray>("hash");
        QTest::newRow("nobody's") << QByteArray();
        QTest::newRow("plain") << QByteArray("secret");
        QTest::newRow("bcrypt") << QByteArray("$2b$10$abcdefghijklmnopqrstuv");
        QTest::newRow("start only") << QByteArray("$argon2id$");
        // 33 letters of Base64 are left of 43: that many never stand for whole bytes.
        QTest::newRow("cut")
            << PasswordHash::make(u"secret"_s, PasswordHash::leastCost)->chopped(10);
        QTest::newRow("huge") << QByteArray("$argon2id$") + QByteArray(5000, 'A');
    }
    void damagedHashesAreNeverRight()
    {
        QFETCH(QByteArray, hash);
        QVERIFY(!PasswordHash::verify(hash, u"secret"_s));
        QVERIFY(PasswordHash::needsRehash(hash, PasswordHash::leastCost));
    }

    void anotherCostAsksForANewHash()
    {
        const QByteArray hash = *PasswordHash::make(u"secret"_s, PasswordHash::leastCost);
        QVERIFY(!PasswordHash::needsRehash(hash, PasswordHash::leastCost));
        QVERIFY(PasswordHash::needsRehash(hash, {2, 8 * 1024}));
        QVERIFY(PasswordHash::needsRehash(hash));
    }
};

QTEST_GUILESS_MAIN(TestPasswordHash)
#include "tst_passwordhash.moc"
