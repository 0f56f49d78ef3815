// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/apifixture.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// Search as PGXN's clients ask for it, and the one search over everything.
class TestSearchApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void refusesWhatUpstreamRefuses_data();
    void refusesWhatUpstreamRefuses();
    void echoesWhatWasAsked();
    void hitsHaveTheMembersOfTheirKind_data();
    void hitsHaveTheMembersOfTheirKind();
    void pagesAreCutFromAll();
    void olderReleasesAreForgotten();
    void callbackWrapsTheAnswer();
    void onlyOneSearchFindsEverything();
    void facetsNarrowTheSearch();
    void badParametersAreProblems_data();
    void badParametersAreProblems();

private:
    static void publish(ApiFixture &registry, const QString &name, const QString &version,
                        const QByteArray &doc, const QJsonObject &changes = {})
    {
        ReleaseFixture fixture;
        fixture.name = name;
        fixture.version = version;
        fixture.changes = changes;
        const QString source = registry.folder() + u"/files-"_s + name + version;
        fixture.writeFiles(source);
        ReleaseFixture::write(source + u"/README.md"_s, "# " + name.toUtf8() + "\n\nReadable.\n");
        ReleaseFixture::write(source + u"/doc/manual.md"_s, doc);
        const QString path = registry.folder() + u'/' + name + version + u".zip"_s;
        if (!ArchiveWriter::writeZip(path, source, (name + u'-' + version).toLower()))
            qFatal("cannot pack");
        const Result<Release> release = registry.store().import(path, u"ada"_s);
        if (!release)
            qFatal("%s", qPrintable(release.error().message));
    }
    static QJsonObject search(ApiFixture &registry, const QByteArray &target)
    {
        const RegistryResponse response = registry.call("GET", target);
        if (response.status != 200)
            qFatal("%s: %d %s", target.constData(), response.status, response.body.constData());
        return ApiFixture::objectOf(response);
    }
};

void TestSearchApi::refusesWhatUpstreamRefuses_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("text");
    const QByteArray query = "Bad request: Invalid or missing \"q\" query param.";
    QTest::newRow("no query") << QByteArray("/search/docs") << 400 << query;
    QTest::newRow("empty query") << QByteArray("/search/docs/?q=") << 400 << query;
    QTest::newRow("quotes") << QByteArray("/search/docs/?q=''") << 400 << query;
    QTest::newRow("star") << QByteArray("/search/docs/?q=*") << 400 << query;
    QTest::newRow("question mark") << QByteArray("/search/docs/?q=%3F") << 400 << query;
    QTest::newRow("no utf-8") << QByteArray("/search/docs/?q=%ff") << 400 << query;
    QTest::newRow("offset") << QByteArray("/search/docs/?q=a&o=-1") << 400
                            << QByteArray("Bad request: invalid \"o\" query param.");
    QTest::newRow("limit") << QByteArray("/search/docs/?q=a&l=x") << 400
                           << QByteArray("Bad request: invalid \"l\" query param.");
    QTest::newRow("kind") << QByteArray("/search/things/?q=a") << 404 << QByteArray("not found");
}

void TestSearchApi::refusesWhatUpstreamRefuses()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, text);
    ApiFixture registry;
    const RegistryResponse response = registry.call("GET", target);
    QCOMPARE(response.status, status);
    QCOMPARE(response.body, text);
    QVERIFY(response.header("Content-Type").startsWith("text/plain"));
}

void TestSearchApi::echoesWhatWasAsked()
{
    ApiFixture registry;
    QJsonObject answer = search(registry, "/search/docs?q=key+value");
    QCOMPARE(answer, (QJsonObject{{u"query"_s, u"key value"_s},
                                  {u"offset"_s, 0},
                                  {u"limit"_s, 50},
                                  {u"count"_s, 0},
                                  {u"hits"_s, QJsonArray()}}));
    answer = search(registry, "/search/docs/?q=key&o=3&l=7");
    QCOMPARE(answer[u"offset"], QJsonValue(u"3"_s));
    QCOMPARE(answer[u"limit"], QJsonValue(u"7"_s));
    for (const char *target : {"/search/docs/?q=key&l=0", "/search/docs/?q=key&l=1024",
                               "/search/docs/?q=key&l=99999999999999", "/search/docs/?q=key&l="})
        QCOMPARE(search(registry, target)[u"limit"], QJsonValue(50));
}

