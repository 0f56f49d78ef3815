// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/webhooks/webhookdeliverer.h"

#include "registry/api/openapi.h"
#include "registry/apifixture.h"
#include "registry/jsonschema.h"
#include "registry/store/processlease.h"
#include "registry/webhookreceiver.h"
#include "registry/webhooks/addressrule.h"
#include "signing/base64url.h"
#include "signing/sealingkey.h"

#include <QJsonArray>
#include <QMessageAuthenticationCode>
#include <QProcess>
#include <QScopeGuard>
#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

/// A registry whose webhooks may go to this computer, with an account and one webhook.
class Fixture : public ApiFixture
{
public:
    Fixture()
    {
        addUser(u"ada"_s);
        allowPrivate(true);
    }
    void allowPrivate(bool isAllowed)
    {
        if (!service().context().settings.set(u"webhooks-to-private-addresses"_s,
                                              isAllowed ? u"on"_s : u"off"_s))
            qFatal("setting");
    }
    QJsonObject add(const QJsonObject &wanted)
    {
        const RegistryResponse made = callJson("POST", "/api/v2/webhooks", ada, wanted);
        if (made.status != 201)
            qFatal("%s", made.body.constData());
        return objectOf(made);
    }
    QJsonArray log(qint64 id)
    {
        return objectOf(call("GET", path(id) + "/deliveries", ada))[u"items"].toArray();
    }
    static QByteArray path(qint64 id) { return "/api/v2/webhooks/" + QByteArray::number(id); }
    void happen(const QString &distribution = u"kvbox"_s,
                EventStore::Kind kind = EventStore::Kind::Yank)
    {
        const auto told = database().write([&](SqlConnection &connection) {
            return EventStore::append(connection, {kind, clock.now(), u"ada"_s, distribution,
                                                   QJsonObject{{u"name"_s, distribution}}});
        });
        if (!told)
            qFatal("%s", qPrintable(told.error().detail));
    }
    WebhookDeliverer &deliverer() { return service().deliverer(); }

    const QByteArray ada = basic(u"ada"_s);
};

} // namespace

/// Each function runs on every database there is.
class TestWebhooks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void onlyPublicAddressesArePublic();
    void addressesOfPrivateNetworksAreRefused();
    void nameThatLeadsIntoAPrivateNetworkIsRefused();
    void certificateMustBeForTheName();
    void secretIsShownOnceAndKeptSealed();
    void changesAtOnceDoNotUndoEachOther();
    void deliveriesAreSignedAndLogged();
    void onlyWantedEventsAreDelivered();
    void logOfOneDeliveryIsBounded();
    void failuresAreRetriedForThreeDaysThenTheWebhookIsPaused();
    void goneReceiverIsPausedAtOnce();
    void redirectsAndEndlessAnswersAreFailures();
    void deliveryOfADeadProcessIsTakenOver();
    void testsAndRedeliveriesAreQueued();
    void othersDoNotSeeAWebhook();
    void answersAreAsDescribed();
    void threadDeliversByItself();
    void receiverThatHangsHoldsUpItsOwnerOnly();
    void newEventsDoNotHurryAFailingReceiver();
    void namesOfThisComputerAreLookedUp();
    void oldEventsAreForgotten();
};

void TestWebhooks::onlyPublicAddressesArePublic()
{
    for (const QString &address : {u"1.1.1.1"_s, u"172.15.0.1"_s, u"192.169.0.1"_s,
                                   u"2606:4700::1111"_s, u"::ffff:8.8.8.8"_s})
        QVERIFY2(AddressRule::isPublic(QHostAddress(address)), qPrintable(address));
    for (const QString &address : {u"0.0.0.0"_s,
                                   u"127.0.0.1"_s,
                                   u"127.9.9.9"_s,
                                   u"10.1.2.3"_s,
                                   u"172.16.0.1"_s,
                                   u"172.31.255.255"_s,
                                   u"192.168.1.1"_s,
                                   u"169.254.169.254"_s,
                                   u"100.64.0.1"_s,
                                   u"192.0.2.1"_s,
                                   u"198.18.0.1"_s,
                                   u"224.0.0.1"_s,
                                   u"255.255.255.255"_s,
                                   u"::"_s,
                                   u"::1"_s,
                                   u"::ffff:127.0.0.1"_s,
                                   u"::ffff:10.0.0.1"_s,
                                   u"fe80::1"_s,
                                   u"fc00::1"_s,
                                   u"fd12::1"_s,
                                   u"ff02::1"_s,
                                   u"2001:db8::1"_s,
                                   u"2001::1"_s,
                                   u"2002:7f00:1::"_s,
                                   u"64:ff9b::7f00:1"_s,
                                   u"::7f00:1"_s})
        QVERIFY2(!AddressRule::isPublic(QHostAddress(address)), qPrintable(address));
}

