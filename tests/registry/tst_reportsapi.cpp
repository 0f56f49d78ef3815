// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/openapi.h"
#include "registry/apifixture.h"
#include "registry/jsonschema.h"
#include "registry/store/eventstore.h"
#include "registry/store/reportstore.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QJsonObject result(int postgres, const QString &outcome, const QString &arch = u"amd64"_s)
{
    return {{u"postgres"_s, postgres},
            {u"os"_s, u"linux"_s},
            {u"arch"_s, arch},
            {u"outcome"_s, outcome},
            {u"log"_s, u"https://ci.example.org/log/1"_s}};
}

QJsonObject report(const QString &kind, const QJsonObject &data, const QString &version = {},
                   const QString &subject = {})
{
    QJsonObject report{{u"kind"_s, kind}, {u"distribution"_s, u"kvBox"_s}, {u"data"_s, data}};
    if (!version.isEmpty())
        report.insert(u"version"_s, version);
    if (!subject.isEmpty())
        report.insert(u"subject"_s, subject);
    return report;
}

QJsonObject advisory(const QString &id, const QString &severity, const QString &affected)
{
    return {{u"id"_s, id},
            {u"severity"_s, severity},
            {u"summary"_s, u"Reads too far"_s},
            {u"affected"_s, affected},
            {u"cves"_s, QJsonArray{u"CVE-2024-12345"_s}}};
}

/// A registry with two releases of kvbox and a service that tests.
class Reporting : public ApiFixture
{
public:
    Reporting()
    {
        for (const QString &version : {u"1.2.0"_s, u"1.3.0"_s}) {
            ReleaseFixture release;
            release.version = version;
            if (!store().import(release.pack(folder())))
                qFatal("cannot import");
        }
        service = addUser(u"ci"_s, Account::Role::Service);
    }
    RegistryResponse send(const QJsonObject &report, const QString &who = u"ci"_s)
    {
        return callJson("POST", "/api/v2/reports", basic(who), report);
    }
    QJsonObject get(const QByteArray &path)
    {
        const RegistryResponse response = call("GET", "/api/v2/distributions/kvbox/" + path);
        return response.status == 200 ? objectOf(response) : QJsonObject();
    }
    /// What an answer should be like, by the API's description.
    static QStringList problems(const QJsonObject &answer, const QString &path)
    {
        const QJsonObject &document = OpenApi::document();
        return JsonSchema(document).problemsOf(
            answer, document[u"paths"][u"/api/v2/distributions/{distribution}/"_s + path][u"get"]
                            [u"responses"][u"200"][u"content"][u"application/json"][u"schema"]);
    }
    Account service;
};

} // namespace

/// Each function runs on every database there is.
class TestReportsApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void newerReportTakesThePlaceOfTheOlder();
    void wrongReportIsRefusedWithAReason_data();
    void wrongReportIsRefusedWithAReason();
    void onlyServicesReport();
    void onlyItsSourceRemovesAReport();
    void matrixFollowsItsRule();
    void usersDecideWhereNoServiceHasTested();
    void ownBuildNamesNobody();
    void metricsTellEachSourceAndTheWhole();
    void advisoriesAreThoseThatAffectTheRelease();
    void floodOfOneSourceIsStopped();
};

void TestReportsApi::newerReportTakesThePlaceOfTheOlder()
{
    Reporting registry;
    const QJsonObject first{{u"results"_s, QJsonArray{result(17, u"fail"_s)}}};
    const QJsonObject second{{u"results"_s, QJsonArray{result(17, u"pass"_s)}}};
    QCOMPARE(registry.send(report(u"builds"_s, first, u"1.2.0"_s)).status, 201);
    const RegistryResponse replaced = registry.send(report(u"builds"_s, second, u"1.2.0"_s));
    QCOMPARE(replaced.status, 200);
    QCOMPARE(registry.send(report(u"builds"_s, first, u"1.2.0"_s, u"arm"_s)).status, 201);
    QCOMPARE(registry.send(report(u"builds"_s, first, u"1.3.0"_s)).status, 201);
    const QJsonObject all = registry.get("reports");
    QCOMPARE(all[u"items"].toArray().size(), 3);
    QCOMPARE(all[u"items"][0][u"data"].toObject(), second);
    QCOMPARE(all[u"items"][0][u"source"].toString(), u"ci"_s);
    QCOMPARE(all[u"items"][0][u"distribution"].toString(), u"kvbox"_s);
    QCOMPARE(Reporting::problems(all, u"reports"_s), QStringList());
    QCOMPARE(registry.get("reports?version=1.3.0")[u"items"].toArray().size(), 1);
    QCOMPARE(registry.get("reports?kind=tests")[u"items"].toArray().size(), 0);
    const QJsonObject page = registry.get("reports?limit=2");
    QCOMPARE(page[u"items"].toArray().size(), 2);
    QCOMPARE(registry.get("reports?cursor=" + page[u"next"].toString().toLatin1())[u"items"]
                 .toArray()
                 .size(),
             1);
    const auto events = EventStore(registry.database()).after(0, 100, EventStore::Kind::Report);
    QCOMPARE(events->events.size(), 4);
    QCOMPARE(events->events.first().distribution, u"kvbox"_s);
    QCOMPARE(events->events.first().actor, u"ci"_s);
}

