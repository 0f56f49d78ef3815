// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/fakeclock.h"
#include "remote/fakehttpserver.h"
#include "remote/httpcache.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

std::atomic_int flushes = 0;

} // namespace

#ifdef Q_OS_LINUX
/// In the place of the system's, to count.
extern "C" int fsync(int)
{
    ++flushes;
    return 0;
}
#endif

namespace {

/// Counts and passes on; can cut the network.
class SwitchedClient final : public HttpClient
{
public:
    Result<HttpResponse> send(const HttpRequest &request, const CancellationToken &token) override
    {
        ++asked;
        if (isCut)
            return Error{cutKind, u"no network"_s, {}};
        return m_client.send(request, token);
    }
    Result<HttpResponse> stream(const HttpRequest &, const HeaderSink &, const ByteSink &,
                                const CancellationToken &) override
    {
        return Error{Error::Kind::Unsupported, {}, {}};
    }

    std::atomic_int asked = 0;
    bool isCut = false;
    Error::Kind cutKind = Error::Kind::Network;

private:
    static NetworkOptions options()
    {
        NetworkOptions options;
        options.proxy = NetworkOptions::Proxy::None;
        options.retries = 0;
        return options;
    }
    QtHttpClient m_client{options()};
};

QStringList filesIn(const QString &folder)
{
    QStringList found;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext())
        found.append(walk.next());
    return found;
}

} // namespace

class TestHttpCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_client = std::make_unique<SwitchedClient>();
        m_clock = FakeClock();
        m_cache = std::make_unique<HttpCache>(m_folder->path(), 1'000'000, *m_client, m_clock);
    }

    void asksWithTheValidator_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("ETag") << QByteArray("ETag") << QByteArray("\"1\"")
                              << QByteArray("if-none-match");
        QTest::newRow("weak ETag")
            << QByteArray("ETag") << QByteArray("W/\"1\"") << QByteArray("if-none-match");
        QTest::newRow("date") << QByteArray("Last-Modified")
                              << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT")
                              << QByteArray("if-modified-since");
    }

    void asksWithTheValidator()
    {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, asked);
        FakeHttpServer server([&](const FakeRequest &request) -> FakeReply {
            if (request.headers.value(asked) == value)
                return {.status = 304};
            return {.headers = {{given, value}}, .body = "text"};
        });
        const auto first = m_cache->get(server.url());
        QCOMPARE(first->body, "text");
        QVERIFY(!first->fromCache);
        m_clock.time = m_clock.time.addSecs(100);
        const auto second = m_cache->get(server.url());
        QCOMPARE(second->body, "text");
        QVERIFY(!second->fromCache);
        QCOMPARE(second->fetchedAt, m_clock.now()); // the server has confirmed it just now
        QCOMPARE(server.requests().size(), 2);
    }

    void newContentTakesTheOldOnesPlace()
    {
        std::atomic_int version = 0;
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply {
            return {.headers = {{"ETag", "\"x\""}}, .body = QByteArray::number(++version)};
        });
        QCOMPARE(m_cache->get(server.url())->body, "1");
        QCOMPARE(m_cache->get(server.url())->body, "2");
        m_client->isCut = true;
        QCOMPARE(m_cache->get(server.url())->body, "2");
        QCOMPARE(filesIn(m_folder->path()).size(), 1);
    }

    void tellsTheAgeWhenOffline_data()
    {
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("no network") << Error::Kind::Network;
        QTest::newRow("time-out") << Error::Kind::Timeout;
        QTest::newRow("cut off") << Error::Kind::Integrity;
    }

    void tellsTheAgeWhenOffline()
    {
        QFETCH(Error::Kind, kind);
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        QVERIFY(m_cache->get(server.url()));
        const QDateTime then = m_clock.now();
        m_clock.time = m_clock.time.addSecs(3600);
        m_client->isCut = true;
        m_client->cutKind = kind;
        const auto answer = m_cache->get(server.url());
        QVERIFY(answer);
        QCOMPARE(answer->body, "text");
        QVERIFY(answer->fromCache);
        QCOMPARE(answer->fetchedAt, then);
        const auto other = m_cache->get(server.url(u"/other"_s));
        QVERIFY(!other);
        QCOMPARE(other.error().kind, kind);
    }

    void survivesTheProcess()
    {
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        QVERIFY(m_cache->get(server.url()));
        m_client->isCut = true;
        HttpCache other(m_folder->path(), 1'000'000, *m_client, m_clock);
        QCOMPARE(other.get(server.url())->body, "text");
    }

    void aServersOwnTroubleIsBridged()
    {
        std::atomic_int status = 200;
        FakeHttpServer server(
            [&](const FakeRequest &) -> FakeReply { return {.status = status, .body = "text"}; });
        QVERIFY(m_cache->get(server.url()));
        status = 503;
        const auto answer = m_cache->get(server.url());
        QVERIFY(answer && answer->fromCache);
        const auto other = m_cache->get(server.url(u"/other"_s));
        QCOMPARE(other.error().kind, Error::Kind::Network);
    }

    void aServersNoIsANo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("404") << 404 << Error::Kind::NotFound;
        QTest::newRow("410") << 410 << Error::Kind::NotFound;
        QTest::newRow("403") << 403 << Error::Kind::Permission;
    }

    void aServersNoIsANo()
    {
        QFETCH(int, status);
        QFETCH(Error::Kind, kind);
        std::atomic_int now = 200;
        FakeHttpServer server(
            [&](const FakeRequest &) -> FakeReply { return {.status = now, .body = "text"}; });
        QVERIFY(m_cache->get(server.url()));
        now = status;
        QCOMPARE(m_cache->get(server.url()).error().kind, kind);
        QCOMPARE(m_cache->size() == 0, kind == Error::Kind::NotFound);
    }

    void aLostServerIsLeftAloneForAWhile()
    {
        FakeHttpServer server(
            [](const FakeRequest &request) -> FakeReply { return {.body = request.target}; });
        QVERIFY(m_cache->get(server.url(u"/a"_s)));
        QVERIFY(m_cache->get(server.url(u"/b"_s)));
        m_client->isCut = true;
        QVERIFY(m_cache->get(server.url(u"/a"_s))->fromCache);
        m_client->asked = 0;
        QVERIFY(m_cache->get(server.url(u"/b"_s))->fromCache);
        QCOMPARE(m_client->asked, 0);
        m_client->isCut = false;
        QVERIFY(m_cache->get(server.url(u"/b"_s))->fromCache);
        m_cache->forgetFailures();
        QVERIFY(!m_cache->get(server.url(u"/b"_s))->fromCache);
        m_client->isCut = true;
        QVERIFY(m_cache->get(server.url(u"/b"_s))->fromCache);
        m_client->isCut = false;
        m_clock.time = m_clock.time.addSecs(16);
        QVERIFY(!m_cache->get(server.url(u"/b"_s))->fromCache);
    }

    void aSignInPageIsNotKept()
    {
        QByteArray body = "{}";
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply { return {.body = body}; });
        const auto isObject = [](const QByteArray &bytes) { return bytes.startsWith('{'); };
        QVERIFY(m_cache->get(server.url(), {}, isObject));
        body = "<html>Welcome to the hotel";
        const auto answer = m_cache->get(server.url(), {}, isObject);
        QVERIFY(answer);
        QCOMPARE(answer->body, "{}");
        QVERIFY(answer->fromCache);
        const auto other = m_cache->get(server.url(u"/other"_s), {}, isObject);
        QVERIFY(!other);
        QVERIFY(other.error().message.contains(u"sign in"_s));
        QCOMPARE(filesIn(m_folder->path()).size(), 1);
    }

    void cancelIsNotMendedByTheCache()
    {
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        QVERIFY(m_cache->get(server.url()));
        CancellationSource source;
        source.cancel();
        QCOMPARE(m_cache->get(server.url(), source.token()).error().kind, Error::Kind::Cancelled);
    }

    void damagedEntriesAreRemovedAndFetchedAgain_data()
    {
        QTest::addColumn<int>("damage");
        QTest::newRow("cut off") << 0;
        QTest::newRow("changed byte") << 1;
        QTest::newRow("empty") << 2;
        QTest::newRow("noise") << 3;
    }

    void damagedEntriesAreRemovedAndFetchedAgain()
    {
        QFETCH(int, damage);
        FakeHttpServer server([](const FakeRequest &request) -> FakeReply {
            if (request.headers.contains("if-none-match"))
                return {.status = 304};
            return {.headers = {{"ETag", "\"1\""}}, .body = "some longer text"};
        });
        QVERIFY(m_cache->get(server.url()));
        const QString path = filesIn(m_folder->path()).value(0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray bytes = file.readAll();
        file.resize(0);
        file.seek(0);
        if (damage == 0)
            file.write(bytes.chopped(3));
        else if (damage == 1)
            file.write(bytes.chopped(1) + 'X');
        else if (damage == 3)
            file.write(QByteArray(1000, '\xff'));
        file.close();
        m_client->isCut = true;
        QVERIFY(!m_cache->get(server.url()));
        QVERIFY(!QFile::exists(path));
        m_client->isCut = false;
        m_cache->forgetFailures();
        QCOMPARE(m_cache->get(server.url())->body, "some longer text");
    }

    void theLeastRecentlyUsedGoFirst()
    {
        FakeHttpServer server([](const FakeRequest &request) -> FakeReply {
            return {.body = request.target + QByteArray(1000, 'x')};
        });
        HttpCache small(m_folder->path(), 10'000, *m_client, m_clock);
        for (int n = 0; n < 7; ++n) {
            QVERIFY(small.get(server.url(u"/%1"_s.arg(n))));
            m_clock.time = m_clock.time.addSecs(1);
        }
        m_client->isCut = true;
        QVERIFY(small.get(server.url(u"/0"_s))); // used again
        m_client->isCut = false;
        small.forgetFailures();
        for (int n = 7; n < 10; ++n) {
            m_clock.time = m_clock.time.addSecs(1);
            QVERIFY(small.get(server.url(u"/%1"_s.arg(n))));
        }
        QVERIFY2(small.size() <= 10'000, qPrintable(QString::number(small.size())));
        m_client->isCut = true;
        QVERIFY(small.get(server.url(u"/0"_s)));
        QVERIFY(small.get(server.url(u"/9"_s)));
        QVERIFY(!small.get(server.url(u"/1"_s)));
    }

    void whatIsLargerThanTheCapIsGivenButNotKept()
    {
        FakeHttpServer server(FakeHttpServer::documents({{"/", QByteArray(5000, 'x')}}));
        HttpCache small(m_folder->path(), 1000, *m_client, m_clock);
        QCOMPARE(small.get(server.url())->body.size(), 5000);
        QCOMPARE(small.size(), 0);
    }

    void clearLeavesForeignFilesAlone()
    {
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        QVERIFY(m_cache->get(server.url()));
        QFile foreign(m_folder->filePath(u"notes.txt"_s));
        QVERIFY(foreign.open(QIODevice::WriteOnly));
        foreign.close();
        QVERIFY(m_cache->size() > 0);
        m_cache->clear();
        QCOMPARE(m_cache->size(), 0);
        QCOMPARE(filesIn(m_folder->path()), QStringList{foreign.fileName()});
    }

    void aFolderThatCannotBeWrittenTakesNothingAway()
    {
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        HttpCache broken(file.fileName(), 1000, *m_client, m_clock); // not even a folder
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"folder"_s));
        QCOMPARE(broken.get(server.url())->body, "text");
    }

    void foldersAreReadAsTheyAre()
    {
        QTemporaryDir mirror;
        QFile file(mirror.filePath(u"x.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one");
        file.close();
        const QUrl url = QUrl::fromLocalFile(file.fileName());
        const auto answer = m_cache->get(url);
        QCOMPARE(answer->body, "one");
        QVERIFY(!answer->fromCache);
        QCOMPARE(m_cache->size(), 0);
        QVERIFY(file.remove());
        QCOMPARE(m_cache->get(url).error().kind, Error::Kind::NotFound);
    }

    /// A first synchronisation of a large mirror waited for the disk at each of its thousands of entries.
    void writingDoesNotWaitForTheDisk()
    {
        FakeHttpServer server([](const FakeRequest &request) -> FakeReply {
            return {.body = "text of " + request.target};
        });
        flushes = 0;
        for (int n = 0; n < 5; ++n)
            QVERIFY(m_cache->get(server.url(u"/%1"_s.arg(n))));
        QCOMPARE(flushes.load(), 0);
        const QStringList files = filesIn(m_folder->path());
        QCOMPARE(files.size(), 5); // and nothing under a temporary name
        QVERIFY(std::all_of(files.cbegin(), files.cend(),
                            [](const QString &path) { return path.endsWith(u".answer"_s); }));
    }

    void threadsAndProcessesMayShareAFolder()
    {
        FakeHttpServer server([](const FakeRequest &request) -> FakeReply {
            return {.body = request.target + QByteArray(2000, 'x')};
        });
        HttpCache one(m_folder->path(), 20'000, *m_client, m_clock);
        HttpCache two(m_folder->path(), 20'000, *m_client, m_clock); // as another process has it
        std::atomic_int wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int n = 0; n < 30; ++n) {
                    const QString path = u"/%1"_s.arg((n * 7 + t) % 15);
                    const auto answer = (t % 2 ? one : two).get(server.url(path));
                    wrong += !answer || !answer->body.startsWith(path.toLatin1() + 'x');
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong, 0);
        QVERIFY(one.size() <= 24'000);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SwitchedClient> m_client;
    FakeClock m_clock;
    std::unique_ptr<HttpCache> m_cache;
};

QTEST_GUILESS_MAIN(TestHttpCache)
#include "tst_httpcache.moc"