void TestWebhooks::addressesOfPrivateNetworksAreRefused()
{
    Fixture registry;
    registry.allowPrivate(false);
    const auto status = [&](const QString &url) {
        return registry
            .callJson("POST", "/api/v2/webhooks", registry.ada, QJsonObject{{u"url"_s, url}})
            .status;
    };
    for (const QString &url : {u"http://hooks.example/"_s, u"https://127.0.0.1/"_s,
                               u"https://[::1]/"_s, u"https://[::ffff:10.0.0.1]/"_s,
                               u"https://u:p@hooks.example/"_s, u"ftp://hooks.example/"_s,
                               u"https://"_s, u"hooks.example"_s, u"https://hooks.example/#x"_s,
                               u"https://hooks.example/"_s + QString(2000, u'a'), QString()})
        QCOMPARE(status(url), 422);
    QCOMPARE(status(u"https://hooks.example/in?x=1"_s), 201);
    // What was allowed before is not any more.
    WebhookReceiver receiver;
    registry.allowPrivate(true);
    const qint64 id = registry.add({{u"url"_s, receiver.url()}})[u"id"].toInteger();
    registry.allowPrivate(false);
    registry.happen();
    registry.deliverer().setSender({.resolve = [](const QString &) {
        return QList<QHostAddress>{QHostAddress(u"10.0.0.1"_s)};
    }});
    QVERIFY(*registry.deliverer().deliverDue() >= 1);
    QVERIFY(registry.log(id)[0][u"lastAttempt"][u"problem"].toString().contains(u"https"_s));
    QVERIFY(receiver.requests().isEmpty());
}

void TestWebhooks::nameThatLeadsIntoAPrivateNetworkIsRefused()
{
    int asked = 0;
    const WebhookSender sender({.resolve = [&](const QString &) {
        // A name that changes between check and use would give another address the second time.
        ++asked;
        return QList<QHostAddress>{QHostAddress(u"1.1.1.1"_s), QHostAddress(u"127.0.0.1"_s)};
    }});
    const auto outcome = sender.send({QUrl(u"https://rebind.example/"_s), {}, "{}", false});
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.problem.contains(u"private network"_s), qPrintable(outcome.problem));
    QCOMPARE(asked, 1);
    const WebhookSender nowhere({.resolve = [](const QString &) { return QList<QHostAddress>(); }});
    QVERIFY(nowhere.send({QUrl(u"https://none.example/"_s), {}, "{}", false})
                .problem.contains(u"no address"_s));
}

void TestWebhooks::certificateMustBeForTheName()
{
    const QTemporaryDir folder;
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"cert.pem"_s);
    if (QProcess::execute(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                                         u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s,
                                         u"30"_s, u"-subj"_s, u"/CN=hooks.example"_s, u"-addext"_s,
                                         u"subjectAltName=DNS:hooks.example"_s, u"-keyout"_s, key,
                                         u"-out"_s, certificate})
        != 0)
        QSKIP("no openssl here to make a certificate");
    const QSslCertificate own(ReleaseFixture::read(certificate));
    WebhookReceiver receiver(own, QSslKey(ReleaseFixture::read(key), QSsl::Ec));
    WebhookSender::Options options;
    options.resolve = [](const QString &) {
        return QList<QHostAddress>{QHostAddress(QHostAddress::LocalHost)};
    };
    const auto outcomeFor = [&](const QString &host) {
        const QUrl url(u"https://%1:%2/"_s.arg(host).arg(receiver.port()));
        return WebhookSender(options).send({url, {}, "{}", true});
    };
    QVERIFY(outcomeFor(u"hooks.example"_s).problem.contains(u"prove"_s)); // nobody vouches
    options.extraAuthorities = {own};
    const auto right = outcomeFor(u"hooks.example"_s);
    QVERIFY2(right.problem.isEmpty(), qPrintable(right.problem));
    QCOMPARE(right.status, 204);
    const auto wrong = outcomeFor(u"other.example"_s);
    QCOMPARE(wrong.status, 0);
    QVERIFY2(wrong.problem.contains(u"prove"_s), qPrintable(wrong.problem));
    QCOMPARE(receiver.requests().size(), 1);
}

