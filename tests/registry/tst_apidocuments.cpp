// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metaparser.h"
#include "core/durablefile.h"
#include "registry/apifixture.h"
#include "registry/http/readyanswer.h"
#include "registry/mirrordocuments.h"
#include "registry/publishing/documentwriter.h"
#include "registry/publishing/releasedocs.h"
#include "registry/search/registrysearch.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

/// What an API server tells beyond a mirror.
class TestApiDocuments : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void metaTellsWhatIsInTheArchive();
    void everyVersionTellsOfAll();
    void distributionIsTheBestRelease();
    void extensionTellsWhereItsDocumentationIs();
    void userAndTagHaveAbstracts();
    void usersAreListedByLetter();
    void indexOffersWhatAnApiServerHas();
    void mirrorTreeStaysAMirrors();
    void documentsAreCleanFragments();
    void hostileDocumentNamesAreLeftOut();
    void nothingPublishedIsServedFromTheTreeAlone();
    void everythingIsMadeAnewWhenItIsLost_data();
    void everythingIsMadeAnewWhenItIsLost();
    void onlyAnotherStartOfTheComputerCounts();
    void rebuildsTheCorpus();

private:
    static QString pack(const ApiFixture &registry, const QString &version,
                        const QString &status = u"stable"_s)
    {
        ReleaseFixture fixture;
        fixture.name = u"kvBox"_s;
        fixture.version = version;
        fixture.changes = {
            {u"release_status"_s, status},
            {u"provides"_s, QJsonObject{{u"zebra"_s, QJsonObject{{u"file"_s, u"sql/zebra.sql"_s},
                                                                 {u"version"_s, version}}},
                                        {u"kvbox"_s, QJsonObject{{u"file"_s, u"sql/kvbox.sql"_s},
                                                                 {u"docfile"_s, u"doc/kvbox.md"_s},
                                                                 {u"abstract"_s, u"The box type"_s},
                                                                 {u"version"_s, version}}}}}};
        const QString source = registry.folder() + u"/files-"_s + version;
        fixture.writeFiles(source);
        ReleaseFixture::write(source + u"/doc/kvbox.md"_s,
                              "# The box\n\nText <script>alert(1)</script> and\n"
                              "[a file](../sql/kvbox.sql).\n\n## Usage\n\nPut things in.\n");
        ReleaseFixture::write(source + u"/Changes"_s, "1.0\n");
        const QString path = registry.folder() + u"/kvbox-%1.zip"_s.arg(version);
        const Result<void> written =
            ArchiveWriter::writeZip(path, source, u"kvbox-"_s + version.toLower());
        if (!written)
            qFatal("%s", qPrintable(written.error().message));
        return path;
    }
    static void publish(ApiFixture &registry, const QStringList &archives)
    {
        for (const QString &archive : archives) {
            const Result<Release> release = registry.store().import(archive, u"ada"_s);
            if (!release)
                qFatal("%s", qPrintable(release.error().message));
            registry.clock.time = registry.clock.time.addSecs(60);
        }
    }
    static QJsonObject get(ApiFixture &registry, const QByteArray &path)
    {
        RegistryResponse response;
        if (!QTest::qWaitFor([&] {
                response = registry.call("GET", path);
                return response.status == 200;
            }))
            qFatal("%s: %d", path.constData(), response.status);
        return QJsonDocument::fromJson(contentOf(response)).object();
    }
    static QByteArray contentOf(const RegistryResponse &response)
    {
        if (response.ready)
            return response.ready->body;
        return response.file ? ReleaseFixture::read(response.file->path) : response.body;
    }
};

