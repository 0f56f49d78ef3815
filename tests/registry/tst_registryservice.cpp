// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/accounts/provenpasswords.h"
#include "registry/apifixture.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

/// Each function runs on every database there is.
class TestRegistryService : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void servesTheMirror();
    void whoAsksIsFoundOut_data();
    void whoAsksIsFoundOut();
    void revokedTokenIsRefusedAtOnce();
    void tokenForOneDistributionReachesNothingElse();
    void passwordsAreTakenOverSafeConnectionsOnly();
    void provenPasswordIsNotHashedAgain();
    void changedPasswordIsNotProven();
    void guessingIsSlowedDown_data();
    void guessingIsSlowedDown();
    void guessingDoesNotLockTheOwnerOut();
    void passwordsAreNotQueuedUp();
    void otherSitesWriteNothing_data();
    void otherSitesWriteNothing();
    void nobodyCannotFillTheAuditLog();
    void revocationsOfNothingAreLimited();
    void pagesOfOtherSitesReadWhatIsSharedOnly();
    void literalPartsGoBeforeVariables();
    void housekeepingSweepsTheFolder();
    void namesThatNobodyAsksForAreNotFollowed();
};

void TestRegistryService::servesTheMirror()
{
    ApiFixture registry;
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    QCOMPARE(registry.call("GET", "/index.json").status, 200);
    QTRY_COMPARE(registry.call("GET", "/dist/kvbox/1.2.0/META.json").status, 200);
    QCOMPARE(registry.call("GET", "/extension/kvbox.json").status, 200);
    QCOMPARE(registry.call("GET", "/user/local.json").status, 200);
    QCOMPARE(registry.call("GET", "/dist/other.json").status, 404);
    // In the tree, but not in the database.
    ReleaseFixture::write(registry.store().tree().path(u"dist/kvbox/1.3.0/META.json"_s), "{}");
    QCOMPARE(registry.call("GET", "/dist/kvbox/1.3.0/META.json").status, 404);
    QCOMPARE(registry.call("POST", "/index.json", {}, "x").status, 404);
}

void TestRegistryService::whoAsksIsFoundOut_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("right") << ApiFixture::basic(u"ada"_s) << true;
    QTest::newRow("another case") << "Basic " + QByteArray("ADA:ada-password").toBase64() << true;
    QTest::newRow("wrong password") << "Basic " + QByteArray("ada:wrong").toBase64() << false;
    QTest::newRow("no such user") << "Basic " + QByteArray("eve:eve-password").toBase64() << false;
    QTest::newRow("inactive") << ApiFixture::basic(u"bob"_s) << false;
    QTest::newRow("no colon") << "Basic " + QByteArray("ada").toBase64() << false;
    QTest::newRow("no base64") << QByteArray("Basic %%%") << false;
    QTest::newRow("another scheme") << QByteArray("Digest x") << false;
    QTest::newRow("unknown token") << QByteArray("Bearer howdah_x") << false;
}

void TestRegistryService::whoAsksIsFoundOut()
{
    QFETCH(QByteArray, authorization);
    QFETCH(bool, isKnown);
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    const Account bob = registry.addUser(u"bob"_s);
    QVERIFY(registry.database().write([&](SqlConnection &connection) {
        return connection.execute(u"UPDATE users SET status = 'inactive' WHERE id = ?"_s, {bob.id});
    }));
    RegistryRequest request{"GET", "/", {{"Authorization", authorization}}};
    request.isLoopback = true;
    const Result<Identity> identity = registry.service().context().gatekeeper.identify(request);
    QCOMPARE(identity.has_value(), isKnown);
    if (identity)
        QCOMPARE(identity->account.nickname, u"ada"_s);
    else
        QCOMPARE(identity.error().kind, Error::Kind::Permission);
}

