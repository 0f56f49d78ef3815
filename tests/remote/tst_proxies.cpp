// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/fakehttpserver.h"
#include "remote/httpclient.h"
#include "remote/proxies.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QList<QByteArray> names{"http_proxy", "https_proxy", "all_proxy", "no_proxy",
                              "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"};

NetworkOptions manual(const QString &url, const QString &password = {})
{
    NetworkOptions options;
    options.proxy = NetworkOptions::Proxy::Manual;
    options.manualProxy = QUrl(url);
    options.proxyPassword = password;
    options.retries = 0;
    return options;
}

} // namespace

class TestProxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const QByteArray &name : names)
            m_environment.insert(name, qgetenv(name.constData()));
    }

    void init()
    {
        for (const QByteArray &name : names)
            qunsetenv(name.constData());
    }

    void cleanupTestCase()
    {
        for (auto entry = m_environment.begin(); entry != m_environment.end(); ++entry) {
            if (!entry->isEmpty())
                qputenv(entry.key().constData(), *entry);
        }
    }

    void theEnvironmentDecides_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("noProxy");
        QTest::addColumn<QString>("proxy"); // host:port, empty: none
        const QString http = u"http://registry.test/x"_s;
        QTest::newRow("http") << http << u""_s << u"plain.test:3128"_s;
        QTest::newRow("https") << u"https://registry.test/"_s << u""_s << u"secure.test:8080"_s;
        QTest::newRow("this machine") << u"http://localhost:80/"_s << u""_s << u""_s;
        QTest::newRow("127.0.0.9") << u"http://127.0.0.9/"_s << u""_s << u""_s;
        QTest::newRow("::1") << u"http://[::1]/"_s << u""_s << u""_s;
        QTest::newRow("all") << http << u"*"_s << u""_s;
        QTest::newRow("host") << http << u"a.test, registry.test"_s << u""_s;
        QTest::newRow("domain") << http << u".test"_s << u""_s;
        QTest::newRow("domain without dot") << http << u"test"_s << u""_s;
        QTest::newRow("star domain") << http << u"*.test"_s << u""_s;
        QTest::newRow("only the end of a name") << http << u"istry.test"_s << u"plain.test:3128"_s;
        QTest::newRow("right port") << http << u"registry.test:80"_s << u""_s;
        QTest::newRow("other port") << http << u"registry.test:81"_s << u"plain.test:3128"_s;
        QTest::newRow("network") << u"http://10.1.2.3/"_s << u"10.0.0.0/8"_s << u""_s;
        QTest::newRow("other network")
            << u"http://11.1.2.3/"_s << u"10.0.0.0/8"_s << u"plain.test:3128"_s;
    }

    void theEnvironmentDecides()
    {
        QFETCH(QString, url);
        QFETCH(QString, noProxy);
        QFETCH(QString, proxy);
        qputenv("http_proxy", "http://plain.test:3128");
        qputenv("HTTPS_PROXY", "secure.test"); // no scheme, no port
        qputenv("no_proxy", noProxy.toLatin1());
        const QNetworkProxy found = proxyFor({}, QUrl(url));
        if (proxy.isEmpty()) {
            QCOMPARE(found.type(), QNetworkProxy::NoProxy);
        } else {
            QCOMPARE(found.type(), QNetworkProxy::HttpProxy);
            QCOMPARE(found.hostName() + u':' + QString::number(found.port()), proxy);
        }
    }

    void noneMeansNoneWhateverTheEnvironmentSays()
    {
        qputenv("http_proxy", "http://plain.test:3128");
        NetworkOptions options;
        options.proxy = NetworkOptions::Proxy::None;
        QCOMPARE(proxyFor(options, QUrl(u"http://registry.test/"_s)).type(),
                 QNetworkProxy::NoProxy);
        for (const auto &[name, value] : proxyEnvironment(options))
            QVERIFY2(value.isEmpty(), qPrintable(name));
        QCOMPARE(proxyEnvironment(options).size(), 8);
    }

    void childrenGetWhatIsSetByHand()
    {
        const auto environment =
            proxyEnvironment(manual(u"socks5://ada@proxy.test:9999"_s, u"p@ss/wörd"_s));
        QCOMPARE(environment.at(u"https_proxy"_s),
                 u"socks5://ada:p%40ss%2Fw%C3%B6rd@proxy.test:9999"_s);
        QCOMPARE(environment.at(u"HTTP_PROXY"_s), environment.at(u"https_proxy"_s));
        QVERIFY(environment.at(u"no_proxy"_s).contains(u"localhost"_s));
    }

    void childrenGetTheEnvironmentAsItIs()
    {
        qputenv("HTTPS_PROXY", "http://secure.test:1");
        qputenv("no_proxy", "here.test");
        const auto environment = proxyEnvironment({});
        QCOMPARE(environment.at(u"https_proxy"_s), u"http://secure.test:1"_s);
        QCOMPARE(environment.at(u"NO_PROXY"_s), u"here.test"_s);
        QCOMPARE(environment.at(u"http_proxy"_s), QString());
    }

    void plainRequestsGoThroughTheProxy()
    {
        FakeHttpServer proxy([](const FakeRequest &) -> FakeReply { return {.body = "proxied"}; });
        QtHttpClient client(manual(u"http://127.0.0.1:%1"_s.arg(proxy.port())));
        const auto response = client.send({.url = QUrl(u"http://registry.test/index.json"_s)});
        QVERIFY2(response, response ? "" : qPrintable(response.error().message));
        QCOMPARE(response->body, "proxied");
        QCOMPARE(proxy.targets(), QList<QByteArray>{"http://registry.test/index.json"});
    }

    void theProxyOfTheEnvironmentIsUsed()
    {
        FakeHttpServer proxy([](const FakeRequest &) -> FakeReply { return {.body = "proxied"}; });
        qputenv("http_proxy", "127.0.0.1:" + QByteArray::number(proxy.port()));
        QtHttpClient client;
        QCOMPARE(client.send({.url = QUrl(u"http://registry.test/"_s)})->body, "proxied");
    }

    void theProxyGetsItsPassword()
    {
        FakeHttpServer proxy([](const FakeRequest &) -> FakeReply { return {.body = "let in"}; },
                             {.proxyCredentials = "ada:secret"});
        const QString address = u"http://ada@127.0.0.1:%1"_s.arg(proxy.port());
        QtHttpClient client(manual(address, u"secret"_s));
        const auto response = client.send({.url = QUrl(u"http://registry.test/"_s)});
        QVERIFY2(response, response ? "" : qPrintable(response.error().message));
        QCOMPARE(response->body, "let in");
    }

    void aWrongProxyPasswordIsToldAsSuch()
    {
        FakeHttpServer proxy([](const FakeRequest &) -> FakeReply { return {}; },
                             {.proxyCredentials = "ada:secret"});
        const QString place = u"127.0.0.1:%1"_s.arg(proxy.port());
        QtHttpClient client(manual(u"http://ada@"_s + place, u"wrong"_s));
        const auto response = client.send({.url = QUrl(u"http://registry.test/"_s)});
        QVERIFY(!response);
        QVERIFY2(response.error().message.contains(u"The proxy "_s + place + u" wants"_s),
                 qPrintable(response.error().message));
        QVERIFY(!response.error().message.contains(u"wrong@"_s));
    }

    void aProxyThatIsNotThereIsNamed()
    {
        const quint16 port =
            FakeHttpServer([](const FakeRequest &) -> FakeReply { return {}; }).port();
        QtHttpClient client(manual(u"http://127.0.0.1:%1"_s.arg(port)));
        for (const QString &url : {u"http://registry.test/"_s, u"https://registry.test/"_s}) {
            const auto response = client.send({.url = QUrl(url)});
            QVERIFY(!response);
            QVERIFY2(response.error().message.contains(u"proxy 127.0.0.1:%1"_s.arg(port)),
                     qPrintable(response.error().message));
        }
    }

    void socksProxiesResolveTheName()
    {
        FakeHttpServer server([](const FakeRequest &) -> FakeReply { return {.body = "far"}; });
        FakeSocksServer socks(server.port(), "ada", "secret");
        QtHttpClient client(manual(u"socks5://ada@127.0.0.1:%1"_s.arg(socks.port()), u"secret"_s));
        const auto response = client.send({.url = QUrl(u"http://registry.test/x"_s)});
        QVERIFY2(response, response ? "" : qPrintable(response.error().message));
        QCOMPARE(response->body, "far");
        QCOMPARE(socks.hosts(), QList<QByteArray>{"registry.test"});
        QCOMPARE(server.targets(), QList<QByteArray>{"/x"});
    }

private:
    QMap<QByteArray, QByteArray> m_environment;
};

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