void TestSearchApi::hitsHaveTheMembersOfTheirKind_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QStringList>("members");
    QTest::newRow("docs") << QByteArray("/search/docs/?q=planks")
                          << QStringList{u"abstract"_s,  u"date"_s,   u"dist"_s,  u"docpath"_s,
                                         u"excerpt"_s,   u"score"_s,  u"title"_s, u"user"_s,
                                         u"user_name"_s, u"version"_s};
    QTest::newRow("dists") << QByteArray("/search/dists/?q=readable")
                           << QStringList{u"abstract"_s, u"date"_s, u"dist"_s,      u"excerpt"_s,
                                          u"score"_s,    u"user"_s, u"user_name"_s, u"version"_s};
    QTest::newRow("extensions") << QByteArray("/search/extensions/?q=kvbox")
                                << QStringList{u"abstract"_s, u"date"_s,    u"dist"_s,
                                               u"docpath"_s,  u"excerpt"_s, u"extension"_s,
                                               u"score"_s,    u"user"_s,    u"user_name"_s,
                                               u"version"_s};
    QTest::newRow("users") << QByteArray("/search/users/?q=ada")
                           << QStringList{u"excerpt"_s, u"name"_s, u"score"_s, u"uri"_s, u"user"_s};
    QTest::newRow("tags") << QByteArray("/search/tags/?q=value")
                          << QStringList{u"score"_s, u"tag"_s};
}

void TestSearchApi::hitsHaveTheMembersOfTheirKind()
{
    QFETCH(QByteArray, target);
    QFETCH(QStringList, members);
    ApiFixture registry;
    publish(registry, u"kvbox"_s, u"1.2.0"_s, "# Boards\n\nSawing of planks & more.\n");
    const QJsonObject answer = search(registry, target);
    QCOMPARE(answer[u"count"].toInt(), 1);
    const QJsonObject hit = answer[u"hits"][0].toObject();
    QCOMPARE(hit.keys(), members);
    QVERIFY(
        QRegularExpression(u"\\A\\d+\\.\\d{3}\\z"_s).match(hit[u"score"].toString()).hasMatch());
    if (members.contains(u"docpath"_s) && members.contains(u"title"_s)) {
        QCOMPARE(hit[u"docpath"].toString(), u"doc/manual"_s);
        QCOMPARE(hit[u"title"].toString(), u"Boards"_s);
        QCOMPARE(hit[u"excerpt"].toString(),
                 u"Boards Sawing of <strong>planks</strong> &amp; more."_s);
    }
}

void TestSearchApi::pagesAreCutFromAll()
{
    ApiFixture registry;
    for (const QString &name : {u"box_a"_s, u"box_b"_s, u"box_c"_s})
        publish(registry, name, u"1.0.0"_s, "# Boards\n");
    QStringList found;
    for (const char *target : {"/search/dists/?q=box&l=2", "/search/dists/?q=box&l=2&o=2"}) {
        const QJsonObject answer = search(registry, target);
        QCOMPARE(answer[u"count"].toInt(), 3);
        for (const QJsonValue &hit : answer[u"hits"].toArray())
            found.append(hit[u"dist"].toString());
    }
    found.sort();
    QCOMPARE(found, (QStringList{u"box_a"_s, u"box_b"_s, u"box_c"_s}));
}

void TestSearchApi::olderReleasesAreForgotten()
{
    ApiFixture registry;
    publish(registry, u"kvbox"_s, u"1.0.0"_s, "# Old\n\nMahogany.\n");
    QCOMPARE(search(registry, "/search/docs/?q=mahogany")[u"count"].toInt(), 1);
    publish(registry, u"kvbox"_s, u"1.1.0"_s, "# New\n\nWalnut.\n");
    QCOMPARE(search(registry, "/search/docs/?q=mahogany")[u"count"].toInt(), 0);
    QCOMPARE(search(registry, "/search/docs/?q=walnut")[u"hits"][0][u"version"].toString(),
             u"1.1.0"_s);
    // Not the best one: it changes nothing but the list of versions.
    publish(registry, u"kvbox"_s, u"1.2.0"_s, "# Beta\n\nTeak.\n",
            {{u"release_status"_s, u"testing"_s}});
    QCOMPARE(search(registry, "/search/docs/?q=teak")[u"count"].toInt(), 0);
    QCOMPARE(search(registry, "/search/docs/?q=walnut")[u"count"].toInt(), 1);
}

