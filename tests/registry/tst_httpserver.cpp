// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/accesslog.h"
#include "registry/http/eventstream.h"
#include "registry/http/registryserver.h"
#include "registry/http/requesthandler.h"
#include "registry/rawclient.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSemaphore>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers with what it was asked, and keeps workers and streams as long as a test wants.
class EchoHandler final : public RequestHandler
{
public:
    [[nodiscard]] BodyRule bodyRule(const RegistryRequest &head) override
    {
        if (head.path() == QByteArrayView("/refused"))
            return {0, RegistryResponse::text(401, "who are you?\n")};
        return {largest, {}};
    }
    [[nodiscard]] std::optional<RegistryResponse>
    answerAtOnce(const RegistryRequest &request) override
    {
        if (request.path() == QByteArrayView("/events")) {
            RegistryResponse response;
            response.stream = std::make_shared<EventStream>(backlog);
            const std::lock_guard lock(mutex);
            streams.append(response.stream);
            return response;
        }
        if (request.path() == QByteArrayView("/who"))
            return described(request);
        if (request.path() == QByteArrayView("/throws"))
            throw std::runtime_error("as a test wants");
        if (request.path() == QByteArrayView("/broken-header")) {
            RegistryResponse response = RegistryResponse::text(200, "ok\n");
            response.headers.emplaceBack("X-Evil", "a\r\nSet-Cookie: b");
            return response;
        }
        return {};
    }
    [[nodiscard]] RegistryResponse answer(const RegistryRequest &request) override
    {
        if (request.path() == QByteArrayView("/waits")) {
            entered.release();
            proceed.acquire();
        }
        return described(request);
    }

    std::shared_ptr<EventStream> stream(int index)
    {
        const std::lock_guard lock(mutex);
        return streams.value(index);
    }

    qint64 largest = 64 * 1024 * 1024;
    qsizetype backlog = 1024 * 1024;
    QSemaphore entered;
    QSemaphore proceed;

private:
    static RegistryResponse described(const RegistryRequest &request)
    {
        QByteArray content = request.body;
        bool isPrivate = true;
        if (!request.bodyFile.isEmpty()) {
            QFile file(request.bodyFile);
            if (file.open(QIODevice::ReadOnly))
                content = file.readAll();
            isPrivate = !(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther));
        }
        const QJsonObject json{
            {u"method"_s, QString::fromLatin1(request.method)},
            {u"target"_s, QString::fromLatin1(request.target)},
            {u"peer"_s, request.peer},
            {u"loopback"_s, request.isLoopback},
            {u"shared"_s, request.isShared},
            {u"encrypted"_s, request.isEncrypted},
            {u"scheme"_s, QString::fromLatin1(request.scheme)},
            {u"host"_s, QString::fromLatin1(request.host)},
            {u"size"_s, request.bodySize},
            {u"spooled"_s, request.bodyFile},
            {u"private"_s, isPrivate},
            {u"digest"_s,
             QString::fromLatin1(
                 QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex())},
            {u"agent"_s, QString::fromLatin1(request.header("user-agent"))}};
        RegistryResponse response;
        response.headers = {{"Content-Type", "application/json"}};
        response.body = QJsonDocument(json).toJson();
        return response;
    }

    std::mutex mutex;
    QList<std::shared_ptr<EventStream>> streams;
};

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

QByteArray chunked(const QByteArray &content, qsizetype size)
{
    QByteArray bytes;
    for (qsizetype at = 0; at < content.size(); at += size) {
        const QByteArray piece = content.mid(at, size);
        bytes += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    }
    return bytes + "0\r\n\r\n";
}

QJsonObject objectIn(const QByteArray &answer)
{
    return QJsonDocument::fromJson(RawClient::contentOf(answer)).object();
}

