// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/apifixture.h"
#include "registry/openid/identityprovider.h"
#include "registry/sampleprovider.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

/// Signing in with an identity provider. Each function runs on every database there is.
class TestOpenId : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void linksAnAccountAndLetsAProgramIn_data();
    void linksAnAccountAndLetsAProgramIn();
    void makesAnAccountAsRegistrationAllows_data();
    void makesAnAccountAsRegistrationAllows();
    void believesNoFalseToken_data();
    void believesNoFalseToken();
    void followsARotatedKey();
    void forgetsAWithdrawnKey();
    void answersOnlyTheBrowserThatBegan();
    void otherSitesCannotDecide();
    void linkNeedsThePassword();
    void secretsOfProvidersAreSealed();
    void badProvidersAreRefused_data();
    void badProvidersAreRefused();
};

namespace {

struct Browser {
    explicit Browser(ApiFixture &registry) : registry(registry) {}

    RegistryResponse get(const QByteArray &target)
    {
        const RegistryResponse response =
            registry.call("GET", target, {}, {}, {{"Cookie", cookie}});
        if (const QByteArray set = response.header("Set-Cookie"); !set.isEmpty())
            cookie = set.left(set.indexOf(';'));
        remember(response);
        return response;
    }
    RegistryResponse post(const QString &decision, const QByteArray &more = {},
                          const QByteArray &origin = "http://registry.example:7432")
    {
        const RegistryResponse response =
            registry.call("POST", "/login/continue", {},
                          "ticket=" + ticket + "&decision=" + decision.toLatin1() + more,
                          {{"Cookie", cookie},
                           {"Origin", origin},
                           {"Content-Type", "application/x-www-form-urlencoded"}});
        remember(response);
        return response;
    }
    /// There and back again.
    RegistryResponse signIn(SampleProvider &provider, const QJsonObject &person,
                            const QByteArray &userCode = {})
    {
        const RegistryResponse begun = get("/login/sample?user_code=" + userCode);
        const QUrl there = QUrl::fromEncoded(begun.header("Location"));
        static const QRegularExpression state(u"[?&]state=([^&]+)"_s);
        const QString code = provider.login(there, person);
        if (code.isEmpty())
            qFatal("asked wrongly: %d %s", begun.status, qPrintable(there.toString()));
        back = "/login/sample/callback?code=" + code.toLatin1()
               + "&state=" + state.match(there.toString()).captured(1).toLatin1();
        return get(back);
    }
    void remember(const RegistryResponse &response)
    {
        static const QRegularExpression hidden(u"name=\"ticket\" value=\"([^\"]+)\""_s);
        const auto match = hidden.match(QString::fromUtf8(response.body));
        if (match.hasMatch())
            ticket = match.captured(1).toLatin1();
    }

    ApiFixture &registry;
    QByteArray cookie;
    QByteArray ticket;
    QByteArray back;
};

QString settingFor(const SampleProvider &provider)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonArray{QJsonObject{{u"name"_s, u"sample"_s},
                                             {u"title"_s, u"Sample & Co"_s},
                                             {u"issuer"_s, provider.issuer()},
                                             {u"client_id"_s, SampleProvider::clientId},
                                             {u"client_secret"_s, SampleProvider::clientSecret}}})
            .toJson(QJsonDocument::Compact));
}

void use(ApiFixture &registry, const SampleProvider &provider)
{
    const Result<QString> value = IdentityProviders::sealed(settingFor(provider), registry.store());
    if (!value)
        qFatal("%s", qPrintable(value.error().message));
    if (!registry.service().context().settings.set(u"identity-providers"_s, *value))
        qFatal("no such setting");
}

QJsonObject begin(ApiFixture &registry)
{
    return ApiFixture::objectOf(
        registry.call("POST", "/oauth/device_authorization", {}, "client_id=test&scope=read",
                      {{"Content-Type", "application/x-www-form-urlencoded"}}));
}

QJsonObject poll(ApiFixture &registry, const QJsonObject &begun)
{
    registry.clock.time = registry.clock.time.addSecs(6);
    return ApiFixture::objectOf(registry.call(
        "POST", "/oauth/token", {},
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=test"
        "&device_code="
            + begun.value(u"device_code"_s).toString().toLatin1(),
        {{"Content-Type", "application/x-www-form-urlencoded"}}));
}

