// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/apifixture.h"
#include "registry/store/invitationstore.h"
#include "registry/store/passwordresetstore.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// Signing programs in without showing them a password. Each function runs on every database there is.
class TestOAuth : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void tellsWhereEverythingIs();
    void programIsSignedInOnce();
    void badRequestsAreRefused_data();
    void badRequestsAreRefused();
    void impatientProgramsAreSlowedDown();
    void deniedAndExpiredAreTold();
    void codeIsOfOneProgram();
    void tokenIsNeverMoreThanItsOwner();
    void accountMustStillBeActive();
    void revokedAtOnce();
    void requestsAreLimitedPerAddress();
    void pageTakesNothingFromOtherSites_data();
    void pageTakesNothingFromOtherSites();
    void pageIsStrictAndEscapes();
    void passwordIsNeededAndGuessingSlowedDown();
    void passwordIsResetInThePage();
    void managersAddressesWork();
    void accountIsMadeInThePageWithAnInvitation();
};

namespace {

const QList<std::pair<QByteArray, QByteArray>> form{
    {"Content-Type", "application/x-www-form-urlencoded"}};

struct Program {
    ApiFixture &registry;
    QByteArray deviceCode = {};
    QByteArray userCode = {};

    void begin(const QByteArray &scope = "read+publish", const QByteArray &client = "test")
    {
        const RegistryResponse response =
            registry.call("POST", "/oauth/device_authorization", {},
                          "client_id=" + client + "&scope=" + scope, form);
        if (response.status != 200)
            qFatal("%s", response.body.constData());
        const QJsonObject begun = ApiFixture::objectOf(response);
        deviceCode = begun.value(u"device_code"_s).toString().toLatin1();
        userCode = begun.value(u"user_code"_s).toString().toLatin1();
    }
    RegistryResponse poll(int after = 6, const QByteArray &client = "test")
    {
        registry.clock.time = registry.clock.time.addSecs(after);
        return registry.call(
            "POST", "/oauth/token", {},
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=" + client
                + "&device_code=" + deviceCode,
            form);
    }
    /// The error, or "granted".
    QString outcome(int after = 6)
    {
        const RegistryResponse response = poll(after);
        const QString error = ApiFixture::objectOf(response).value(u"error"_s).toString();
        return response.status == 200 ? u"granted"_s : error;
    }
    RegistryResponse decide(const QByteArray &decision, const QByteArray &nickname = "ada",
                            const QByteArray &password = "ada-password",
                            const QList<std::pair<QByteArray, QByteArray>> &more = {})
    {
        return registry.call("POST", "/device", {},
                             "user_code=" + userCode + "&decision=" + decision
                                 + "&nickname=" + nickname + "&password=" + password,
                             form + more);
    }
};

} // namespace

void TestOAuth::tellsWhereEverythingIs()
{
    ApiFixture registry;
    const RegistryResponse response =
        registry.call("GET", "/.well-known/oauth-authorization-server");
    QCOMPARE(response.status, 200);
    const QJsonObject metadata = ApiFixture::objectOf(response);
    QCOMPARE(metadata.value(u"issuer"_s).toString(), u"http://registry.example:7432"_s);
    QCOMPARE(metadata.value(u"token_endpoint"_s).toString(),
             u"http://registry.example:7432/oauth/token"_s);
    QVERIFY(
        registry.service().context().settings.set(u"public-address"_s, u"https://pgxn.example/"_s));
    QCOMPARE(ApiFixture::objectOf(registry.call("GET", "/.well-known/oauth-authorization-server"))
                 .value(u"device_authorization_endpoint"_s)
                 .toString(),
             u"https://pgxn.example/oauth/device_authorization"_s);
}

void TestOAuth::programIsSignedInOnce()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Program program{registry};
    program.begin();
    QVERIFY(registry.call("GET", "/device?user_code=" + program.userCode)
                .body.contains(program.userCode));
    QCOMPARE(program.outcome(), u"authorization_pending"_s);
    // People type codes as they like.
    program.userCode = program.userCode.toLower().replace('-', ' ').replace(' ', "+");
    QCOMPARE(program.decide("approve").status, 200);
    const RegistryResponse granted = program.poll();
    QCOMPARE(granted.status, 200);
    QCOMPARE(granted.header("Cache-Control"), "no-store");
    const QJsonObject token = ApiFixture::objectOf(granted);
    QCOMPARE(token.value(u"token_type"_s).toString(), u"Bearer"_s);
    QCOMPARE(token.value(u"scope"_s).toString(), u"read publish"_s);
    QCOMPARE(token.value(u"expires_in"_s).toInteger(), 180 * 86'400);
    const QByteArray me = ApiFixture::bearer(token.value(u"access_token"_s).toString());
    QCOMPARE(registry.call("GET", "/api/v2/account", me).status, 200);
    QCOMPARE(program.outcome(), u"invalid_grant"_s);
    QCOMPARE(program.decide("approve").status, 404);
    bool isAudited = false;
    const auto entries = AuditStore(registry.database()).newest(20);
    for (const AuditStore::Entry &entry : *entries)
        isAudited = isAudited || (entry.actor == u"ada" && entry.action == u"device approval");
    QVERIFY(isAudited);
}