void TestRegistryService::revokedTokenIsRefusedAtOnce()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    const QString secret = registry.addToken(ada, TokenScope::Publish, u"kvBox"_s);
    Gatekeeper &gatekeeper = registry.service().context().gatekeeper;
    RegistryRequest request{"GET", "/", {{"Authorization", ApiFixture::bearer(secret)}}};
    request.isEncrypted = true;
    const Result<Identity> identity = gatekeeper.identify(request);
    QVERIFY(identity);
    QVERIFY(identity->may(TokenScope::Publish));
    QVERIFY(!identity->may(TokenScope::Review));
    QVERIFY(!identity->may(TokenScope::Admin));
    QVERIFY(identity->mayTouch(u"KVBOX"_s));
    QVERIFY(!identity->mayTouch(u"other"_s));
    TokenStore tokens(registry.database());
    const QList<ApiToken> own = *tokens.ofUser(ada.id);
    QCOMPARE(own.size(), 1);
    QVERIFY(own.first().lastUsed.isValid());
    QVERIFY(!secret.isEmpty() && !own.first().hint.contains(secret));
    QCOMPARE(tokens.revoke(ada.id + 1, own.first().id, registry.clock.now()).error().kind,
             Error::Kind::NotFound);
    QVERIFY(tokens.revoke(ada.id, own.first().id, registry.clock.now()));
    QCOMPARE(gatekeeper.identify(request).error().kind, Error::Kind::Permission);
}

/// An administrator's token for kvbox made password resets, unlinked identities and read what is of the account.
void TestRegistryService::tokenForOneDistributionReachesNothingElse()
{
    ApiFixture registry;
    const Account root = registry.addUser(u"root"_s, Account::Role::Admin);
    registry.addToken(root, TokenScope::Read);
    const TokenScopes all = TokenScope::Read | TokenScope::Publish | TokenScope::Report
                            | TokenScope::Review | TokenScope::Admin;
    const QByteArray token = ApiFixture::bearer(registry.addToken(root, all, u"kvbox"_s));
    QSet<QString> reached;
    for (const ApiRoute &route : registry.service().router().routes()) {
        if (!route.scope)
            continue;
        QString target = route.pattern;
        target.replace(u"{nickname}"_s, u"root"_s)
            .replace(u"{version}"_s, u"1.2.0"_s)
            .replace(QRegularExpression(u"\\{(distribution|extension)\\}"_s), u"other"_s)
            .replace(QRegularExpression(u"\\{[a-z]+\\}"_s), u"1"_s);
        const RegistryResponse response = registry.call(route.method, target.toLatin1(), token);
        QVERIFY2(response.status != 401, qPrintable(target));
        if (response.status != 403)
            reached.insert(QString::fromLatin1(route.method) + u' ' + route.pattern);
    }
    // These look for themselves what is asked about, or are nobody's but the token's.
    const QSet<QString> looking{
        u"GET /api/v2/account"_s,
        u"GET /upload"_s,
        u"POST /upload"_s,
        u"POST /api/v2/releases"_s,
        u"POST /api/v2/reports"_s,
        u"DELETE /api/v2/reports/{report}"_s,
        u"PUT /api/v2/reviews/{review}/reply"_s,
        u"POST /api/v2/reviews/{review}/flags"_s,
        u"GET /api/v2/webhooks"_s,
        u"POST /api/v2/webhooks"_s,
        u"GET /api/v2/webhooks/{webhook}"_s,
        u"PATCH /api/v2/webhooks/{webhook}"_s,
        u"DELETE /api/v2/webhooks/{webhook}"_s,
        u"POST /api/v2/webhooks/{webhook}/secret"_s,
        u"POST /api/v2/webhooks/{webhook}/test"_s,
        u"GET /api/v2/webhooks/{webhook}/deliveries"_s,
        u"POST /api/v2/webhooks/{webhook}/deliveries/{delivery}/redeliver"_s,
    };
    const QSet<QString> tooMuch = QSet<QString>(reached).subtract(looking);
    QVERIFY2(tooMuch.isEmpty(), qPrintable(QStringList(tooMuch.values()).join(u'\n')));
    const QSet<QString> tooLittle = QSet<QString>(looking).subtract(reached);
    QVERIFY2(tooLittle.isEmpty(), qPrintable(QStringList(tooLittle.values()).join(u'\n')));
    QCOMPARE(registry.call("PUT", "/api/v2/distributions/kvBox/deprecation", token).status, 404);
}

void TestRegistryService::passwordsAreTakenOverSafeConnectionsOnly()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    RegistryRequest request{"GET", "/", {{"Authorization", ApiFixture::basic(u"ada"_s)}}};
    Gatekeeper &gatekeeper = registry.service().context().gatekeeper;
    QCOMPARE(gatekeeper.identify(request).error().kind, Error::Kind::Refused);
    request.isEncrypted = true;
    QVERIFY(gatekeeper.identify(request));
}