void TestWebhooks::secretIsShownOnceAndKeptSealed()
{
    Fixture registry;
    WebhookReceiver receiver;
    const QJsonObject made = registry.add({{u"url"_s, receiver.url()}});
    const QString secret = made[u"secret"].toString();
    QVERIFY(secret.startsWith(u"whsec_"_s) && secret.size() > 40);
    const qint64 id = made[u"id"].toInteger();
    const QByteArray path = Fixture::path(id);
    QVERIFY(!registry.call("GET", path, registry.ada).body.contains(secret.toLatin1()));
    QVERIFY(
        !registry.call("GET", "/api/v2/webhooks", registry.ada).body.contains(secret.toLatin1()));
    const QByteArray sealed = WebhookStore(registry.database()).byId(id)->sealedSecret;
    QVERIFY(!sealed.contains(secret.toLatin1()));
    QVERIFY(sealed.startsWith("sealed:"));
    const QByteArray raw = *Base64Url::decode(sealed.mid(7));
    QVERIFY(!raw.contains(secret.toLatin1()));
    const QString key = registry.store().folder() + u"/keys/webhooks.key"_s;
    QCOMPARE(QFile::permissions(key)
                 & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
                    | QFileDevice::WriteOther),
             QFileDevice::Permissions());
    const Result<SealingKey> sealing = SealingKey::loadOrMake(key);
    QCOMPARE(*sealing->open(QString::fromLatin1(sealed)), secret);
    QByteArray forged = raw;
    forged[forged.size() - 1] = char(forged.back() ^ 1);
    QVERIFY(!sealing->open(u"sealed:"_s + Base64Url::text(forged)));
    QVERIFY(!sealing->open(u"short"_s));
    const QJsonObject renewed =
        ApiFixture::objectOf(registry.call("POST", path + "/secret", registry.ada));
    QVERIFY(renewed[u"secret"].toString().startsWith(u"whsec_"_s));
    QVERIFY(renewed[u"secret"].toString() != secret);
}

void TestWebhooks::changesAtOnceDoNotUndoEachOther()
{
    Fixture registry;
    const qint64 id = registry.add({{u"url"_s, u"http://127.0.0.1:9/"_s}})[u"id"].toInteger();
    const QByteArray path = Fixture::path(id);
    const Result<SealingKey> sealing =
        SealingKey::loadOrMake(registry.store().folder() + u"/keys/webhooks.key"_s);
    QVERIFY(sealing);
    WebhookStore store(registry.database());
    for (int round = 0; round < 30; ++round) {
        const QString kind = round % 2 == 0 ? u"yank"_s : u"release"_s;
        std::atomic<bool> isRenewed = false;
        QString secret;
        std::thread renewing([&] {
            secret = ApiFixture::objectOf(
                         registry.call("POST", path + "/secret", registry.ada))[u"secret"]
                         .toString();
            isRenewed = true;
        });
        // Before, while and after the secret is renewed.
        int refused = 0;
        do {
            if (registry
                    .callJson("PATCH", path, registry.ada,
                              {{u"events"_s, QJsonArray{kind}}, {u"state"_s, u"active"_s}})
                    .status
                != 200)
                ++refused;
        } while (!isRenewed);
        renewing.join();
        QCOMPARE(refused, 0);
        const Result<Webhook> webhook = store.byId(id);
        QCOMPARE(*sealing->open(QString::fromLatin1(webhook->sealedSecret)), secret);
        QCOMPARE(webhook->kinds, QStringList{kind});
    }
}