void TestOAuth::badRequestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("error");
    const QByteArray begin = "/oauth/device_authorization";
    const QByteArray token = "/oauth/token";
    QTest::newRow("no client") << begin << QByteArray("scope=read") << u"invalid_request"_s;
    QTest::newRow("client breaks lines")
        << begin << QByteArray("client_id=a%0Ab") << u"invalid_request"_s;
    QTest::newRow("unknown scope")
        << begin << QByteArray("client_id=a&scope=root") << u"invalid_scope"_s;
    QTest::newRow("empty scope") << begin << QByteArray("client_id=a&scope=") << u"invalid_scope"_s;
    QTest::newRow("field twice") << begin << QByteArray("client_id=a&client_id=b")
                                 << u"invalid_request"_s;
    QTest::newRow("unreadable") << begin << QByteArray("client_id=%zz") << u"invalid_request"_s;
    QTest::newRow("no grant type") << token << QByteArray("client_id=a") << u"invalid_request"_s;
    QTest::newRow("password grant")
        << token << QByteArray("grant_type=password&client_id=a") << u"unsupported_grant_type"_s;
    QTest::newRow("no device code")
        << token
        << QByteArray(
               "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=a")
        << u"invalid_request"_s;
    QTest::newRow("unknown device code")
        << token
        << QByteArray("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
                      "&client_id=a&device_code=x")
        << u"invalid_grant"_s;
    QTest::newRow("nothing to revoke")
        << QByteArray("/oauth/revoke") << QByteArray("client_id=a") << u"invalid_request"_s;
}

void TestOAuth::badRequestsAreRefused()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, content);
    QFETCH(QString, error);
    ApiFixture registry;
    const RegistryResponse response = registry.call("POST", path, {}, content, form);
    QCOMPARE(response.status, 400);
    QCOMPARE(ApiFixture::objectOf(response).value(u"error"_s).toString(), error);
    const RegistryResponse json = registry.callJson("POST", path, {}, {{u"client_id"_s, u"a"_s}});
    QCOMPARE(ApiFixture::objectOf(json).value(u"error"_s).toString(), u"invalid_request"_s);
}

void TestOAuth::impatientProgramsAreSlowedDown()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Program program{registry};
    program.begin();
    QCOMPARE(program.outcome(0), u"authorization_pending"_s);
    QCOMPARE(program.outcome(1), u"slow_down"_s);
    QCOMPARE(program.outcome(5), u"slow_down"_s); // ten seconds now
    QCOMPARE(program.outcome(15), u"authorization_pending"_s);
    QCOMPARE(program.decide("approve").status, 200);
    QCOMPARE(program.outcome(3), u"slow_down"_s);
    QCOMPARE(program.outcome(20), u"granted"_s);
}

void TestOAuth::deniedAndExpiredAreTold()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Program denied{registry};
    denied.begin();
    QCOMPARE(denied.decide("deny", {}, {}).status, 200);
    QCOMPARE(denied.decide("approve").status, 404);
    QCOMPARE(denied.outcome(), u"access_denied"_s);
    Program late{registry};
    late.begin();
    QCOMPARE(late.outcome(899), u"authorization_pending"_s);
    QCOMPARE(late.outcome(1), u"expired_token"_s);
    QCOMPARE(late.decide("approve").status, 404);
    QCOMPARE(registry.call("GET", "/device?user_code=" + late.userCode).status, 404);
    // An approved one that nobody fetched ends as well.
    Program forgotten{registry};
    forgotten.begin();
    QCOMPARE(forgotten.decide("approve").status, 200);
    QCOMPARE(forgotten.outcome(900), u"expired_token"_s);
}

void TestOAuth::codeIsOfOneProgram()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Program program{registry};
    program.begin();
    QCOMPARE(program.decide("approve").status, 200);
    const RegistryResponse stolen = program.poll(6, "another");
    QCOMPARE(ApiFixture::objectOf(stolen).value(u"error"_s).toString(), u"invalid_grant"_s);
    QCOMPARE(program.outcome(), u"granted"_s);
}