QString digestOf(const QByteArray &content)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void handsOverTheContent_data();
    void handsOverTheContent();
    void largeContentIsGoneAfterTheAnswer();
    void asksForContentOnlyWhenItIsTaken();
    void refusesTooMuchBeforeItIsSent_data();
    void refusesTooMuchBeforeItIsSent();
    void refusesChunksThatBecomeTooMuch();
    void refusesBadChunksAndCloses();
    void onlyAServerForOthersIsShared();
    void slowContentIsCutOff();
    void largeContentMustComeFaster();
    void contentsHaveABudget();
    void oneAddressLeavesPlacesForContents();
    void workersDoNotHoldOthers();
    void fullQueueSaysComeAgain();
    void failureIsAnAnswer();
    void headerCannotBeSplit();
    void eventsArriveAsTheyHappen();
    void silentStreamIsKeptAlive();
    void producerLearnsThatTheClientWent();
    void slowListenerIsCutOff();
    void stoppingEndsStreamsAndFinishesWork();
    void limitsRequestsOfOneAddress();
    void limitsConnectionsOfOneAddress();
    void limitsRequestsOfOneConnection();
    void believesOnlyTrustedProxies();
    void acceptsConfiguredNames();
    void servesOverTls();
    void silentHandshakeIsCutOff();
    void makesItsCertificateOnce();
    void refusesPlainHttpBeyondThisComputer();
    void recordsAnswersWithoutSecrets();
    void countsWhatItDoes();
    void accessLineIsOneLineOfJson();

private:
    void start(const RegistryServer::Options &options = {})
    {
        m_server.reset();
        m_server = std::make_unique<RegistryServer>(m_handler, options);
        const Result<quint16> port = m_server->start(0);
        if (!port)
            qFatal("%s", qPrintable(port.error().message));
        m_port = *port;
    }
    [[nodiscard]] int statusOf(const QByteArray &target)
    {
        RawClient client(m_port);
        client.get(target);
        return RawClient::statusOf(client.readOne());
    }
    [[nodiscard]] std::unique_ptr<QSslSocket> encrypted() const
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->connectToHostEncrypted(u"127.0.0.1"_s, m_port);
        return socket;
    }

    QTemporaryDir m_folder;
    EchoHandler m_handler;
    std::unique_ptr<RegistryServer> m_server;
    quint16 m_port = 0;
};

void TestHttpServer::init()
{
    m_handler.largest = 64 * 1024 * 1024;
    m_handler.backlog = 1024 * 1024;
    start();
}

void TestHttpServer::cleanup()
{
    m_server.reset();
}

// --- contents ---

void TestHttpServer::handsOverTheContent_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("isChunked");
    for (const qsizetype size : {1, 65'536, 65'537, 5'000'000}) {
        QTest::addRow("%lld bytes", qlonglong(size)) << size << false;
        QTest::addRow("%lld bytes in chunks", qlonglong(size)) << size << true;
    }
}