void TestReportsApi::wrongReportIsRefusedWithAReason_data()
{
    QTest::addColumn<QJsonObject>("content");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    const QJsonObject right{{u"results"_s, QJsonArray{result(17, u"pass"_s)}}};
    QTest::newRow("no such outcome")
        << report(u"builds"_s, {{u"results"_s, QJsonArray{result(17, u"great"_s)}}}, u"1.2.0"_s)
        << 422 << u"/results/0/outcome"_s;
    QTest::newRow("no such kind") << report(u"moods"_s, right, u"1.2.0"_s) << 422 << u"/kind"_s;
    QTest::newRow("no such release") << report(u"builds"_s, right, u"9.9.9"_s) << 404 << u"9.9.9"_s;
    QTest::newRow("no version") << report(u"builds"_s, right) << 422 << u"/version"_s;
    QTest::newRow("unreadable range") << report(
        u"advisories"_s, {{u"advisories"_s, QJsonArray{advisory(u"A"_s, u"low"_s, u"whenever"_s)}}})
                                      << 422 << u"/advisories/0/affected"_s;
    QTest::newRow("address that is a script")
        << report(u"activity"_s, {{u"repository"_s, u"javascript:alert(1)"_s}}) << 422
        << u"/repository"_s;
    QTest::newRow("binary without a place")
        << report(u"distributions"_s,
                  {{u"distributions"_s,
                    QJsonArray{QJsonObject{{u"registry"_s, u"apt"_s}, {u"type"_s, u"apt"_s}}}}})
        << 422 << u"/distributions/0"_s;
    QTest::newRow("unknown member")
        << QJsonObject{{u"kind"_s, u"builds"_s}, {u"colour"_s, u"red"_s}} << 422 << u"colour"_s;
}

void TestReportsApi::wrongReportIsRefusedWithAReason()
{
    QFETCH(QJsonObject, content);
    QFETCH(int, status);
    QFETCH(QString, reason);
    Reporting registry;
    const RegistryResponse response = registry.send(content);
    QCOMPARE(response.status, status);
    const QJsonObject problem = ApiFixture::objectOf(response);
    const QString text = problem[u"title"].toString() + problem[u"detail"].toString();
    QVERIFY2(text.contains(reason), qPrintable(text));
    QCOMPARE(registry.get("reports")[u"items"].toArray().size(), 0);
}

void TestReportsApi::onlyServicesReport()
{
    Reporting registry;
    registry.addUser(u"ada"_s);
    const QJsonObject one =
        report(u"downloads"_s, {{u"count"_s, 41}, {u"link"_s, u"https://stats.example.org/"_s}});
    QCOMPARE(registry.send(one, u"ada"_s).status, 403);
    QCOMPARE(registry.callJson("POST", "/api/v2/reports", {}, one).status, 401);
    const QString review = registry.addToken(registry.service, TokenScope::Review);
    QCOMPARE(registry.callJson("POST", "/api/v2/reports", ApiFixture::bearer(review), one).status,
             403);
    const QString foreign = registry.addToken(registry.service, TokenScope::Report, u"other"_s);
    QCOMPARE(registry.callJson("POST", "/api/v2/reports", ApiFixture::bearer(foreign), one).status,
             403);
    const QString right = registry.addToken(registry.service, TokenScope::Report, u"kvbox"_s);
    QCOMPARE(registry.callJson("POST", "/api/v2/reports", ApiFixture::bearer(right), one).status,
             201);
    registry.addUser(u"users"_s, Account::Role::Service);
    QCOMPARE(registry.send(one, u"users"_s).status, 403);
}

