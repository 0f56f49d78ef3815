// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/registrylogin.h"

#include "remote/fakehttpserver.h"

#include <QJsonDocument>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

/// A registry that gives these answers to polls, one after the other.
struct Registry {
    explicit Registry(QList<FakeReply> polls)
        : polls(std::move(polls)),
          server([this](const FakeRequest &request) { return answer(request); })
    {
    }

    FakeReply answer(const FakeRequest &request)
    {
        const QString base = u"http://127.0.0.1:%1"_s.arg(server.port());
        if (request.target.startsWith("/.well-known/"))
            return {200,
                    {},
                    json({{u"device_authorization_endpoint"_s, base + u"/begin"_s},
                          {u"token_endpoint"_s, base + u"/token"_s},
                          {u"revocation_endpoint"_s,
                           revocation.isEmpty() ? base + u"/revoke"_s : revocation}})};
        if (request.target == "/begin")
            return {200,
                    {},
                    json({{u"device_code"_s, u"d&1"_s},
                          {u"user_code"_s, u"BCDF-GHJK"_s},
                          {u"verification_uri"_s, base + u"/device"_s},
                          {u"expires_in"_s, 60},
                          {u"interval"_s, 1}})};
        if (request.target == "/token" && request.body.contains("device_code=d%261"))
            return polls.value(at++, {500, {}, {}});
        if (request.target == "/api/v2/account")
            return request.headers.value("authorization") == "Bearer howdah_x"
                       ? FakeReply{200, {}, json({{u"nickname"_s, u"ada"_s}})}
                       : FakeReply{401, {}, "{}"};
        return {request.target == "/revoke" ? 200 : 404, {}, "{}"};
    }

    QString revocation; ///< another address than one of its own
    QList<FakeReply> polls;
    std::atomic<qsizetype> at = 0;
    FakeHttpServer server;
};

FakeReply refused(const QString &error)
{
    return {400, {}, json({{u"error"_s, error}})};
}

NetworkOptions direct()
{
    NetworkOptions options;
    options.proxy = NetworkOptions::Proxy::None;
    options.retries = 0;
    return options;
}

} // namespace

class TestRegistryLogin : public QObject
{
    Q_OBJECT

private slots:
    void waitsUntilThePersonHasDecided();
    void tellsWhyItEnded_data();
    void tellsWhyItEnded();
    void isCancelledAtOnce();
    void openConnectionsAreRefused();
    void tokenIsNotSentOpenlyToBeRevoked();
    void registryWithoutItIsTold();
};

void TestRegistryLogin::waitsUntilThePersonHasDecided()
{
    Registry registry(
        {refused(u"authorization_pending"_s),
         {200, {}, json({{u"access_token"_s, u"howdah_x"_s}, {u"scope"_s, u"read"_s}})}});
    QtHttpClient http(direct());
    RegistryLogin login(http, registry.server.url());
    const auto begun = login.begin(u"read publish"_s);
    QVERIFY(begun);
    QCOMPARE(begun->userCode, u"BCDF-GHJK"_s);
    const auto token = login.wait(*begun);
    QVERIFY(token);
    QCOMPARE(token->secret, u"howdah_x"_s);
    QCOMPARE(login.account(token->secret)->value(u"nickname"_s).toString(), u"ada"_s);
    QCOMPARE(login.account(u"howdah_y"_s).error().kind, Error::Kind::Permission);
    QVERIFY(login.revoke(token->secret));
    bool isScopeSent = false;
    for (const FakeRequest &request : registry.server.requests())
        isScopeSent = isScopeSent || request.body.contains("scope=read%20publish");
    QVERIFY(isScopeSent);
}

void TestRegistryLogin::tellsWhyItEnded_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("kind");
    QTest::newRow("declined") << u"access_denied"_s << int(Error::Kind::Permission);
    QTest::newRow("too late") << u"expired_token"_s << int(Error::Kind::Timeout);
    QTest::newRow("used") << u"invalid_grant"_s << int(Error::Kind::Network);
}

void TestRegistryLogin::tellsWhyItEnded()
{
    QFETCH(QString, error);
    QFETCH(int, kind);
    Registry registry({refused(error)});
    QtHttpClient http(direct());
    RegistryLogin login(http, registry.server.url());
    const auto begun = login.begin(u"read"_s);
    QVERIFY(begun);
    const auto token = login.wait(*begun);
    QVERIFY(!token);
    QCOMPARE(int(token.error().kind), kind);
}

void TestRegistryLogin::isCancelledAtOnce()
{
    Registry registry({});
    QtHttpClient http(direct());
    RegistryLogin login(http, registry.server.url());
    auto begun = login.begin(u"read"_s);
    QVERIFY(begun);
    begun->interval = 3600s;
    begun->lifetime = 7200s;
    CancellationSource source;
    source.cancel();
    const auto token = login.wait(*begun, source.token());
    QVERIFY(!token);
    QCOMPARE(token.error().kind, Error::Kind::Cancelled);
}

/// The addresses for signing in had to be safe ones, the one that takes the token itself did not.
void TestRegistryLogin::tokenIsNotSentOpenlyToBeRevoked()
{
    Registry registry({});
    registry.revocation = u"http://registry.invalid/revoke"_s;
    QtHttpClient http(direct());
    RegistryLogin login(http, registry.server.url());
    const Result<void> revoked = login.revoke(u"howdah_x"_s);
    QVERIFY(!revoked);
    QCOMPARE(revoked.error().kind, Error::Kind::Unsupported);
}

void TestRegistryLogin::openConnectionsAreRefused()
{
    QtHttpClient http(direct());
    RegistryLogin login(http, QUrl(u"http://pgxn.example/"_s));
    QCOMPARE(login.begin(u"read"_s).error().kind, Error::Kind::Refused);
    QCOMPARE(login.account(u"howdah_x"_s).error().kind, Error::Kind::Refused);
}

void TestRegistryLogin::registryWithoutItIsTold()
{
    FakeHttpServer server([](const FakeRequest &) { return FakeReply{404, {}, "no"}; });
    QtHttpClient http(direct());
    QCOMPARE(RegistryLogin(http, server.url()).begin(u"read"_s).error().kind,
             Error::Kind::Unsupported);
}

QTEST_GUILESS_MAIN(TestRegistryLogin)
#include "tst_registrylogin.moc"
