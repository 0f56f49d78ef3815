// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registrystore.h"

#include "registry/publishing/publisher.h"
#include "registry/rawclient.h"
#include "registry/releasefixture.h"
#include "registry/roundrobinproxy.h"
#include "registry/store/accountstore.h"
#include "registry/store/registrysettings.h"
#include "registry/store/tokenstore.h"
#include "registry/testdatabases.h"
#include "registry/webhookreceiver.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int distributionCount = 4;
constexpr int releaseCount = 12;
constexpr int clientCount = 4;

QString nameOf(int number)
{
    // Several versions of each, so that both servers publish the same distribution at once.
    return u"box%1"_s.arg(number % distributionCount);
}

QString versionOf(int number)
{
    return u"1.%1.0"_s.arg(number / distributionCount);
}

/// "box3 1.0.0"
QString releaseOf(int number)
{
    return nameOf(number) + u' ' + versionOf(number);
}

/// `howdahctl serve`, as somebody would start it behind a proxy.
class ServeProcess
{
public:
    ServeProcess(const QString &folder, const QString &database, const QString &own)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(HOWDAH_BINARY_DIR "/app/howdahctl"),
                        {u"--data-dir"_s, own, u"serve"_s, u"--data"_s, folder, u"--database"_s,
                         database, u"--listen"_s, u"127.0.0.1:0"_s, u"--trusted-proxy"_s,
                         u"127.0.0.1"_s, u"--host-name"_s, u"registry.example"_s});
    }
    /// Until it serves.
    void wait()
    {
        QByteArray said;
        static const QRegularExpression address(u"http://127\\.0\\.0\\.1:(\\d+)/"_s);
        QRegularExpressionMatch match;
        while (!match.hasMatch() && m_process.waitForReadyRead(20'000)) {
            said += m_process.readAllStandardOutput();
            match = address.match(QString::fromUtf8(said));
        }
        if (!match.hasMatch())
            qFatal("howdahctl serve did not come up: %s", said.constData());
        port = match.captured(1).toUShort();
    }
    ~ServeProcess()
    {
        if (m_process.state() != QProcess::NotRunning)
            kill();
    }

    /// As `kill -9` does.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// Its exit code; -1: it did not end, or not by itself.
    [[nodiscard]] int stop()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10'000) || m_process.exitStatus() != QProcess::NormalExit)
            return -1;
        return m_process.exitCode();
    }

    quint16 port = 0;

private:
    QProcess m_process;
};

struct Answer {
    int status = 0; ///< 0: there was none
    QByteArray content;
};

Answer ask(quint16 port, const QByteArray &method, const QByteArray &target,
           const QByteArray &token = {}, const QByteArray &type = {},
           const QByteArray &content = {})
{
    RawClient client(port);
    QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: registry.example\r\n";
    if (!token.isEmpty())
        request += "Authorization: Bearer " + token + "\r\n";
    if (!content.isEmpty())
        request += "Content-Type: " + type
                   + "\r\nContent-Length: " + QByteArray::number(content.size()) + "\r\n";
    client.send(request + "Connection: close\r\n\r\n" + content);
    const QByteArray answer = client.readToEnd(15'000);
    return {RawClient::statusOf(answer), RawClient::contentOf(answer)};
}

/// Names of the releases that the event stream of a server told of, as often as it did.
class EventReader
{
public:
    explicit EventReader(quint16 port) : m_port(port)
    {
        m_thread = std::thread([this] { run(); });
        while (!m_isListening)
            QThread::yieldCurrentThread();
    }
    ~EventReader()
    {
        m_isEnding = true;
        m_thread.join();
    }

    [[nodiscard]] QStringList releases() const
    {
        const QMutexLocker locker(&m_mutex);
        QStringList found;
        for (const QByteArray &line : m_got.left(m_got.lastIndexOf('\n') + 1).split('\n')) {
            if (!line.startsWith("data: "))
                continue;
            const QJsonObject data =
                QJsonDocument::fromJson(line.sliced(6)).object()[u"data"].toObject();
            found.append(data[u"name"].toString() + u' ' + data[u"version"].toString());
        }
        found.sort();
        return found;
    }

private:
    void run()
    {
        RawClient client(m_port);
        client.send("GET /api/v2/events/stream?kind=release&cursor=0 HTTP/1.1\r\n"
                    "Host: registry.example\r\n\r\n");
        while (!m_isEnding) {
            const QByteArray more = client.readToEnd(50);
            const QMutexLocker locker(&m_mutex);
            m_got += more;
            m_isListening = m_isListening || m_got.contains("\r\n\r\n");
        }
    }

    const quint16 m_port;
    mutable QMutex m_mutex;
    QByteArray m_got;
    std::atomic<bool> m_isEnding = false;
    std::atomic<bool> m_isListening = false;
    std::thread m_thread;
};

} // namespace