void TestOAuth::tokenIsNeverMoreThanItsOwner()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Program some{registry};
    some.begin("read+report+admin");
    QCOMPARE(some.decide("approve").status, 200);
    QCOMPARE(ApiFixture::objectOf(some.poll()).value(u"scope"_s).toString(), u"read"_s);
    Program none{registry};
    none.begin("admin");
    QCOMPARE(none.decide("approve").status, 403);
    QCOMPARE(none.outcome(), u"authorization_pending"_s);
}

void TestOAuth::accountMustStillBeActive()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    Program program{registry};
    program.begin();
    QCOMPARE(program.decide("approve").status, 200);
    QVERIFY(AccountStore(registry.database())
                .setStatus(ada.id, Account::Status::Inactive, {}, registry.clock.now()));
    QCOMPARE(program.outcome(), u"access_denied"_s);
}

void TestOAuth::revokedAtOnce()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    const QString secret = registry.addToken(ada, TokenScope::Read);
    const QByteArray me = ApiFixture::bearer(secret);
    QCOMPARE(registry.call("GET", "/api/v2/account", me).status, 200);
    const QByteArray content = "token=" + secret.toLatin1();
    QCOMPARE(registry.call("POST", "/oauth/revoke", {}, content, form).status, 200);
    QCOMPARE(registry.call("GET", "/api/v2/account", me).status, 401);
    // What does not work any more is no error.
    QCOMPARE(registry.call("POST", "/oauth/revoke", {}, content, form).status, 200);
    QCOMPARE(registry.call("POST", "/oauth/revoke", {}, "token=howdah_x", form).status, 200);
}

void TestOAuth::requestsAreLimitedPerAddress()
{
    ApiFixture registry;
    Program program{registry};
    for (int i = 0; i < 30; ++i)
        program.begin();
    const QByteArray content = "client_id=test&scope=read";
    QCOMPARE(registry.call("POST", "/oauth/device_authorization", {}, content, form).status, 429);
    for (int i = 0; i < 60; ++i)
        QCOMPARE(registry.call("GET", "/device?user_code=BCDF-GHJK").status, 404);
    QCOMPARE(registry.call("GET", "/device?user_code=BCDF-GHJK").status, 429);
    registry.clock.time = registry.clock.time.addSecs(600);
    QCOMPARE(registry.call("GET", "/device?user_code=BCDF-GHJK").status, 404);
}

void TestOAuth::pageTakesNothingFromOtherSites_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const QByteArray &header, const QByteArray &value, bool isTaken) {
        QTest::newRow((header + ' ' + value).constData()) << header << value << isTaken;
    };
    row("Origin", "http://registry.example:7432", true);
    row("Origin", "https://registry.example:7432", false);
    row("Origin", "http://evil.example", false);
    row("Origin", "null", false);
    row("Sec-Fetch-Site", "same-origin", true);
    row("Sec-Fetch-Site", "none", true);
    row("Sec-Fetch-Site", "same-site", false);
    row("Sec-Fetch-Site", "cross-site", false);
    row("X-Nothing", "", true);
}

void TestOAuth::pageTakesNothingFromOtherSites()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(bool, isTaken);
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Program program{registry};
    program.begin();
    QCOMPARE(program.decide("approve", "ada", "ada-password", {{header, value}}).status,
             isTaken ? 200 : 403);
    QCOMPARE(program.outcome(), isTaken ? u"granted"_s : u"authorization_pending"_s);
}

void TestOAuth::pageIsStrictAndEscapes()
{
    ApiFixture registry;
    Program program{registry};
    program.begin("read", "%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    const RegistryResponse page = registry.call("GET", "/device?user_code=" + program.userCode);
    QCOMPARE(page.status, 200);
    QVERIFY(!page.body.contains("<script"));
    QVERIFY(page.body.contains("&lt;script"));
    const QByteArray policy = page.header("Content-Security-Policy");
    for (const char *rule : {"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'",
                             "base-uri 'none'", "style-src 'sha256-"})
        QVERIFY2(policy.contains(rule), rule);
    QCOMPARE(page.header("Cache-Control"), "no-store");
    QCOMPARE(page.header("X-Content-Type-Options"), "nosniff");
    QVERIFY(registry.call("GET", "/device").body.contains("name=\"user_code\""));
    QVERIFY(!registry.call("GET", "/device?user_code=%22%3E%3Cb%3E").body.contains("<b>"));
}

void TestOAuth::passwordIsNeededAndGuessingSlowedDown()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Program program{registry};
    program.begin();
    for (int attempt = 0; attempt < 8; ++attempt)
        QCOMPARE(program.decide("approve", "ada", "wrong").status, 403);
    QCOMPARE(program.decide("approve").status, 429);
    QCOMPARE(program.decide("perhaps").status, 400);
    QCOMPARE(program.outcome(), u"authorization_pending"_s);
    RegistryRequest open{"POST", "/device", form};
    open.body =
        "user_code=" + program.userCode + "&decision=approve&nickname=ada&password=ada-password";
    open.bodySize = open.body.size();
    open.peer = u"192.0.2.7"_s;
    open.host = "registry.example:7432";
    QCOMPARE(registry.service().answer(open).status, 403);
}