/// A stored hash that cannot be verified any more stands for Argon2id: only what was proven before is right.
void TestRegistryService::provenPasswordIsNotHashedAgain()
{
    const QString hash = u"$argon2id$hash"_s;
    const QDateTime start = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    ProvenPasswords passwords;
    QVERIFY(!passwords.isProven(hash, u"right"_s, start));
    passwords.add(hash, u"right"_s, start);
    QVERIFY(passwords.isProven(hash, u"right"_s, start.addSecs(ProvenPasswords::seconds - 1)));
    QVERIFY(!passwords.isProven(hash, u"right"_s, start.addSecs(ProvenPasswords::seconds)));
    QVERIFY(!passwords.isProven(hash, u"right"_s, start.addSecs(-1))); // the clock was set back
    QVERIFY(!passwords.isProven(hash, u"wrong"_s, start));
    QVERIFY(!passwords.isProven(hash + u'x', u"right"_s, start));
    QVERIFY(!ProvenPasswords().isProven(hash, u"right"_s, start));
    for (qsizetype i = 0; i < ProvenPasswords::most; ++i)
        passwords.add(hash, QString::number(i), start.addSecs(ProvenPasswords::seconds));
    QVERIFY(!passwords.isProven(hash, u"right"_s, start));
}

void TestRegistryService::changedPasswordIsNotProven()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    Gatekeeper &gatekeeper = registry.service().context().gatekeeper;
    const auto signIn = [&](const QString &password) {
        return gatekeeper.signIn(u"ada"_s, password, u"127.0.0.1"_s);
    };
    QVERIFY(signIn(u"ada-password"_s));
    QVERIFY(signIn(u"ada-password"_s));
    const auto change = [&](const QString &column, const QString &value) {
        return registry.database().write([&](SqlConnection &connection) {
            return connection.execute(u"UPDATE users SET %1 = ? WHERE id = ?"_s.arg(column),
                                      {value, ada.id});
        });
    };
    QVERIFY(change(u"password_hash"_s, *Gatekeeper::hashOf(u"another"_s)));
    QCOMPARE(signIn(u"ada-password"_s).error().kind, Error::Kind::Permission);
    QVERIFY(signIn(u"another"_s));
    QVERIFY(change(u"status"_s, u"inactive"_s));
    QCOMPARE(signIn(u"another"_s).error().kind, Error::Kind::Permission);
}

void TestRegistryService::guessingIsSlowedDown_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("neighbour");
    QTest::newRow("IPv4") << u"192.0.2.1"_s << u"192.0.2.1"_s;
    // Whoever has one address of a network has all of them.
    QTest::newRow("IPv6") << u"2001:db8::%1"_s << u"2001:db8:0:0:1:2:3:4"_s;
    QTest::newRow("IPv6, written out") << u"2001:db8:1:2:3:4:5:%1"_s << u"2001:db8:1:2::"_s;
}

void TestRegistryService::guessingIsSlowedDown()
{
    QFETCH(QString, address);
    QFETCH(QString, neighbour);
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    registry.addUser(u"bob"_s);
    const QStringList others{u"carl"_s, u"dora"_s, u"emil"_s, u"frida"_s};
    for (const QString &other : others)
        registry.addUser(other);
    Gatekeeper &gatekeeper = registry.service().context().gatekeeper;
    const auto guess = [&](int attempt, const QString &nickname) {
        const QString from = address.contains(u'%') ? address.arg(attempt + 1, 0, 16) : address;
        return gatekeeper.signIn(nickname, u"wrong"_s, from).error().kind;
    };
    for (int attempt = 0; attempt < 8; ++attempt)
        QCOMPARE(guess(attempt, u"ada"_s), Error::Kind::Permission);
    QCOMPARE(gatekeeper.signIn(u"ada"_s, u"ada-password"_s, neighbour).error().kind,
             Error::Kind::Timeout);
    // Others of that network are not to blame for a while.
    QVERIFY(gatekeeper.signIn(u"bob"_s, u"bob-password"_s, neighbour));
    for (int attempt = 8; attempt < 40; ++attempt)
        QCOMPARE(guess(attempt, others[attempt % others.size()]), Error::Kind::Permission);
    QCOMPARE(gatekeeper.signIn(u"bob"_s, u"bob-password"_s, neighbour).error().kind,
             Error::Kind::Timeout);
    registry.clock.time = registry.clock.time.addSecs(1000);
    QVERIFY(gatekeeper.signIn(u"ada"_s, u"ada-password"_s, neighbour));
}