/// Two `howdahctl serve` that share a database and a tree, behind a proxy. Each function runs on every database there
/// is.
class TestTwoServers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void init();
    void cleanup();
    void whatOnePublishesBothServeAtOnce();
    void oneMayDieWhileTheOtherGoesOn();
    void metricsTellWhatWasServed();

private:
    /// Runs `work` for the number of each release, on several threads.
    static void onClients(const std::function<void(int)> &work);
    [[nodiscard]] Answer publish(int number) const;
    [[nodiscard]] static QByteArray folderOf(int number);
    [[nodiscard]] static QStringList all();
    /// The releases that the receiver was told of, and how often.
    [[nodiscard]] QHash<QString, int> delivered() const;

    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<RegistryStore> m_store;
    std::unique_ptr<WebhookReceiver> m_receiver;
    std::unique_ptr<ServeProcess> m_one;
    std::unique_ptr<ServeProcess> m_other;
    std::unique_ptr<RoundRobinProxy> m_proxy;
    QByteArray m_token;
    const SystemClock m_clock;
};

void TestTwoServers::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    const DatabaseAddress address = TestDatabases::newAddress();
    const QString folder = m_root->filePath(u"registry"_s);
    m_store = std::make_unique<RegistryStore>(folder, m_clock, address);
    const Result<void> prepared = m_store->prepare();
    QVERIFY2(prepared, prepared ? "" : qPrintable(prepared.error().message));
    Account ada;
    ada.nickname = u"ada"_s;
    ada.fullName = u"Ada Sample"_s;
    ada.email = u"ada@example.org"_s;
    ada.status = Account::Status::Active;
    const Result<Account> added = AccountStore(m_store->database()).add(ada, m_clock.now());
    QVERIFY(added);
    ApiToken token;
    token.userId = added->id;
    token.name = u"test"_s;
    token.scopes = TokenScopes(TokenScope::Publish) | TokenScope::Read;
    m_token = TokenStore(m_store->database()).add(token, m_clock.now())->secret.toLatin1();
    QVERIFY(RegistrySettings(m_store->database()).set(u"webhooks-to-private-addresses"_s, u"on"_s));
    for (int number = 0; number < releaseCount; ++number)
        QVERIFY(
            QFile::exists(ReleaseFixture{.name = nameOf(number), .version = versionOf(number)}.pack(
                m_root->filePath(u"archives"_s))));
    const QString database = address.postgres.isEmpty()
                                 ? u"sqlite:"_s + address.sqliteFile
                                 : QString::fromLatin1(address.postgres.toEncoded());
    m_one = std::make_unique<ServeProcess>(folder, database, m_root->filePath(u"one"_s));
    m_other = std::make_unique<ServeProcess>(folder, database, m_root->filePath(u"other"_s));
    m_one->wait();
    m_other->wait();
    m_proxy = std::make_unique<RoundRobinProxy>(std::array{m_one->port, m_other->port});
    m_receiver = std::make_unique<WebhookReceiver>();
    const QJsonObject wanted{{u"url"_s, m_receiver->url()},
                             {u"events"_s, QJsonArray{u"release"_s}}};
    const Answer made = ask(m_proxy->port(), "POST", "/api/v2/webhooks", m_token,
                            "application/json", QJsonDocument(wanted).toJson());
    QVERIFY2(made.status == 201, made.content.constData());
}