void TestWebhooks::deliveriesAreSignedAndLogged()
{
    Fixture registry;
    WebhookReceiver receiver;
    receiver.answerWith("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nthanks\0!\n"_ba);
    const QJsonObject made = registry.add({{u"url"_s, receiver.url()}});
    registry.happen();
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    QCOMPARE(*registry.deliverer().deliverDue(), 0);
    const QList<WebhookReceiver::Request> got = receiver.requests();
    QCOMPARE(got.size(), 1);
    QCOMPARE(got[0].line, "POST /hook?a=b HTTP/1.1");
    QCOMPARE(got[0].headers.value("host"), "127.0.0.1:" + QByteArray::number(receiver.port()));
    QCOMPARE(got[0].headers.value("x-howdah-event"), "yank");
    const QByteArray timestamp = got[0].headers.value("x-howdah-timestamp");
    QCOMPARE(timestamp, QByteArray::number(registry.clock.now().toSecsSinceEpoch()));
    QCOMPARE(got[0].headers.value("x-howdah-signature-256"),
             "sha256="
                 + QMessageAuthenticationCode::hash(timestamp + '.' + got[0].body,
                                                    made[u"secret"].toString().toLatin1(),
                                                    QCryptographicHash::Sha256)
                       .toHex());
    const QJsonObject event = QJsonDocument::fromJson(got[0].body).object();
    QCOMPARE(event[u"distribution"].toString(), u"kvbox"_s);
    const QJsonValue logged = registry.log(made[u"id"].toInteger())[0];
    QCOMPARE(logged[u"state"].toString(), u"done"_s);
    QCOMPARE(logged[u"attempts"].toInt(), 1);
    QCOMPARE(logged[u"payload"].toObject(), event);
    QCOMPARE(QByteArray::number(logged[u"id"].toInteger()),
             got[0].headers.value("x-howdah-delivery"));
    QCOMPARE(logged[u"lastAttempt"][u"status"].toInt(), 200);
    QCOMPARE(logged[u"lastAttempt"][u"answer"].toString(), u"thanks!\n"_s);
}

void TestWebhooks::onlyWantedEventsAreDelivered()
{
    Fixture registry;
    WebhookReceiver receiver;
    registry.add({{u"url"_s, receiver.url()},
                  {u"events"_s, QJsonArray{u"yank"_s, u"release"_s}},
                  {u"distribution"_s, u"kvBox"_s}});
    registry.happen(u"kvbox"_s, EventStore::Kind::Review);
    registry.happen(u"other"_s, EventStore::Kind::Yank);
    QCOMPARE(*registry.deliverer().deliverDue(), 0);
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    QCOMPARE(receiver.requests().first().headers.value("x-howdah-event"), "release");
    QCOMPARE(registry
                 .callJson("POST", "/api/v2/webhooks", registry.ada,
                           {{u"url"_s, receiver.url()}, {u"events"_s, QJsonArray{u"no"_s}}})
                 .status,
             422);
}

void TestWebhooks::logOfOneDeliveryIsBounded()
{
    Fixture registry;
    WebhookReceiver receiver;
    receiver.answerWith("HTTP/1.1 500 Oops\r\n\r\n");
    const qint64 id = registry.add({{u"url"_s, receiver.url()}})[u"id"].toInteger();
    registry.happen();
    const int attempts = WebhookStore::attemptsKept + 3;
    for (int i = 0; i < attempts; ++i) {
        QCOMPARE(*registry.deliverer().deliverDue(), 1);
        registry.clock.time = registry.clock.time.addDays(1);
        // As if it had been made just now: patience does not end.
        QVERIFY(registry.database().write([&](SqlConnection &connection) {
            return connection.execute(u"UPDATE deliveries SET created = ?"_s,
                                      {SqlTime::text(registry.clock.now())});
        }));
    }
    const QJsonValue delivery = registry.log(id)[0];
    QCOMPARE(delivery[u"attempts"].toInt(), attempts);
    const QJsonArray log = delivery[u"log"].toArray();
    QCOMPARE(log.size(), WebhookStore::attemptsKept);
    QCOMPARE(log.first()[u"number"].toInt(), attempts);
    QCOMPARE(log.last()[u"number"].toInt(), 4);
    // What is forgotten takes its log along.
    QVERIFY(WebhookStore(registry.database()).remove(id));
    const auto left = registry.database().read([](SqlConnection &connection) {
        return connection.queryOne(u"SELECT count(*) FROM delivery_attempts"_s);
    });
    QCOMPARE((*left)->number(0), 0);
}

