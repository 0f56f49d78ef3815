// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "texts.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;

class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void agesAreSaidInWords_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << 5 << u"just now"_s;
        QTest::newRow("a minute") << 70 << u"a minute ago"_s;
        QTest::newRow("minutes") << 600 << u"10 minutes ago"_s;
        QTest::newRow("an hour") << 4000 << u"an hour ago"_s;
        QTest::newRow("hours") << 3 * 3600 << u"3 hours ago"_s;
        QTest::newRow("a day") << 90000 << u"yesterday"_s;
        QTest::newRow("days") << 5 * 86400 << u"5 days ago"_s;
    }

    void agesAreSaidInWords()
    {
        QFETCH(int, seconds);
        QFETCH(QString, text);
        const QDateTime now = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
        QCOMPARE(Texts::ago(now.addSecs(-seconds), now), text);
        QCOMPARE(Texts::ago({}, now), u"never"_s);
    }

    void anAddressIsNoPartOfAName()
    {
        QCOMPARE(Texts::personName(u"Ada Sample <ada@example.org>"_s), u"Ada Sample"_s);
        QCOMPARE(Texts::personName(u"Ada"_s), u"Ada"_s);
        QCOMPARE(Texts::personName(u"<ada@example.org>"_s), u"<ada@example.org>"_s);
    }

    void durationsAreShort()
    {
        QCOMPARE(Texts::seconds(0.84), u"0.8 s"_s);
        QCOMPARE(Texts::seconds(42), u"42 s"_s);
        QCOMPARE(Texts::seconds(150), u"3 min"_s);
        QCOMPARE(Texts::seconds(-1), QString());
    }

    void aServerSaysWhereAndInWhatStateItIs()
    {
        Target target;
        target.installation.bindir = u"/usr/lib/postgresql/15/bin"_s;
        target.installation.version = ServerVersion::parse(u"15.20"_s);
        target.installation.origin = Installation::Origin::Debian;
        QCOMPARE(Texts::server(target).status, u"no cluster"_s);
        Cluster cluster;
        cluster.name = u"main"_s;
        cluster.version = target.installation.version;
        cluster.state = Cluster::State::Running;
        cluster.connection.port = 5433;
        target.cluster = cluster;
        const Texts::ServerText text = Texts::server(target);
        QCOMPARE(text.title, u"PostgreSQL 15.20 · main"_s);
        QVERIFY(text.detail.startsWith(u"port 5433"_s));
        QCOMPARE(text.kind, u"ok"_s);
        QCOMPARE(text.status, u"running"_s);
    }

    void aFailureSaysWhatToDo()
    {
        const QVariantMap failure = Texts::failure(
            Error{Error::Kind::Process, u"make failed"_s, {}},
            u"src/x.c:3:10: fatal error: openssl/ssl.h: No such file or directory\ncompilation terminated."_s);
        QVERIFY(failure.value(u"headline"_s).toString().contains(u"openssl/ssl.h"_s));
        QVERIFY(!failure.value(u"action"_s).toString().isEmpty());
        QVERIFY(Texts::failure(std::nullopt, {}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
