// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/apifixture.h"

#include "registry/http/eventstream.h"
#include "registry/store/eventstore.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;

/// Each function runs on every database there is.
class TestEventsApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void eventsAreReadByCursorWithoutGaps();
    void eventsOfUnknownKindsHideNoOthers();
    void whatHappensMeanwhileIsReadOnce();
    void kindsAndDistributionsAreChosen();
    void streamBringsWhatHappens();
    void whoComesBackMissesNothing();
    void otherProcessesAreHeardOf();
    void longBacklogIsSentAsItIsTaken();
    void streamsEndWithTheService();

private:
    static void happen(RegistryDatabase &database, const QString &distribution,
                       EventStore::Kind kind = EventStore::Kind::Yank)
    {
        const auto told = database.write([&](SqlConnection &connection) {
            return EventStore::append(connection,
                                      {kind, QDateTime::currentDateTimeUtc(), u"ada"_s,
                                       distribution, QJsonObject{{u"name"_s, distribution}}});
        });
        if (!told)
            qFatal("%s", qPrintable(told.error().detail));
    }
    static QByteArray taken(EventStream &stream) { return stream.take().bytes; }
};

void TestEventsApi::eventsAreReadByCursorWithoutGaps()
{
    ApiFixture registry;
    for (int i = 0; i < 5; ++i)
        happen(registry.database(), u"d%1"_s.arg(i));
    QStringList names;
    QString cursor = u"0"_s;
    for (int page = 0; page < 4; ++page) {
        const QJsonObject answer = ApiFixture::objectOf(
            registry.call("GET", "/api/v2/events?limit=2&cursor=" + cursor.toLatin1()));
        for (const QJsonValue &event : answer[u"items"].toArray())
            names.append(event[u"distribution"].toString());
        QCOMPARE(answer.contains(u"next"_s), page < 2);
        cursor = answer[u"cursor"].toString();
    }
    QCOMPARE(names, (QStringList{u"d0"_s, u"d1"_s, u"d2"_s, u"d3"_s, u"d4"_s}));
    happen(registry.database(), u"late"_s);
    const QJsonObject answer =
        ApiFixture::objectOf(registry.call("GET", "/api/v2/events?cursor=" + cursor.toLatin1()));
    QCOMPARE(answer[u"items"].toArray().size(), 1);
    QCOMPARE(registry.call("GET", "/api/v2/events?cursor=x").status, 422);
}

void TestEventsApi::eventsOfUnknownKindsHideNoOthers()
{
    ApiFixture registry;
    // As a newer version of this program may have written.
    QVERIFY(registry.database().write([](SqlConnection &connection) {
        return connection.execute(u"INSERT INTO events (kind, time, actor, dist_key, data) "
                                  "VALUES ('party', '2024-03-02T10:11:12.000Z', '', '', '{}')"_s);
    }));
    for (int i = 0; i < 3; ++i)
        happen(registry.database(), u"d%1"_s.arg(i));
    QStringList names;
    QString cursor = u"0"_s;
    for (int page = 0; page < 3; ++page) {
        const QJsonObject answer = ApiFixture::objectOf(
            registry.call("GET", "/api/v2/events?limit=2&cursor=" + cursor.toLatin1()));
        for (const QJsonValue &event : answer[u"items"].toArray())
            names.append(event[u"distribution"].toString());
        cursor = answer[u"cursor"].toString();
    }
    QCOMPARE(names, (QStringList{u"d0"_s, u"d1"_s, u"d2"_s}));
}