void TestApiDocuments::metaTellsWhatIsInTheArchive()
{
    ApiFixture registry;
    publish(registry, {pack(registry, u"1.2.0"_s)});
    const QJsonObject meta = get(registry, "/dist/kvbox/1.2.0/META.json");
    QCOMPARE(meta[u"name"].toString(), u"kvBox"_s);
    QCOMPARE(meta[u"special_files"].toArray(),
             (QJsonArray{u"Changes"_s, u"README.md"_s, u"META.json"_s, u"Makefile"_s}));
    QCOMPARE(meta[u"docs"].toObject(),
             (QJsonObject{{u"README"_s, QJsonObject{{u"title"_s, u"kvbox"_s}}},
                          {u"doc/kvbox"_s, QJsonObject{{u"title"_s, u"The box"_s},
                                                       {u"abstract"_s, u"The box type"_s}}}}));
    QCOMPARE(meta[u"provides"][u"kvbox"][u"docpath"].toString(), u"doc/kvbox"_s);
    QVERIFY(!meta[u"provides"][u"zebra"].toObject().contains(u"docpath"_s));
    QCOMPARE(meta[u"releases"],
             QJsonValue(QJsonObject{
                 {u"stable"_s, QJsonArray{QJsonObject{{u"version"_s, u"1.2.0"_s},
                                                      {u"date"_s, u"2024-03-02T10:11:12Z"_s}}}}}));
}

void TestApiDocuments::everyVersionTellsOfAll()
{
    ApiFixture registry;
    publish(registry, {pack(registry, u"1.1.0"_s), pack(registry, u"1.2.0"_s),
                       pack(registry, u"1.3.0-b1"_s, u"testing"_s)});
    const QJsonValue releases = get(registry, "/dist/kvbox/1.3.0-b1/META.json")[u"releases"];
    QCOMPARE(releases[u"stable"].toArray().size(), 2);
    QCOMPARE(releases[u"testing"].toArray().size(), 1);
    for (const char *path :
         {"/dist/kvbox/1.1.0/META.json", "/dist/kvbox/1.2.0/META.json", "/dist/kvbox.json"})
        QCOMPARE(get(registry, path)[u"releases"], releases);
}

void TestApiDocuments::distributionIsTheBestRelease()
{
    ApiFixture registry;
    publish(registry, {pack(registry, u"1.2.0"_s), pack(registry, u"1.3.0-b1"_s, u"testing"_s),
                       pack(registry, u"1.1.0"_s)});
    QCOMPARE(get(registry, "/dist/kvbox.json"), get(registry, "/dist/kvbox/1.2.0/META.json"));
}

void TestApiDocuments::extensionTellsWhereItsDocumentationIs()
{
    ApiFixture registry;
    publish(registry, {pack(registry, u"1.2.0"_s), pack(registry, u"1.3.0-b1"_s, u"testing"_s)});
    const QJsonObject extension = get(registry, "/extension/kvbox.json");
    QCOMPARE(extension[u"latest"].toString(), u"testing"_s);
    for (const QString &status : {u"stable"_s, u"testing"_s}) {
        QCOMPARE(extension[status][u"abstract"].toString(), u"The box type"_s);
        QCOMPARE(extension[status][u"docpath"].toString(), u"doc/kvbox"_s);
    }
    QCOMPARE(extension[u"versions"][u"1.2.0"][0][u"date"].toString(), u"2024-03-02T10:11:12Z"_s);
    QVERIFY(!get(registry, "/extension/zebra.json")[u"stable"].toObject().contains(u"docpath"_s));
}

void TestApiDocuments::userAndTagHaveAbstracts()
{
    ApiFixture registry;
    registry.addUser(u"bob"_s);
    QVERIFY(registry.store().documents().writeStale());
    publish(registry, {pack(registry, u"1.2.0"_s)});
    const QJsonValue own = get(registry, "/user/ada.json")[u"releases"][u"kvBox"];
    QCOMPARE(own[u"abstract"].toString(), u"A small key/value box"_s);
    QCOMPARE(own[u"stable"].toArray().size(), 1);
    QCOMPARE(get(registry, "/tag/key%20value.json")[u"releases"][u"kvBox"], own);
    const QJsonObject bob = get(registry, "/user/bob.json");
    QCOMPARE(bob[u"releases"], QJsonValue(QJsonObject()));
}