void TestWebhooks::failuresAreRetriedForThreeDaysThenTheWebhookIsPaused()
{
    Fixture registry;
    WebhookReceiver receiver;
    receiver.answerWith("HTTP/1.1 500 Oops\r\n\r\n");
    const qint64 id = registry.add({{u"url"_s, receiver.url()}})[u"id"].toInteger();
    registry.happen();
    registry.happen();
    const QDateTime begin = registry.clock.now();
    QList<qint64> pauses;
    WebhookStore store(registry.database());
    while (!store.byId(id)->isPaused) {
        // One attempt finds out that it is still broken, whatever else waits.
        QCOMPARE(*registry.deliverer().deliverDue(), 1);
        QCOMPARE(*registry.deliverer().deliverDue(), 0);
        if (store.byId(id)->isPaused)
            break;
        const Result<QList<Delivery>> waiting = store.deliveries(id, 0, 10);
        QDateTime next = waiting->last().due;
        for (const Delivery &delivery : *waiting)
            next = std::min(next, delivery.due);
        pauses.append(registry.clock.now().secsTo(next));
        registry.clock.time = next;
        QVERIFY(pauses.size() < 100);
    }
    QCOMPARE(pauses.first(), 10);
    QCOMPARE(*std::max_element(pauses.begin(), pauses.end()), 6 * 3600);
    const qint64 tried = begin.secsTo(registry.clock.now());
    QVERIFY2(tried >= WebhookStore::patienceSeconds
                 && tried <= WebhookStore::patienceSeconds + 6 * 3600,
             qPrintable(QString::number(tried)));
    const QJsonObject paused =
        ApiFixture::objectOf(registry.call("GET", Fixture::path(id), registry.ada));
    QCOMPARE(paused[u"state"].toString(), u"paused"_s);
    QVERIFY(paused[u"pauseReason"].toString().contains(u"500"_s));
    qsizetype logged = 0;
    for (const QJsonValue &delivery : registry.log(id)) {
        QCOMPARE(delivery[u"state"].toString(), u"failed"_s);
        // Each attempt is told, the newest first.
        const QJsonArray log = delivery[u"log"].toArray();
        QCOMPARE(log.size(), delivery[u"attempts"].toInteger());
        for (qsizetype i = 0; i < log.size(); ++i) {
            QCOMPARE(log[i][u"number"].toInteger(), log.size() - i);
            QCOMPARE(log[i][u"status"].toInt(), 500);
            QVERIFY(!log[i][u"problem"].toString().isEmpty());
        }
        logged += log.size();
    }
    QCOMPARE(logged, pauses.size() + 1);
    // Nothing is queued for a paused one; resuming begins anew.
    registry.happen();
    QCOMPARE(registry.log(id).size(), 2);
    QCOMPARE(registry.call("POST", Fixture::path(id) + "/test", registry.ada).status, 409);
    receiver.answerWith("HTTP/1.1 200 OK\r\n\r\n");
    QCOMPARE(
        registry.callJson("PATCH", Fixture::path(id), registry.ada, {{u"state"_s, u"active"_s}})
            .status,
        200);
    registry.happen();
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    QCOMPARE(store.byId(id)->failures, 0);
}

void TestWebhooks::goneReceiverIsPausedAtOnce()
{
    Fixture registry;
    WebhookReceiver receiver;
    receiver.answerWith("HTTP/1.1 410 Gone\r\n\r\n");
    const qint64 id = registry.add({{u"url"_s, receiver.url()}})[u"id"].toInteger();
    registry.happen();
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    QVERIFY(WebhookStore(registry.database()).byId(id)->isPaused);
}