void TestEventsApi::whatHappensMeanwhileIsReadOnce()
{
    ApiFixture registry;
    constexpr int count = 300;
    const RegistryResponse response = registry.call("GET", "/api/v2/events/stream?cursor=0");
    std::thread author([&] {
        for (int i = 0; i < count; ++i)
            happen(registry.database(), u"d%1"_s.arg(i));
    });
    QStringList expected;
    for (int i = 0; i < count; ++i)
        expected.append(u"d%1"_s.arg(i));
    QStringList polled;
    QByteArray cursor = "0";
    for (QDeadlineTimer patience(60'000); polled.size() < count && !patience.hasExpired();) {
        const QJsonObject answer =
            ApiFixture::objectOf(registry.call("GET", "/api/v2/events?cursor=" + cursor));
        for (const QJsonValue &event : answer[u"items"].toArray())
            polled.append(event[u"distribution"].toString());
        cursor = answer[u"cursor"].toString().toLatin1();
    }
    author.join();
    QCOMPARE(polled, expected);
    QByteArray got;
    QTRY_VERIFY((got += taken(*response.stream)).contains("\"d299\""));
    QCOMPARE(got.count("\nevent: yank"), count);
}

void TestEventsApi::kindsAndDistributionsAreChosen()
{
    ApiFixture registry;
    happen(registry.database(), u"kvbox"_s, EventStore::Kind::Yank);
    happen(registry.database(), u"kvbox"_s, EventStore::Kind::Report);
    happen(registry.database(), u"other"_s, EventStore::Kind::Report);
    const auto count = [&](const QByteArray &query) {
        return ApiFixture::objectOf(registry.call("GET", "/api/v2/events?" + query))[u"items"]
            .toArray()
            .size();
    };
    QCOMPARE(count("kind=report"), 2);
    QCOMPARE(count("distribution=KVBox"), 2);
    QCOMPARE(count("kind=report&distribution=kvbox"), 1);
    QCOMPARE(registry.call("GET", "/api/v2/events?kind=party").status, 422);
}

void TestEventsApi::streamBringsWhatHappens()
{
    ApiFixture registry;
    happen(registry.database(), u"before"_s);
    const RegistryResponse response = registry.call("GET", "/api/v2/events/stream?kind=release");
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), "text/event-stream");
    QVERIFY(response.stream);
    registry.addUser(u"ada"_s);
    const QByteArray archive = ReleaseFixture::read(ReleaseFixture{}.pack(registry.folder()));
    QCOMPARE(registry.call("POST", "/api/v2/releases", ApiFixture::basic(u"ada"_s), archive).status,
             201);
    QByteArray got;
    QTRY_VERIFY((got += taken(*response.stream)).contains("\n\nid: "));
    QVERIFY(got.startsWith("retry: "));
    QVERIFY(got.contains("\nevent: release\ndata: {"));
    QVERIFY(!got.contains("before") && !got.contains("event: user"));
    QVERIFY(got.endsWith("}\n\n"));
}

void TestEventsApi::whoComesBackMissesNothing()
{
    ApiFixture registry;
    happen(registry.database(), u"one"_s);
    const qint64 seen = *EventStore(registry.database()).newest();
    happen(registry.database(), u"two"_s);
    happen(registry.database(), u"three"_s);
    const RegistryResponse response = registry.call("GET", "/api/v2/events/stream", {}, {},
                                                    {{"Last-Event-ID", QByteArray::number(seen)}});
    QByteArray got;
    QTRY_VERIFY((got += taken(*response.stream)).contains("three"));
    QVERIFY(got.contains("two") && !got.contains("one"));
    QVERIFY(got.indexOf("two") < got.indexOf("three"));
    QCOMPARE(registry.call("GET", "/api/v2/events/stream", {}, {}, {{"Last-Event-ID", "x"}}).status,
             422);
}

void TestEventsApi::otherProcessesAreHeardOf()
{
    ApiFixture registry;
    const RegistryResponse response = registry.call("GET", "/api/v2/events/stream");
    Result<std::unique_ptr<RegistryDatabase>> other =
        RegistryDatabase::open(registry.database().address());
    QVERIFY(other);
    happen(**other, u"elsewhere"_s);
    QByteArray got;
    QTRY_VERIFY_WITH_TIMEOUT((got += taken(*response.stream)).contains("elsewhere"), 20'000);
}

void TestEventsApi::longBacklogIsSentAsItIsTaken()
{
    ApiFixture registry;
    constexpr int count = 3000;
    const QString padding(200, u'x');
    QVERIFY(registry.database().write([&](SqlConnection &connection) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            const auto told =
                EventStore::append(connection, {EventStore::Kind::Report,
                                                registry.clock.now(),
                                                {},
                                                u"kvbox"_s,
                                                QJsonObject{{u"padding"_s, padding}}});
            if (!told)
                return told.error();
        }
        return {};
    }));
    const RegistryResponse response = registry.call("GET", "/api/v2/events/stream?cursor=0");
    QByteArray got;
    QTRY_VERIFY_WITH_TIMEOUT((got += taken(*response.stream)).count("\nevent: report") == count,
                             20'000);
    QVERIFY(!response.stream->isGone());
}

void TestEventsApi::streamsEndWithTheService()
{
    std::shared_ptr<EventStream> stream;
    {
        ApiFixture registry;
        stream = registry.call("GET", "/api/v2/events/stream").stream;
        QVERIFY(stream);
        QVERIFY(!stream->take().isEnd);
    }
    QVERIFY(stream->take().isEnd);
}

QTEST_GUILESS_MAIN(TestEventsApi)
#include "tst_eventsapi.moc"
