// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/openapi.h"
#include "registry/jsonschema.h"
#include "registry/receiptfixture.h"
#include "registry/store/eventstore.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray kvbox = "/api/v2/distributions/kvbox/";

/// A registry where "owner" released kvbox and others have installed it.
class Reviewing : public ApiFixture
{
public:
    Reviewing()
    {
        addUser(u"owner"_s);
        ada = addUser(u"ada"_s);
        publish(u"1.2.0"_s);
    }
    void publish(const QString &version)
    {
        ReleaseFixture release;
        release.version = version;
        if (const auto done = store().import(release.pack(folder()), u"owner"_s); !done)
            qFatal("%s", qPrintable(done.error().message));
    }
    RegistryResponse write(const QString &who, const QJsonObject &review)
    {
        return callJson("PUT", kvbox + "reviews/own", basic(who), review);
    }
    /// With a receipt of a client of that person's own.
    RegistryResponse review(const QString &who, const QString &works, const QJsonObject &stars = {},
                            const QString &text = {}, const QString &version = u"1.2.0"_s)
    {
        const ReceiptFixture client(*this);
        QJsonObject review{{u"works"_s, works},
                           {u"stars"_s, stars},
                           {u"receipt"_s, client.signedText(client.receipt(u"kvbox"_s, version))}};
        if (!text.isEmpty())
            review.insert(u"text"_s, text);
        return write(who, review);
    }
    QJsonArray list(const QByteArray &query = {})
    {
        const RegistryResponse response = call("GET", kvbox + "reviews" + query);
        const QJsonObject &document = OpenApi::document();
        const QStringList problems = JsonSchema(document).problemsOf(
            objectOf(response),
            document[u"paths"][u"/api/v2/distributions/{distribution}/reviews"][u"get"]
                    [u"responses"][u"200"][u"content"][u"application/json"][u"schema"]);
        if (!problems.isEmpty())
            qFatal("%s", qPrintable(problems.join(u'\n')));
        return objectOf(response)[u"items"].toArray();
    }
    QJsonObject rating() { return objectOf(call("GET", kvbox + "rating")); }
    QByteArray path(const QByteArray &what)
    {
        return "/api/v2/reviews/" + QByteArray::number(list()[0][u"id"].toInteger()) + what;
    }
    Account ada;
};

} // namespace

/// Each function runs on every database there is.
class TestReviewsApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void reviewNeedsAReceiptOfThisDistribution();
    void accountHasOneReviewWhichItChanges();
    void oneComputerReviewsForOneAccount();
    void ownersReplyAndDoNotReview();
    void wrongReviewIsRefused_data();
    void wrongReviewIsRefused();
    void ratingFollowsItsRule();
    void flaggedReviewIsDecidedOn();
    void textsCanBeSwitchedOff();
    void tokensNeedTheScope();
    void newerReceiptMovesTheReview();
    void reviewsOfOnePostgresAreTold();
};

void TestReviewsApi::reviewNeedsAReceiptOfThisDistribution()
{
    Reviewing registry;
    const RegistryResponse without = registry.write(u"ada"_s, {{u"works"_s, u"yes"_s}});
    QCOMPARE(without.status, 422);
    QVERIFY(without.body.contains("/receipt"));
    ReleaseFixture other;
    other.name = u"pairs"_s;
    other.changes = {
        {u"provides"_s, QJsonObject{{u"pairs"_s, QJsonObject{{u"file"_s, u"sql/kvbox.sql"_s},
                                                             {u"version"_s, u"1.2.0"_s}}}}}};
    QVERIFY(registry.store().import(other.pack(registry.folder()), u"owner"_s));
    const ReceiptFixture client(registry);
    QCOMPARE(registry
                 .write(u"ada"_s, {{u"works"_s, u"yes"_s},
                                   {u"receipt"_s, client.signedText(client.receipt(u"pairs"_s))}})
                 .status,
             422);
    InstallReceipt forged = client.receipt();
    forged.sha512 = QByteArray(64, 'x');
    QCOMPARE(
        registry
            .write(u"ada"_s, {{u"works"_s, u"yes"_s}, {u"receipt"_s, client.signedText(forged)}})
            .status,
        422);
    QCOMPARE(registry.write(u"ada"_s, {{u"works"_s, u"yes"_s}, {u"receipt"_s, u"a.b.c"_s}}).status,
             422);
    QCOMPARE(registry.list().size(), 0);
    QCOMPARE(registry.review(u"ada"_s, u"yes"_s).status, 201);
    QCOMPARE(registry.list().size(), 1);
}