void TestWebhooks::redirectsAndEndlessAnswersAreFailures()
{
    Fixture registry;
    WebhookReceiver receiver;
    WebhookReceiver other;
    WebhookSender sender;
    WebhookSender hasty({.totalTimeout = std::chrono::milliseconds(400)});
    const WebhookSender::Request request{QUrl(receiver.url()), {}, "{}", true};
    receiver.answerWith("HTTP/1.1 302 Found\r\nLocation: " + other.url().toLatin1() + "\r\n\r\n");
    QCOMPARE(sender.send(request).status, 302);
    QVERIFY(sender.send(request).problem.contains(u"redirects are not followed"_s));
    QVERIFY(other.requests().isEmpty());
    receiver.answerWith("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(1 << 20, 'x'));
    const auto large = sender.send(request);
    QCOMPARE(large.status, 200);
    QCOMPARE(large.answer.size(), WebhookSender::mostAnswer);
    receiver.answerWith("SSH-2.0\r\n\r\n");
    QVERIFY(!sender.send(request).problem.isEmpty());
    receiver.answerWith("HTTP/1.1 200 OK\r\nX: " + QByteArray(100'000, 'x'));
    QVERIFY(!sender.send(request).problem.isEmpty());
    receiver.answerWith({});
    QVERIFY(hasty.send(request).problem.contains(u"in time"_s));
    QVERIFY(sender.send({QUrl(u"http://127.0.0.1:1/"_s), {}, "{}", true})
                .problem.contains(u"cannot be reached"_s));
}

void TestWebhooks::deliveryOfADeadProcessIsTakenOver()
{
    Fixture registry;
    WebhookReceiver receiver;
    registry.add({{u"url"_s, receiver.url()}});
    registry.happen();
    WebhookStore store(registry.database());
    auto claim = store.claim(registry.clock.now());
    QVERIFY(claim && *claim);
    // This process lives, so that nobody else may have it.
    QVERIFY(!*store.claim(registry.clock.now()));
    QStringList lease = (*claim)->lease.split(u' ');
    lease[3] = u"0"_s; // another process had this number
    QVERIFY(registry.database().write([&](SqlConnection &connection) {
        return connection.execute(u"UPDATE deliveries SET lease = ?"_s, {lease.join(u' ')});
    }));
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    // The one that was thought dead comes back: what was noted meanwhile stays.
    (*claim)->delivery.httpStatus = 500;
    QVERIFY(store.finish(**claim, registry.clock.now()));
    QCOMPARE(store.deliveries((*claim)->webhook.id, 0, 10)->first().state, Delivery::State::Done);
}

void TestWebhooks::testsAndRedeliveriesAreQueued()
{
    Fixture registry;
    WebhookReceiver receiver;
    receiver.answerWith("HTTP/1.1 500 Oops\r\n\r\n");
    const qint64 id = registry.add({{u"url"_s, receiver.url()}})[u"id"].toInteger();
    const RegistryResponse test = registry.call("POST", Fixture::path(id) + "/test", registry.ada);
    QCOMPARE(test.status, 202);
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    // A test is made once, and its failure pauses nothing.
    QCOMPARE(registry.log(id)[0][u"state"].toString(), u"failed"_s);
    QCOMPARE(WebhookStore(registry.database()).byId(id)->failures, 0);
    receiver.answerWith("HTTP/1.1 200 OK\r\n\r\n");
    registry.happen();
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    const QByteArray first = QByteArray::number(registry.log(id)[0][u"id"].toInteger());
    const QByteArray again = Fixture::path(id) + "/deliveries/" + first + "/redeliver";
    QCOMPARE(registry.call("POST", again, registry.ada).status, 202);
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    const QList<WebhookReceiver::Request> got = receiver.requests();
    QCOMPARE(got.size(), 3);
    QCOMPARE(got[0].headers.value("x-howdah-event"), "ping");
    QCOMPARE(got[2].body, got[1].body);
    QCOMPARE(registry.log(id).size(), 3);
    QCOMPARE(registry.call("DELETE", Fixture::path(id), registry.ada).status, 204);
    QCOMPARE(registry.call("GET", Fixture::path(id), registry.ada).status, 404);
}

void TestWebhooks::othersDoNotSeeAWebhook()
{
    Fixture registry;
    registry.addUser(u"bob"_s);
    registry.addUser(u"root"_s, Account::Role::Admin);
    const qint64 id = registry.add({{u"url"_s, u"https://hooks.example/"_s}})[u"id"].toInteger();
    const auto status = [&](const QByteArray &method, const QByteArray &tail,
                            const QByteArray &who) {
        return registry.call(method, Fixture::path(id) + tail, who).status;
    };
    const QByteArray bob = ApiFixture::basic(u"bob"_s);
    for (const QByteArray &tail : {QByteArray(), QByteArray("/deliveries")}) {
        QCOMPARE(status("GET", tail, bob), 404);
        QCOMPARE(status("GET", tail, {}), 401);
    }
    QCOMPARE(status("DELETE", {}, bob), 404);
    QCOMPARE(status("POST", "/test", bob), 404);
    QCOMPARE(registry.call("GET", "/api/v2/webhooks?all=1", bob).status, 403);
    const QByteArray root = ApiFixture::basic(u"root"_s);
    QCOMPARE(status("GET", {}, root), 200);
    QCOMPARE(ApiFixture::objectOf(registry.call("GET", "/api/v2/webhooks?all=1", root))[u"items"]
                 .toArray()
                 .size(),
             1);
    const Account ada = *AccountStore(registry.database()).byNickname(u"ada"_s);
    const QByteArray reader = ApiFixture::bearer(registry.addToken(ada, TokenScope::Read));
    QCOMPARE(status("GET", {}, reader), 200);
    QCOMPARE(status("DELETE", {}, reader), 403);
    const QByteArray bound =
        ApiFixture::bearer(registry.addToken(ada, TokenScope::Publish, u"kvbox"_s));
    QCOMPARE(status("DELETE", {}, bound), 404);
    for (int i = 1; i < WebhookStore::mostOfOneUser; ++i)
        registry.add({{u"url"_s, u"https://hooks.example/"_s}});
    QCOMPARE(registry
                 .callJson("POST", "/api/v2/webhooks", registry.ada,
                           {{u"url"_s, u"https://hooks.example/"_s}})
                 .status,
             409);
}

void TestWebhooks::answersAreAsDescribed()
{
    Fixture registry;
    WebhookReceiver receiver;
    const QJsonObject made = registry.add({{u"url"_s, receiver.url()}});
    const qint64 id = made[u"id"].toInteger();
    registry.happen();
    QVERIFY(registry.deliverer().deliverDue());
    const JsonSchema schema(OpenApi::document());
    const QJsonValue schemas = OpenApi::document()[u"components"][u"schemas"];
    QCOMPARE(schema.problemsOf(made, schemas[u"Webhook"]), QStringList());
    QCOMPARE(schema.problemsOf(registry.log(id)[0], schemas[u"Delivery"]), QStringList());
    QCOMPARE(schema.problemsOf(ApiFixture::objectOf(registry.call(
                                   "POST", Fixture::path(id) + "/test", registry.ada)),
                               schemas[u"Delivery"]),
             QStringList());
}

void TestWebhooks::threadDeliversByItself()
{
    Fixture registry;
    WebhookReceiver receiver;
    const qint64 id = registry.add({{u"url"_s, receiver.url()}})[u"id"].toInteger();
    registry.service().startDuties();
    QCOMPARE(registry.call("POST", Fixture::path(id) + "/test", registry.ada).status, 202);
    QTRY_COMPARE(receiver.requests().size(), 1);
    QTRY_COMPARE(registry.log(id)[0][u"state"].toString(), u"done"_s);
    registry.deliverer().stop();
}

/// One receiver that answered late held up all deliveries, and what is forgotten once an hour.
void TestWebhooks::receiverThatHangsHoldsUpItsOwnerOnly()
{
    QSemaphore released;
    QSemaphore hanging;
    Fixture registry;
    const auto end = qScopeGuard([&] { released.release(100); });
    WebhookReceiver receiver;
    registry.addUser(u"bob"_s);
    // More than there are threads.
    for (int count = 0; count < 6; ++count)
        registry.add({{u"url"_s, u"http://tarpit.example/%1"_s.arg(count)}});
    const qint64 own = registry.add({{u"url"_s, receiver.url()}})[u"id"].toInteger();
    QCOMPARE(registry
                 .callJson("POST", "/api/v2/webhooks", ApiFixture::basic(u"bob"_s),
                           {{u"url"_s, receiver.url() + u"&bob"_s}})
                 .status,
             201);
    EventStore events(registry.database());
    const QDateTime now = registry.clock.time;
    registry.clock.time = now.addDays(-400);
    registry.happen(u"older"_s);
    QVERIFY(registry.database().write(
        [](SqlConnection &connection) { return connection.execute(u"DELETE FROM deliveries"_s); }));
    registry.clock.time = now;
    registry.happen();
    registry.deliverer().setSender({.resolve = [&](const QString &) {
        hanging.release();
        released.acquire();
        return QList<QHostAddress>();
    }});
    registry.deliverer().start();
    QVERIFY(hanging.tryAcquire(1, 10'000));
    QTRY_COMPARE_WITH_TIMEOUT(receiver.requests().size(), 1, 10'000);
    QVERIFY(receiver.requests().first().line.contains("&bob"));
    const auto oldest = [&] {
        return events.after(0, 1, EventStore::Kind::Yank)->events.value(0).distribution;
    };
    QTRY_COMPARE_WITH_TIMEOUT(oldest(), u"kvbox"_s, 10'000);
    QVERIFY2(!hanging.tryAcquire(), "two at once to one account");
    QVERIFY(registry.log(own)[0][u"lastAttempt"].isUndefined());
    released.release(6);
    QTRY_COMPARE_WITH_TIMEOUT(receiver.requests().size(), 2, 20'000);
    registry.deliverer().stop();
}

/// Each event was sent at once to a receiver that failed, and counted its pauses anew.
void TestWebhooks::newEventsDoNotHurryAFailingReceiver()
{
    Fixture registry;
    WebhookReceiver receiver;
    receiver.answerWith("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n");
    registry.add({{u"url"_s, receiver.url()}});
    registry.happen();
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    registry.happen();
    QCOMPARE(*registry.deliverer().deliverDue(), 0);
    registry.clock.time = registry.clock.time.addSecs(10);
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    registry.happen();
    registry.clock.time = registry.clock.time.addSecs(19);
    QCOMPARE(*registry.deliverer().deliverDue(), 0);
    registry.clock.time = registry.clock.time.addSecs(1);
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
    // The third failure in a row, whichever delivery it was of.
    registry.clock.time = registry.clock.time.addSecs(39);
    QCOMPARE(*registry.deliverer().deliverDue(), 0);
    receiver.answerWith("HTTP/1.1 204 No Content\r\n\r\n");
    registry.clock.time = registry.clock.time.addSecs(1);
    QCOMPARE(*registry.deliverer().deliverDue(), 3);
    registry.happen();
    QCOMPARE(*registry.deliverer().deliverDue(), 1);
}

void TestWebhooks::namesOfThisComputerAreLookedUp()
{
    WebhookReceiver receiver;
    const QUrl url(u"http://localhost:%1/"_s.arg(receiver.port()));
    const auto outcome = WebhookSender().send({url, {}, "{}", true});
    QVERIFY2(outcome.problem.isEmpty(), qPrintable(outcome.problem));
    const auto nowhere =
        WebhookSender().send({QUrl(u"http://registry.invalid/"_s), {}, "{}", true});
    QVERIFY2(nowhere.problem.contains(u"no address"_s), qPrintable(nowhere.problem));
}

void TestWebhooks::oldEventsAreForgotten()
{
    Fixture registry;
    WebhookReceiver receiver;
    const qint64 id = registry.add({{u"url"_s, receiver.url()}})[u"id"].toInteger();
    registry.happen();
    QVERIFY(registry.deliverer().deliverDue());
    EventStore events(registry.database());
    registry.clock.time = registry.clock.time.addDays(40);
    registry.happen();
    const qint64 newest = *events.newest();
    QVERIFY(registry.deliverer().forgetOld());
    QCOMPARE(events.after(0, 10, EventStore::Kind::Yank)->events.size(), 2);
    QCOMPARE(registry.log(id).size(), 1); // the one that waits
    QVERIFY(registry.service().context().settings.set(u"event-days"_s, u"30"_s));
    QVERIFY(registry.deliverer().forgetOld());
    QCOMPARE(events.after(0, 10)->events.size(), 1);
    QCOMPARE(*events.newest(), newest);
}

QTEST_GUILESS_MAIN(TestWebhooks)
#include "tst_webhooks.moc"
