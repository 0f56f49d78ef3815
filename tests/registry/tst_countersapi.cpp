// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/receiptfixture.h"
#include "signing/heartbeat.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

class Counting : public ApiFixture
{
public:
    Counting()
    {
        if (!store().import(ReleaseFixture{}.pack(folder())))
            qFatal("cannot import");
    }
    /// The total of one of the three, or -1.
    qint64 total(const QString &counter) { return stats()[counter][u"total"].toInteger(-1); }
    QJsonObject stats(const QByteArray &query = {})
    {
        return objectOf(call("GET", "/api/v2/distributions/kvbox/stats" + query));
    }
    AccessRecord fetch(const QString &peer = u"192.0.2.1"_s, const QByteArray &agent = "pgxn/1.0")
    {
        AccessRecord record;
        record.time = clock.now();
        record.peer = peer;
        record.method = "GET";
        record.path = "/dist/kvbox/1.2.0/kvbox-1.2.0.zip";
        record.status = 200;
        record.userAgent = agent;
        return record;
    }
    int count(const AccessRecord &record)
    {
        service().noteAccess(record);
        return service().downloads().flush().value_or(-1);
    }
    RegistryResponse beat(const SigningKey &key, const QString &version = u"1.2.0"_s)
    {
        Heartbeat heartbeat;
        heartbeat.date = clock.now();
        heartbeat.installed = {{u"kvBox"_s, version}, {u"unheard-of"_s, u"1.0.0"_s}};
        return callJson("POST", "/api/v2/heartbeats", {},
                        {{u"heartbeat"_s, QString::fromLatin1(heartbeat.sign(key))}});
    }
    SigningKey newKey() { return SigningKey::make(clock.now()); }
};

} // namespace

/// Each function runs on every database there is.
class TestCountersApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void oneNetworkSendsSoManyAnHour_data();
    void oneNetworkSendsSoManyAnHour();
    void clientCountsOnceADayAndRelease();
    void onlyArchivesFromTheirBeginningCount_data();
    void onlyArchivesFromTheirBeginningCount();
    void operatorsChoiceIsNotCounted();
    void addressesAreNotKept();
    void whatWaitsIsWrittenAtTheEnd();
    void receiptCountsOnce();
    void wrongReceiptIsRefused();
    void repeatedInstallsOfADayAreOne();
    void activeClientsAreThoseHeardOfLately();
    void oldHeartbeatsAreForgottenByTheHousekeeping();
    void foreignHeartbeatIsRefused();
    void numbersAreNeverMixed();
    void seriesIsByDay();
};

void TestCountersApi::clientCountsOnceADayAndRelease()
{
    Counting registry;
    QCOMPARE(registry.count(registry.fetch()), 1);
    QCOMPARE(registry.count(registry.fetch()), 0);
    QCOMPARE(registry.count(registry.fetch(u"192.0.2.2"_s)), 1);
    QCOMPARE(registry.count(registry.fetch(u"192.0.2.1"_s, "Howdah/1.0")), 1);
    registry.clock.time = registry.clock.time.addDays(1);
    QCOMPARE(registry.count(registry.fetch()), 1);
    QCOMPARE(registry.total(u"downloads"_s), 4);
    QCOMPARE(registry.stats()[u"downloads"][u"versions"][u"1.2.0"].toInt(), 4);
}

void TestCountersApi::onlyArchivesFromTheirBeginningCount_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("firstByte");
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<int>("counted");
    const QByteArray archive = "/dist/kvbox/1.2.0/kvbox-1.2.0.zip";
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &path,
                        int status, qint64 firstByte, const QByteArray &agent, int counted) {
        QTest::newRow(name) << method << path << status << firstByte << agent << counted;
    };
    row("fetch", "GET", archive, 200, 0, "pgxn/1.0", 1);
    row("another spelling", "GET", "/dist/KVbox/1.2.0/kvbox-1.2.0.zip", 200, 0, "pgxn/1.0", 1);
    row("first part", "GET", archive, 206, 0, "pgxn/1.0", 1);
    row("later part", "GET", archive, 206, 4096, "pgxn/1.0", 0);
    row("only asked", "HEAD", archive, 200, 0, "pgxn/1.0", 0);
    row("unchanged", "GET", archive, 304, 0, "pgxn/1.0", 0);
    row("not there", "GET", archive, 404, 0, "pgxn/1.0", 0);
    row("its META", "GET", "/dist/kvbox/1.2.0/META.json", 200, 0, "pgxn/1.0", 0);
    row("unreleased", "GET", "/dist/kvbox/9.9.9/kvbox-9.9.9.zip", 200, 0, "pgxn/1.0", 0);
    row("robot", "GET", archive, 200, 0, "Mozilla/5.0 (compatible; Searchbot/2.1)", 0);
    row("mirror", "GET", archive, 200, 0, "Howdah-Mirror/1.0", 0);
}

