// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/registryserver.h"

#include "archive/digest.h"
#include "registry/http/mirrorfiles.h"
#include "registry/registrystore.h"
#include "registry/releasefixture.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <vector>

#ifdef Q_OS_UNIX
#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRegistryServer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void answersAndKeepsTheConnection();
    void headHasTheSameHeaderAndNoContent();
    void http10ConnectionIsClosed();
    void pipelinedRequestsAreAnsweredInOrder();
    void sendsLargeArchivesWholeAndInParts();
    void absoluteFormIsUnderstood();
    void refusesHostsThatAreNotItsOwn_data();
    void refusesHostsThatAreNotItsOwn();
    void refusesBadRequestsAndCloses_data();
    void refusesBadRequestsAndCloses();
    void smuggledRequestIsNeverAnswered_data();
    void smuggledRequestIsNeverAnswered();
    void slowHeaderIsCutOff();
    void idleConnectionIsClosed();
    void slowReaderDoesNotHoldOthers();
    void tooManyConnectionsAreRefused();
    void vanishedClientHurtsNobody();
    void vanishedClientDoesNotEndTheProgram();
    void listensOnLoopbackOnly();
    void takenPortIsAConflict();
    void startAndStopAreIdempotent();
    void stopLetsAnAnswerComeToItsEnd();
    void stopDoesNotWaitForIdleClients();
    void pgxnClientWorksAgainstIt();

private:
    void start(const RegistryServer::Options &options = {})
    {
        m_server = std::make_unique<RegistryServer>(*m_files, options);
        const Result<quint16> port = m_server->start(0);
        if (!port)
            qFatal("%s", qPrintable(port.error().message));
        m_port = *port;
    }
    [[nodiscard]] std::unique_ptr<QTcpSocket> connected() const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(u"127.0.0.1"_s, m_port);
        if (!socket->waitForConnected(5000))
            qFatal("cannot connect");
        return socket;
    }
    [[nodiscard]] QByteArray host() const { return "127.0.0.1:" + QByteArray::number(m_port); }
    [[nodiscard]] QByteArray request(const QByteArray &target, const QByteArray &more = {}) const
    {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n" + more + "\r\n";
    }
    /// One response: its header and as much content as it says.
    static QByteArray readOne(QTcpSocket &socket, bool hasContent = true)
    {
        QByteArray bytes;
        const auto more = [&] {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(5000))
                return false;
            return true;
        };
        while (!bytes.contains("\r\n\r\n")) {
            if (!more())
                return bytes;
            bytes += socket.read(1);
        }
        const QByteArray length = field(bytes, "Content-Length");
        const qsizetype whole =
            bytes.indexOf("\r\n\r\n") + 4 + (hasContent ? length.toLongLong() : 0);
        while (bytes.size() < whole && more())
            bytes += socket.read(whole - bytes.size());
        return bytes;
    }
    /// All until the server closes the connection.
    static QByteArray readToEnd(QTcpSocket &socket, int milliseconds = 5000)
    {
        QByteArray bytes = socket.readAll();
        QElapsedTimer timer;
        timer.start();
        while (socket.state() == QAbstractSocket::ConnectedState
               && timer.elapsed() < milliseconds) {
            socket.waitForReadyRead(100);
            bytes += socket.readAll();
        }
        return bytes + socket.readAll();
    }
    [[nodiscard]] QByteArray ask(const QByteArray &bytes) const
    {
        const std::unique_ptr<QTcpSocket> socket = connected();
        socket->write(bytes);
        return readToEnd(*socket);
    }
    /// 0 when there was no answer.
    static int statusOf(const QByteArray &response) { return response.mid(9, 3).toInt(); }
    static QByteArray field(const QByteArray &response, const QByteArray &name)
    {
        for (const QByteArray &line : response.left(response.indexOf("\r\n\r\n")).split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.sliced(name.size() + 1).trimmed();
        }
        return {};
    }
    static QByteArray contentOf(const QByteArray &response)
    {
        return response.sliced(response.indexOf("\r\n\r\n") + 4);
    }
    static int responsesIn(const QByteArray &bytes) { return int(bytes.count("HTTP/1.")); }

    QTemporaryDir m_root;
    std::unique_ptr<RegistryStore> m_store;
    std::unique_ptr<MirrorFiles> m_files;
    std::unique_ptr<RegistryServer> m_server;
    quint16 m_port = 0;
};