void TestReportsApi::onlyItsSourceRemovesAReport()
{
    Reporting registry;
    registry.addUser(u"other"_s, Account::Role::Service);
    const Account root = registry.addUser(u"root"_s, Account::Role::Admin);
    const QJsonObject one = report(u"downloads"_s, {{u"count"_s, 41}});
    const auto path = [&] {
        const QJsonObject sent = ApiFixture::objectOf(registry.send(one));
        return "/api/v2/reports/" + QByteArray::number(sent[u"id"].toInteger());
    };
    const QByteArray first = path();
    QCOMPARE(registry.call("DELETE", first, ApiFixture::basic(u"other"_s)).status, 403);
    QCOMPARE(registry.call("DELETE", first, ApiFixture::basic(u"ci"_s)).status, 204);
    QCOMPARE(registry.call("DELETE", first, ApiFixture::basic(u"ci"_s)).status, 404);
    // An administrator's token for another distribution removed it.
    const QByteArray second = path();
    const auto removeFor = [&](const QString &distribution) {
        const TokenScopes scopes = TokenScope::Report | TokenScope::Admin;
        return registry
            .call("DELETE", second,
                  ApiFixture::bearer(registry.addToken(root, scopes, distribution)))
            .status;
    };
    QCOMPARE(removeFor(u"other"_s), 403);
    QCOMPARE(removeFor(u"kvbox"_s), 204);
    QCOMPARE(registry.call("DELETE", path(), ApiFixture::basic(u"root"_s)).status, 204);
    QCOMPARE(registry.get("reports")[u"items"].toArray().size(), 0);
}

void TestReportsApi::matrixFollowsItsRule()
{
    Reporting registry;
    registry.addUser(u"farm"_s, Account::Role::Service);
    QVERIFY(
        registry
            .send(report(u"builds"_s,
                         {{u"results"_s, QJsonArray{result(15, u"pass"_s), result(16, u"pass"_s),
                                                    result(17, u"unknown"_s),
                                                    result(17, u"pass"_s, u"arm64"_s)}}},
                         u"1.2.0"_s))
            .status
        == 201);
    QVERIFY(registry
                .send(report(u"tests"_s, {{u"results"_s, QJsonArray{result(16, u"fail"_s)}}},
                             u"1.2.0"_s),
                      u"farm"_s)
                .status
            == 201);
    const QJsonObject answer = registry.get("compatibility");
    QCOMPARE(Reporting::problems(answer, u"compatibility"_s), QStringList());
    QVERIFY(!answer[u"rule"].toString().isEmpty());
    QCOMPARE(answer[u"versions"][0][u"version"].toString(), u"1.3.0"_s);
    QCOMPARE(answer[u"versions"][0][u"cells"].toArray().size(), 0);
    const QJsonArray cells = answer[u"versions"][1][u"cells"].toArray();
    QStringList states;
    for (const QJsonValue &cell : cells)
        states.append(u"%1 %2 %3"_s.arg(cell[u"postgres"].toInt())
                          .arg(cell[u"arch"].toString(), cell[u"state"].toString()));
    QCOMPARE(states, (QStringList{u"17 amd64 untested"_s, u"17 arm64 works"_s, u"16 amd64 fails"_s,
                                  u"15 amd64 works"_s}));
    QCOMPARE(cells[2][u"services"].toArray().size(), 2);
    QCOMPARE(cells[2][u"services"][0][u"log"].toString(), u"https://ci.example.org/log/1"_s);
    QCOMPARE(registry.get("compatibility?version=1.3.0")[u"versions"].toArray().size(), 1);
    QCOMPARE(registry.call("GET", "/api/v2/distributions/kvbox/compatibility?version=7").status,
             404);
}