void TestApiDocuments::usersAreListedByLetter()
{
    ApiFixture registry;
    for (const QString &nickname : {u"bob"_s, u"Ben"_s, u"carl"_s})
        registry.addUser(nickname);
    QVERIFY(registry.store().documents().writeStale());
    const RegistryResponse list = registry.call("GET", "/users/b.json");
    QCOMPARE(list.status, 200);
    QCOMPARE(QJsonDocument::fromJson(contentOf(list)).array(),
             (QJsonArray{QJsonObject{{u"user"_s, u"Ben"_s}, {u"name"_s, u"Ben Sample"_s}},
                         QJsonObject{{u"user"_s, u"bob"_s}, {u"name"_s, u"bob Sample"_s}}}));
    QCOMPARE(registry.call("GET", "/users/B.json").status, 200);
    QCOMPARE(registry.call("GET", "/users/x.json").status, 404);
    QCOMPARE(registry.call("GET", "/users/bo.json").status, 404);
}

void TestApiDocuments::indexOffersWhatAnApiServerHas()
{
    ApiFixture registry;
    const QJsonObject index = get(registry, "/index.json");
    const QJsonObject mirrors = QJsonDocument::fromJson(MirrorDocuments::index()).object();
    for (const QString &name : mirrors.keys())
        QCOMPARE(index[name], mirrors[name]);
    QCOMPARE(index[u"htmldoc"].toString(), u"/dist/{dist}/{version}/{+docpath}.html"_s);
    QCOMPARE(index[u"search"].toString(), u"/search/{in}/"_s);
    QCOMPARE(index[u"source"].toString(), u"/src/{dist}/{dist}-{version}/"_s);
    QCOMPARE(index[u"userlist"].toString(), u"/users/{letter}.json"_s);
    const RegistryResponse spec = registry.call("GET", "/meta/spec.html");
    QCOMPARE(spec.status, 200);
    QVERIFY(contentOf(spec).contains("<h1 id=\"PGXN.Meta.Spec\">"));
    QVERIFY(contentOf(spec).contains("<table"));
    QVERIFY(contentOf(registry.call("GET", "/meta/spec.txt")).count('\n') > 150);
}

void TestApiDocuments::mirrorTreeStaysAMirrors()
{
    ApiFixture registry;
    publish(registry, {pack(registry, u"1.2.0"_s)});
    const RegistryFolder &tree = registry.store().tree();
    QCOMPARE(ReleaseFixture::read(tree.path(u"index.json"_s)), MirrorDocuments::index());
    QVERIFY(!ReleaseFixture::readObject(tree.meta(u"kvbox"_s, u"1.2.0"_s)).contains(u"docs"_s));
    QCOMPARE(ReleaseFixture::readObject(tree.distribution(u"kvbox"_s)).keys(),
             (QStringList{u"name"_s, u"releases"_s}));
    QCOMPARE(registry.store().verify(), QStringList());
}

void TestApiDocuments::documentsAreCleanFragments()
{
    ApiFixture registry;
    publish(registry, {pack(registry, u"1.2.0"_s)});
    RegistryResponse response;
    QTRY_COMPARE((response = registry.call("GET", "/dist/kvBox/1.2.0/doc/kvbox.html")).status, 200);
    const QByteArray html = contentOf(response);
    QVERIFY(html.startsWith("<div id=\"pgxndoc\">"));
    QVERIFY(html.contains("<a href=\"#Usage\">Usage</a>"));
    QVERIFY2(!html.contains("script"), html.constData());
    QVERIFY2(html.contains("href=\"/src/kvbox/kvbox-1.2.0/sql/kvbox.sql\""), html.constData());
    QCOMPARE(registry.call("GET", "/dist/kvbox/1.2.0/doc/KVBOX.html").status, 404);
    QCOMPARE(registry.call("GET", "/dist/kvbox/1.2.0/doc/../doc/kvbox.html").status, 404);
}