void TestRegistryServer::initTestCase()
{
    m_store = std::make_unique<RegistryStore>(m_root.filePath(u"registry"_s));
    m_files = std::make_unique<MirrorFiles>(m_store->tree().root());
    QVERIFY(m_store->import(ReleaseFixture{}.pack(m_root.path()), u"ada"_s));
    // An archive that does not fit into the buffers of a connection.
    const QString source = m_root.filePath(u"large"_s);
    ReleaseFixture large{.name = u"large"_s, .version = u"1.0.0"_s};
    large.writeFiles(source);
    QByteArray noise(20 * 1024 * 1024, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : noise) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    ReleaseFixture::write(source + u"/noise"_s, noise);
    const QString archive = m_root.filePath(u"large.zip"_s);
    QVERIFY(ArchiveWriter::writeZip(archive, source, u"large-1.0.0"_s));
    QVERIFY(m_store->import(archive, u"ada"_s));
}

void TestRegistryServer::init()
{
    start();
}

void TestRegistryServer::cleanup()
{
    m_server.reset();
}

void TestRegistryServer::answersAndKeepsTheConnection()
{
    const std::unique_ptr<QTcpSocket> socket = connected();
    for (int round = 0; round < 3; ++round) {
        socket->write(request("/index.json"));
        const QByteArray response = readOne(*socket);
        QCOMPARE(statusOf(response), 200);
        QCOMPARE(field(response, "Content-Type"), "application/json");
        QVERIFY(!field(response, "Date").isEmpty());
        QVERIFY(field(response, "ETag").startsWith('"'));
        QVERIFY(QJsonDocument::fromJson(contentOf(response)).isObject());
        QVERIFY(field(response, "Connection") != "close");
        QCOMPARE(field(response, "X-PGXN-API-Version"), "v0.21.1");
    }
    socket->write(request("/none"));
    const QByteArray missing = readOne(*socket);
    QCOMPARE(statusOf(missing), 404);
    QCOMPARE(field(missing, "X-PGXN-API-Version"), "v0.21.1");
    socket->write(request("/index.json", "Connection: close\r\n"));
    const QByteArray last = readToEnd(*socket);
    QCOMPARE(statusOf(last), 200);
    QCOMPARE(field(last, "Connection"), "close");
    QCOMPARE(m_server->url().port(), m_port);
}

void TestRegistryServer::headHasTheSameHeaderAndNoContent()
{
    const std::unique_ptr<QTcpSocket> socket = connected();
    socket->write("HEAD /index.json HTTP/1.1\r\nHost: " + host() + "\r\n\r\n"
                  + request("/index.json"));
    const QByteArray head = readOne(*socket, false);
    const QByteArray get = readOne(*socket);
    QCOMPARE(statusOf(head), 200);
    QCOMPARE(field(head, "Content-Length"), field(get, "Content-Length"));
    QCOMPARE(field(head, "ETag"), field(get, "ETag"));
    QCOMPARE(statusOf(get), 200);
}

void TestRegistryServer::http10ConnectionIsClosed()
{
    const QByteArray response = ask("GET /index.json HTTP/1.0\r\n\r\n");
    QCOMPARE(statusOf(response), 200);
    QVERIFY(response.startsWith("HTTP/1.0"));
    QVERIFY(QJsonDocument::fromJson(contentOf(response)).isObject());
}

void TestRegistryServer::pipelinedRequestsAreAnsweredInOrder()
{
    const std::unique_ptr<QTcpSocket> socket = connected();
    socket->write(request("/stats/summary.json") + request("/none") + request("/meta/dists.json"));
    QVERIFY(readOne(*socket).contains("\"releases\""));
    QCOMPARE(statusOf(readOne(*socket)), 404);
    QVERIFY(readOne(*socket).contains("\"kvbox\""));
}