void TestReportsApi::usersDecideWhereNoServiceHasTested()
{
    Reporting registry;
    const auto tell = [&](const QString &who, const QString &outcome, int postgres) {
        return registry
            .callJson("POST", "/api/v2/distributions/kvbox/builds", ApiFixture::basic(who),
                      {{u"version"_s, u"1.2.0"_s},
                       {u"postgres"_s, postgres},
                       {u"os"_s, u"linux"_s},
                       {u"arch"_s, u"amd64"_s},
                       {u"outcome"_s, outcome}})
            .status;
    };
    const auto state = [&](int at) {
        return registry.get("compatibility?version=1.2.0")[u"versions"][0][u"cells"][at];
    };
    registry.addUser(u"ada"_s);
    registry.addUser(u"bob"_s);
    QCOMPARE(tell(u"ada"_s, u"fail"_s, 17), 201);
    QCOMPARE(state(0)[u"state"].toString(), u"fails"_s);
    QCOMPARE(tell(u"ada"_s, u"pass"_s, 17), 200);
    QCOMPARE(state(0)[u"state"].toString(), u"works"_s);
    QCOMPARE(tell(u"bob"_s, u"fail"_s, 17), 201);
    QCOMPARE(state(0)[u"state"].toString(), u"untested"_s);
    QCOMPARE(state(0)[u"users"].toObject(), (QJsonObject{{u"pass"_s, 1}, {u"fail"_s, 1}}));
    QVERIFY(registry
                .send(report(u"builds"_s, {{u"results"_s, QJsonArray{result(17, u"pass"_s)}}},
                             u"1.2.0"_s))
                .status
            == 201);
    QCOMPARE(state(0)[u"state"].toString(), u"works"_s);
}

void TestReportsApi::ownBuildNamesNobody()
{
    Reporting registry;
    registry.addUser(u"ada"_s);
    const RegistryResponse sent =
        registry.callJson("POST", "/api/v2/distributions/kvbox/builds", ApiFixture::basic(u"ada"_s),
                          {{u"version"_s, u"1.2.0"_s},
                           {u"postgres"_s, 17},
                           {u"os"_s, u"linux"_s},
                           {u"arch"_s, u"amd64"_s},
                           {u"outcome"_s, u"pass"_s},
                           {u"tests"_s, u"fail"_s},
                           {u"client"_s, u"Howdah/1.0"_s}});
    QCOMPARE(sent.status, 201);
    const RegistryResponse listed = registry.call("GET", "/api/v2/distributions/kvbox/reports");
    QVERIFY2(!listed.body.contains("ada"), listed.body.constData());
    const QJsonValue item = ApiFixture::objectOf(listed)[u"items"][0];
    QCOMPARE(item[u"source"].toString(), u"users"_s);
    QVERIFY(item[u"subject"].isUndefined());
    // Tests that fail are no success.
    QCOMPARE(item[u"data"][u"results"][0][u"outcome"].toString(), u"fail"_s);
    const auto events = EventStore(registry.database()).after(0, 100, EventStore::Kind::Report);
    QCOMPARE(events->events.first().actor, u"users"_s);
    QCOMPARE(registry
                 .callJson("POST", "/api/v2/distributions/kvbox/builds",
                           ApiFixture::basic(u"ada"_s), {{u"version"_s, u"1.2.0"_s}})
                 .status,
             422);
}

