// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/fakehttpserver.h"
#include "remote/httpclient.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

NetworkOptions quick()
{
    NetworkOptions options;
    options.proxy = NetworkOptions::Proxy::None;
    options.connectTimeout = 5s;
    options.idleTimeout = 5s;
    options.firstBackoff = 5ms;
    return options;
}

NetworkOptions once()
{
    NetworkOptions options = quick();
    options.retries = 0;
    return options;
}

FakeHttpServer::Handler always(const FakeReply &reply)
{
    return [reply](const FakeRequest &) { return reply; };
}

/// Cancels when told to by another thread, after the request has reached the server.
struct Canceller {
    explicit Canceller(FakeHttpServer &server, std::chrono::milliseconds after = 50ms)
        : thread([this, &server, after] {
              while (server.requests().isEmpty())
                  std::this_thread::yield();
              std::this_thread::sleep_for(after);
              timer.start();
              source.cancel();
          })
    {
    }
    ~Canceller() { thread.join(); }
    CancellationSource source;
    QElapsedTimer timer;
    std::thread thread;
};

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesStatusHeadersAndBody()
    {
        FakeHttpServer server(always({.headers = {{"ETag", "\"one\""}}, .body = "hello"}));
        QtHttpClient client(quick());
        const auto response = client.send({.url = server.url(u"/a%20b?c=d"_s)});
        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(response->body, "hello");
        QCOMPARE(response->headers.value("etag"), "\"one\"");
        QCOMPARE(response->finalUrl, server.url(u"/a%20b?c=d"_s));
        QCOMPARE(server.requests().first().target, "/a%20b?c=d");
        QVERIFY(server.requests().first().headers.value("user-agent").startsWith("Howdah/"));
    }

    void sendsMethodHeadersAndBody()
    {
        FakeHttpServer server(always({.status = 201}));
        QtHttpClient client(quick());
        const auto response = client.send({.url = server.url(),
                                           .method = "POST",
                                           .headers = {{"Content-Type", "text/plain"}},
                                           .body = "what is sent"});
        QVERIFY(response);
        QCOMPARE(response->status, 201);
        const FakeRequest request = server.requests().first();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.body, "what is sent");
        QCOMPARE(request.headers.value("content-type"), "text/plain");
    }

    void everyStatusIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isError");
        QTest::addColumn<Error::Kind>("kind");
        const Error::Kind none = Error::Kind::Internal;
        QTest::newRow("204") << 204 << false << none;
        QTest::newRow("304") << 304 << false << none;
        QTest::newRow("400") << 400 << true << Error::Kind::Network;
        QTest::newRow("401") << 401 << true << Error::Kind::Permission;
        QTest::newRow("403") << 403 << true << Error::Kind::Permission;
        QTest::newRow("404") << 404 << true << Error::Kind::NotFound;
        QTest::newRow("410") << 410 << true << Error::Kind::NotFound;
        QTest::newRow("416") << 416 << true << Error::Kind::Network;
        QTest::newRow("418") << 418 << true << Error::Kind::Network;
        QTest::newRow("500") << 500 << true << Error::Kind::Network;
        QTest::newRow("503") << 503 << true << Error::Kind::Network;
    }

    void everyStatusIsAnAnswer()
    {
        QFETCH(int, status);
        QFETCH(bool, isError);
        QFETCH(Error::Kind, kind);
        const QByteArray body = status == 204 || status == 304 ? "" : "why";
        FakeHttpServer server(always({.status = status, .body = body}));
        QtHttpClient client(once());
        const auto response = client.send({.url = server.url()});
        QVERIFY2(response, response ? "" : qPrintable(response.error().message));
        QCOMPARE(response->status, status);
        QCOMPARE(response->body, body);
        const auto error = errorOfStatus(*response);
        QCOMPARE(error.has_value(), isError);
        if (error) {
            QCOMPARE(error->kind, kind);
            QVERIFY(error->message.contains(u"127.0.0.1"_s));
        }
    }

    void chunkedAnswersArriveWhole()
    {
        const QByteArray body(300'000, 'x');
        FakeHttpServer server(always({.body = body, .isChunked = true, .pieceSize = 70'000}));
        QtHttpClient client(quick());
        QCOMPARE(client.send({.url = server.url()})->body, body);
    }

    void connectionsAreKeptAlive()
    {
        FakeHttpServer server(always({.body = "x"}));
        QtHttpClient client(quick());
        for (int n = 0; n < 5; ++n)
            QVERIFY(client.send({.url = server.url()}));
        QCOMPARE(server.connectionCount(), 1);
    }

    void oneClientServesManyThreads()
    {
        FakeHttpServer server(
            [](const FakeRequest &request) -> FakeReply { return {.body = request.target}; });
        QtHttpClient client(quick());
        std::atomic_int right = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 6; ++t) {
            threads.emplace_back([&, t] {
                for (int n = 0; n < 20; ++n) {
                    const QString path = u"/%1/%2"_s.arg(t).arg(n);
                    const auto response = client.send({.url = server.url(path)});
                    right += response && response->body == path.toLatin1();
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(right, 120);
    }

    void passingTroubleIsTriedAgain_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("503") << 503;
        QTest::newRow("429") << 429;
        QTest::newRow("hangs up") << 0;
        QTest::newRow("drops mid-body") << 1;
    }

    void passingTroubleIsTriedAgain()
    {
        QFETCH(int, kind);
        std::atomic_int count = 0;
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply {
            if (++count > 2)
                return {.body = "at last"};
            if (kind == 0)
                return {.hangsUp = true};
            if (kind == 1)
                return {.body = "at first", .dropsAfter = 4};
            return {.status = kind, .body = QByteArray(100'000, 'e')};
        });
        QtHttpClient client(quick());
        const auto response = client.send({.url = server.url()});
        QVERIFY2(response, response ? "" : qPrintable(response.error().message));
        QCOMPARE(response->body, "at last");
        QCOMPARE(response->status, 200);
    }

    void retriesEnd()
    {
        FakeHttpServer server(always({.status = 503}));
        QtHttpClient client(quick());
        const auto response = client.send({.url = server.url()});
        QVERIFY(response);
        QCOMPARE(response->status, 503);
        QCOMPARE(server.requests().size(), 4);
    }

    void retryAfterIsObeyed()
    {
        std::atomic_int count = 0;
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply {
            return ++count == 1 ? FakeReply{.status = 503, .headers = {{"Retry-After", "1"}}}
                                : FakeReply{};
        });
        QtHttpClient client(quick());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(client.send({.url = server.url()})->status, 200);
        QVERIFY(timer.elapsed() >= 950); // a timer of Qt may be five percent early
    }

    void aServerThatWantsAnHourIsNotWaitedFor()
    {
        FakeHttpServer server(always({.status = 503, .headers = {{"Retry-After", "3600"}}}));
        QtHttpClient client(quick());
        QCOMPARE(client.send({.url = server.url()})->status, 503);
        QCOMPARE(server.requests().size(), 1);
    }

    void postIsNotRepeated()
    {
        FakeHttpServer server(always({.status = 503}));
        QtHttpClient client(quick());
        QCOMPARE(client.send({.url = server.url(), .method = "POST", .body = "x"})->status, 503);
        QCOMPARE(server.requests().size(), 1);
    }

    void streamDoesNotRepeatWhatItHandedOver()
    {
        FakeHttpServer server(always({.body = "0123456789", .dropsAfter = 4}));
        QtHttpClient client(quick());
        QByteArray seen;
        int heads = 0;
        const auto response = client.stream(
            {.url = server.url()},
            [&](const HttpResponse &head) -> Result<void> {
                heads += head.status == 200;
                return {};
            },
            [&](QByteArrayView bytes) -> Result<void> {
                seen.append(bytes);
                return {};
            });
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Network);
        QCOMPARE(heads, 1);
        QCOMPARE(seen, "0123");
        QCOMPARE(server.requests().size(), 1);
    }

    void whatASinkRefusesEndsTheTransfer_data()
    {
        QTest::addColumn<bool>("atHead");
        QTest::newRow("head") << true;
        QTest::newRow("bytes") << false;
    }

    void whatASinkRefusesEndsTheTransfer()
    {
        QFETCH(bool, atHead);
        FakeHttpServer server(always({.body = QByteArray(5'000'000, 'x')}));
        QtHttpClient client(quick());
        const Error mine{Error::Kind::DiskFull, u"no room"_s, {}};
        int pieces = 0;
        const auto response = client.stream(
            {.url = server.url()},
            [&](const HttpResponse &) { return atHead ? Result<void>(mine) : Result<void>(); },
            [&](QByteArrayView) -> Result<void> {
                ++pieces;
                return mine;
            });
        QVERIFY(!response);
        QCOMPARE(response.error(), mine);
        QCOMPARE(pieces, atHead ? 0 : 1);
    }

    void redirectsAreFollowed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("method");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status << QByteArray("POST");
    }

    void redirectsAreFollowed()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, method);
        FakeHttpServer server([&](const FakeRequest &request) -> FakeReply {
            if (request.target == "/from/here")
                return {.status = status, .headers = {{"Location", "../to?q=1"}}, .body = "moved"};
            return {.body = request.method + ' ' + request.body};
        });
        QtHttpClient client(quick());
        const auto response =
            client.send({.url = server.url(u"/from/here"_s), .method = method, .body = "text"});
        QVERIFY(response);
        QCOMPARE(response->finalUrl, server.url(u"/to?q=1"_s));
        QCOMPARE(response->body, status >= 307 ? "POST text" : "GET ");
    }

    void endlessRedirectsAreGivenUp()
    {
        FakeHttpServer server(always({.status = 302, .headers = {{"Location", "/again"}}}));
        QtHttpClient client(quick());
        const auto response = client.send({.url = server.url()});
        QVERIFY(!response);
        QVERIFY(response.error().message.contains(u"more than 10"_s));
        QCOMPARE(server.requests().size(), 11);
    }

    void redirectsToOtherSchemesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("file") << QByteArray("file:///etc/passwd");
        QTest::newRow("ftp") << QByteArray("ftp://127.0.0.1/x");
        QTest::newRow("data") << QByteArray("data:text/plain,x");
        QTest::newRow("nothing") << QByteArray("http://");
    }

    void redirectsToOtherSchemesAreRefused()
    {
        QFETCH(QByteArray, location);
        FakeHttpServer server(always({.status = 302, .headers = {{"Location", location}}}));
        QtHttpClient client(quick());
        const auto response = client.send({.url = server.url()});
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Refused);
    }

    void credentialsStayWithTheirServer()
    {
        FakeHttpServer other(always({.body = "other"}));
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply {
            return {.status = 302, .headers = {{"Location", other.url().toEncoded()}}};
        });
        QtHttpClient client(quick());
        const auto response =
            client.send({.url = server.url(), .headers = {{"Authorization", "Bearer secret"}}});
        QVERIFY(response);
        QCOMPARE(response->body, "other");
        QCOMPARE(server.requests().first().headers.value("authorization"), "Bearer secret");
        QVERIFY(!other.requests().first().headers.contains("authorization"));
    }

    void moreThanTheLimitIsRefused_data()
    {
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("declared") << false;
        QTest::newRow("undeclared") << true;
    }

    void moreThanTheLimitIsRefused()
    {
        QFETCH(bool, isChunked);
        FakeHttpServer server(always({.body = QByteArray(1001, 'x'), .isChunked = isChunked}));
        QtHttpClient client(quick());
        QVERIFY(client.send({.url = server.url(), .bodyLimit = 1001}));
        const auto response = client.send({.url = server.url(), .bodyLimit = 1000});
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Refused);
    }

    void silenceTimesOut_data()
    {
        QTest::addColumn<FakeReply>("reply");
        QTest::newRow("no answer") << FakeReply{.isSilent = true};
        QTest::newRow("stalls mid-body")
            << FakeReply{.body = QByteArray(1000, 'x'), .stallsAfter = 500};
        QTest::newRow("header by header") // nothing that could be used ever comes
            << FakeReply{.pieceSize = 10,
                         .pieceEvery = 20ms,
                         .raw = "HTTP/1.1 200 OK\r\nX: " + QByteArray(5000, 'x')};
    }

    void silenceTimesOut()
    {
        QFETCH(FakeReply, reply);
        FakeHttpServer server(always(reply));
        NetworkOptions options = once();
        options.idleTimeout = 300ms;
        QtHttpClient client(options);
        QElapsedTimer timer;
        timer.start();
        const auto response = client.send({.url = server.url()});
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Timeout);
        QVERIFY(response.error().message.contains(u"127.0.0.1:%1"_s.arg(server.port())));
        QVERIFY(timer.elapsed() >= 250); // a timer of Qt may be five percent early
        QVERIFY(timer.elapsed() < 3000);
    }

    void aSlowButSteadyAnswerDoesNotTimeOut()
    {
        FakeHttpServer server(
            always({.body = QByteArray(100, 'x'), .pieceSize = 10, .pieceEvery = 400ms}));
        NetworkOptions options = once();
        options.idleTimeout = 2500ms; // less than all pieces together take
        QtHttpClient client(options);
        const auto response = client.send({.url = server.url()});
        QVERIFY2(response, response ? "" : qPrintable(response.error().message));
        QCOMPARE(response->body.size(), 100);
    }

    void aConnectionThatIsNeverMadeTimesOut()
    {
        QTcpServer mute; // accepts, but says nothing in the TLS handshake
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        NetworkOptions options = once();
        options.connectTimeout = 300ms;
        QtHttpClient client(options);
        const auto response =
            client.send({.url = QUrl(u"https://127.0.0.1:%1/"_s.arg(mute.serverPort()))});
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Timeout);
        QVERIFY(response.error().message.contains(u"0.3 seconds"_s));
    }

    void cancelEndsATransferAtOnce_data()
    {
        QTest::addColumn<FakeReply>("reply");
        QTest::newRow("before the answer") << FakeReply{.isSilent = true};
        QTest::newRow("mid-body") << FakeReply{.body = QByteArray(1000, 'x'), .stallsAfter = 500};
        QTest::newRow("while waiting to retry")
            << FakeReply{.status = 503, .headers = {{"Retry-After", "60"}}};
    }

    void cancelEndsATransferAtOnce()
    {
        QFETCH(FakeReply, reply);
        FakeHttpServer server(always(reply));
        QtHttpClient client(quick());
        qint64 took = 0;
        Result<HttpResponse> response = HttpResponse{};
        {
            Canceller canceller(server);
            response = client.send({.url = server.url()}, canceller.source.token());
            took = canceller.timer.isValid() ? canceller.timer.elapsed() : -1;
        }
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Cancelled);
        QVERIFY2(took < 3000, qPrintable(QString::number(took))); // left alone: 5 s and more
    }

    void aCancelledTokenStartsNothing()
    {
        FakeHttpServer server(always({}));
        QtHttpClient client(quick());
        CancellationSource source;
        source.cancel();
        QCOMPARE(client.send({.url = server.url()}, source.token()).error().kind,
                 Error::Kind::Cancelled);
        QVERIFY(server.requests().isEmpty());
    }

    void failuresNameHostPortAndCause_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<QString>("words");
        QTcpServer gone;
        gone.listen(QHostAddress::LocalHost);
        const QString place = u"127.0.0.1:%1"_s.arg(gone.serverPort());
        gone.close();
        QTest::newRow("refused") << QUrl(u"http://user:secret@%1/"_s.arg(place))
                                 << place + u" refused the connection"_s;
        QTest::newRow("no such name")
            << QUrl(u"http://no-such-host.invalid/"_s) << u"no-such-host.invalid is not known"_s;
    }

    void failuresNameHostPortAndCause()
    {
        QFETCH(QUrl, url);
        QFETCH(QString, words);
        QtHttpClient client(once());
        const auto response = client.send({.url = url});
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Network);
        QVERIFY2(response.error().message.contains(words), qPrintable(response.error().message));
        QVERIFY(!response.error().message.contains(u"secret"_s));
        QVERIFY(!response.error().detail.contains(u"secret"_s));
    }

    void brokenAnswersAreErrors_data()
    {
        QTest::addColumn<FakeReply>("reply");
        QTest::newRow("not HTTP") << FakeReply{.raw = "SSH-2.0-OpenSSH_9.2\r\n"};
        QTest::newRow("too short") << FakeReply{.body = "0123456789", .claimedLength = 100};
        QTest::newRow("hangs up") << FakeReply{.hangsUp = true};
    }

    void brokenAnswersAreErrors()
    {
        QFETCH(FakeReply, reply);
        FakeHttpServer server(always(reply));
        QtHttpClient client(once());
        const auto response = client.send({.url = server.url()});
        QVERIFY(!response);
        QVERIFY(response.error().kind == Error::Kind::Network
                || response.error().kind == Error::Kind::Integrity);
        QVERIFY2(response.error().message.contains(u"127.0.0.1:%1"_s.arg(server.port())),
                 qPrintable(response.error().message));
    }

    void unusableAddressesAreInvalid_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::newRow("empty") << QUrl();
        QTest::newRow("ftp") << QUrl(u"ftp://127.0.0.1/x"_s);
        QTest::newRow("no host") << QUrl(u"http:///x"_s);
        QTest::newRow("file of another host") << QUrl(u"file://elsewhere/x"_s);
    }

    void unusableAddressesAreInvalid()
    {
        QFETCH(QUrl, url);
        QtHttpClient client(once());
        QCOMPARE(client.send({.url = url}).error().kind, Error::Kind::Invalid);
    }

    void offlineAsksNobodyButFolders()
    {
        FakeHttpServer server(always({}));
        QTemporaryDir folder;
        QFile file(folder.filePath(u"x"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QtHttpClient client(quick());
        QVERIFY(client.send({.url = server.url()}));
        NetworkOptions options = client.options();
        options.offline = true;
        client.setOptions(options);
        server.forget();
        const auto response = client.send({.url = server.url()});
        QVERIFY(!response);
        QVERIFY(response.error().message.contains(u"offline"_s));
        QVERIFY(server.requests().isEmpty());
        QCOMPARE(client.send({.url = QUrl::fromLocalFile(file.fileName())})->status, 200);
    }

    void foldersAnswerAsServersDo()
    {
        QTemporaryDir folder;
        QDir(folder.path()).mkpath(u"tag"_s);
        QFile file(folder.filePath(u"tag/key value+ü.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        const QString base = QUrl::fromLocalFile(folder.path()).toString();
        QtHttpClient client(quick());
        const auto found = client.send({.url = QUrl(base + u"/tag/key%20value+%C3%BC.json"_s)});
        QVERIFY(found);
        QCOMPARE(found->status, 200);
        QCOMPARE(found->body, "{}");
        QVERIFY(found->headers.contains("last-modified"));
        const auto missing = client.send({.url = QUrl(base + u"/tag/none.json"_s)});
        QCOMPARE(errorOfStatus(*missing)->kind, Error::Kind::NotFound);
        QCOMPARE(client.send({.url = QUrl(base + u"/tag"_s)})->status, 404);
        QCOMPARE(
            client.send({.url = QUrl(base + u"/tag/key%20value+%C3%BC.json"_s), .bodyLimit = 1})
                .error()
                .kind,
            Error::Kind::Refused);
    }

    void foldersAreNotLeft_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("plain") << u"/a/../b"_s;
        QTest::newRow("encoded dots") << u"/a/%2e%2E/b"_s;
        QTest::newRow("encoded slash") << u"/a/..%2fb"_s;
        QTest::newRow("encoded slash in a name") << u"/a/x%2Fy"_s;
        QTest::newRow("null") << u"/a/x%00.json"_s;
    }

    void foldersAreNotLeft()
    {
        QFETCH(QString, path);
        QtHttpClient client(quick());
        QCOMPARE(client.send({.url = QUrl(u"file://"_s + path)}).error().kind,
                 Error::Kind::Refused);
    }

    void unreadableFilesAreForbidden()
    {
        if (::geteuid() == 0)
            QSKIP("root reads everything");
        QTemporaryDir folder;
        QFile file(folder.filePath(u"x"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions({});
        QtHttpClient client(quick());
        const auto response = client.send({.url = QUrl::fromLocalFile(file.fileName())});
        QCOMPARE(errorOfStatus(*response)->kind, Error::Kind::Permission);
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