const QJsonObject &somebody()
{
    static const QJsonObject person{{u"sub"_s, u"4711"_s},
                                    {u"name"_s, u"Ada Sample"_s},
                                    {u"email"_s, u"ada@sample.example"_s},
                                    {u"email_verified"_s, true},
                                    {u"preferred_username"_s, u"Ada.L"_s}};
    return person;
}

} // namespace

void TestOpenId::linksAnAccountAndLetsAProgramIn_data()
{
    QTest::addColumn<QString>("algorithm");
    for (const char *name : {"RS256", "ES256", "EdDSA"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestOpenId::linksAnAccountAndLetsAProgramIn()
{
    QFETCH(QString, algorithm);
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    SampleProvider provider(algorithm);
    use(registry, provider);
    const QJsonObject begun = begin(registry);
    const QByteArray userCode = begun.value(u"user_code"_s).toString().toLatin1();
    const RegistryResponse page = registry.call("GET", "/device?user_code=" + userCode);
    QVERIFY(page.body.contains("Continue with Sample &amp; Co"));
    Browser browser(registry);
    const RegistryResponse asked = browser.signIn(provider, somebody(), userCode);
    QCOMPARE(asked.status, 200);
    QVERIFY(asked.body.contains("no account here yet"));
    QVERIFY(asked.body.contains("value=\"ada-l\""));
    const RegistryResponse linked = browser.post(u"link"_s, "&nickname=ada&password=ada-password");
    QCOMPARE(linked.status, 200);
    QVERIFY(linked.body.contains(userCode) && linked.body.contains("act as “ada”"));
    QCOMPARE(poll(registry, begun).value(u"error"_s).toString(), u"authorization_pending"_s);
    QCOMPARE(browser.post(u"approve"_s).status, 200);
    const QString token = poll(registry, begun).value(u"access_token"_s).toString();
    const QByteArray me = ApiFixture::bearer(token);
    QCOMPARE(ApiFixture::objectOf(registry.call("GET", "/api/v2/account", me))
                 .value(u"nickname"_s)
                 .toString(),
             u"ada"_s);
    QVERIFY(registry.call("GET", "/api/v2/account/identities", me).body.contains("4711"));
    // From now on the provider alone is enough; and no again means no.
    const QJsonObject next = begin(registry);
    const RegistryResponse known =
        browser.signIn(provider, somebody(), next.value(u"user_code"_s).toString().toLatin1());
    QVERIFY(known.body.contains("act as “ada”"));
    QCOMPARE(browser.post(u"deny"_s).status, 200);
    QCOMPARE(poll(registry, next).value(u"error"_s).toString(), u"access_denied"_s);
    QCOMPARE(provider.askedForKeys(), 1);
}

void TestOpenId::makesAnAccountAsRegistrationAllows_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("account");
    QTest::newRow("open") << u"open"_s << 200 << u"active"_s;
    QTest::newRow("moderated") << u"moderated"_s << 200 << u"new"_s;
    QTest::newRow("invitation") << u"invitation"_s << 403 << QString();
    QTest::newRow("closed") << u"closed"_s << 403 << QString();
}

void TestOpenId::makesAnAccountAsRegistrationAllows()
{
    QFETCH(QString, mode);
    QFETCH(int, status);
    QFETCH(QString, account);
    ApiFixture registry;
    QVERIFY(registry.service().context().settings.set(u"registration"_s, mode));
    SampleProvider provider(u"EdDSA"_s);
    use(registry, provider);
    Browser browser(registry);
    QCOMPARE(browser.signIn(provider, somebody()).status, 200);
    const RegistryResponse made = browser.post(
        u"create"_s, "&nickname=ada&name=Ada&email=ada%40sample.example&why=to+publish+things");
    QCOMPARE(made.status, status);
    const Result<Account> found = AccountStore(registry.database()).byNickname(u"ada"_s);
    QCOMPARE(found.has_value(), !account.isEmpty());
    if (!found)
        return;
    QCOMPARE(nameOf(found->status), account);
    QVERIFY(found->passwordHash.isEmpty());
    QCOMPARE(browser.signIn(provider, somebody()).status, account == u"new" ? 403 : 200);
}

void TestOpenId::believesNoFalseToken_data()
{
    QTest::addColumn<QJsonObject>("claims");
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<bool>("isBroken");
    const auto claim = [](const char *name, const QString &member, const QJsonValue &value) {
        QTest::newRow(name) << QJsonObject{{member, value}} << QString() << false;
    };
    claim("another issuer", u"iss"_s, u"https://example.org"_s);
    claim("another audience", u"aud"_s, u"somebody else"_s);
    claim("several audiences, no party", u"aud"_s,
          QJsonArray{SampleProvider::clientId, u"somebody else"_s});
    claim("another party", u"azp"_s, u"somebody else"_s);
    claim("expired", u"exp"_s, 1709374272 - 61);
    claim("no expiry", u"exp"_s, QJsonValue());
    claim("of the future", u"iat"_s, 1709374272 + 3600);
    claim("another nonce", u"nonce"_s, u"x"_s);
    claim("no nonce", u"nonce"_s, QJsonValue());
    claim("nobody", u"sub"_s, QJsonValue());
    QTest::newRow("unsigned") << QJsonObject() << u"none"_s << false;
    QTest::newRow("symmetric") << QJsonObject() << u"HS256"_s << false;
    QTest::newRow("another kind of key") << QJsonObject() << u"RS256"_s << false;
    QTest::newRow("wrong signature") << QJsonObject() << QString() << true;
}

void TestOpenId::believesNoFalseToken()
{
    QFETCH(QJsonObject, claims);
    QFETCH(QString, algorithm);
    QFETCH(bool, isBroken);
    ApiFixture registry;
    SampleProvider provider(u"ES256"_s);
    use(registry, provider);
    provider.falsify(claims);
    if (!algorithm.isEmpty())
        provider.claimAlgorithm(algorithm);
    if (isBroken)
        provider.breakSignature();
    Browser browser(registry);
    const RegistryResponse refused = browser.signIn(provider, somebody());
    QVERIFY2(refused.status == 403 || refused.status == 404,
             qPrintable(QString::number(refused.status)));
    QVERIFY(browser.ticket.isEmpty());
}

void TestOpenId::followsARotatedKey()
{
    ApiFixture registry;
    SampleProvider provider(u"EdDSA"_s);
    use(registry, provider);
    Browser browser(registry);
    QCOMPARE(browser.signIn(provider, somebody()).status, 200);
    provider.rotateKey();
    QCOMPARE(browser.signIn(provider, somebody()).status, 200);
    QCOMPARE(provider.askedForKeys(), 2);
}

/// A key once seen was believed for as long as the registry ran.
void TestOpenId::forgetsAWithdrawnKey()
{
    ApiFixture registry;
    SampleProvider provider(u"EdDSA"_s);
    use(registry, provider);
    Browser browser(registry);
    QCOMPARE(browser.signIn(provider, somebody()).status, 200);
    provider.withdrawKey();
    QCOMPARE(browser.signIn(provider, somebody()).status, 200);
    registry.clock.time = registry.clock.time.addSecs(3600);
    const qint64 now = registry.clock.time.toSecsSinceEpoch();
    provider.falsify({{u"iat"_s, now}, {u"exp"_s, now + 300}});
    QCOMPARE(browser.signIn(provider, somebody()).status, 404);
}

void TestOpenId::answersOnlyTheBrowserThatBegan()
{
    // Else somebody could have another's browser finish a sign-in that he began himself.
    ApiFixture registry;
    SampleProvider provider(u"EdDSA"_s);
    use(registry, provider);
    Browser mine(registry);
    QCOMPARE(mine.signIn(provider, somebody()).status, 200);
    QCOMPARE(mine.get(mine.back).status, 403); // used up
    Browser other(registry);
    QCOMPARE(other.signIn(provider, somebody()).status, 200);
    other.cookie = mine.cookie;
    QCOMPARE(other.post(u"create"_s, "&nickname=ada").status, 403);
    other.cookie.clear();
    QCOMPARE(other.post(u"create"_s, "&nickname=ada").status, 403);
    QCOMPARE(other.get("/login/sample/callback?code=x&state=y").status, 403);
    QCOMPARE(other.get("/login/other").status, 404);
    Browser late(registry);
    QCOMPARE(late.signIn(provider, somebody()).status, 200);
    registry.clock.time = registry.clock.time.addSecs(901);
    QCOMPARE(late.post(u"create"_s, "&nickname=ada").status, 403);
}

void TestOpenId::otherSitesCannotDecide()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    SampleProvider provider(u"EdDSA"_s);
    use(registry, provider);
    Browser browser(registry);
    QCOMPARE(browser.signIn(provider, somebody()).status, 200);
    const QByteArray fields = "&nickname=ada&password=ada-password";
    QCOMPARE(browser.post(u"link"_s, fields, "https://evil.example").status, 403);
    QCOMPARE(browser.post(u"link"_s, fields, "null").status, 403);
    QCOMPARE(browser.post(u"link"_s, fields).status, 200);
}

void TestOpenId::linkNeedsThePassword()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    SampleProvider provider(u"EdDSA"_s);
    use(registry, provider);
    Browser browser(registry);
    QCOMPARE(browser.signIn(provider, somebody()).status, 200);
    QCOMPARE(browser.post(u"link"_s, "&nickname=ada&password=wrong").status, 403);
    QCOMPARE(browser.post(u"approve"_s).status, 400);
    QCOMPARE(browser.post(u"link"_s, "&nickname=ada&password=ada-password").status, 200);
    const QByteArray me = ApiFixture::basic(u"ada"_s);
    QCOMPARE(registry.call("DELETE", "/api/v2/account/identities/sample", me).status, 204);
    QCOMPARE(registry.call("DELETE", "/api/v2/account/identities/sample", me).status, 404);
}