void TestSearchApi::callbackWrapsTheAnswer()
{
    ApiFixture registry;
    QCOMPARE(registry.call("GET", "/search/docs/?q=key&callback=shown").status, 403);
    registry.isShared = true;
    const RegistryResponse wrapped = registry.call("GET", "/search/docs/?q=key&callback=shown");
    QCOMPARE(wrapped.status, 200);
    QVERIFY(wrapped.body.startsWith("/**/shown({"));
    QVERIFY(wrapped.header("Content-Type").startsWith("text/javascript"));
    QCOMPARE(registry.call("GET", "/search/docs/?q=key&callback=alert(1)").status, 400);
}

void TestSearchApi::onlyOneSearchFindsEverything()
{
    ApiFixture registry;
    publish(registry, u"kvbox"_s, u"1.2.0"_s, "# Boards\n\nSawing of planks.\n");
    publish(registry, u"geo"_s, u"2.0.0"_s, "# Maps\n", {{u"abstract"_s, u"Shapes"_s}});
    QJsonObject answer = search(registry, "/api/v2/search?q=planks");
    QCOMPARE(answer[u"total"].toInt(), 1);
    QCOMPARE(answer[u"items"][0][u"name"].toString(), u"kvbox"_s);
    QCOMPARE(answer[u"related"][u"docs"][0][u"docpath"].toString(), u"doc/manual"_s);
    QVERIFY(search(registry, "/api/v2/search?q=ada")[u"related"][u"users"][0][u"user"].toString()
            == u"ada");
    answer = search(registry, "/api/v2/search?limit=1&sort=name");
    QCOMPARE(answer[u"total"].toInt(), 2);
    QCOMPARE(answer[u"items"].toArray().size(), 1);
    QCOMPARE(answer[u"items"][0][u"name"].toString(), u"geo"_s);
    QCOMPARE(answer[u"next"].toString(), u"1"_s);
    QVERIFY(!answer.contains(u"related"_s));
    answer = search(registry, "/api/v2/search?limit=1&sort=name&cursor=1");
    QCOMPARE(answer[u"items"][0][u"name"].toString(), u"kvbox"_s);
    QVERIFY(!answer.contains(u"next"_s));
}

void TestSearchApi::facetsNarrowTheSearch()
{
    ApiFixture registry;
    publish(registry, u"kvbox"_s, u"1.2.0"_s, "# Boards\n");
    publish(registry, u"beta"_s, u"0.1.0"_s, "# Beta\n", {{u"release_status"_s, u"unstable"_s}});
    const QJsonObject all = search(registry, "/api/v2/search");
    QCOMPARE(all[u"total"].toInt(), 2);
    QVERIFY(!all[u"facets"].toObject().contains(u"installed"_s));
    const QJsonObject one = search(registry, "/api/v2/search?status=unstable");
    QCOMPARE(one[u"total"].toInt(), 1);
    QCOMPARE(one[u"items"][0][u"name"].toString(), u"beta"_s);
    QCOMPARE(search(registry, "/api/v2/search?tag=box&user=ada")[u"total"].toInt(), 2);
    QCOMPARE(search(registry, "/api/v2/search?user=nobody")[u"total"].toInt(), 0);
}

void TestSearchApi::badParametersAreProblems_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("sort") << QByteArray("/api/v2/search?sort=size");
    QTest::newRow("postgres") << QByteArray("/api/v2/search?postgres=new");
    QTest::newRow("cursor") << QByteArray("/api/v2/search?cursor=x");
    QTest::newRow("limit") << QByteArray("/api/v2/search?limit=1000");
}

void TestSearchApi::badParametersAreProblems()
{
    QFETCH(QByteArray, target);
    ApiFixture registry;
    const RegistryResponse response = registry.call("GET", target);
    QCOMPARE(response.status, 422);
    QVERIFY(response.header("Content-Type").startsWith("application/problem+json"));
}

QTEST_GUILESS_MAIN(TestSearchApi)
#include "tst_searchapi.moc"
