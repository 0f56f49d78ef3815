// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/releasestore.h"

#include "registry/mirrordocuments.h"
#include "registry/publishing/reservationstore.h"
#include "registry/store/accountstore.h"
#include "registry/store/eventstore.h"
#include "registry/store/staledocuments.h"
#include "registry/testdatabases.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

/// Each function runs on every database there is.
class TestReleaseStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void init();
    void cleanup() { m_database.reset(); }

    void whatIsReservedIsInvisibleUntilPublished();
    void versionsRise_data();
    void versionsRise();
    void operatorMayImportInAnyOrder();
    void extensionsBelongToWhoReleasedThemFirst();
    void twoWhoTakeOneNameAtOnceDoNotBothGetIt();
    void listsGiveTheDocumentsThatWholeReleasesGive();
    void distributionsAreFoundByNameNotByState();
    void statisticsCountAndAreCapped();
    void whatBecomesStaleWhileItIsWrittenStaysStale();
    void eventsAreReadByCursor();

private:
    static Release release(const QString &name, const QString &version,
                           const QString &extension = u"kvbox"_s, const QStringList &tags = {})
    {
        Release release;
        release.name = name;
        release.version = *Version::parse(version);
        release.abstract = u"A small key/value box"_s;
        release.status =
            release.version.isPreRelease() ? ReleaseStatus::Testing : ReleaseStatus::Stable;
        release.tags = tags;
        ProvidedExtension provided;
        provided.name = extension;
        provided.version = version;
        release.extensions = {provided};
        return release;
    }
    Result<void>
    publish(const Release &release, const QString &user = u"ada"_s,
            ReservationStore::Authority authority = ReservationStore::Authority::Author)
    {
        ReservationStore reservations(*m_database);
        m_now = m_now.addSecs(60);
        const auto reservation = reservations.reserve(release, user, authority, m_now);
        if (!reservation)
            return reservation.error();
        return reservations.publish(*reservation, release,
                                    {QByteArray(20, 1), QByteArray(64, 2), 99});
    }
    static QJsonObject object(const QByteArray &text)
    {
        return QJsonDocument::fromJson(text).object();
    }

    std::unique_ptr<RegistryDatabase> m_database;
    QDateTime m_now{QDate(2024, 3, 2), QTime(10, 11, 12), Qt::UTC};
};

void TestReleaseStore::init()
{
    m_database = TestDatabases::open();
    QVERIFY(m_database);
    for (const QString &nickname : {u"ada"_s, u"bob"_s})
        QVERIFY(AccountStore(*m_database).ensure(nickname, nickname + u" Sample"_s, m_now));
}

void TestReleaseStore::whatIsReservedIsInvisibleUntilPublished()
{
    ReservationStore reservations(*m_database);
    ReleaseStore store(*m_database);
    const Release wanted = release(u"kvBox"_s, u"1.2.0"_s);
    const auto reservation =
        reservations.reserve(wanted, u"ADA"_s, ReservationStore::Authority::Author, m_now);
    QVERIFY(reservation);
    QCOMPARE(reservation->nickname, u"ada"_s);
    QVERIFY(!*store.contains(u"kvbox"_s, wanted.version));
    QVERIFY(store.distributions()->isEmpty());
    QVERIFY(store.all()->isEmpty());
    QCOMPARE(reservations.reserve(wanted, u"bob"_s, ReservationStore::Authority::Author, m_now)
                 .error()
                 .kind,
             Error::Kind::Conflict);
    QVERIFY(reservations.dead(m_now)->isEmpty());
    QVERIFY(!*reservations.isPublished(reservation->id));
    QVERIFY(reservations.publish(*reservation, wanted, {QByteArray(20, 1), QByteArray(64, 2), 9}));
    QVERIFY(*reservations.isPublished(reservation->id));
    QVERIFY(*store.contains(u"KVBOX"_s, wanted.version));
    const QList<Release> all = *store.all();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all.first().user, u"ada"_s);
    QCOMPARE(all.first().date, m_now);
    QCOMPARE(all.first().extensions.first().name, u"kvbox"_s);
    QCOMPARE(all.first().digests.sha512, QByteArray(64, 2));
    QCOMPARE(reservations.publish(*reservation, wanted, {}).error().kind, Error::Kind::Conflict);
}

