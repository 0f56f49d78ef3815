// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/fakehttpserver.h"
#include "remote/httpclient.h"

#include <QFile>
#include <QProcess>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// TLS with a certificate made for the occasion, which no system trusts.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString openssl = QStandardPaths::findExecutable(u"openssl"_s);
        if (openssl.isEmpty() || !QSslSocket::supportsSsl())
            QSKIP("needs the openssl program and a TLS library");
        m_options.certificateFile = m_folder.filePath(u"certificate.pem"_s);
        m_options.keyFile = m_folder.filePath(u"key.pem"_s);
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(openssl, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                                u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=127.0.0.1"_s, u"-addext"_s,
                                u"subjectAltName=IP:127.0.0.1,DNS:registry.test"_s, u"-keyout"_s,
                                m_options.keyFile, u"-out"_s, m_options.certificateFile});
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    }

    void anUnknownAuthorityIsRefusedWithItsReason()
    {
        FakeHttpServer server(answer, m_options);
        QtHttpClient client(trusting({}));
        const auto response = client.send({.url = server.url()});
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Network);
        const QString message = response.error().message;
        QVERIFY2(
            message.contains(u"certificate of 127.0.0.1:%1 is not trusted"_s.arg(server.port())),
            qPrintable(message));
        QVERIFY2(message.contains(u"self"_s, Qt::CaseInsensitive), qPrintable(message));
        QVERIFY(server.requests().isEmpty());
    }

    void theExtraAuthorityIsTrusted()
    {
        FakeHttpServer server(answer, m_options);
        QtHttpClient client(trusting(m_options.certificateFile));
        const auto response = client.send({.url = server.url()});
        QVERIFY2(response, response ? "" : qPrintable(response.error().message));
        QCOMPARE(response->body, "private");
    }

    void newOptionsCountFromTheNextRequestOn()
    {
        FakeHttpServer server(answer, m_options);
        QtHttpClient client(trusting(m_options.certificateFile));
        QVERIFY(client.send({.url = server.url()}));
        client.setOptions(trusting({}));
        QVERIFY(!client.send({.url = server.url()}));
        client.setOptions(trusting(m_options.certificateFile));
        QVERIFY(client.send({.url = server.url()}));
    }

    void aUselessAuthorityFileIsNamed_data()
    {
        QTest::addColumn<QByteArray>("content"); // empty: no file
        QTest::newRow("missing") << QByteArray();
        QTest::newRow("no certificate") << QByteArray("hello\n");
    }

    void aUselessAuthorityFileIsNamed()
    {
        QFETCH(QByteArray, content);
        const QString path = m_folder.filePath(u"other.pem"_s);
        QFile::remove(path);
        if (!content.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        }
        FakeHttpServer server(answer, m_options);
        FakeHttpServer plain(answer);
        QtHttpClient client(trusting(path));
        const auto response = client.send({.url = server.url()});
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Invalid);
        QVERIFY(response.error().message.contains(path));
        QVERIFY(
            client.send({.url = plain.url()})); // where no certificate is needed, none is missed
    }

    void redirectsFromHttpsToHttpAreRefused()
    {
        FakeHttpServer plain(answer);
        FakeHttpServer server(
            [&](const FakeRequest &) -> FakeReply {
                return {.status = 301, .headers = {{"Location", plain.url().toEncoded()}}};
            },
            m_options);
        QtHttpClient client(trusting(m_options.certificateFile));
        const auto response = client.send({.url = server.url()});
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Refused);
        QVERIFY(plain.requests().isEmpty());
    }

    void redirectsFromHttpToHttpsAreFollowed()
    {
        FakeHttpServer server(answer, m_options);
        FakeHttpServer plain([&](const FakeRequest &) -> FakeReply {
            return {.status = 301, .headers = {{"Location", server.url().toEncoded()}}};
        });
        QtHttpClient client(trusting(m_options.certificateFile));
        QCOMPARE(client.send({.url = plain.url()})->body, "private");
    }

    void httpsGoesThroughATunnelOfTheProxy()
    {
        FakeHttpServer server(answer, m_options);
        FakeHttpServer proxy(answer, {.tunnels = {{"registry.test:443", server.port()}},
                                      .proxyCredentials = "ada:secret"});
        NetworkOptions options = trusting(m_options.certificateFile);
        options.proxy = NetworkOptions::Proxy::Manual;
        options.manualProxy = QUrl(u"http://ada@127.0.0.1:%1"_s.arg(proxy.port()));
        options.proxyPassword = u"secret"_s;
        QtHttpClient client(options);
        const auto response = client.send({.url = QUrl(u"https://registry.test/x"_s)});
        QVERIFY2(response, response ? "" : qPrintable(response.error().message));
        QCOMPARE(response->body, "private");
        QCOMPARE(proxy.requests().last().method, "CONNECT");
        QCOMPARE(server.targets(), QList<QByteArray>{"/x"});
    }

    void aServerWithoutTlsIsToldAsSuch()
    {
        FakeHttpServer plain([](const FakeRequest &) -> FakeReply { return {}; });
        QUrl url = plain.url();
        url.setScheme(u"https"_s);
        NetworkOptions options = trusting({});
        options.connectTimeout = std::chrono::milliseconds(500);
        QtHttpClient client(options);
        const auto response = client.send({.url = url});
        QVERIFY(!response);
        QVERIFY2(response.error().message.contains(u"127.0.0.1:%1"_s.arg(plain.port())),
                 qPrintable(response.error().message));
    }

private:
    static FakeReply answer(const FakeRequest &) { return {.body = "private"}; }

    static NetworkOptions trusting(const QString &file)
    {
        NetworkOptions options;
        options.proxy = NetworkOptions::Proxy::None;
        options.retries = 0;
        options.extraCaFile = file;
        return options;
    }

    QTemporaryDir m_folder;
    FakeHttpServer::Options m_options;
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
