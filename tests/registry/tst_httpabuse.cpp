// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/mirrorfiles.h"
#include "registry/http/registryserver.h"
#include "registry/rawclient.h"
#include "registry/releasefixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What this process has in memory, in MB; 0 where the system does not tell.
double residentMegabytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
}

#if defined(__SANITIZE_ADDRESS__)
constexpr double growthAllowed = 400; // its quarantine keeps what was freed
#else
constexpr double growthAllowed = 30;
#endif

} // namespace

/// Clients that mean no good: each is answered or closed within its limits, memory stays flat, and the others are
/// served meanwhile.
class TestHttpAbuse : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void thousandSlowConnections();
    void hugeHeader();
    void hugeContentIsRefusedAtOnce();
    void endlessChunks();
    void slowReadersCostNoMemory();
    void pipelinedFlood();
    void connectionsThatComeAndGo();

private:
    void start(const RegistryServer::Options &options)
    {
        m_server.reset();
        m_server = std::make_unique<RegistryServer>(*m_files, options);
        const Result<quint16> port = m_server->start(0);
        if (!port)
            qFatal("%s", qPrintable(port.error().message));
        m_port = *port;
    }
    /// How long another client waits meanwhile, in milliseconds; -1 when it is not served.
    [[nodiscard]] qint64 otherClientWaits() const
    {
        QElapsedTimer timer;
        timer.start();
        RawClient client(m_port);
        client.get("/index.json");
        return RawClient::statusOf(client.readOne()) == 200 ? timer.elapsed() : -1;
    }
    void verifyOthersAreServed() const
    {
        for (int count = 0; count < 5; ++count) {
            const qint64 waited = otherClientWaits();
            QVERIFY2(waited >= 0, "not served");
            QVERIFY2(waited < 2000, qPrintable(QString::number(waited)));
        }
    }

    QTemporaryDir m_root;
    std::unique_ptr<MirrorFiles> m_files;
    std::unique_ptr<RegistryServer> m_server;
    quint16 m_port = 0;
};

void TestHttpAbuse::initTestCase()
{
    ReleaseFixture::write(m_root.filePath(u"index.json"_s), "{\"meta\": \"/dist\"}");
    ReleaseFixture::write(m_root.filePath(u"dist/large/1.0.0/large-1.0.0.zip"_s),
                          QByteArray(20 * 1024 * 1024, 'z'));
    m_files = std::make_unique<MirrorFiles>(m_root.path());
}

void TestHttpAbuse::init()
{
    RegistryServer::Options options;
    options.connections = 2500; // both ends are in this process: room for their descriptors
    start(options);
}

void TestHttpAbuse::cleanup()
{
    m_server.reset();
}

void TestHttpAbuse::thousandSlowConnections()
{
    RegistryServer::Options options;
    options.connections = 2500;
    options.headerTimeout = 1500ms;
    start(options);
    const double before = residentMegabytes();
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int count = 0; count < 1000; ++count) {
        slow.push_back(std::make_unique<RawClient>(m_port));
        if (slow.back()->socket().state() != QAbstractSocket::ConnectedState)
            break;
        slow.back()->send("GET /index.json HTTP/1.1\r\nHost: ");
    }
    if (slow.size() < 1000)
        QSKIP("this user may not open 2000 descriptors");
    verifyOthersAreServed();
    QVERIFY2(residentMegabytes() - before < growthAllowed * 2,
             qPrintable(QString::number(residentMegabytes() - before)));
    // All are told that they were too slow, and closed.
    for (const std::unique_ptr<RawClient> &client : slow)
        QCOMPARE(RawClient::statusOf(client->readToEnd()), 408);
    QTRY_COMPARE(m_server->metrics().connections.load(), 0);
    QVERIFY(m_server->metrics().refused[ServerMetrics::TimedOut].load() >= 1000);
}