void TestCountersApi::onlyArchivesFromTheirBeginningCount()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(qint64, firstByte);
    QFETCH(QByteArray, agent);
    QFETCH(int, counted);
    Counting registry;
    AccessRecord record = registry.fetch(u"192.0.2.1"_s, agent);
    record.method = method;
    record.path = path;
    record.status = status;
    record.firstByte = firstByte;
    QCOMPARE(registry.count(record), counted);
    QCOMPARE(registry.total(u"downloads"_s), counted);
}

void TestCountersApi::operatorsChoiceIsNotCounted()
{
    Counting registry;
    QVERIFY(registry.service().context().settings.set(u"uncounted-clients"_s,
                                                      u"192.0.2.9 NightlyBuild"_s));
    QCOMPARE(registry.count(registry.fetch(u"192.0.2.9"_s)), 0);
    QCOMPARE(registry.count(registry.fetch(u"192.0.2.1"_s, "our-nightlybuild/3")), 0);
    QCOMPARE(registry.count(registry.fetch(u"192.0.2.99"_s)), 1);
}

void TestCountersApi::addressesAreNotKept()
{
    Counting registry;
    QCOMPARE(registry.count(registry.fetch()), 1);
    const auto hash = [&] {
        return registry.database().read([](SqlConnection &connection) {
            return connection.query(
                u"SELECT client_hash, (SELECT max(value) FROM counting_keys) FROM fetches"_s);
        });
    };
    const SqlRow first = hash()->first();
    QCOMPARE(first.text(0).size(), 32);
    // Two days later neither is there any more, and the same client has another hash.
    registry.clock.time = registry.clock.time.addDays(2);
    QCOMPARE(registry.count(registry.fetch()), 1);
    QCOMPARE(hash()->size(), 1);
    QVERIFY(hash()->first().text(0) != first.text(0));
    QVERIFY(hash()->first().text(1) != first.text(1));
}

void TestCountersApi::whatWaitsIsWrittenAtTheEnd()
{
    Counting registry;
    {
        DownloadCounter counter(registry.database(), registry.service().context().settings,
                                registry.clock);
        counter.start();
        counter.note(registry.fetch());
    }
    QCOMPARE(registry.total(u"downloads"_s), 1);
}

void TestCountersApi::receiptCountsOnce()
{
    Counting registry;
    ReceiptFixture client(registry);
    const InstallReceipt receipt = client.receipt();
    QCOMPARE(client.send(receipt).status, 201);
    QCOMPARE(client.send(receipt).status, 200);
    QCOMPARE(registry.total(u"installs"_s), 1);
    ReceiptFixture other(registry);
    QCOMPARE(other.send(receipt).status, 409);
    QCOMPARE(other.send(other.receipt()).status, 201);
    QCOMPARE(registry.total(u"installs"_s), 2);
}

void TestCountersApi::wrongReceiptIsRefused()
{
    Counting registry;
    ReceiptFixture client(registry);
    InstallReceipt otherArchive = client.receipt();
    otherArchive.sha512 = QByteArray(64, 'x');
    QCOMPARE(client.send(otherArchive).status, 422);
    InstallReceipt unreleased = client.receipt();
    unreleased.version = u"7.0.0"_s;
    QCOMPARE(client.send(unreleased).status, 404);
    InstallReceipt ofTomorrow = client.receipt();
    ofTomorrow.date = ofTomorrow.date.addDays(1);
    QCOMPARE(client.send(ofTomorrow).status, 403);
    QString changed = client.signedText(client.receipt());
    changed[changed.size() / 2] = changed[changed.size() / 2] == u'A' ? u'B' : u'A';
    QCOMPARE(registry.callJson("POST", "/api/v2/receipts", {}, {{u"receipt"_s, changed}}).status
                 / 100,
             4);
    QCOMPARE(registry.callJson("POST", "/api/v2/receipts", {}, {}).status, 422);
    QCOMPARE(registry.total(u"installs"_s), 0);
}

void TestCountersApi::repeatedInstallsOfADayAreOne()
{
    Counting registry;
    ReceiptFixture client(registry);
    QCOMPARE(client.send(client.receipt()).status, 201);
    QCOMPARE(client.send(client.receipt()).status, 201);
    QCOMPARE(registry.total(u"installs"_s), 1);
    InstallReceipt onAnotherMajor = client.receipt();
    onAnotherMajor.postgresMajor = 18;
    onAnotherMajor.postgresVersion = u"18.0"_s;
    QCOMPARE(client.send(onAnotherMajor).status, 201);
    QCOMPARE(registry.total(u"installs"_s), 2);
    registry.clock.time = registry.clock.time.addDays(1);
    QCOMPARE(client.send(client.receipt()).status, 201);
    QCOMPARE(registry.total(u"installs"_s), 3);
}

void TestCountersApi::activeClientsAreThoseHeardOfLately()
{
    Counting registry;
    const SigningKey first = registry.newKey();
    const SigningKey second = registry.newKey();
    const RegistryResponse answer = registry.beat(first);
    QCOMPARE(answer.status, 200);
    QCOMPARE(ApiFixture::objectOf(answer)[u"known"].toInt(), 1);
    QCOMPARE(registry.beat(first).status, 200);
    QCOMPARE(registry.total(u"active"_s), 1);
    registry.clock.time = registry.clock.time.addDays(29);
    QCOMPARE(registry.beat(second).status, 200);
    QCOMPARE(registry.total(u"active"_s), 2);
    registry.clock.time = registry.clock.time.addDays(1);
    QCOMPARE(registry.total(u"active"_s), 1);
    QCOMPARE(registry.stats()[u"active"][u"days"].toArray().size(), 2);
}