void TestReviewsApi::accountHasOneReviewWhichItChanges()
{
    Reviewing registry;
    QCOMPARE(registry
                 .review(u"ada"_s, u"partly"_s, {{u"docs"_s, 2}, {u"ease"_s, 5}},
                         u"Slow\u0007 at \u202efirst"_s)
                 .status,
             201);
    const QJsonValue first = registry.list()[0];
    QCOMPARE(first[u"user"].toString(), u"ada"_s);
    QCOMPARE(first[u"version"].toString(), u"1.2.0"_s);
    QCOMPARE(first[u"postgres"].toInt(), 17);
    QCOMPARE(first[u"stars"].toObject(), (QJsonObject{{u"docs"_s, 2}, {u"ease"_s, 5}}));
    QCOMPARE(first[u"text"].toString(), u"Slow at first"_s);
    QCOMPARE(first[u"outdated"].toBool(), false);
    registry.clock.time = registry.clock.time.addDays(500);
    QCOMPARE(registry.write(u"ada"_s, {{u"works"_s, u"yes"_s}}).status, 200);
    QCOMPARE(registry.list().size(), 1);
    QCOMPARE(registry.list()[0][u"works"].toString(), u"yes"_s);
    QVERIFY(registry.list()[0][u"text"].isUndefined());
    const RegistryResponse own =
        registry.call("GET", kvbox + "reviews/own", ApiFixture::basic(u"ada"_s));
    QCOMPARE(ApiFixture::objectOf(own)[u"works"].toString(), u"yes"_s);
    QCOMPARE(registry.call("DELETE", kvbox + "reviews/own", ApiFixture::basic(u"ada"_s)).status,
             204);
    QCOMPARE(registry.list().size(), 0);
    QCOMPARE(registry.call("GET", kvbox + "reviews/own", ApiFixture::basic(u"ada"_s)).status, 404);
    const auto events = EventStore(registry.database()).after(0, 100, EventStore::Kind::Review);
    QStringList actions;
    for (const EventStore::Event &event : events->events)
        actions.append(event.data[u"action"].toString());
    QCOMPARE(actions, (QStringList{u"written"_s, u"changed"_s, u"removed"_s}));
}

void TestReviewsApi::oneComputerReviewsForOneAccount()
{
    Reviewing registry;
    registry.addUser(u"bob"_s);
    const ReceiptFixture client(registry);
    const auto send = [&](const QString &who) {
        return registry
            .write(who,
                   {{u"works"_s, u"yes"_s}, {u"receipt"_s, client.signedText(client.receipt())}})
            .status;
    };
    QCOMPARE(send(u"ada"_s), 201);
    QCOMPARE(send(u"bob"_s), 409);
    QCOMPARE(send(u"ada"_s), 200);
    QCOMPARE(registry.list().size(), 1);
}