/// Wrong passwords from anywhere refused the right one from anywhere, for as long as somebody sent them.
void TestRegistryService::guessingDoesNotLockTheOwnerOut()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Gatekeeper &gatekeeper = registry.service().context().gatekeeper;
    const auto guessFrom = [&](int network) {
        for (int attempt = 0; attempt < 8; ++attempt)
            QCOMPARE(
                gatekeeper.signIn(u"ada"_s, u"wrong"_s, u"192.0.2.%1"_s.arg(network)).error().kind,
                Error::Kind::Permission);
    };
    const auto signIn = [&] {
        return gatekeeper.signIn(u"ada"_s, u"ada-password"_s, u"198.51.100.1"_s);
    };
    int network = 0;
    for (; network < 5; ++network)
        guessFrom(network);
    QVERIFY(signIn());
    for (; network < 25; ++network)
        guessFrom(network);
    // So many networks are one attacker; but the wait is short.
    QCOMPARE(signIn().error().kind, Error::Kind::Timeout);
    registry.clock.time = registry.clock.time.addSecs(31);
    QVERIFY(signIn());
}

/// Guesses that waited for each other held all workers, so that nobody was answered.
void TestRegistryService::passwordsAreNotQueuedUp()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    Gatekeeper &gatekeeper = registry.service().context().gatekeeper;
    constexpr int clientCount = 12;
    std::atomic<int> ready = 0;
    std::atomic<int> right = 0;
    std::atomic<int> busy = 0;
    std::vector<std::thread> clients;
    for (int client = 0; client < clientCount; ++client) {
        clients.emplace_back([&, client] {
            for (++ready; ready < clientCount;)
                std::this_thread::yield();
            // As slow as one that is checked: what nobody has is hashed at the usual cost.
            const auto account =
                gatekeeper.signIn(u"eve%1"_s.arg(client), u"wrong"_s, u"192.0.2.1"_s);
            if (account.error().kind == Error::Kind::Missing)
                ++busy;
            else if (account.error().kind == Error::Kind::Permission)
                ++right;
        });
    }
    for (std::thread &client : clients)
        client.join();
    QCOMPARE(right + busy, clientCount);
    QVERIFY(right >= 3);
    QVERIFY(busy > 0);
    QVERIFY(gatekeeper.signIn(u"ada"_s, u"ada-password"_s, u"192.0.2.2"_s));
}

void TestRegistryService::otherSitesWriteNothing_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isTaken");
    const auto row = [](const QByteArray &field, const QByteArray &value, bool isTaken) {
        QTest::newRow((field + ' ' + value).constData()) << field << value << isTaken;
    };
    row("Sec-Fetch-Site", "same-origin", true);
    row("Sec-Fetch-Site", "cross-site", false);
    row("Origin", "http://registry.example:7432", true);
    row("Origin", "http://Registry.Example:7432", true);
    row("Origin", "https://registry.example:7432", false);
    row("Origin", "https://packages.example.org", true);
    row("Origin", "https://evil.example", false);
    row("Origin", "null", false);
}

/// The API did not know the registry's public address, nor that http and https are two sites; forms did.
void TestRegistryService::otherSitesWriteNothing()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(bool, isTaken);
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    QVERIFY(registry.service().context().settings.set(u"public-address"_s,
                                                      u"https://packages.example.org/registry"_s));
    QCOMPARE(registry
                 .call("PATCH", "/api/v2/account", ApiFixture::basic(u"ada"_s),
                       "{\"name\": \"Ada\"}",
                       {{"Content-Type", "application/json"}, {field, value}})
                 .status,
             isTaken ? 200 : 403);
}