void TestTwoServers::cleanup()
{
    m_proxy.reset();
    m_one.reset();
    m_other.reset();
    m_receiver.reset();
    m_store.reset();
    m_root.reset();
}

void TestTwoServers::onClients(const std::function<void(int)> &work)
{
    std::atomic<int> next = 0;
    std::vector<std::thread> threads;
    for (int each = 0; each < clientCount; ++each) {
        threads.emplace_back([&] {
            for (int number = next++; number < releaseCount; number = next++)
                work(number);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
}

QByteArray TestTwoServers::folderOf(int number)
{
    return QByteArray("/dist/") + nameOf(number).toLatin1() + '/' + versionOf(number).toLatin1();
}

Answer TestTwoServers::publish(int number) const
{
    const QByteArray archive = ReleaseFixture::read(
        m_root->filePath(u"archives/%1-%2.zip"_s.arg(nameOf(number), versionOf(number))));
    return ask(m_proxy->port(), "POST", "/api/v2/releases", m_token, "application/zip", archive);
}

QStringList TestTwoServers::all()
{
    QStringList releases;
    for (int number = 0; number < releaseCount; ++number)
        releases.append(releaseOf(number));
    releases.sort();
    return releases;
}

QHash<QString, int> TestTwoServers::delivered() const
{
    QHash<QString, int> times;
    for (const WebhookReceiver::Request &request : m_receiver->requests()) {
        const QJsonObject data = QJsonDocument::fromJson(request.body).object()[u"data"].toObject();
        ++times[data[u"name"].toString() + u' ' + data[u"version"].toString()];
    }
    return times;
}

void TestTwoServers::whatOnePublishesBothServeAtOnce()
{
    QMutex mutex;
    QStringList problems;
    {
        const EventReader atOne(m_one->port);
        const EventReader atOther(m_other->port);
        onClients([&](int number) {
            const Answer made = publish(number);
            QStringList found;
            if (made.status != 201)
                found.append(u"not published: "_s + QString::fromUtf8(made.content));
            for (const quint16 port : {m_one->port, m_other->port}) {
                const Answer meta = ask(port, "GET", folderOf(number) + "/META.json");
                const Answer list =
                    ask(port, "GET", "/dist/" + nameOf(number).toLatin1() + ".json");
                const Answer told = ask(port, "GET",
                                        "/api/v2/distributions/" + nameOf(number).toLatin1()
                                            + "/releases/" + versionOf(number).toLatin1());
                if (meta.status != 200 || told.status != 200)
                    found.append(u"not there: %1 %2"_s.arg(meta.status).arg(told.status));
                if (!list.content.contains('"' + versionOf(number).toLatin1() + '"'))
                    found.append(u"not listed: "_s + QString::fromUtf8(list.content));
            }
            const QMutexLocker locker(&mutex);
            for (const QString &problem : found)
                problems.append(releaseOf(number) + u": "_s + problem);
        });
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        QTRY_COMPARE(atOne.releases(), all());
        QTRY_COMPARE(atOther.releases(), all());
    }
    QVERIFY(m_proxy->sentTo(0) >= releaseCount / 3 && m_proxy->sentTo(1) >= releaseCount / 3);
    QTRY_COMPARE_WITH_TIMEOUT(delivered().size(), releaseCount, 10'000);
    const QByteArray events = ask(m_one->port, "GET", "/api/v2/events?limit=100").content;
    QCOMPARE(ask(m_other->port, "GET", "/api/v2/events?limit=100").content, events);
    QCOMPARE(m_one->stop(), 0);
    QCOMPARE(m_other->stop(), 0);
    // Whoever was stopped finished what it was sending.
    for (const int times : delivered())
        QCOMPARE(times, 1);
    QCOMPARE(m_store->verify(), QStringList());
}

void TestTwoServers::oneMayDieWhileTheOtherGoesOn()
{
    QMutex mutex;
    QSet<QString> acknowledged;
    std::atomic<int> unanswered = 0;
    std::thread authors([&] {
        onClients([&](int number) {
            for (int attempt = 0; attempt < 50; ++attempt) {
                const Answer made = publish(number);
                // Of what was cut short nobody knows whether it was done: the author tries again.
                const bool isThere =
                    made.status == 201
                    || (made.status == 409
                        && ask(m_other->port, "GET", folderOf(number) + "/META.json").status
                               == 200);
                if (made.status == 0)
                    ++unanswered;
                if (!isThere)
                    continue;
                const QMutexLocker locker(&mutex);
                acknowledged.insert(releaseOf(number));
                return;
            }
        });
    });
    const auto published = [&] {
        const QMutexLocker locker(&mutex);
        return acknowledged.size();
    };
    for (QDeadlineTimer patience(20'000); published() < releaseCount / 4 && !patience.hasExpired();)
        QThread::yieldCurrentThread();
    m_one->kill();
    authors.join();
    const QStringList expected = all();
    QCOMPARE(acknowledged, QSet<QString>(expected.begin(), expected.end()));
    for (int number = 0; number < releaseCount; ++number)
        QCOMPARE(ask(m_proxy->port(), "GET", folderOf(number) + "/META.json").status, 200);
    qInfo("%d requests were cut short", unanswered.load());
    // The survivor delivers what the dead one had taken on.
    QTRY_COMPARE_WITH_TIMEOUT(delivered().size(), releaseCount, 10'000);
    QHash<QByteArray, QByteArray> bodies;
    for (const WebhookReceiver::Request &request : m_receiver->requests()) {
        // A delivery that was cut short comes again, recognisably.
        QByteArray &body = bodies[request.headers.value("x-howdah-delivery")];
        QVERIFY(body.isEmpty() || body == request.body);
        body = request.body;
    }
    QCOMPARE(bodies.size(), releaseCount);
    const EventReader events(m_other->port);
    QTRY_COMPARE(events.releases(), expected);
    QCOMPARE(m_other->stop(), 0);
    QProcess verify;
    verify.setProcessChannelMode(QProcess::MergedChannels);
    const DatabaseAddress &address = m_store->database().address();
    verify.start(QStringLiteral(HOWDAH_BINARY_DIR "/app/howdahctl"),
                 {u"--data-dir"_s, m_root->filePath(u"verify"_s), u"registry"_s, u"verify"_s,
                  u"--data"_s, m_store->folder(), u"--database"_s,
                  address.postgres.isEmpty() ? u"sqlite:"_s + address.sqliteFile
                                             : QString::fromLatin1(address.postgres.toEncoded())});
    QVERIFY(verify.waitForFinished());
    QVERIFY2(verify.exitCode() == 0, verify.readAll().constData());
}

/// A registry that `howdahctl serve` served told nothing of its requests.
void TestTwoServers::metricsTellWhatWasServed()
{
    Account root;
    root.nickname = u"root"_s;
    root.fullName = u"Root Sample"_s;
    root.email = u"root@example.org"_s;
    root.role = Account::Role::Admin;
    root.status = Account::Status::Active;
    const Result<Account> added = AccountStore(m_store->database()).add(root, m_clock.now());
    QVERIFY(added);
    ApiToken token;
    token.userId = added->id;
    token.name = u"monitor"_s;
    token.scopes = TokenScope::Admin;
    const auto made = TokenStore(m_store->database()).add(token, m_clock.now());
    QVERIFY(made);
    // Whichever of the two answers, it has served one before.
    for (int server = 0; server < 2; ++server)
        QCOMPARE(ask(m_proxy->port(), "GET", "/index.json").status, 200);
    const Answer metrics = ask(m_proxy->port(), "GET", "/metrics", made->secret.toLatin1());
    QCOMPARE(metrics.status, 200);
    static const QRegularExpression served(
        u"^howdah_http_requests_total\\{method=\"GET\",status=\"2xx\"\\} [1-9]"_s,
        QRegularExpression::MultilineOption);
    QVERIFY2(served.match(QString::fromLatin1(metrics.content)).hasMatch(),
             metrics.content.constData());
}

QTEST_GUILESS_MAIN(TestTwoServers)
#include "tst_twoservers.moc"