void TestOpenId::secretsOfProvidersAreSealed()
{
    ApiFixture registry;
    SampleProvider provider(u"EdDSA"_s);
    const QString kept = *IdentityProviders::sealed(settingFor(provider), registry.store());
    QVERIFY(kept.contains(u"sealed:") && !kept.contains(SampleProvider::clientSecret));
    QCOMPARE(*IdentityProviders::sealed(kept, registry.store()), kept);
    use(registry, provider);
    const auto known = IdentityProviders::named(u"sample"_s, registry.service().context().settings,
                                                registry.store());
    QCOMPARE(known->clientSecret, SampleProvider::clientSecret);
    ApiFixture another;
    QCOMPARE(IdentityProviders::sealed(kept, another.store()).error().kind, Error::Kind::Integrity);
}

void TestOpenId::badProvidersAreRefused_data()
{
    QTest::addColumn<QString>("setting");
    QTest::newRow("no JSON") << u"{"_s;
    QTest::newRow("no list") << u"{}"_s;
    QTest::newRow("no name") << u"[{}]"_s;
    QTest::newRow("path as name") << u"[{\"name\":\"a/b\"}]"_s;
    QTest::newRow("open connection")
        << u"[{\"name\":\"a\",\"issuer\":\"http://id.example\",\"client_id\":\"x\"}]"_s;
    QTest::newRow("no client") << u"[{\"name\":\"a\",\"issuer\":\"https://id.example\"}]"_s;
    QTest::newRow("not for identities")
        << u"[{\"name\":\"a\",\"issuer\":\"https://id.example\",\"client_id\":\"x\",\"scopes\":\"email\"}]"_s;
    QTest::newRow("misspelt")
        << u"[{\"name\":\"a\",\"issuer\":\"https://id.example\",\"client_id\":\"x\",\"titel\":\"A\"}]"_s;
    QTest::newRow("missing file")
        << u"[{\"name\":\"a\",\"issuer\":\"https://id.example\",\"client_id\":\"x\",\"client_secret_file\":\"/nowhere/x\"}]"_s;
}

void TestOpenId::badProvidersAreRefused()
{
    QFETCH(QString, setting);
    ApiFixture registry;
    const Result<QString> kept = IdentityProviders::sealed(setting, registry.store());
    QVERIFY(!kept && !kept.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestOpenId)
#include "tst_openid.moc"