void TestRegistryServer::sendsLargeArchivesWholeAndInParts()
{
    const QString path = m_store->archivePath(u"large"_s, Version(1, 0, 0));
    const QByteArray bytes = ReleaseFixture::read(path);
    QVERIFY(bytes.size() > 20 * 1024 * 1024);
    const QByteArray target = "/dist/large/1.0.0/large-1.0.0.zip";
    const std::unique_ptr<QTcpSocket> socket = connected();
    socket->write(request(target));
    QVERIFY(contentOf(readOne(*socket)) == bytes);
    socket->write(request(target, "Range: bytes=10000000-\r\n"));
    const QByteArray part = readOne(*socket);
    QCOMPARE(statusOf(part), 206);
    QVERIFY(contentOf(part) == bytes.sliced(10'000'000));
    socket->write(request(target, "If-None-Match: " + field(part, "ETag") + "\r\n"));
    QCOMPARE(statusOf(readOne(*socket)), 304);
}

void TestRegistryServer::absoluteFormIsUnderstood()
{
    const QByteArray own = "GET http://" + host() + "/index.json HTTP/1.1\r\nHost: " + host()
                           + "\r\nConnection: close\r\n\r\n";
    QCOMPARE(statusOf(ask(own)), 200);
    // Its host counts, not the header's.
    const QByteArray foreign = "GET http://evil.example/index.json HTTP/1.1\r\nHost: " + host()
                               + "\r\nConnection: close\r\n\r\n";
    QCOMPARE(statusOf(ask(foreign)), 421);
}

void TestRegistryServer::refusesHostsThatAreNotItsOwn_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("status");
    QTest::newRow("localhost") << QByteArray("localhost:PORT") << 200;
    QTest::newRow("LOCALHOST") << QByteArray("LocalHost:PORT") << 200;
    QTest::newRow("IPv4") << QByteArray("127.0.0.1:PORT") << 200;
    QTest::newRow("IPv6") << QByteArray("[::1]:PORT") << 200;
    QTest::newRow("rebound name") << QByteArray("evil.example:PORT") << 421;
    QTest::newRow("own name in front") << QByteArray("localhost.evil.example:PORT") << 421;
    QTest::newRow("no port") << QByteArray("localhost") << 421;
    QTest::newRow("other port") << QByteArray("localhost:1") << 421;
    QTest::newRow("port with a tail") << QByteArray("localhost:PORTx") << 421;
    QTest::newRow("two colons") << QByteArray("localhost:80:PORT") << 421;
    QTest::newRow("user") << QByteArray("user@localhost:PORT") << 421;
    QTest::newRow("empty") << QByteArray("") << 421;
    QTest::newRow("unspecified address") << QByteArray("0.0.0.0:PORT") << 421;
}

void TestRegistryServer::refusesHostsThatAreNotItsOwn()
{
    QFETCH(QByteArray, name);
    QFETCH(int, status);
    name.replace("PORT", QByteArray::number(m_port));
    const QByteArray response =
        ask("GET /index.json HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n");
    QCOMPARE(statusOf(response), status);
}

void TestRegistryServer::refusesBadRequestsAndCloses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<int>>("statuses");
    const QByteArray get = "GET /index.json HTTP/1.1\r\n";
    const QByteArray host = "Host: HOST\r\n";
    QTest::newRow("no host") << get + "\r\n" << QList{400};
    QTest::newRow("two hosts") << get + host + host + "\r\n" << QList{400};
    QTest::newRow("blank before the colon") << get + "Host : HOST\r\n\r\n" << QList{400};
    QTest::newRow("bad version") << "GET /index.json HTTPxyzq\r\n" + host + "\r\n"
                                 << QList{400, 505};
    QTest::newRow("version 2") << "GET /index.json HTTP/2.0\r\n" + host + "\r\n" << QList{400, 505};
    QTest::newRow("no version") << QByteArray("GET /index.json\r\n\r\n") << QList{400, 505};
    QTest::newRow("folded line") << get + host + "X-A: b\r\n c\r\n\r\n" << QList{200, 400};
    QTest::newRow("control in a name") << get + host + "X\x01: b\r\n\r\n" << QList{400};
    QTest::newRow("bare line feeds")
        << QByteArray("GET /index.json HTTP/1.1\nHost: HOST\n\n") << QList{400, 505};
    QTest::newRow("binary") << QByteArray(200, '\xff') << QList{400};
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)
                                + "\r\n\r\n"
                         << QList{400};
    QTest::newRow("huge header") << get + host + "X-A: " + QByteArray(100'000, 'a') + "\r\n\r\n"
                                 << QList{431};
    QTest::newRow("many headers") << get + host + QByteArray("X-A: b\r\n").repeated(10'000) + "\r\n"
                                  << QList{431};
    QTest::newRow("huge target") << "GET /" + QByteArray(100'000, 'a') + " HTTP/1.1\r\n" + host
                                        + "\r\n"
                                 << QList{431};
    QTest::newRow("content") << "POST /upload HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc"
                             << QList{413};
    QTest::newRow("huge content") << "PUT /upload HTTP/1.1\r\n" + host
                                         + "Content-Length: 99999999999\r\n\r\n"
                                  << QList{413};
    QTest::newRow("chunked") << "POST /upload HTTP/1.1\r\n" + host
                                    + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                             << QList{413};
    QTest::newRow("bad chunk") << "POST /upload HTTP/1.1\r\n" + host
                                      + "Transfer-Encoding: chunked\r\n\r\nZZZ\r\n\r\n"
                               << QList{413};
    QTest::newRow("tunnel") << "CONNECT evil.example:80 HTTP/1.1\r\n" + host + "\r\n"
                            << QList{400, 405};
}

void TestRegistryServer::refusesBadRequestsAndCloses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<int>, statuses);
    bytes.replace("HOST", host());
    const std::unique_ptr<QTcpSocket> socket = connected();
    socket->write(bytes);
    const QByteArray response = readOne(*socket);
    QVERIFY2(!response.isEmpty(), "closed without a word");
    QVERIFY2(statuses.contains(statusOf(response)), response.left(200).constData());
    // And goes on serving others.
    QCOMPARE(statusOf(ask(request("/index.json", "Connection: close\r\n"))), 200);
}