void TestReviewsApi::ownersReplyAndDoNotReview()
{
    Reviewing registry;
    QCOMPARE(registry.review(u"owner"_s, u"yes"_s).status, 403);
    QCOMPARE(registry.review(u"ada"_s, u"no"_s).status, 201);
    const auto reply = [&](const QString &who, const QString &text) {
        return registry
            .callJson("PUT", registry.path("/reply"), ApiFixture::basic(who), {{u"text"_s, text}})
            .status;
    };
    QCOMPARE(reply(u"ada"_s, u"I answer myself"_s), 403);
    QCOMPARE(reply(u"owner"_s, u"Try 1.3"_s), 200);
    QCOMPARE(registry.list()[0][u"reply"][u"text"].toString(), u"Try 1.3"_s);
    QCOMPARE(registry.list()[0][u"reply"][u"user"].toString(), u"owner"_s);
    const auto rights = [&](const QByteArray &authorization) {
        return Reviewing::objectOf(registry.call("GET", kvbox + "reviews/rights", authorization));
    };
    QCOMPARE(rights(ApiFixture::basic(u"owner"_s)),
             (QJsonObject{{u"owner"_s, true}, {u"reply"_s, true}}));
    QCOMPARE(rights(ApiFixture::basic(u"ada"_s)),
             (QJsonObject{{u"owner"_s, false}, {u"reply"_s, false}}));
    QCOMPARE(registry.call("GET", kvbox + "reviews/rights").status, 401);
    QCOMPARE(reply(u"owner"_s, u""_s), 200);
    QVERIFY(registry.list()[0][u"reply"].isUndefined());
}

void TestReviewsApi::wrongReviewIsRefused_data()
{
    QTest::addColumn<QJsonObject>("content");
    QTest::addColumn<QString>("place");
    QTest::newRow("six stars") << QJsonObject{{u"works"_s, u"yes"_s},
                                              {u"stars"_s, QJsonObject{{u"docs"_s, 6}}}}
                               << u"/stars/docs"_s;
    QTest::newRow("half a star") << QJsonObject{{u"works"_s, u"yes"_s},
                                                {u"stars"_s, QJsonObject{{u"docs"_s, 2.5}}}}
                                 << u"/stars/docs"_s;
    QTest::newRow("unknown aspect")
        << QJsonObject{{u"works"_s, u"yes"_s}, {u"stars"_s, QJsonObject{{u"looks"_s, 3}}}}
        << u"/stars"_s;
    QTest::newRow("no verdict") << QJsonObject{{u"text"_s, u"x"_s}} << u"works"_s;
    QTest::newRow("unknown verdict") << QJsonObject{{u"works"_s, u"maybe"_s}} << u"/works"_s;
    QTest::newRow("long text") << QJsonObject{{u"works"_s, u"yes"_s},
                                              {u"text"_s, QString(4001, u'x')}}
                               << u"/text"_s;
}

void TestReviewsApi::wrongReviewIsRefused()
{
    QFETCH(QJsonObject, content);
    QFETCH(QString, place);
    Reviewing registry;
    const ReceiptFixture client(registry);
    content.insert(u"receipt"_s, client.signedText(client.receipt()));
    const RegistryResponse response = registry.write(u"ada"_s, content);
    QCOMPARE(response.status, 422);
    QVERIFY2(response.body.contains(place.toUtf8()), response.body.constData());
    QCOMPARE(registry.list().size(), 0);
}

void TestReviewsApi::ratingFollowsItsRule()
{
    Reviewing registry;
    for (const QString &who : {u"bob"_s, u"eve"_s})
        registry.addUser(who);
    QCOMPARE(registry.rating()[u"overall"][u"average"].isUndefined(), true);
    QCOMPARE(registry.review(u"ada"_s, u"yes"_s, {{u"docs"_s, 1}, {u"ease"_s, 2}}).status, 201);
    // None is about the newest version: all count.
    registry.publish(u"1.3.0"_s);
    QCOMPARE(registry.rating()[u"overall"][u"average"].toDouble(), 1.5);
    QCOMPARE(registry.rating()[u"outdated"].toInt(), 1);
    QCOMPARE(registry.list()[0][u"outdated"].toBool(), true);
    QCOMPARE(registry.review(u"bob"_s, u"yes"_s, {{u"docs"_s, 4}}, {}, u"1.3.0"_s).status, 201);
    QCOMPARE(
        registry
            .review(u"eve"_s, u"partly"_s, {{u"docs"_s, 5}, {u"stability"_s, 4}}, {}, u"1.3.0"_s)
            .status,
        201);
    const QJsonObject rating = registry.rating();
    QCOMPARE(rating[u"reviews"].toInt(), 3);
    QCOMPARE(rating[u"counted"].toInt(), 2);
    QCOMPARE(rating[u"works"].toObject(),
             (QJsonObject{{u"yes"_s, 1}, {u"partly"_s, 1}, {u"no"_s, 0}}));
    QCOMPARE(rating[u"overall"][u"average"].toDouble(), 4.25);
    QCOMPARE(rating[u"overall"][u"histogram"].toArray(), (QJsonArray{0, 0, 0, 1, 1}));
    QCOMPARE(rating[u"aspects"][u"docs"][u"average"].toDouble(), 4.5);
    QCOMPARE(rating[u"aspects"][u"performance"][u"count"].toInt(), 0);
    QVERIFY(!rating[u"rule"].toString().isEmpty());
    // A patch release outdates nothing.
    registry.publish(u"1.3.1"_s);
    QCOMPARE(registry.rating()[u"counted"].toInt(), 2);
}