void TestHttpAbuse::hugeHeader()
{
    const double before = residentMegabytes();
    RawClient client(m_port);
    client.send("GET /index.json HTTP/1.1\r\nHost: " + client.host() + "\r\nX-Large: ");
    const QByteArray piece(1024 * 1024, 'x');
    QElapsedTimer timer;
    timer.start();
    int sent = 0;
    while (sent < 200 && client.socket().state() == QAbstractSocket::ConnectedState
           && timer.elapsed() < 10'000) {
        client.socket().write(piece);
        client.socket().waitForBytesWritten(1000);
        ++sent;
    }
    QVERIFY2(sent < 200, "all 200 MB were taken");
    QVERIFY(residentMegabytes() - before < growthAllowed);
    QCOMPARE(m_server->metrics().refused[ServerMetrics::HeaderSize].load(), 1U);
    verifyOthersAreServed();
}

void TestHttpAbuse::hugeContentIsRefusedAtOnce()
{
    for (const QByteArray &method : {QByteArray("POST"), QByteArray("PUT"), QByteArray("GET")}) {
        RawClient client(m_port);
        client.send(method + " /upload HTTP/1.1\r\nHost: " + client.host()
                    + "\r\nContent-Length: 5000000000\r\n\r\n");
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(RawClient::statusOf(client.readOne()), 413);
        QVERIFY(timer.elapsed() < 1000);
    }
    verifyOthersAreServed();
}

void TestHttpAbuse::endlessChunks()
{
    const double before = residentMegabytes();
    RawClient client(m_port);
    client.send("POST /upload HTTP/1.1\r\nHost: " + client.host()
                + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    QElapsedTimer timer;
    timer.start();
    const QByteArray chunk = "10000\r\n" + QByteArray(0x10000, 'x') + "\r\n";
    while (client.socket().state() == QAbstractSocket::ConnectedState && timer.elapsed() < 10'000) {
        client.socket().write(chunk);
        client.socket().waitForBytesWritten(1000);
    }
    QVERIFY2(timer.elapsed() < 5000, "it reads and reads");
    QVERIFY(residentMegabytes() - before < growthAllowed);
    verifyOthersAreServed();
}

void TestHttpAbuse::slowReadersCostNoMemory()
{
    RegistryServer::Options options;
    options.connections = 2500;
    options.writeTimeout = 1000ms;
    start(options);
    const double before = residentMegabytes();
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int count = 0; count < 100; ++count) {
        slow.push_back(std::make_unique<RawClient>(m_port));
        slow.back()->socket().setReadBufferSize(1024);
        slow.back()->get("/dist/large/1.0.0/large-1.0.0.zip");
        QVERIFY(slow.back()->socket().waitForReadyRead(5000));
    }
    verifyOthersAreServed();
    // 2 GB are on their way; what waits in the system's buffers is not ours.
    QVERIFY2(residentMegabytes() - before < growthAllowed,
             qPrintable(QString::number(residentMegabytes() - before)));
    // Who reads nothing is cut off.
    QTRY_COMPARE_WITH_TIMEOUT(m_server->metrics().connections.load(), 0, 10'000);
}

void TestHttpAbuse::pipelinedFlood()
{
    const double before = residentMegabytes();
    RawClient client(m_port);
    client.socket().setReadBufferSize(1024);
    const QByteArray request = "GET /index.json HTTP/1.1\r\nHost: " + client.host() + "\r\n\r\n";
    const QByteArray many = request.repeated(2000);
    // Asks and asks, and never reads: the server stops reading, too.
    QElapsedTimer timer;
    timer.start();
    int rounds = 0;
    for (; rounds < 1000 && timer.elapsed() < 3000; ++rounds) {
        client.socket().write(many);
        if (!client.socket().waitForBytesWritten(300))
            break;
    }
    QVERIFY2(rounds < 1000, "it answers without end");
    verifyOthersAreServed();
    client.socket().abort();
    QVERIFY2(residentMegabytes() - before < growthAllowed,
             qPrintable(QString::number(residentMegabytes() - before)));
}

void TestHttpAbuse::connectionsThatComeAndGo()
{
    for (int count = 0; count < 500; ++count) {
        RawClient client(m_port);
        if (count % 3 == 1)
            client.send("GET /index.json HT");
        if (count % 3 == 2)
            client.get("/dist/large/1.0.0/large-1.0.0.zip");
        client.socket().abort();
    }
    verifyOthersAreServed();
    QTRY_COMPARE(m_server->metrics().connections.load(), 0);
    QCOMPARE(m_server->metrics().inFlight.load(), 0);
}

QTEST_GUILESS_MAIN(TestHttpAbuse)
#include "tst_httpabuse.moc"