void TestReleaseStore::versionsRise_data()
{
    // protocol.md 4.3, rule 2.
    QTest::addColumn<QStringList>("existing");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("problem");
    QTest::newRow("first") << QStringList() << u"0.1.0"_s << QString();
    QTest::newRow("greater") << QStringList{u"1.0.0"_s} << u"1.0.1"_s << QString();
    QTest::newRow("older line, greater there")
        << QStringList{u"1.0.0"_s, u"2.0.0"_s} << u"1.0.1"_s << QString();
    QTest::newRow("minor") << QStringList{u"1.0.1"_s, u"2.0.0"_s} << u"1.0.0"_s
                           << u"not greater than previous minor release “kvBox 1.0.1”"_s;
    QTest::newRow("major") << QStringList{u"1.2.0"_s, u"2.0.0"_s} << u"1.1.0"_s
                           << u"not greater than previous major release “kvBox 1.2.0”"_s;
    QTest::newRow("release") << QStringList{u"2.0.0"_s} << u"1.1.0"_s
                             << u"not greater than previous release “kvBox 2.0.0”"_s;
    QTest::newRow("pre-release behind the release")
        << QStringList{u"1.0.0"_s} << u"1.0.0-rc1"_s
        << u"not greater than previous minor release “kvBox 1.0.0”"_s;
    QTest::newRow("same") << QStringList{u"1.0.0"_s} << u"1.0.0"_s << u"already exists"_s;
    QTest::newRow("build metadata")
        << QStringList{u"1.0.0+a"_s} << u"1.0.0+b"_s << u"already exists"_s;
}

void TestReleaseStore::versionsRise()
{
    QFETCH(QStringList, existing);
    QFETCH(QString, wanted);
    QFETCH(QString, problem);
    for (const QString &version : existing)
        QVERIFY(publish(release(u"kvBox"_s, version)));
    const Result<void> done = publish(release(u"kvBox"_s, wanted));
    QCOMPARE(done.has_value(), problem.isEmpty());
    if (!done) {
        QCOMPARE(done.error().kind, Error::Kind::Conflict);
        QVERIFY2(done.error().message.contains(problem), qPrintable(done.error().message));
    }
}

void TestReleaseStore::operatorMayImportInAnyOrder()
{
    const auto authority = ReservationStore::Authority::Operator;
    QVERIFY(publish(release(u"kvBox"_s, u"2.0.0"_s), u"ada"_s, authority));
    QVERIFY(publish(release(u"kvBox"_s, u"1.0.0"_s), u"bob"_s, authority));
    QCOMPARE(publish(release(u"kvBox"_s, u"1.0.0"_s), u"bob"_s, authority).error().kind,
             Error::Kind::Conflict);
}

void TestReleaseStore::extensionsBelongToWhoReleasedThemFirst()
{
    QVERIFY(publish(release(u"kvBox"_s, u"1.0.0"_s)));
    const Result<void> refused = publish(release(u"other"_s, u"1.0.0"_s, u"KVBOX"_s), u"bob"_s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Permission);
    QCOMPARE(refused.error().message, u"User “bob” does not own all provided extensions"_s);
    // Names of distributions are not owned (upstream's rule).
    QVERIFY(publish(release(u"kvBox"_s, u"1.1.0"_s, u"another"_s), u"bob"_s));
    QVERIFY(m_database->write([&](SqlConnection &connection) {
        return connection.execute(
            u"INSERT INTO coowners (ext_key, user_id, created) SELECT 'kvbox', id, '' "
            "FROM users WHERE nickname_key = 'bob'"_s);
    }));
    QVERIFY2(!publish(release(u"other"_s, u"1.0.0"_s), u"bob"_s), "who was invited must accept");
    QVERIFY(m_database->write([&](SqlConnection &connection) {
        return connection.execute(u"UPDATE coowners SET accepted = '2024'"_s);
    }));
    QVERIFY(publish(release(u"other"_s, u"1.0.0"_s), u"bob"_s));
}