void TestOAuth::passwordIsResetInThePage()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    const auto reset = PasswordResetStore(registry.database()).add(ada.id, registry.clock.now());
    const QByteArray path = "/account/reset/" + reset->token.toLatin1();
    QVERIFY(registry.call("GET", path).body.contains("“ada”"));
    QCOMPARE(registry.call("GET", "/account/reset/x").status, 410);
    const auto set = [&](const QByteArray &password, const QByteArray &again) {
        return registry.call("POST", path, {}, "new_pass=" + password + "&verify=" + again, form)
            .status;
    };
    QCOMPARE(set("correct+horse+battery", "correct+horse"), 409);
    QCOMPARE(set("short", "short"), 409);
    QCOMPARE(set("correct+horse+battery", "correct+horse+battery"), 200);
    QCOMPARE(set("correct+horse+battery", "correct+horse+battery"), 410);
    const QByteArray basic = "Basic " + QByteArray("ada:correct horse battery").toBase64();
    QCOMPARE(registry.call("GET", "/api/v2/account", basic).status, 200);
}

void TestOAuth::accountIsMadeInThePageWithAnInvitation()
{
    ApiFixture registry;
    const QByteArray uninvited = registry.call("GET", "/account/register").body;
    QVERIFY(!uninvited.contains("<form"));
    InvitationStore invitations(registry.service().context().database);
    const QDateTime now = registry.service().context().clock.now();
    const auto made = invitations.add(Account::Role::Author, {}, 0, now.addDays(1), now);
    QVERIFY(made);
    const QByteArray code = made->code.toLatin1();
    const RegistryResponse page = registry.call("GET", "/account/register?invitation=" + code);
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains(code));
    const auto send = [&](const QByteArray &password) {
        return registry.call("POST", "/account/register", {},
                             "page=yes&nickname=%22bob&full_name=Bob&email=bob%40example.org&why="
                             "invited&invitation="
                                 + code + "&password=" + password,
                             form);
    };
    // What was typed stays, but for the password, and is text only.
    const RegistryResponse wrong = send("correct+horse+battery");
    QCOMPARE(wrong.status, 400);
    QVERIFY(wrong.body.contains("class=\"problem\""));
    QVERIFY(wrong.body.contains("value=\"&quot;bob\""));
    QVERIFY(!wrong.body.contains("correct horse"));
    const RegistryResponse done = registry.call(
        "POST", "/account/register", {},
        "page=yes&nickname=bob&full_name=Bob&email=bob%40example.org&why=invited&invitation=" + code
            + "&password=correct+horse+battery",
        form);
    QCOMPARE(done.status, 303);
    const QByteArray me = "Basic " + QByteArray("bob:correct horse battery").toBase64();
    QCOMPARE(registry.call("GET", "/api/v2/account", me).status, 200);
}

void TestOAuth::managersAddressesWork()
{
    ApiFixture registry;
    QVERIFY(registry.service().context().settings.set(u"registration"_s, u"open"_s));
    const QByteArray content = "nickname=ada&full_name=Ada&email=ada%40example.org&why=to+publish"
                               "&password=correct+horse+battery";
    const RegistryResponse made = registry.call("POST", "/account/register", {}, content, form);
    QCOMPARE(made.status, 303);
    QCOMPARE(registry.call("GET", made.header("Location")).status, 200);
    const RegistryResponse again = registry.call(
        "POST", "/account/register", {}, content,
        form + QList<std::pair<QByteArray, QByteArray>>{{"Accept", "application/json"}});
    QCOMPARE(again.status, 409);
    QVERIFY(ApiFixture::objectOf(again).value(u"message"_s).toString().contains(u"taken"));
    QCOMPARE(registry.call("POST", "/account/register", {}, "nickname=bob", form).status, 400);
    const QByteArray me = "Basic " + QByteArray("ada:correct horse battery").toBase64();
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder()), u"ada"_s));
    QCOMPARE(
        ApiFixture::objectOf(registry.call("GET", "/permissions", me)).value(u"owner"_s).toArray(),
        QJsonArray{u"kvbox"_s});
    const QJsonArray own = ApiFixture::objectOf(registry.call("GET", "/distributions", me))
                               .value(u"distributions"_s)
                               .toArray();
    QCOMPARE(own.size(), 1);
    QCOMPARE(own[0][u"version"_s].toString(), u"1.2.0"_s);
    QCOMPARE(registry.call("GET", "/permissions").status, 401);
}

QTEST_GUILESS_MAIN(TestOAuth)
#include "tst_oauth.moc"