void TestHttpServer::handsOverTheContent()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, isChunked);
    const QByteArray content = noise(size);
    RawClient client(m_port);
    if (isChunked)
        client.post("/echo", "Transfer-Encoding: chunked\r\n", chunked(content, 10'000));
    else
        client.post("/echo", "Content-Length: " + QByteArray::number(size) + "\r\n", content);
    const QByteArray answer = client.readOne();
    QCOMPARE(RawClient::statusOf(answer), 200);
    const QJsonObject json = objectIn(answer);
    QCOMPARE(json.value(u"size"_s).toInteger(), size);
    QCOMPARE(json.value(u"digest"_s).toString(), digestOf(content));
    QCOMPARE(!json.value(u"spooled"_s).toString().isEmpty(),
             size > RegistryRequest::largestInMemory);
    QVERIFY(json.value(u"private"_s).toBool());
    // And the connection goes on where the content ended.
    client.get("/who");
    QCOMPARE(RawClient::statusOf(client.readOne()), 200);
}

void TestHttpServer::largeContentIsGoneAfterTheAnswer()
{
    RegistryServer::Options options;
    options.bodyFolder = m_folder.path();
    start(options);
    RawClient client(m_port);
    client.post("/echo", "Content-Length: 100000\r\n", noise(100'000));
    const QString path = objectIn(client.readOne()).value(u"spooled"_s).toString();
    QVERIFY2(path.startsWith(m_folder.path()), qPrintable(path));
    QTRY_VERIFY(!QFile::exists(path));
    // Also when the client goes in the middle.
    {
        RawClient vanishing(m_port);
        vanishing.post("/echo", "Content-Length: 200000\r\n", noise(100'000));
        QTRY_VERIFY(m_server->metrics().bytesReceived.load() > 200'000);
    }
    QTRY_COMPARE(m_server->metrics().connections.load(), 1);
    QTRY_COMPARE(QDir(m_folder.path()).entryList({u"upload-*"_s}).size(), 0);
}

void TestHttpServer::asksForContentOnlyWhenItIsTaken()
{
    RawClient client(m_port);
    client.post("/echo", "Content-Length: 3\r\nExpect: 100-continue\r\n", {});
    QCOMPARE(client.readUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    QCOMPARE(objectIn(client.readOne()).value(u"size"_s).toInt(), 3);
    client.post("/refused", "Content-Length: 3\r\nExpect: 100-continue\r\n", {});
    QCOMPARE(RawClient::statusOf(client.readOne()), 401);
    // Whether the client sends it nevertheless is not known: nothing else may follow.
    QVERIFY(client.isClosed());
}

void TestHttpServer::refusesTooMuchBeforeItIsSent_data()
{
    QTest::addColumn<QByteArray>("length");
    QTest::newRow("a little") << QByteArray("67108865");
    QTest::newRow("5 GB") << QByteArray("5000000000");
    QTest::newRow("an exabyte") << QByteArray("999999999999999999");
}

void TestHttpServer::refusesTooMuchBeforeItIsSent()
{
    QFETCH(QByteArray, length);
    RawClient client(m_port);
    QElapsedTimer timer;
    timer.start();
    client.post("/echo", "Content-Length: " + length + "\r\n", "abc");
    QCOMPARE(RawClient::statusOf(client.readOne()), 413);
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(client.isClosed());
}

void TestHttpServer::refusesChunksThatBecomeTooMuch()
{
    m_handler.largest = 100'000;
    RawClient client(m_port);
    client.post("/echo", "Transfer-Encoding: chunked\r\n", chunked(noise(150'000), 1000));
    QCOMPARE(RawClient::statusOf(client.readOne()), 413);
    QVERIFY(client.isClosed());
}

void TestHttpServer::refusesBadChunksAndCloses()
{
    RawClient client(m_port);
    client.post("/echo", "Transfer-Encoding: chunked\r\n",
                "3\r\nabcX\r\nGET /who HTTP/1.1\r\nHost: " + client.host() + "\r\n\r\n");
    const QByteArray all = client.readToEnd();
    QCOMPARE(RawClient::statusOf(all), 400);
    QCOMPARE(all.count("HTTP/1.1 "), 1);
}

void TestHttpServer::onlyAServerForOthersIsShared()
{
    const auto isShared = [&](const RegistryServer::Options &options) {
        start(options);
        RawClient client(m_port);
        client.get("/who");
        return QJsonDocument::fromJson(RawClient::contentOf(client.readOne()))
            .object()[u"shared"]
            .toBool();
    };
    RegistryServer::Options options;
    QVERIFY(!isShared(options));
    options.trustedProxies = QStringList{u"127.0.0.1"_s};
    QVERIFY(isShared(options));
    options.trustedProxies = QStringList{};
    options.isPublic = true;
    QVERIFY(isShared(options));
}

void TestHttpServer::slowContentIsCutOff()
{
    RegistryServer::Options options;
    options.bodyTimeout = 300ms;
    options.bodyRate = 100'000;
    start(options);
    // One that stalls, and one that sends something all the time, but too little.
    for (const bool sendsOn : {false, true}) {
        RawClient client(m_port);
        client.post("/echo", "Content-Length: 1000000\r\n", "abc");
        QElapsedTimer timer;
        timer.start();
        QByteArray answer;
        while (answer.isEmpty() && timer.elapsed() < 5000) {
            if (sendsOn)
                client.send("x");
            answer = client.readToEnd(20);
        }
        QCOMPARE(RawClient::statusOf(answer), 408);
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    }
}

/// A place for an upload could be held for a day, byte by byte.
void TestHttpServer::largeContentMustComeFaster()
{
    RegistryServer::Options options;
    options.bodyTimeout = 2s; // the small one has it between two bytes, too
    options.bodyRate = 1;
    options.largeBodyRate = 1'000'000;
    start(options);
    RawClient large(m_port);
    large.post("/echo", "Content-Length: 1000000\r\n", noise(100'000));
    RawClient small(m_port);
    small.post("/echo", "Content-Length: 60000\r\n", noise(50'000));
    QElapsedTimer timer;
    timer.start();
    QByteArray answer;
    while (answer.isEmpty() && timer.elapsed() < 20'000) {
        large.send("x");
        small.send("x");
        answer = large.readToEnd(20);
    }
    QCOMPARE(RawClient::statusOf(answer), 408);
    QCOMPARE(small.readToEnd(20), QByteArray());
}

void TestHttpServer::contentsHaveABudget()
{
    RegistryServer::Options options;
    options.bodies = 1;
    options.bodySpace = 1'000'000;
    start(options);
    RawClient first(m_port);
    first.post("/echo", "Content-Length: 200000\r\nExpect: 100-continue\r\n", {});
    QCOMPARE(RawClient::statusOf(first.readUntil("\r\n\r\n")), 100); // now it counts
    first.send(noise(100'000));
    RawClient second(m_port);
    const auto refused = [&](const QByteArray &length) {
        RawClient client(m_port);
        client.post("/echo", "Content-Length: " + length + "\r\n", {});
        return RawClient::statusOf(client.readOne());
    };
    QCOMPARE(refused("200000"), 503);
    QCOMPARE(refused("900000"), 507);
    // What fits into memory is taken all the same.
    second.post("/echo", "Content-Length: 3\r\n", "abc");
    QCOMPARE(RawClient::statusOf(second.readOne()), 200);
    first.send(noise(100'000));
    QCOMPARE(RawClient::statusOf(first.readOne()), 200);
    RawClient third(m_port);
    third.post("/echo", "Content-Length: 200000\r\n", noise(200'000));
    QCOMPARE(RawClient::statusOf(third.readOne()), 200);
}

/// Sixteen uploads from one address, each as slow as it may be, kept everybody else from publishing.
void TestHttpServer::oneAddressLeavesPlacesForContents()
{
    RegistryServer::Options options;
    options.bodies = 3;
    options.bodiesPerPeer = 2;
    options.trustedProxies = QStringList{u"127.0.0.1"_s};
    start(options);
    std::vector<std::unique_ptr<RawClient>> clients;
    const auto begin = [&](const QByteArray &address) {
        clients.push_back(std::make_unique<RawClient>(m_port));
        clients.back()->post("/echo",
                             "X-Forwarded-For: " + address
                                 + "\r\nContent-Length: 200000\r\nExpect: 100-continue\r\n",
                             {});
        return RawClient::statusOf(clients.back()->readUntil("\r\n\r\n"));
    };
    QCOMPARE(begin("2001:db8::1"), 100);
    QCOMPARE(begin("2001:db8::2"), 100);
    QCOMPARE(begin("2001:db8::3"), 503);
    QCOMPARE(begin("192.0.2.1"), 100);
    QCOMPARE(begin("192.0.2.2"), 503);
    // Its place is free again.
    clients[0]->send(noise(200'000));
    QCOMPARE(RawClient::statusOf(clients[0]->readOne()), 200);
    QCOMPARE(begin("2001:db8::3"), 100);
}

// --- workers ---

void TestHttpServer::workersDoNotHoldOthers()
{
    RawClient slow(m_port);
    slow.get("/waits");
    QVERIFY(m_handler.entered.tryAcquire(1, 5000));
    QCOMPARE(statusOf("/who"), 200);
    QCOMPARE(statusOf("/from-a-worker"), 200);
    m_handler.proceed.release();
    QCOMPARE(RawClient::statusOf(slow.readOne()), 200);
}

void TestHttpServer::fullQueueSaysComeAgain()
{
    RegistryServer::Options options;
    options.workers = 1;
    options.workerQueue = 1;
    start(options);
    RawClient one(m_port);
    one.get("/waits");
    QVERIFY(m_handler.entered.tryAcquire(1, 5000));
    RawClient two(m_port);
    two.get("/waits");
    QTRY_COMPARE(m_server->metrics().workerRequests.load(), 2);
    RawClient three(m_port);
    three.get("/waits");
    const QByteArray answer = three.readOne();
    QCOMPARE(RawClient::statusOf(answer), 503);
    QVERIFY(RawClient::field(answer, "Retry-After").toInt() > 0);
    // What needs no worker is answered, on the same connection.
    three.get("/who");
    QCOMPARE(RawClient::statusOf(three.readOne()), 200);
    m_handler.proceed.release(2);
    QCOMPARE(RawClient::statusOf(one.readOne()), 200);
    QCOMPARE(RawClient::statusOf(two.readOne()), 200);
    m_handler.entered.acquire();
}

void TestHttpServer::failureIsAnAnswer()
{
    QTest::ignoreMessage(QtCriticalMsg, "a request failed: as a test wants");
    QCOMPARE(statusOf("/throws"), 500);
    QCOMPARE(statusOf("/who"), 200);
}

void TestHttpServer::headerCannotBeSplit()
{
    QTest::ignoreMessage(QtWarningMsg,
                         "left out a header field that would break out of its line: \"X-Evil\"");
    RawClient client(m_port);
    client.get("/broken-header");
    const QByteArray answer = client.readOne();
    QCOMPARE(RawClient::statusOf(answer), 200);
    QVERIFY(!answer.contains("Set-Cookie"));
}

// --- event streams ---

void TestHttpServer::eventsArriveAsTheyHappen()
{
    EchoHandler handler;
    RegistryServer server(handler);
    const Result<quint16> port = server.start(0);
    QVERIFY(port);
    RawClient client(*port);
    client.get("/events");
    const QByteArray head = client.readUntil("\r\n\r\n");
    QCOMPARE(RawClient::statusOf(head), 200);
    QCOMPARE(RawClient::field(head, "Content-Type"), "text/event-stream");
    QVERIFY(RawClient::field(head, "Content-Length").isEmpty());
    const std::shared_ptr<EventStream> stream = handler.stream(0);
    QVERIFY(stream->send("data: one\n\n"));
    QCOMPARE(client.readUntil("\n\n"), "data: one\n\n");
    // From several threads, in no order, but each whole.
    std::vector<std::thread> producers;
    for (int count = 0; count < 4; ++count)
        producers.emplace_back([&] {
            for (int event = 0; event < 250; ++event)
                stream->send("data: many\n\n");
        });
    for (std::thread &producer : producers)
        producer.join();
    stream->close();
    QVERIFY(!stream->send("data: late\n\n"));
    QCOMPARE(client.readToEnd(), QByteArray("data: many\n\n").repeated(1000));
    QVERIFY(client.isClosed());
}

void TestHttpServer::silentStreamIsKeptAlive()
{
    RegistryServer::Options options;
    options.keepAliveInterval = 100ms;
    start(options);
    RawClient client(m_port);
    client.get("/events");
    client.readUntil("\r\n\r\n");
    QVERIFY(client.readUntil("\n\n").startsWith(':'));
    QVERIFY(client.readUntil("\n\n").startsWith(':'));
}

void TestHttpServer::producerLearnsThatTheClientWent()
{
    EchoHandler handler;
    RegistryServer server(handler);
    const Result<quint16> port = server.start(0);
    QVERIFY(port);
    auto client = std::make_unique<RawClient>(*port);
    client->get("/events");
    client->readUntil("\r\n\r\n");
    QSemaphore gone;
    handler.stream(0)->onGone([&] { gone.release(); });
    client.reset();
    QVERIFY2(gone.tryAcquire(1, 5000), "nothing was said");
    QVERIFY(handler.stream(0)->isGone());
    QVERIFY(!handler.stream(0)->send("data: x\n\n"));
    QTRY_COMPARE(server.metrics().eventStreams.load(), 0);
}

void TestHttpServer::slowListenerIsCutOff()
{
    EchoHandler handler;
    handler.backlog = 64 * 1024;
    RegistryServer::Options options;
    options.writeTimeout = 500ms;
    RegistryServer server(handler, options);
    const Result<quint16> port = server.start(0);
    QVERIFY(port);
    RawClient client(*port);
    client.socket().setReadBufferSize(1024);
    client.get("/events");
    client.readUntil("\r\n\r\n");
    const std::shared_ptr<EventStream> stream = handler.stream(0);
    const QByteArray event = "data: " + QByteArray(32 * 1024, 'x') + "\n\n";
    QElapsedTimer timer;
    timer.start();
    qint64 sent = 0;
    while (stream->send(event) && timer.elapsed() < 10'000)
        sent += event.size();
    QVERIFY2(stream->isGone(), "it takes and takes");
    QTRY_COMPARE(server.metrics().eventStreams.load(), 0);
}

void TestHttpServer::stoppingEndsStreamsAndFinishesWork()
{
    RegistryServer::Options options;
    options.servingThreads = 1; // what one client sees of the stop holds for the other then
    start(options);
    RawClient listener(m_port);
    listener.get("/events");
    listener.readUntil("\r\n\r\n");
    RawClient waiting(m_port);
    waiting.get("/waits");
    QVERIFY(m_handler.entered.tryAcquire(1, 5000));
    std::thread stopping([this] { m_server->stop(); });
    QVERIFY(listener.isClosed());
    m_handler.proceed.release();
    const QByteArray answer = waiting.readOne();
    stopping.join();
    QCOMPARE(RawClient::statusOf(answer), 200);
    QCOMPARE(RawClient::field(answer, "Connection"), "close");
}

// --- limits ---

void TestHttpServer::limitsRequestsOfOneAddress()
{
    RegistryServer::Options options;
    options.limitLoopback = true;
    options.requestsPerSecond = 0.5; // the four must not last as long as one takes to come back
    options.requestBurst = 3;
    start(options);
    for (int count = 0; count < 3; ++count)
        QCOMPARE(statusOf("/who"), 200);
    RawClient client(m_port);
    client.get("/who");
    const QByteArray answer = client.readOne();
    QCOMPARE(RawClient::statusOf(answer), 429);
    QCOMPARE(RawClient::field(answer, "Retry-After"), "2");
    // It comes back with time.
    bool isBack = false;
    QTRY_VERIFY_WITH_TIMEOUT(isBack = isBack || statusOf("/who") == 200, 20'000);
    // This computer is exempt unless told otherwise.
    options.limitLoopback = false;
    start(options);
    for (int count = 0; count < 10; ++count)
        QCOMPARE(statusOf("/who"), 200);
}

void TestHttpServer::limitsConnectionsOfOneAddress()
{
    RegistryServer::Options options;
    options.limitLoopback = true;
    options.connectionsPerPeer = 2;
    start(options);
    auto one = std::make_unique<RawClient>(m_port);
    RawClient two(m_port);
    for (RawClient *client : {one.get(), &two}) {
        client->get("/who");
        QCOMPARE(RawClient::statusOf(client->readOne()), 200);
    }
    RawClient three(m_port);
    QCOMPARE(RawClient::statusOf(three.readToEnd()), 429);
    one.reset();
    bool isBack = false;
    QTRY_VERIFY(isBack = isBack || statusOf("/who") == 200);
}

void TestHttpServer::limitsRequestsOfOneConnection()
{
    RegistryServer::Options options;
    options.requestsPerConnection = 2;
    start(options);
    RawClient client(m_port);
    client.get("/who");
    client.readOne();
    client.get("/who");
    QCOMPARE(RawClient::field(client.readOne(), "Connection"), "close");
    QVERIFY(client.isClosed());
}

void TestHttpServer::believesOnlyTrustedProxies()
{
    const QByteArray fields =
        "X-Forwarded-For: 10.9.9.9, 203.0.113.5\r\nX-Forwarded-Proto: https\r\n"
        "X-Forwarded-Host: registry.example\r\n";
    RawClient plain(m_port);
    plain.get("/who", fields);
    QJsonObject json = objectIn(plain.readOne());
    QCOMPARE(json.value(u"peer"_s).toString(), u"127.0.0.1"_s);
    QVERIFY(json.value(u"loopback"_s).toBool());
    QVERIFY(!json.value(u"encrypted"_s).toBool());
    QCOMPARE(json.value(u"host"_s).toString(), QString::fromLatin1(plain.host()));

    RegistryServer::Options options;
    options.trustedProxies = {u"127.0.0.1"_s};
    options.hostNames = {u"registry.example"_s};
    start(options);
    RawClient proxied(m_port);
    proxied.get("/who", fields);
    json = objectIn(proxied.readOne());
    // The last address is what the proxy saw; those before it are the client's own words.
    QCOMPARE(json.value(u"peer"_s).toString(), u"203.0.113.5"_s);
    QVERIFY(!json.value(u"loopback"_s).toBool());
    QVERIFY(json.value(u"encrypted"_s).toBool());
    QCOMPARE(json.value(u"scheme"_s).toString(), u"https"_s);
    QCOMPARE(json.value(u"host"_s).toString(), u"registry.example"_s);
    // A proxy that says nothing makes nobody local.
    proxied.get("/who");
    QVERIFY(!objectIn(proxied.readOne()).value(u"loopback"_s).toBool());
    proxied.get("/who", "X-Forwarded-Host: evil.example\r\n");
    QCOMPARE(RawClient::statusOf(proxied.readOne()), 421);
}

void TestHttpServer::acceptsConfiguredNames()
{
    RegistryServer::Options options;
    options.hostNames = {u"Registry.example"_s};
    start(options);
    const auto statusFor = [&](const QByteArray &host) {
        RawClient client(m_port);
        client.send("GET /who HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return RawClient::statusOf(client.readOne());
    };
    QCOMPARE(statusFor("registry.EXAMPLE"), 200);
    QCOMPARE(statusFor("registry.example:8443"), 200);
    QCOMPARE(statusFor("other.example"), 421);
    QCOMPARE(statusFor("registry.example.evil.example"), 421);
}

// --- TLS ---

void TestHttpServer::servesOverTls()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("Qt has no TLS here");
    RegistryServer::Options options;
    options.tlsFolder = m_folder.filePath(u"tls"_s);
    start(options);
    QCOMPARE(m_server->url().scheme(), u"https"_s);
    std::unique_ptr<QSslSocket> socket = encrypted();
    QVERIFY2(socket->waitForEncrypted(5000), qPrintable(socket->errorString()));
    QVERIFY(socket->sessionProtocol() == QSsl::TlsV1_2
            || socket->sessionProtocol() == QSsl::TlsV1_3);
    const QByteArray print =
        socket->peerCertificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper();
    QCOMPARE(m_server->fingerprint(), QString::fromLatin1(print));
    RawClient client(m_port, std::move(socket));
    client.get("/who");
    const QJsonObject json = objectIn(client.readOne());
    QVERIFY(json.value(u"encrypted"_s).toBool());
    QCOMPARE(json.value(u"scheme"_s).toString(), u"https"_s);
    const QByteArray content = noise(500'000);
    client.post("/echo", "Content-Length: 500000\r\n", content);
    QCOMPARE(objectIn(client.readOne()).value(u"digest"_s).toString(), digestOf(content));
    client.get("/who", "Connection: close\r\n");
    QCOMPARE(RawClient::statusOf(client.readOne()), 200);
    QVERIFY(client.isClosed());
    // Who speaks plain HTTP to it learns nothing.
    RawClient plain(m_port);
    plain.get("/who");
    QVERIFY(!plain.readToEnd().contains("200 OK"));
}

void TestHttpServer::silentHandshakeIsCutOff()
{
    RegistryServer::Options options;
    options.tlsFolder = m_folder.filePath(u"tls"_s);
    options.handshakeTimeout = 300ms;
    start(options);
    RawClient silent(m_port);
    QVERIFY(silent.isClosed(3000));
    QTRY_COMPARE(m_server->metrics().refused[ServerMetrics::TimedOut].load(), 1U);
}

void TestHttpServer::makesItsCertificateOnce()
{
    RegistryServer::Options options;
    options.tlsFolder = m_folder.filePath(u"other-tls"_s);
    start(options);
    const QString first = m_server->fingerprint();
    QVERIFY(!first.isEmpty());
    start(options);
    QCOMPARE(m_server->fingerprint(), first);
    const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
                                            | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(QFileInfo(options.tlsFolder + u"/key.pem"_s).permissions() & others));
    const QList<QSslCertificate> made =
        QSslCertificate::fromPath(options.tlsFolder + u"/certificate.pem"_s);
    QCOMPARE(made.size(), 1);
    QVERIFY(made[0].subjectAlternativeNames().values(QSsl::DnsEntry).contains(u"localhost"_s));
    QVERIFY(
        made[0].subjectAlternativeNames().values(QSsl::IpAddressEntry).contains(u"127.0.0.1"_s));
    // Both given, and one of them no certificate.
    options.certificateFile = options.tlsFolder + u"/key.pem"_s;
    options.keyFile = options.certificateFile;
    const Result<quint16> port = RegistryServer(m_handler, options).start(0);
    QVERIFY(!port);
    QCOMPARE(port.error().kind, Error::Kind::Invalid);
}

void TestHttpServer::refusesPlainHttpBeyondThisComputer()
{
    RegistryServer::Options options;
    options.address = u"0.0.0.0"_s;
    options.isPublic = true;
    const Result<quint16> port = RegistryServer(m_handler, options).start(0);
    QVERIFY(!port);
    QCOMPARE(port.error().kind, Error::Kind::Refused);
    options.allowPlain = true;
    start(options);
    QCOMPARE(statusOf("/who"), 200);
    QCOMPARE(m_server->url().host(), u"127.0.0.1"_s);
}

// --- what is told ---

void TestHttpServer::recordsAnswersWithoutSecrets()
{
    std::mutex mutex;
    QList<AccessRecord> records;
    RegistryServer::Options options;
    options.onAccess = [&](const AccessRecord &record) {
        const std::lock_guard lock(mutex);
        records.append(record);
    };
    start(options);
    RawClient client(m_port);
    client.get("/who?token=secret", "Authorization: Basic c2VjcmV0\r\nUser-Agent: test/1\r\n");
    const QByteArray answer = client.readOne();
    client.send("nonsense\n");
    client.readToEnd();
    m_server->stop();
    QCOMPARE(records.size(), 2);
    QCOMPARE(records[0].path, "/who");
    QCOMPARE(records[0].method, "GET");
    QCOMPARE(records[0].status, 200);
    QCOMPARE(records[0].peer, u"127.0.0.1"_s);
    QCOMPARE(records[0].userAgent, "test/1");
    QCOMPARE(records[0].bytes, RawClient::contentOf(answer).size());
    QVERIFY(!records[0].id.isEmpty() && records[0].isComplete);
    QCOMPARE(records[1].status, 400);
    for (const AccessRecord &record : records)
        QVERIFY(!record.toJsonLine().contains("secret")
                && !record.toJsonLine().contains("c2VjcmV0"));
}

void TestHttpServer::countsWhatItDoes()
{
    QCOMPARE(statusOf("/who"), 200);
    RawClient client(m_port);
    client.post("/refused", "Content-Length: 1\r\n", "x");
    client.readOne();
    const ServerMetrics &metrics = m_server->metrics();
    QTRY_COMPARE(metrics.requests[ServerMetrics::Post][4].load(), 1U);
    QCOMPARE(metrics.requests[ServerMetrics::Get][2].load(), 1U);
    QTRY_COMPARE(metrics.inFlight.load(), 0);
    QTRY_COMPARE(metrics.connections.load(), 0);
    QCOMPARE(metrics.connectionsAccepted.load(), 2U);
    const QByteArray text = metrics.toPrometheus();
    QVERIFY(text.contains("howdah_http_requests_total{method=\"GET\",status=\"2xx\"} 1\n"));
    QVERIFY(text.contains("howdah_http_request_seconds_count 2\n"));
    QVERIFY(text.contains("le=\"+Inf\"} 2\n"));
}

void TestHttpServer::accessLineIsOneLineOfJson()
{
    AccessRecord record;
    record.time = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    record.peer = u"::1"_s;
    record.method = "GET";
    record.path = "/a\"b\\c\n\xff";
    record.userAgent = "x\r\n\x1b[31m";
    const QByteArray line = record.toJsonLine();
    QCOMPARE(line.count('\n'), 1);
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    QCOMPARE(json.value(u"path"_s).toString(), u"/a\"b\\c\n\u00ff"_s);
    QCOMPARE(json.value(u"time"_s).toString(), u"2026-01-02T03:04:05.000Z"_s);
    AccessLog log;
    const QString path = m_folder.filePath(u"access.log"_s);
    QVERIFY(log.open(path));
    log.write(record);
    log.write(record);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), line + line);
    QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    QVERIFY(!AccessLog().open(m_folder.path()));
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