void TestReleaseStore::twoWhoTakeOneNameAtOnceDoNotBothGetIt()
{
    ReservationStore reservations(*m_database);
    const auto authority = ReservationStore::Authority::Author;
    const Release first = release(u"one"_s, u"1.0.0"_s, u"same"_s);
    const Release second = release(u"two"_s, u"1.0.0"_s, u"same"_s);
    const auto ada = reservations.reserve(first, u"ada"_s, authority, m_now);
    const auto bob = reservations.reserve(second, u"bob"_s, authority, m_now);
    QVERIFY(ada && bob);
    QVERIFY(reservations.publish(*ada, first, {}));
    QCOMPARE(reservations.publish(*bob, second, {}).error().kind, Error::Kind::Permission);
    QVERIFY(!*ReleaseStore(*m_database).contains(u"two"_s, Version(1, 0, 0)));
}

void TestReleaseStore::listsGiveTheDocumentsThatWholeReleasesGive()
{
    QVERIFY(
        publish(release(u"kvBox"_s, u"1.1.0"_s, u"kvbox"_s, {u"Key Value"_s, u"box"_s, u"BOX"_s})));
    QVERIFY(publish(release(u"KVBOX"_s, u"1.2.0"_s, u"kvbox"_s, {u"key value"_s})));
    QVERIFY(publish(release(u"boxpack"_s, u"0.4.0"_s, u"boxpack"_s, {u"KEY VALUE"_s})));
    QVERIFY(publish(release(u"other"_s, u"1.0.0"_s, u"other"_s), u"bob"_s));
    QVERIFY(m_database->write([&](SqlConnection &connection) {
        return connection.execute(u"UPDATE releases SET yanked = date, status = 'testing' "
                                  "WHERE version = '1.2.0'"_s);
    }));
    ReleaseStore store(*m_database);
    for (const QString &tag : {u"key value"_s, u"box"_s, u"nothing"_s}) {
        const QList<Release> whole = *store.tagged(tag);
        const QList<Release> list = *store.listTagged(tag);
        QCOMPARE(list.size(), whole.size());
        QCOMPARE(MirrorDocuments(list).tag(tag), MirrorDocuments(whole).tag(tag));
        QCOMPARE(MirrorDocuments(list).forApi().tag(tag), MirrorDocuments(whole).forApi().tag(tag));
        QCOMPARE(MirrorDocuments(list).spellingOf(tag), MirrorDocuments(whole).spellingOf(tag));
    }
    for (const QString &user : {u"ada"_s, u"BOB"_s, u"nobody"_s}) {
        const QList<Release> whole = *store.ofUser(user);
        const QList<Release> list = *store.listOfUser(user);
        QCOMPARE(list.size(), whole.size());
        QCOMPARE(MirrorDocuments(list).user(user, {}), MirrorDocuments(whole).user(user, {}));
        QCOMPARE(MirrorDocuments(list).forApi().user(user, {}),
                 MirrorDocuments(whole).forApi().user(user, {}));
    }
    QCOMPARE(MirrorDocuments(*store.listTagged(u"key value"_s)).spellingOf(u"key value"_s),
             u"Key Value"_s);
}

/// With an index by state, SQLite went through all releases for one distribution, and for the list of distributions
/// through all of them for each.
void TestReleaseStore::distributionsAreFoundByNameNotByState()
{
    if (m_database->dialect() != SqlConnection::Dialect::Sqlite)
        QSKIP("PostgreSQL plans by what the table holds.");
    const auto plan = m_database->read([](SqlConnection &connection) {
        return connection.query(u"EXPLAIN QUERY PLAN SELECT 1 FROM releases r "
                                "WHERE r.state = 'published' AND r.dist_key = 'kvbox'"_s);
    });
    QVERIFY(plan);
    QVERIFY2(plan->first().text(3).contains(u"(dist_key=?)"), qPrintable(plan->first().text(3)));
}