void TestApiDocuments::hostileDocumentNamesAreLeftOut()
{
    ApiFixture registry;
    ReleaseFixture fixture;
    const QString source = registry.folder() + u"/hostile"_s;
    fixture.writeFiles(source);
    ReleaseFixture::write(source + u"/.hidden/x.md"_s, "# hidden\n");
    ReleaseFixture::write(source + u"/doc/.secret.md"_s, "# secret\n");
    ReleaseFixture::write(source + u"/doc/fine.md"_s, "# fine\n");
    const QString archive = registry.folder() + u"/hostile.zip"_s;
    QVERIFY(ArchiveWriter::writeZip(archive, source, u"kvbox-1.2.0"_s));
    publish(registry, {archive});
    QCOMPARE(get(registry, "/dist/kvbox/1.2.0/META.json")[u"docs"].toObject().keys(),
             (QStringList{u"README"_s, u"doc/fine"_s}));
}

void TestApiDocuments::nothingPublishedIsServedFromTheTreeAlone()
{
    ApiFixture registry;
    publish(registry, {pack(registry, u"1.2.0"_s)});
    const RegistryFolder &tree = registry.store().apiTree();
    ReleaseFixture::write(tree.meta(u"other"_s, u"1.0.0"_s), "{}");
    ReleaseFixture::write(tree.distribution(u"other"_s), "{}");
    QCOMPARE(registry.call("GET", "/dist/other/1.0.0/META.json").status, 404);
    QCOMPARE(registry.call("GET", "/dist/other.json").status, 404);
    QCOMPARE(registry.call("GET", "/.format").status, 404);
}

void TestApiDocuments::everythingIsMadeAnewWhenItIsLost_data()
{
    QTest::addColumn<QString>("lost");
    QTest::newRow("the tree") << u"api"_s;
    QTest::newRow("the search index") << u"search"_s;
    QTest::newRow("another format") << u"api/.format"_s;
}

void TestApiDocuments::everythingIsMadeAnewWhenItIsLost()
{
    QFETCH(QString, lost);
    FakeClock clock;
    const QTemporaryDir root;
    const QString folder = root.filePath(u"registry"_s);
    const DatabaseAddress address = TestDatabases::newAddress();
    QByteArray before;
    {
        RegistryStore store(folder, clock, address);
        QVERIFY(store.import(ReleaseFixture{}.pack(root.path())));
        before = ReleaseFixture::read(store.apiTree().distribution(u"kvbox"_s));
        QVERIFY(!before.isEmpty());
    }
    const QString path = folder + u'/' + lost;
    QVERIFY(QFileInfo(path).isDir() ? QDir(path).removeRecursively() : QFile::remove(path));
    RegistryStore store(folder, clock, address);
    QVERIFY(store.prepare());
    QCOMPARE(ReleaseFixture::read(store.apiTree().distribution(u"kvbox"_s)), before);
    const auto found = store.search().find(TextIndex::Kind::Dists, u"kvbox"_s, 0, 10);
    QVERIFY(found);
    QCOMPARE(found->count, 1);
    SearchQuery query;
    query.text = u"kvbox"_s;
    QCOMPARE(store.search().find(query)->total, 1);
}

void TestApiDocuments::onlyAnotherStartOfTheComputerCounts()
{
    FakeClock clock;
    const QTemporaryDir root;
    const QString folder = root.filePath(u"registry"_s);
    const DatabaseAddress address = TestDatabases::newAddress();
    const auto reopened = [&] {
        RegistryStore store(folder, clock, address);
        if (const Result<void> prepared = store.prepare(); !prepared)
            qFatal("%s", qPrintable(prepared.error().message));
        return ReleaseFixture::read(store.apiTree().distribution(u"kvbox"_s));
    };
    {
        RegistryStore store(folder, clock, address);
        QVERIFY(store.import(ReleaseFixture{}.pack(root.path())));
    }
    // Not what it should be, as after a power cut; the system's start is the same.
    const QString document = folder + u"/api/dist/kvbox.json"_s;
    ReleaseFixture::write(document, "{}");
    if (!QSysInfo::bootUniqueId().isEmpty())
        QCOMPARE(reopened(), QByteArray("{}"));
    ReleaseFixture::write(folder + u"/api/.unflushed"_s, "another start");
    QVERIFY(reopened().size() > 100);
#ifdef Q_OS_LINUX
    {
        RegistryStore store(folder, clock, address);
        QVERIFY(store.prepare());
        QVERIFY(store.documents().settle());
        QVERIFY(!QFile::exists(folder + u"/api/.unflushed"_s));
    }
#endif
}