void TestReviewsApi::flaggedReviewIsDecidedOn()
{
    Reviewing registry;
    registry.addUser(u"bob"_s);
    registry.addUser(u"root"_s, Account::Role::Admin);
    QCOMPARE(registry.review(u"ada"_s, u"no"_s, {}, u"Buy my pills"_s).status, 201);
    const QByteArray flags = registry.path("/flags");
    const QByteArray decision = "/api/v2/moderation/reviews/" + flags.split('/').at(4);
    const auto queue = [&] {
        return ApiFixture::objectOf(registry.call("GET", "/api/v2/moderation/reviews",
                                                  ApiFixture::basic(u"root"_s)))[u"items"]
            .toArray();
    };
    QCOMPARE(registry.callJson("POST", flags, {}, {{u"reason"_s, u"spam"_s}}).status, 401);
    for (const QString &reason : {u"spam"_s, u"advertising"_s})
        QCOMPARE(
            registry.callJson("POST", flags, ApiFixture::basic(u"bob"_s), {{u"reason"_s, reason}})
                .status,
            204);
    QCOMPARE(queue().size(), 1);
    QCOMPARE(queue()[0][u"flags"].toArray().size(), 1);
    QCOMPARE(queue()[0][u"flags"][0][u"reason"].toString(), u"advertising"_s);
    QCOMPARE(registry.call("GET", "/api/v2/moderation/reviews", ApiFixture::basic(u"bob"_s)).status,
             403);
    const QJsonObject hide{{u"state"_s, u"hidden"_s}};
    QCOMPARE(registry.callJson("PUT", decision, ApiFixture::basic(u"bob"_s), hide).status, 403);
    QCOMPARE(registry.callJson("PUT", decision, ApiFixture::basic(u"root"_s), hide).status, 200);
    QCOMPARE(queue().size(), 0);
    QCOMPARE(registry.list().size(), 0);
    QCOMPARE(registry.rating()[u"reviews"].toInt(), 0);
    // Writing it anew does not bring it back.
    QCOMPARE(registry.write(u"ada"_s, {{u"works"_s, u"yes"_s}}).status, 200);
    QCOMPARE(registry.list().size(), 0);
    QCOMPARE(
        registry.callJson("PUT", decision, ApiFixture::basic(u"root"_s), {{u"state"_s, u"shown"_s}})
            .status,
        200);
    QCOMPARE(registry.list().size(), 1);
}

void TestReviewsApi::textsCanBeSwitchedOff()
{
    Reviewing registry;
    registry.addUser(u"bob"_s);
    QCOMPARE(registry.review(u"ada"_s, u"yes"_s, {}, u"Nice"_s).status, 201);
    QVERIFY(registry.service().context().settings.set(u"review-texts"_s, u"off"_s));
    QVERIFY(registry.list()[0][u"text"].isUndefined());
    QCOMPARE(registry.review(u"bob"_s, u"yes"_s, {}, u"Nice"_s).status, 422);
    QCOMPARE(registry.review(u"bob"_s, u"yes"_s).status, 201);
    QVERIFY(registry.service().context().settings.set(u"review-texts"_s, u"on"_s));
    QCOMPARE(registry.list()[1][u"text"].toString(), u"Nice"_s);
}