void TestReleaseStore::statisticsCountAndAreCapped()
{
    ReleaseStore store(*m_database);
    QVERIFY(publish(release(u"kvBox"_s, u"1.1.0"_s, u"kvbox"_s, {u"Key Value"_s})));
    QVERIFY(publish(
        release(u"kvBox"_s, u"1.2.0"_s, u"kvbox"_s, {u"key value"_s, u"Key Value"_s, u"box"_s})));
    QVERIFY(publish(release(u"boxpack"_s, u"0.4.0"_s)));
    QVERIFY(publish(release(u"kvBox"_s, u"1.3.0-b1"_s)));
    RegistryTotals totals = *store.totals();
    QCOMPARE(object(MirrorDocuments::summary(totals)),
             object(R"({"dists":2,"releases":4,"extensions":1,"users":2,"tags":2,"mirrors":0})"));
    const QJsonObject dists = object(MirrorDocuments::distributionStats(totals));
    QCOMPARE(dists[u"recent"][0][u"version"].toString(), u"1.3.0-b1"_s);
    QCOMPARE(dists[u"recent"][0][u"user_name"].toString(), u"ada Sample"_s);
    QCOMPARE(dists[u"recent"].toArray().size(), 4);
    QCOMPARE(object(MirrorDocuments::tagStats(totals))[u"popular"].toArray(),
             QJsonArray({QJsonObject{{u"tag"_s, u"box"_s}, {u"dists"_s, 1}},
                         QJsonObject{{u"tag"_s, u"key value"_s}, {u"dists"_s, 1}}}));
    QCOMPARE(object(MirrorDocuments::userStats(totals)), object(R"({"count":2,"prolific":[
                {"nickname":"ada","name":"ada Sample","dists":2,"releases":4}]})"));
    for (int patch = 0; patch < 60; ++patch)
        QVERIFY(publish(release(u"many"_s, u"1.0.%1"_s.arg(patch))));
    totals = *store.totals();
    const QJsonObject capped = object(MirrorDocuments::distributionStats(totals));
    QCOMPARE(capped[u"recent"].toArray().size(), 56);
    QCOMPARE(capped[u"releases"].toInt(), 64);
    QCOMPARE(capped[u"recent"][0][u"version"].toString(), u"1.0.59"_s);
    QCOMPARE(object(MirrorDocuments::extensionStats(totals))[u"recent"].toArray().size(), 56);
    QCOMPARE(store.tagged(u"KEY value"_s)->size(), 2);
    QCOMPARE(store.providing(u"KvBox"_s)->size(), 64);
    QCOMPARE(store.ofUser(u"Ada"_s)->size(), 64);
    QCOMPARE(store.ofDistribution(u"kvbox"_s)->size(), 3);
}

void TestReleaseStore::whatBecomesStaleWhileItIsWrittenStaysStale()
{
    StaleDocumentStore stale(*m_database);
    QVERIFY(publish(release(u"kvBox"_s, u"1.0.0"_s)));
    const QList<StaleDocument> seen = *stale.all();
    QVERIFY(seen.size() >= 4);
    QVERIFY(publish(release(u"kvBox"_s, u"1.1.0"_s)));
    QVERIFY(stale.forget(seen));
    QCOMPARE(stale.all()->size(), seen.size() - 1); // bob's, whom no release concerns
    QVERIFY(stale.forget(*stale.all()));
    QVERIFY(stale.all()->isEmpty());
    const qint64 generation = *stale.generation();
    QVERIFY(publish(release(u"kvBox"_s, u"1.2.0"_s)));
    QVERIFY(*stale.generation() > generation);
    QVERIFY(stale.forget(*stale.all()));
    QVERIFY(stale.markAll());
    QVERIFY(stale.all()->contains(StaleDocument{StaleDocument::Kind::Distribution, u"kvbox"_s}));
}

void TestReleaseStore::eventsAreReadByCursor()
{
    EventStore events(*m_database);
    const qint64 before = *events.newest();
    QVERIFY(publish(release(u"kvBox"_s, u"1.0.0"_s)));
    QVERIFY(publish(release(u"other"_s, u"1.0.0"_s)));
    const auto all = events.after(before, 10)->events;
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0].data[u"name"].toString(), u"kvBox"_s);
    QCOMPARE(events.after(all[0].id, 10)->events.size(), 1);
    QCOMPARE(events.after(before, 1)->events.size(), 1);
    QCOMPARE(events.after(0, 10, EventStore::Kind::Release, u"OTHER"_s)->events.size(), 1);
    QCOMPARE(events.after(0, 10, EventStore::Kind::Yank)->events.size(), 0);
    QVERIFY(events.forgetBefore(m_now.addDays(1)));
    QCOMPARE(events.after(0, 10)->events.size(), 1);
    QCOMPARE(*events.newest(), all[1].id);
}

QTEST_GUILESS_MAIN(TestReleaseStore)
#include "tst_releasestore.moc"