/// The documents of an API server's capture, made from their META.
void TestApiDocuments::rebuildsTheCorpus()
{
    QDir corpus(QStringLiteral(HOWDAH_SOURCE_DIR));
    if (!corpus.cd(u"../shared/pgxn/corpus/api/pgxn-site"_s))
        QSKIP("the corpus is not beside the project");
    // Its list tells of a version whose META was not captured: the newest captured one stands for it.
    const QJsonObject captured =
        ReleaseFixture::readObject(corpus.filePath(u"dist/pair/0.1.1/META.json"_s));
    QList<Release> releases;
    for (const QString &version : {u"0.1.0"_s, u"0.1.1"_s, u"0.1.2"_s}) {
        const QString file = corpus.filePath(u"dist/pair/%1/META.json"_s.arg(version));
        QJsonObject meta = QFile::exists(file) ? ReleaseFixture::readObject(file) : captured;
        for (const QString &status : {u"stable"_s, u"testing"_s}) {
            for (const QJsonValue &entry : captured[u"releases"][status].toArray()) {
                if (entry[u"version"] == version) {
                    meta[u"version"] = version;
                    meta[u"date"] = entry[u"date"];
                    meta[u"release_status"] = status;
                }
            }
        }
        Result<Release> release = MetaParser::parse(QJsonDocument(meta).toJson());
        QVERIFY2(release, release ? "" : qPrintable(release.error().message));
        releases.append(*release);
    }
    const auto docpathOf = [](const Release &release, const QString &extension) {
        return release.meta[u"provides"][extension][u"docpath"].toString();
    };
    const MirrorDocuments documents(releases, docpathOf);
    // META of the best release, as it was captured, with the list put in anew.
    QJsonObject without = captured;
    without.remove(u"releases"_s);
    const Result<QByteArray> made =
        ReleaseDocs::withReleases(QJsonDocument(without).toJson(), documents.releasesOf(u"pair"_s));
    QVERIFY(made);
    QCOMPARE(QJsonDocument::fromJson(*made).object(), captured);
    QCOMPARE(ReleaseFixture::readObject(corpus.filePath(u"dist/pair.json"_s)), captured);

    releases.removeLast(); // the other documents are older
    const MirrorDocuments older(releases, docpathOf);
    const auto object = [](const QByteArray &text) {
        return QJsonDocument::fromJson(text).object();
    };
    QCOMPARE(object(older.extension(u"pair"_s)),
             ReleaseFixture::readObject(corpus.filePath(u"extension/pair.json"_s)));
    QCOMPARE(object(older.tag(u"key value"_s)),
             ReleaseFixture::readObject(corpus.filePath(u"tag/key value.json"_s)));
    const QJsonObject user = ReleaseFixture::readObject(corpus.filePath(u"user/theory.json"_s));
    QJsonObject profile = user;
    profile.remove(u"releases"_s);
    const QJsonObject own = object(older.user(u"theory"_s, profile));
    QCOMPARE(own[u"releases"][u"pair"], user[u"releases"][u"pair"]);
    for (const QString &member : profile.keys())
        QCOMPARE(own[member], user[member]);
    QFile list(corpus.filePath(u"users/t.json"_s));
    QVERIFY(list.open(QIODevice::ReadOnly));
    QCOMPARE(
        QJsonDocument::fromJson(MirrorDocuments::userList({{u"theory"_s, u"David E. Wheeler"_s},
                                                           {u"tom"_s, u"Tom G. Lane"_s},
                                                           {u"tony"_s, u"Tony Vanilla"_s}})),
        QJsonDocument::fromJson(list.readAll()));
}

QTEST_GUILESS_MAIN(TestApiDocuments)
#include "tst_apidocuments.moc"