void TestReportsApi::metricsTellEachSourceAndTheWhole()
{
    Reporting registry;
    registry.addUser(u"scan"_s, Account::Role::Service);
    QVERIFY(
        registry
            .send(report(u"builds"_s,
                         {{u"results"_s, QJsonArray{result(16, u"fail"_s), result(17, u"pass"_s)}},
                          {u"link"_s, u"https://ci.example.org/kvbox"_s},
                          {u"badge"_s, u"https://ci.example.org/kvbox.svg"_s}},
                         u"1.3.0"_s))
            .status
        == 201);
    QVERIFY(registry
                .send(report(u"advisories"_s,
                             {{u"advisories"_s,
                               QJsonArray{advisory(u"A-1"_s, u"moderate"_s, u"0"_s),
                                          advisory(u"A-2"_s, u"high"_s, u"< 1.3.0"_s)}}}),
                      u"scan"_s)
                .status
            == 201);
    QVERIFY(
        registry
            .send(report(u"distributions"_s,
                         {{u"distributions"_s,
                           QJsonArray{QJsonObject{{u"registry"_s, u"apt.example.org"_s},
                                                  {u"type"_s, u"apt"_s},
                                                  {u"command"_s, u"apt-get install kvbox"_s}}}}}))
            .status
        == 201);
    const QJsonObject answer = registry.get("metrics");
    QCOMPARE(Reporting::problems(answer, u"metrics"_s), QStringList());
    QCOMPARE(answer[u"version"].toString(), u"1.3.0"_s);
    QCOMPARE(answer[u"distributions"][0][u"command"].toString(), u"apt-get install kvbox"_s);
    QCOMPARE(answer[u"distributions"][0][u"source"].toString(), u"ci"_s);
    const QJsonValue sources = answer[u"metrics"][u"sources"];
    QCOMPARE(sources[u"ci"][u"stats"].toObject(),
             (QJsonObject{{u"passes"_s, 1}, {u"fails"_s, 1}, {u"unknown"_s, 0}}));
    QCOMPARE(sources[u"ci"][u"link"].toString(), u"https://ci.example.org/kvbox"_s);
    QCOMPARE(sources[u"scan"][u"advisories"][u"high"].toInt(), 1);
    QCOMPARE(sources[u"scan"][u"advisories"][u"moderate"].toInt(), 1);
    QCOMPARE(sources[u"scan"][u"advisories"][u"cves"].toInt(), 1);
    const QJsonValue aggregates = answer[u"metrics"][u"aggregates"];
    QCOMPARE(aggregates[u"passes"].toInt(), 1);
    QCOMPARE(aggregates[u"advisories"][u"high"].toInt(), 0);
    QCOMPARE(aggregates[u"advisories"][u"moderate"].toInt(), 1);
    QCOMPARE(aggregates[u"downloads"].toInt(-1), 0);
}

void TestReportsApi::advisoriesAreThoseThatAffectTheRelease()
{
    Reporting registry;
    QJsonObject withdrawn = advisory(u"A-3"_s, u"low"_s, u"0"_s);
    withdrawn.insert(u"withdrawn"_s, true);
    QVERIFY(registry
                .send(report(u"advisories"_s,
                             {{u"advisories"_s,
                               QJsonArray{advisory(u"A-1"_s, u"low"_s, u"< 1.3.0"_s), withdrawn}}}))
                .status
            == 201);
    QCOMPARE(registry.get("advisories")[u"items"].toArray().size(), 1);
    QCOMPARE(registry.get("advisories?version=1.2.0")[u"items"].toArray().size(), 1);
    QCOMPARE(registry.get("advisories?version=1.3.0")[u"items"].toArray().size(), 0);
    const QJsonObject feed =
        ApiFixture::objectOf(registry.call("GET", "/api/v2/advisories?limit=1"));
    QCOMPARE(feed[u"items"].toArray().size(), 1);
    QCOMPARE(feed[u"items"][0][u"distribution"].toString(), u"kvbox"_s);
    const QJsonObject rest = ApiFixture::objectOf(
        registry.call("GET", "/api/v2/advisories?cursor=" + feed[u"next"].toString().toLatin1()));
    QCOMPARE(rest[u"items"].toArray().size(), 0);
}

void TestReportsApi::floodOfOneSourceIsStopped()
{
    Reporting registry;
    ReportStore store(registry.database());
    Report one;
    one.source = u"ci"_s;
    one.userId = registry.service.id;
    one.kind = u"downloads"_s;
    one.distribution = u"kvbox"_s;
    QVERIFY(registry.database().write([&](SqlConnection &connection) -> Result<void> {
        for (int at = 0; at < ReportStore::mostOfSource; ++at) {
            const auto added = connection.insert(
                u"INSERT INTO reports (source, user_id, kind, dist_key, subject, data, created, "
                "changed) VALUES ('ci', ?, 'downloads', 'kvbox', ?, '{}', '', '')"_s,
                {one.userId, QString::number(at)});
            if (!added)
                return added.error();
        }
        return {};
    }));
    one.subject = u"one more"_s;
    QCOMPARE(store.keep(one, u"ci"_s, registry.clock.now()).error().kind, Error::Kind::Refused);
    one.subject = u"7"_s;
    QVERIFY(store.keep(one, u"ci"_s, registry.clock.now()));
}

QTEST_GUILESS_MAIN(TestReportsApi)
#include "tst_reportsapi.moc"