/// Each refused request of anybody was kept for good, with a path as long as he liked.
void TestRegistryService::nobodyCannotFillTheAuditLog()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    const QByteArray target = "/api/v2/distributions/" + QByteArray(1900, 'x') + "/deprecation";
    QCOMPARE(registry.call("PUT", target).status, 401);
    QCOMPARE(registry.call("PUT", target, "Bearer howdah_x").status, 401);
    QCOMPARE(registry.call("POST", "/api/v2/accounts", {}, "{}").status, 403);
    QCOMPARE(registry.call("POST", "/oauth/device_authorization", {}, "x").status, 400);
    AuditStore audit(registry.database());
    QCOMPARE(audit.newest(10)->size(), 0);
    QCOMPARE(registry.call("DELETE", target, ApiFixture::basic(u"ada"_s)).status, 404);
    const QList<AuditStore::Entry> entries = *audit.newest(10);
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.first().actor, u"ada"_s);
    QCOMPARE(entries.first().outcome, u"404"_s);
    QVERIFY(entries.first().action.size() <= 200);
    QVERIFY(entries.first().subject.size() <= 200);
}

/// Its answer is the same for whatever is no token, and each was audited.
void TestRegistryService::revocationsOfNothingAreLimited()
{
    ApiFixture registry;
    int status = 0;
    int taken = 0;
    for (; taken < 1000 && status != 429; ++taken)
        status = registry
                     .call("POST", "/oauth/revoke", {}, "token=howdah_x",
                           {{"Content-Type", "application/x-www-form-urlencoded"}})
                     .status;
    QCOMPARE(status, 429);
    QCOMPARE(AuditStore(registry.database()).newest(1000)->size(), taken - 1);
}

void TestRegistryService::pagesOfOtherSitesReadWhatIsSharedOnly()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    const auto allowed = [&](const QByteArray &target, const QByteArray &authorization = {}) {
        const RegistryResponse response = registry.call("GET", target, authorization);
        return response.status == 200 ? response.header("Access-Control-Allow-Origin")
                                      : QByteArray::number(response.status);
    };
    for (const char *target : {"/api/v2/status", "/badge/kvbox/version.svg"}) {
        registry.isShared = false;
        QCOMPARE(allowed(target), QByteArray());
        registry.isShared = true;
        QCOMPARE(allowed(target), QByteArray("*"));
    }
    QCOMPARE(allowed("/api/v2/account", ApiFixture::basic(u"ada"_s)), QByteArray());
}

void TestRegistryService::literalPartsGoBeforeVariables()
{
    ApiRouter router;
    const auto named = [](int status) {
        return [status](const ApiCall &) { return RegistryResponse::text(status, {}); };
    };
    router.add({"GET", u"/a/{name}"_s, {}, named(201)});
    router.add({"GET", u"/a/own"_s, {}, named(202)});
    router.add({"POST", u"/a/{name}"_s, {}, named(203)});
    const auto own = router.find("GET", {u"a"_s, u"own"_s});
    QVERIFY(own && own->route);
    QCOMPARE(own->route->pattern, u"/a/own"_s);
    const auto other = router.find("POST", {u"a"_s, u"b c"_s});
    QVERIFY(other && other->route);
    QCOMPARE(other->variables.value(u"name"_s), u"b c"_s);
    const auto wrong = router.find("DELETE", {u"a"_s, u"x"_s});
    QVERIFY(wrong && !wrong->route);
    QCOMPARE(wrong->allowed, (QByteArrayList{"GET", "HEAD", "POST"}));
    QVERIFY(!router.find("GET", {u"a"_s}));
    QVERIFY(!router.find("GET", {u"a"_s, QString()}));
}

void TestRegistryService::housekeepingSweepsTheFolder()
{
    ApiFixture registry;
    const QString left = registry.store().incomingFolder() + u"/upload-aBcDeF"_s;
    ReleaseFixture::write(left, "half");
    QFile file(left);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2),
                             QFileDevice::FileModificationTime));
    QVERIFY(registry.service().deliverer().forgetOld());
    QVERIFY(!QFile::exists(left));
}

void TestRegistryService::namesThatNobodyAsksForAreNotFollowed()
{
    ApiFixture registry;
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    // As of a service that is asked without being started: all that ever happened would be read.
    KnownNames names(registry.database());
    QVERIFY(names.follow());
    QVERIFY(!names.holdsDistribution(u"kvbox"_s));
    QVERIFY(names.load());
    QVERIFY(names.holdsDistribution(u"kvbox"_s));
    QVERIFY(registry.store().import(ReleaseFixture{.name = u"other"_s}.pack(registry.folder())));
    QVERIFY(names.follow());
    QVERIFY(names.holdsDistribution(u"other"_s));
}

QTEST_GUILESS_MAIN(TestRegistryService)
#include "tst_registryservice.moc"