void TestReviewsApi::tokensNeedTheScope()
{
    Reviewing registry;
    const ReceiptFixture client(registry);
    const QJsonObject review{{u"works"_s, u"yes"_s},
                             {u"receipt"_s, client.signedText(client.receipt())}};
    const auto send = [&](TokenScopes scopes, const QString &distribution = {}) {
        const QString token = registry.addToken(registry.ada, scopes, distribution);
        return registry.callJson("PUT", kvbox + "reviews/own", ApiFixture::bearer(token), review)
            .status;
    };
    QCOMPARE(send(TokenScope::Publish), 403);
    QCOMPARE(send(TokenScope::Review, u"pairs"_s), 403);
    QCOMPARE(send(TokenScope::Review), 201);
    const Account bob = registry.addUser(u"bob"_s);
    const auto flagFor = [&](const QString &distribution) {
        const QString token = registry.addToken(bob, TokenScope::Review, distribution);
        return registry
            .callJson("POST", registry.path("/flags"), ApiFixture::bearer(token),
                      {{u"reason"_s, u"spam"_s}})
            .status;
    };
    QCOMPARE(flagFor(u"pairs"_s), 403);
    QCOMPARE(flagFor(u"kvbox"_s), 204);
}

void TestReviewsApi::newerReceiptMovesTheReview()
{
    Reviewing registry;
    QCOMPARE(registry.review(u"ada"_s, u"no"_s).status, 201);
    registry.publish(u"2.0.0"_s);
    QCOMPARE(registry.list()[0][u"outdated"].toBool(), true);
    QCOMPARE(registry.review(u"ada"_s, u"yes"_s, {}, {}, u"2.0.0"_s).status, 200);
    QCOMPARE(registry.list()[0][u"version"].toString(), u"2.0.0"_s);
    QCOMPARE(registry.list()[0][u"outdated"].toBool(), false);
}

void TestReviewsApi::reviewsOfOnePostgresAreTold()
{
    Reviewing registry;
    int major = 15;
    for (const QString &who : {u"bob"_s, u"eve"_s, u"ada"_s}) {
        if (who != u"ada")
            registry.addUser(who);
        const ReceiptFixture client(registry);
        InstallReceipt receipt = client.receipt();
        receipt.postgresMajor = std::min(major++, 16);
        receipt.postgresVersion = QString::number(receipt.postgresMajor) + u".2"_s;
        const QJsonObject review{{u"works"_s, who == u"bob" ? u"no"_s : u"yes"_s},
                                 {u"receipt"_s, client.signedText(receipt)}};
        QCOMPARE(registry.write(who, review).status, 201);
    }
    QCOMPARE(registry.list().size(), 3);
    QCOMPARE(registry.list("?postgres=16").size(), 2);
    QCOMPARE(registry.list("?postgres=15&limit=1")[0][u"user"].toString(), u"bob"_s);
    QCOMPARE(registry.list("?postgres=17").size(), 0);
    const auto rating = [&](const QByteArray &query) {
        return ApiFixture::objectOf(registry.call("GET", kvbox + "rating" + query));
    };
    const QJsonArray majors{QJsonObject{{u"postgres"_s, 16}, {u"reviews"_s, 2}},
                            QJsonObject{{u"postgres"_s, 15}, {u"reviews"_s, 1}}};
    QCOMPARE(rating({})[u"majors"].toArray(), majors);
    QCOMPARE(rating({})[u"texts"].toBool(), true);
    QCOMPARE(rating("?postgres=15")[u"majors"].toArray(), majors);
    QCOMPARE(rating("?postgres=15")[u"works"].toObject(),
             (QJsonObject{{u"yes"_s, 0}, {u"partly"_s, 0}, {u"no"_s, 1}}));
    QCOMPARE(registry.call("GET", kvbox + "reviews?postgres=new").status, 422);
    QCOMPARE(registry.call("GET", kvbox + "rating?postgres=7").status, 422);
}

QTEST_GUILESS_MAIN(TestReviewsApi)
#include "tst_reviewsapi.moc"