void TestRegistryServer::smuggledRequestIsNeverAnswered_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("length no number") << QByteArray("Content-Length: abc\r\n");
    QTest::newRow("negative length") << QByteArray("Content-Length: -1\r\n");
    QTest::newRow("length too large") << QByteArray("Content-Length: 18446744073709551616\r\n");
    QTest::newRow("plus") << QByteArray("Content-Length: +5\r\n");
    QTest::newRow("two lengths") << QByteArray("Content-Length: 5\r\nContent-Length: 6\r\n");
    QTest::newRow("list of lengths") << QByteArray("Content-Length: 5, 5\r\n");
    QTest::newRow("length and chunked")
        << QByteArray("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    QTest::newRow("other coding") << QByteArray("Transfer-Encoding: xchunked\r\n");
    QTest::newRow("two codings") << QByteArray("Transfer-Encoding: chunked, identity\r\n");
    QTest::newRow("blank in front") << QByteArray(" Transfer-Encoding: chunked\r\n");
    QTest::newRow("tab behind") << QByteArray("Transfer-Encoding\t: chunked\r\n");
    QTest::newRow("carriage return") << QByteArray("X-A: b\rTransfer-Encoding: chunked\r\n");
    QTest::newRow("plain length") << QByteArray("Content-Length: 5\r\n");
}

void TestRegistryServer::smuggledRequestIsNeverAnswered()
{
    QFETCH(QByteArray, header);
    const QByteArray bytes = "GET /index.json HTTP/1.1\r\nHost: " + host() + "\r\n" + header
                             + "\r\n" + request("/stats/summary.json");
    const QByteArray answer = ask(bytes);
    QVERIFY2(responsesIn(answer) <= 1, answer.constData());
    QVERIFY2(!answer.contains("\"releases\""), "the hidden request was answered");
}

