// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/proxyaddress.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestProxyAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCanBeUsedIsTaken_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address");
        QTest::newRow("http") << u"http://proxy:3128"_s << u"http://proxy:3128"_s;
        QTest::newRow("socks5") << u" socks5://10.0.0.1:1080/ "_s << u"socks5://10.0.0.1:1080"_s;
        // It was taken for the scheme "proxy", and never used.
        QTest::newRow("no scheme") << u"proxy:3128"_s << u"http://proxy:3128"_s;
        QTest::newRow("account") << u"http://ann:s3cret@proxy:3128"_s
                                 << u"http://ann:s3cret@proxy:3128"_s;
        QTest::newRow("none") << u" "_s << QString();
    }

    void whatCanBeUsedIsTaken()
    {
        QFETCH(QString, text);
        QFETCH(QString, address);
        const Result<QUrl> parsed = ProxyAddress::parse(text);
        QVERIFY(parsed);
        QCOMPARE(parsed->toString(), address);
    }

    void whatCannotIsNot_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown scheme") << u"ftp://proxy:3128"_s;
        QTest::newRow("over TLS") << u"https://proxy:3128"_s;
        QTest::newRow("no host") << u"http://:3128"_s;
        QTest::newRow("no port") << u"http://proxy:port"_s;
        QTest::newRow("a page") << u"http://proxy:3128/wpad.dat"_s;
        QTest::newRow("words") << u"the proxy"_s;
        QTest::newRow("a password of nobody") << u"http://:s3cret@proxy:3128"_s;
    }

    void whatCannotIsNot()
    {
        QFETCH(QString, text);
        const Result<QUrl> parsed = ProxyAddress::parse(text);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Invalid);
        QVERIFY(!parsed.error().message.isEmpty());
    }

    void passwordsAreKeptPerAccount()
    {
        const QUrl one(u"http://ann:s3cret@proxy:3128"_s);
        const QUrl other(u"http://bob:s3cret@proxy:3128"_s);
        QVERIFY(!ProxyAddress::credentialKey(one).contains(u"s3cret"_s));
        QCOMPARE(ProxyAddress::credentialKey(QUrl(u"http://ann@proxy:3128"_s)),
                 ProxyAddress::credentialKey(one));
        QVERIFY(ProxyAddress::credentialKey(other) != ProxyAddress::credentialKey(one));
        QVERIFY(ProxyAddress::credentialKey(QUrl(u"http://proxy:3128"_s)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProxyAddress)
#include "tst_proxyaddress.moc"