void TestCountersApi::oldHeartbeatsAreForgottenByTheHousekeeping()
{
    Counting registry;
    const auto kept = [&] {
        const auto row = registry.database().read([](SqlConnection &connection) {
            return connection.queryOne(u"SELECT count(*) FROM heartbeats"_s);
        });
        return row.value()->number(0);
    };
    QCOMPARE(registry.beat(registry.newKey()).status, 200);
    registry.clock.time = registry.clock.time.addDays(500);
    QCOMPARE(registry.beat(registry.newKey()).status, 200);
    QVERIFY2(kept() == 2, "nobody who sends one waits for that");
    QVERIFY(registry.service().deliverer().forgetOld());
    QCOMPARE(kept(), 1);
}

void TestCountersApi::foreignHeartbeatIsRefused()
{
    Counting registry;
    const SigningKey key = registry.newKey();
    Heartbeat heartbeat;
    heartbeat.date = registry.clock.now();
    heartbeat.installed = {{u"kvbox"_s, u"1.2.0"_s}};
    const auto send = [&](const QByteArray &text) {
        return registry
            .callJson("POST", "/api/v2/heartbeats", {},
                      {{u"heartbeat"_s, QString::fromLatin1(text)}})
            .status;
    };
    // A receipt is no heartbeat.
    ReceiptFixture client(registry);
    QVERIFY(send(client.signedText(client.receipt()).toLatin1()) >= 400);
    QByteArray changed = heartbeat.sign(key);
    changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
    QVERIFY(send(changed) >= 400);
    heartbeat.date = heartbeat.date.addDays(-2);
    QCOMPARE(send(heartbeat.sign(key)), 403);
    QCOMPARE(registry.total(u"active"_s), 0);
}

void TestCountersApi::numbersAreNeverMixed()
{
    Counting registry;
    ReceiptFixture client(registry);
    QCOMPARE(client.send(client.receipt()).status, 201);
    QCOMPARE(registry.total(u"downloads"_s), 0);
    QCOMPARE(registry.total(u"installs"_s), 1);
    QCOMPARE(registry.total(u"active"_s), 0);
    QCOMPARE(registry.count(registry.fetch()), 1);
    QCOMPARE(registry.count(registry.fetch(u"192.0.2.2"_s)), 1);
    QCOMPARE(registry.total(u"downloads"_s), 2);
    QCOMPARE(registry.total(u"installs"_s), 1);
    QCOMPARE(registry.total(u"active"_s), 0);
}

void TestCountersApi::seriesIsByDay()
{
    Counting registry;
    QCOMPARE(registry.count(registry.fetch()), 1);
    registry.clock.time = registry.clock.time.addDays(10);
    QCOMPARE(registry.count(registry.fetch()), 1);
    QCOMPARE(registry.count(registry.fetch(u"192.0.2.2"_s)), 1);
    const QJsonArray days = registry.stats("?days=11")[u"downloads"][u"days"].toArray();
    QCOMPARE(days, (QJsonArray{QJsonObject{{u"day"_s, u"2024-03-02"_s}, {u"count"_s, 1}},
                               QJsonObject{{u"day"_s, u"2024-03-12"_s}, {u"count"_s, 2}}}));
    QCOMPARE(registry.stats("?days=10")[u"downloads"][u"days"].toArray().size(), 1);
    QCOMPARE(registry.stats("?days=10")[u"downloads"][u"total"].toInt(), 3);
    QCOMPARE(registry.call("GET", "/api/v2/distributions/kvbox/stats?days=0").status, 422);
    QCOMPARE(registry.call("GET", "/api/v2/distributions/unheard-of/stats").status, 404);
    const QJsonObject rules = ApiFixture::objectOf(registry.call("GET", "/api/v2/counting-rules"));
    QCOMPARE(registry.stats()[u"rules"][u"active"], rules[u"active"]);
}

void TestCountersApi::oneNetworkSendsSoManyAnHour_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("receipts") << QByteArray("/api/v2/receipts");
    QTest::newRow("heartbeats") << QByteArray("/api/v2/heartbeats");
}

/// The limit was of each client's key alone, of which anybody makes as many as he likes.
void TestCountersApi::oneNetworkSendsSoManyAnHour()
{
    QFETCH(QByteArray, target);
    ApiFixture registry;
    int status = 0;
    int sent = 0;
    for (; sent < 1000 && status != 429; ++sent)
        status = registry.call("POST", target, {}, "{}").status;
    QCOMPARE(status, 429);
    QCOMPARE(sent, 501);
    registry.clock.time = registry.clock.time.addSecs(3600);
    QCOMPARE(registry.call("POST", target, {}, "{}").status, 422);
}

QTEST_GUILESS_MAIN(TestCountersApi)
#include "tst_countersapi.moc"