void TestRegistryServer::slowHeaderIsCutOff()
{
    m_server.reset();
    RegistryServer::Options options;
    options.headerTimeout = 300ms;
    start(options);
    const std::unique_ptr<QTcpSocket> socket = connected();
    QElapsedTimer timer;
    timer.start();
    // A byte now and then must not buy more time.
    const QByteArray bytes = request("/index.json");
    for (qsizetype at = 0; at < bytes.size() && socket->state() == QAbstractSocket::ConnectedState;
         ++at) {
        socket->write(bytes.sliced(at, 1));
        socket->waitForBytesWritten(100);
        socket->waitForReadyRead(50);
    }
    QVERIFY(!socket->readAll().contains("200 OK"));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void TestRegistryServer::idleConnectionIsClosed()
{
    m_server.reset();
    RegistryServer::Options options;
    options.idleTimeout = 200ms;
    start(options);
    const std::unique_ptr<QTcpSocket> socket = connected();
    socket->write(request("/index.json"));
    QCOMPARE(statusOf(readOne(*socket)), 200);
    QTRY_COMPARE_WITH_TIMEOUT((socket->waitForReadyRead(10), socket->state()),
                              QAbstractSocket::UnconnectedState, 3000);
}

void TestRegistryServer::slowReaderDoesNotHoldOthers()
{
    std::vector<std::unique_ptr<QTcpSocket>> slow;
    for (int count = 0; count < 10; ++count) {
        slow.push_back(connected());
        slow.back()->setReadBufferSize(1024);
        slow.back()->write(request("/dist/large/1.0.0/large-1.0.0.zip"));
        QVERIFY(slow.back()->waitForReadyRead(5000));
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(statusOf(ask(request("/index.json", "Connection: close\r\n"))), 200);
    QVERIFY(timer.elapsed() < 2000);
}

void TestRegistryServer::tooManyConnectionsAreRefused()
{
    m_server.reset();
    RegistryServer::Options options;
    options.connections = 2;
    start(options);
    const std::unique_ptr<QTcpSocket> one = connected();
    const std::unique_ptr<QTcpSocket> two = connected();
    for (QTcpSocket *socket : {one.get(), two.get()}) {
        socket->write(request("/index.json"));
        QCOMPARE(statusOf(readOne(*socket)), 200);
    }
    const std::unique_ptr<QTcpSocket> three = connected();
    QCOMPARE(statusOf(readToEnd(*three)), 503);
    one->disconnectFromHost();
    // As soon as the server has noticed, there is room again.
    int status = 0;
    QTRY_VERIFY(status == 200
                || (status = statusOf(ask(request("/index.json", "Connection: close\r\n"))))
                       == 200);
}

void TestRegistryServer::vanishedClientHurtsNobody()
{
    for (int count = 0; count < 20; ++count) {
        const std::unique_ptr<QTcpSocket> socket = connected();
        socket->write(request("/dist/large/1.0.0/large-1.0.0.zip"));
        socket->waitForReadyRead(1000);
        socket->abort();
        connected()->abort();
    }
    QCOMPARE(statusOf(ask(request("/index.json", "Connection: close\r\n"))), 200);
}

/// A client that closed its side and then went away reset the connection so that the next `sendfile()` raised SIGPIPE,
/// which ended the program. (Sockets of Qt ignore it for all the process: hence one of the system's.)
void TestRegistryServer::vanishedClientDoesNotEndTheProgram()
{
#ifdef Q_OS_UNIX
    static std::atomic<int> raised;
    raised = 0;
    struct sigaction counting {
    };
    counting.sa_handler = [](int) { ++raised; };
    struct sigaction before {
    };
    QCOMPARE(sigaction(SIGPIPE, &counting, &before), 0);
    const auto restore = qScopeGuard([&] { sigaction(SIGPIPE, &before, nullptr); });
    const QByteArray asking = request("/dist/large/1.0.0/large-1.0.0.zip");
    for (int count = 0; count < 10; ++count) {
        const int client = ::socket(AF_INET, SOCK_STREAM, 0);
        QVERIFY(client >= 0);
        const auto close = qScopeGuard([client] { ::close(client); });
        const int small = 8192;
        setsockopt(client, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        sockaddr_in server{};
        server.sin_family = AF_INET;
        server.sin_port = htons(m_port);
        server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        QCOMPARE(::connect(client, reinterpret_cast<sockaddr *>(&server), sizeof server), 0);
        QCOMPARE(::send(client, asking.constData(), size_t(asking.size()), MSG_NOSIGNAL),
                 asking.size());
        char first = 0;
        QCOMPARE(::recv(client, &first, 1, 0), 1);
        QCOMPARE(::shutdown(client, SHUT_WR), 0);
    }
    QTRY_COMPARE(m_server->metrics().connections.load(), 0);
    QCOMPARE(raised.load(), 0);
    QCOMPARE(statusOf(ask(request("/index.json", "Connection: close\r\n"))), 200);
#else
    QSKIP("no such signal here");
#endif
}

void TestRegistryServer::listensOnLoopbackOnly()
{
    RegistryServer::Options options;
    options.address = u"0.0.0.0"_s;
    RegistryServer server(*m_files, options);
    const Result<quint16> port = server.start(0);
    QVERIFY(!port);
    QCOMPARE(port.error().kind, Error::Kind::Refused);
    options.address = u"localhost; rm"_s;
    QCOMPARE(RegistryServer(*m_files, options).start(0).error().kind, Error::Kind::Invalid);
}

void TestRegistryServer::takenPortIsAConflict()
{
    RegistryServer second(*m_files);
    const Result<quint16> port = second.start(m_port);
    QVERIFY(!port);
    QCOMPARE(port.error().kind, Error::Kind::Conflict);
    QVERIFY(!second.isRunning());
    QVERIFY(second.start(0));
}

void TestRegistryServer::startAndStopAreIdempotent()
{
    QCOMPARE(*m_server->start(0), m_port);
    m_server->stop();
    m_server->stop();
    QVERIFY(!m_server->isRunning());
    QVERIFY(m_server->url().isEmpty());
    const Result<quint16> again = m_server->start(m_port);
    QVERIFY2(again, qPrintable(again ? QString() : again.error().message));
    QCOMPARE(*again, m_port);
    QCOMPARE(statusOf(ask(request("/index.json", "Connection: close\r\n"))), 200);
}

void TestRegistryServer::stopLetsAnAnswerComeToItsEnd()
{
    const std::unique_ptr<QTcpSocket> socket = connected();
    socket->write(request("/dist/large/1.0.0/large-1.0.0.zip"));
    QVERIFY(socket->waitForReadyRead(5000));
    QByteArray response;
    const std::unique_ptr<QThread> stopping(QThread::create([this] { m_server->stop(); }));
    stopping->start();
    response = readOne(*socket);
    QVERIFY(stopping->wait(10'000));
    QVERIFY(contentOf(response)
            == ReleaseFixture::read(m_store->archivePath(u"large"_s, Version(1, 0, 0))));
    QTcpSocket late;
    late.connectToHost(u"127.0.0.1"_s, m_port);
    QVERIFY2(!late.waitForConnected(1000), "still listens");
}

void TestRegistryServer::stopDoesNotWaitForIdleClients()
{
    const std::unique_ptr<QTcpSocket> silent = connected();
    const std::unique_ptr<QTcpSocket> idle = connected();
    idle->write(request("/index.json"));
    QCOMPARE(statusOf(readOne(*idle)), 200);
    QElapsedTimer timer;
    timer.start();
    m_server->stop();
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
}

void TestRegistryServer::pgxnClientWorksAgainstIt()
{
    const QString pgxn = QStandardPaths::findExecutable(u"pgxn"_s);
    if (pgxn.isEmpty())
        QSKIP("the pgxn client (package pgxnclient) is not installed");
    const auto run = [&](const QStringList &arguments) {
        QProcess process;
        process.setWorkingDirectory(m_root.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(pgxn, arguments);
        if (!process.waitForFinished(60'000))
            return std::pair(-1, QByteArray("it did not end"));
        return std::pair(process.exitCode(), process.readAll());
    };
    const QString mirror = m_server->url().toString();
    const auto [infoCode, info] = run({u"info"_s, u"--mirror"_s, mirror, u"kvBox"_s});
    QVERIFY2(infoCode == 0, info.constData());
    QVERIFY2(info.contains("name: kvbox") && info.contains("provides: kvbox: 1.2.0"),
             info.constData());
    const auto [versionsCode, versions] =
        run({u"info"_s, u"--versions"_s, u"--mirror"_s, mirror, u"kvbox"_s});
    QVERIFY2(versionsCode == 0 && versions.contains("kvbox 1.2.0 stable"), versions.constData());
    const auto [downloadCode, download] =
        run({u"download"_s, u"--mirror"_s, mirror, u"kvbox=1.2.0"_s});
    QVERIFY2(downloadCode == 0, download.constData());
    // It has compared the SHA-1 already.
    QCOMPARE(ReleaseFixture::read(m_root.filePath(u"kvbox-1.2.0.zip"_s)),
             ReleaseFixture::read(m_store->archivePath(u"kvbox"_s, Version(1, 2, 0))));
    const auto [noneCode, none] = run({u"info"_s, u"--mirror"_s, mirror, u"nothing"_s});
    QCOMPARE(noneCode, 1);
    QVERIFY2(none.contains("not found"), none.constData());
}

QTEST_GUILESS_MAIN(TestRegistryServer)
#include "tst_registryserver.moc"
