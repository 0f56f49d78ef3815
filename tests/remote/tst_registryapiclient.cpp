// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/registryapiclient.h"

#include "remote/fakehttpserver.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray statusBody = R"({"software":"Howdah","registration":"open"})";

NetworkOptions options()
{
    NetworkOptions options;
    options.proxy = NetworkOptions::Proxy::None;
    options.retries = 0;
    return options;
}

} // namespace

class TestRegistryApiClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_cache = std::make_unique<HttpCache>(m_folder->path(), 1'000'000, m_client, m_clock);
    }

    void tellsWhetherTheApiIsThere_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("ours") << 200 << statusBody << true;
        QTest::newRow("another mirror") << 404 << QByteArray("not found") << false;
        QTest::newRow("another API") << 200 << QByteArray(R"({"status":"ok"})") << false;
    }

    void tellsWhetherTheApiIsThere()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, isThere);
        FakeHttpServer server(
            [&](const FakeRequest &) -> FakeReply { return {.status = status, .body = body}; });
        QCOMPARE(client(server.url()).isThere().value_or(!isThere), isThere);
        QCOMPARE(server.requests().first().target, "/api/v2/status");
    }

    void folderHasNoApi()
    {
        RegistryApiClient api = client(QUrl(u"file:///srv/mirror"_s));
        QCOMPARE(api.isThere().value_or(true), false);
        QCOMPARE(api.get(u"status"_s).error().kind, Error::Kind::Unsupported);
    }

    void unchangedAnswerIsNotSentTwice()
    {
        int whole = 0;
        FakeHttpServer server([&](const FakeRequest &request) -> FakeReply {
            if (request.headers.value("if-none-match") == "\"1\"")
                return {.status = 304};
            ++whole;
            return {.headers = {{"ETag", "\"1\""}}, .body = R"({"reviews":3})"};
        });
        RegistryApiClient api = client(QUrl(server.url().toString() + u"below/"_s));
        for (int i = 0; i < 2; ++i) {
            const auto reading =
                api.get(u"distributions/%1/rating"_s.arg(RegistryApi::part(u"a b"_s)));
            QVERIFY(reading);
            QCOMPARE(reading->value[u"reviews"].toInt(), 3);
        }
        QCOMPARE(whole, 1);
        QCOMPARE(server.requests().first().target, "/below/api/v2/distributions/a%20b/rating");
    }

    void tokenIsShownAndKeptOutOfTheCache()
    {
        FakeHttpServer server([](const FakeRequest &request) -> FakeReply {
            return {.body = request.headers.value("authorization") == "Bearer howdah_x"
                                ? QByteArray(R"({"works":"yes"})")
                                : QByteArray("{}")};
        });
        RegistryApiClient api = client(server.url());
        api.setToken(u"howdah_x"_s);
        QCOMPARE(api.get(u"distributions/kvbox/reviews/own"_s)->value[u"works"].toString(),
                 u"yes"_s);
        QCOMPARE(m_cache->size(), 0);
    }

    void tokenGoesOverNoOpenLine()
    {
        RegistryApiClient api = client(QUrl(u"http://registry.example/"_s));
        api.setToken(u"howdah_x"_s);
        QCOMPARE(api.send("POST", u"receipts"_s, {}).error().kind, Error::Kind::Refused);
        QCOMPARE(api.get(u"status"_s).error().kind, Error::Kind::Refused);
    }

    void problemKeepsItsWords()
    {
        FakeHttpServer server([](const FakeRequest &request) -> FakeReply {
            if (request.method == "DELETE")
                return {.status = 204};
            return {.status = 409,
                    .headers = {{"Content-Type", "application/problem+json"}},
                    .body =
                        R"({"type":"urn:howdah:problem:conflict","title":"Taken.","status":409,)"
                        R"("detail":"By ada"})"};
        });
        RegistryApiClient api = client(server.url());
        const Result<QJsonObject> answer = api.send("PUT", u"x"_s, {{u"a"_s, 1}});
        QCOMPARE(answer.error(), (Error{Error::Kind::Conflict, u"Taken."_s, u"By ada"_s}));
        QCOMPARE(server.requests().first().body, R"({"a":1})");
        QCOMPARE(server.requests().first().headers.value("content-type"), "application/json");
        QCOMPARE(*api.send("DELETE", u"x"_s, {}), QJsonObject());
    }

    void pageInThePlaceOfAnAnswerIsRefused()
    {
        FakeHttpServer server(
            [](const FakeRequest &) -> FakeReply { return {.body = "<html>Sign in</html>"}; });
        QCOMPARE(client(server.url()).send("POST", u"x"_s, {}).error().kind, Error::Kind::Network);
    }

private:
    RegistryApiClient client(const QUrl &base) { return {base, *m_cache, m_client}; }

    SystemClock m_clock;
    QtHttpClient m_client{options()};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HttpCache> m_cache;
};

QTEST_GUILESS_MAIN(TestRegistryApiClient)
#include "tst_registryapiclient.moc"
