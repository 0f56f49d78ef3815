// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/fakehttpserver.h"
#include "remote/registryclient.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString fixtures = QStringLiteral(HOWDAH_SOURCE_DIR "/tests/remote/fixtures");

NetworkOptions once()
{
    NetworkOptions options;
    options.proxy = NetworkOptions::Proxy::None;
    options.retries = 0;
    return options;
}

Version version(const QString &text)
{
    return Version::parseTolerant(text).value_or(Version());
}

QStringList textsOf(const Distribution &distribution)
{
    QStringList texts;
    for (const Distribution::Entry &entry : distribution.releases)
        texts.append(entry.version.toString());
    return texts;
}

/// A registry over HTTP with a cache of its own.
struct Online {
    explicit Online(const FakeHttpServer::Handler &handler, const QString &path = u"/"_s)
        : server(handler), registry(server.url(path), cache, client)
    {
    }
    FakeHttpServer server;
    QTemporaryDir folder;
    QtHttpClient client{once()};
    SystemClock clock;
    HttpCache cache{folder.path(), 10'000'000, client, clock};
    RegistryClient registry;
};

constexpr auto threeTemplates = R"({"dist":"/d/{dist}","meta":"/m/{dist}/{version}",
    "download":"/z/{dist}/{version}"})";

} // namespace

class TestRegistryClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAMirrorsOddShapes_data() { bothWays(); }
    void readsAMirrorsOddShapes()
    {
        QFETCH(bool, isHttp);
        Source source(u"mirror"_s, isHttp);
        RegistryClient &registry = *source.registry;
        QCOMPARE(*registry.canSearch(), false);

        const auto box = registry.distribution(u"KVbox"_s);
        QVERIFY2(box, box ? "" : qPrintable(box.error().message));
        QCOMPARE(box->value.name, u"kvBox"_s);
        QCOMPARE(textsOf(box->value), (QStringList{u"1.3.0-b1"_s, u"1.2.0"_s, u"1.1.0"_s}));
        QCOMPARE(box->value.best()->version, version(u"1.2.0"_s));
        QVERIFY(!box->fromCache);
        QVERIFY(box->fetchedAt.secsTo(QDateTime::currentDateTimeUtc()) < 60);

        const auto release = registry.release(u"kvBox"_s, version(u"1.2.0"_s));
        QVERIFY2(release, release ? "" : qPrintable(release.error().message));
        QCOMPARE(release->value.metaSpec, 1);
        QCOMPARE(release->value.user, u"ada"_s);
        QCOMPARE(release->value.digests.sha1.size(), 20);
        QVERIFY(registry.readme(u"kvBox"_s, version(u"1.2.0"_s))->startsWith("# kvBox"));
        QCOMPARE(registry.readme(u"kvBox"_s, version(u"1.1.0"_s)).error().kind,
                 Error::Kind::NotFound);
    }

    void findsTheOtherSpellingOfAPreRelease_data() { bothWays(); }
    void findsTheOtherSpellingOfAPreRelease()
    {
        QFETCH(bool, isHttp);
        Source source(u"mirror"_s, isHttp);
        const auto release = source.registry->release(u"kvBox"_s, version(u"1.3.0-b1"_s));
        QVERIFY2(release, release ? "" : qPrintable(release.error().message));
        QCOMPARE(release->value.status, ReleaseStatus::Testing);
        // The archive lies where the META was found.
        const auto url = source.registry->downloadUrl(u"kvBox"_s, version(u"1.3.0-b1"_s));
        QVERIFY2(url->path().endsWith(u"/dist/kvbox/1.3.0b1/kvbox-1.3.0b1.zip"_s),
                 qPrintable(url->toString()));
        const auto usual = source.registry->downloadUrl(u"kvBox"_s, version(u"1.2.0"_s));
        QVERIFY(usual->path().endsWith(u"/dist/kvbox/1.2.0/kvbox-1.2.0.zip"_s));
    }

    void findsNamesOfEveryKind_data() { bothWays(); }
    void findsNamesOfEveryKind()
    {
        QFETCH(bool, isHttp);
        Source source(u"mirror"_s, isHttp);
        RegistryClient &registry = *source.registry;
        QCOMPARE(registry.distribution(u"größe"_s)->value.name, u"größe"_s);
        QCOMPARE(registry.release(u"größe"_s, version(u"0.1.0"_s))->value.maintainers,
                 QStringList{u"Björn Beispiel"_s});
        // Old trees have the author's case in file names.
        const auto old = registry.distribution(u"OldCase"_s);
        QVERIFY(old);
        const auto release = registry.release(u"OldCase"_s, old->value.best()->version);
        QVERIFY2(release, release ? "" : qPrintable(release.error().message));
        QVERIFY(registry.downloadUrl(u"OldCase"_s, old->value.best()->version)
                    ->path()
                    .endsWith(u"/dist/OldCase/0.43.2b1/OldCase-0.43.2b1.zip"_s));
        QVERIFY(registry.fetch(u"tag"_s, {{u"tag"_s, u"Key Value"_s}}));
    }

    void locatesExtensionsBestFirst()
    {
        Source source(u"mirror"_s, false);
        const auto found = source.registry->extension(u"kvbox"_s);
        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        QCOMPARE(found->size(), 4);
        QCOMPARE(found->at(0).extensionVersion, version(u"1.10.0"_s));
        QCOMPARE(found->at(0).status, ReleaseStatus::Testing);
        QCOMPARE(found->at(1).distribution, u"kvBox"_s);
        QCOMPARE(found->at(1).version, version(u"1.2.0"_s));
        QCOMPARE(found->at(2).distribution, u"boxpack"_s);
        QCOMPARE(found->at(3).version, version(u"0.4.0"_s));
        // Without a list of versions the three status members are all there is.
        const auto older = source.registry->extension(u"older"_s);
        QCOMPARE(older->size(), 1);
        QCOMPARE(older->first().distribution, u"OldCase"_s);
        QCOMPARE(source.registry->extension(u"none"_s).error().kind, Error::Kind::NotFound);
    }

    void readsUsers()
    {
        Source source(u"mirror"_s, true);
        const auto ada = source.registry->user(u"Ada"_s);
        QVERIFY(ada);
        QCOMPARE(ada->name, u"ada"_s); // she gave none
        QCOMPARE(ada->email, u"ada@example.org"_s);
        QCOMPARE(source.registry->user(u"carla"_s)->uri, u"https://example.org/"_s);
        QCOMPARE(source.registry->user(u"nobody"_s).error().kind, Error::Kind::NotFound);
    }

    void readsAnApiServersDocuments()
    {
        Source source(u"api"_s, true);
        RegistryClient &registry = *source.registry;
        QCOMPARE(*registry.canSearch(), true);
        QCOMPARE(textsOf(registry.distribution(u"pairs"_s)->value), QStringList{u"0.2.0"_s});
        QCOMPARE(registry.release(u"pairs"_s, version(u"0.2.0"_s))->value.extensions.size(), 1);
        QCOMPARE(registry.extension(u"pairs"_s)->first().version, version(u"0.2.0"_s));
    }

    void knowsItsDistributions_data()
    {
        QTest::addColumn<QString>("tree");
        QTest::addColumn<bool>("isHttp");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("folder") << u"mirror"_s << false
                                << QStringList{u"größe"_s, u"kvbox"_s, u"OldCase"_s};
        // Statistics and the users and tags they lead to; "gone" is only known by name.
        QTest::newRow("mirror") << u"mirror"_s << true
                                << QStringList{u"gone"_s, u"größe"_s, u"kvBox"_s, u"OldCase"_s};
        QTest::newRow("API server") << u"api"_s << true << QStringList{u"lonely"_s, u"pairs"_s};
    }

    void knowsItsDistributions()
    {
        QFETCH(QString, tree);
        QFETCH(bool, isHttp);
        QFETCH(QStringList, names);
        Source source(tree, isHttp);
        auto found = source.registry->distributionNames();
        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        found->sort(Qt::CaseInsensitive);
        names.sort(Qt::CaseInsensitive);
        QCOMPARE(*found, names);
    }

    void anExplicitListIsAllThatIsAsked()
    {
        Online online(FakeHttpServer::documents(
            {{"/index.json", R"({"dist":"/d/{dist}","meta":"/m/{dist}/{version}","download":"/z",
                                 "distlist":"/dists.json","stats":"/stats/{stats}"})"},
             {"/dists.json", R"(["beta", "Alpha", {"name": "gamma"}, 7, "ALPHA"])"}}));
        QCOMPARE(*online.registry.distributionNames(),
                 (QStringList{u"Alpha"_s, u"beta"_s, u"gamma"_s}));
        QCOMPARE(online.server.requests().size(), 2);
    }

    void gatheringCanBeCancelled()
    {
        CancellationSource source;
        Online online([&](const FakeRequest &request) -> FakeReply {
            if (request.target.startsWith("/user/"))
                source.cancel();
            return FakeHttpServer::folder(fixtures + u"/mirror"_s)(request);
        });
        const auto names = online.registry.distributionNames(source.token());
        QVERIFY(!names);
        QCOMPARE(names.error().kind, Error::Kind::Cancelled);
    }

    void whatIsNoRegistryIsToldAsSuch()
    {
        Online nothing(FakeHttpServer::documents({}));
        const auto templates = nothing.registry.templates();
        QVERIFY(!templates);
        QCOMPARE(templates.error().kind, Error::Kind::NotFound);
        QVERIFY(templates.error().message.contains(u"no PGXN registry"_s));
        QVERIFY(templates.error().message.contains(u"127.0.0.1"_s));
        Online page([](const FakeRequest &) -> FakeReply { return {.body = "<html>hello"}; });
        QVERIFY(!page.registry.templates());
        QTemporaryDir empty;
        RegistryClient folder(QUrl::fromLocalFile(empty.path()), page.cache, page.client);
        QCOMPARE(folder.templates().error().kind, Error::Kind::NotFound);
    }

    void theBaseMayHaveAPath_data()
    {
        QTest::addColumn<QString>("base");
        QTest::newRow("no slash") << u"/pgxn/my%20mirror"_s;
        QTest::newRow("slash") << u"/pgxn/my%20mirror/"_s;
        QTest::newRow("query") << u"/pgxn/my%20mirror/?x=y#z"_s;
    }

    void theBaseMayHaveAPath()
    {
        QFETCH(QString, base);
        Online online(FakeHttpServer::documents({{"/pgxn/my%20mirror/index.json", threeTemplates},
                                                 {"/pgxn/my%20mirror/d/x", R"({"name":"X"})"}}),
                      base);
        QVERIFY(online.registry.distribution(u"x"_s));
        QCOMPARE(online.registry.downloadUrl(u"x"_s, version(u"1.0.0"_s))->path(),
                 u"/pgxn/my mirror/z/x/1.0.0"_s);
    }

    void templatesMayNotLeadElsewhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("other host")
            << QByteArray("http://other.test/{dist}") << Error::Kind::Refused;
        QTest::newRow("other port")
            << QByteArray("http://127.0.0.1:1/{dist}") << Error::Kind::Refused;
        QTest::newRow("other scheme") << QByteArray("file:///etc/{dist}") << Error::Kind::Refused;
        QTest::newRow("no scheme") << QByteArray("//other.test/{dist}") << Error::Kind::Refused;
        QTest::newRow("parent") << QByteArray("/../{dist}") << Error::Kind::Invalid;
        QTest::newRow("unusable") << QByteArray("/{?dist}") << Error::Kind::Invalid;
    }

    void templatesMayNotLeadElsewhere()
    {
        QFETCH(QByteArray, text);
        QFETCH(Error::Kind, kind);
        Online online(FakeHttpServer::documents(
            {{"/index.json", R"({"dist":"/d","meta":"/m","download":")" + text + R"("})"}}));
        const auto url = online.registry.downloadUrl(u"x"_s, version(u"1.0.0"_s));
        QVERIFY(!url);
        QCOMPARE(url.error().kind, kind);
        QVERIFY(!url.error().message.isEmpty());
    }

    void absoluteTemplatesOfTheSamePlaceAreFollowed()
    {
        FakeHttpServer *self = nullptr;
        Online online(
            [&](const FakeRequest &request) -> FakeReply {
                if (request.target != "/a/index.json")
                    return {.body = R"({"name":"found"})"};
                const QByteArray place = self->url(u"/elsewhere/"_s).toEncoded();
                return {.body = R"({"meta":"/m","download":"/z","dist":")" + place + R"({dist}"})"};
            },
            u"/a"_s);
        self = &online.server;
        const auto found = online.registry.distribution(u"x"_s);
        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        QCOMPARE(online.server.targets().last(), "/elsewhere/x");
    }

    void namesThatWouldLeaveTheFolderAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("parent") << u".."_s;
        QTest::newRow("path") << u"../../etc/passwd"_s;
        QTest::newRow("encoded path") << u"..%2f..%2fetc"_s;
        QTest::newRow("empty") << u""_s;
    }

    void namesThatWouldLeaveTheFolderAreRefused()
    {
        QFETCH(QString, name);
        Source source(u"mirror"_s, false);
        QVERIFY(!source.registry->distribution(name));
        QVERIFY(!source.registry->release(name, version(u"1.0.0"_s)));
    }

    void theMetaOfAnotherReleaseIsNotTaken()
    {
        Online online(FakeHttpServer::documents(
            {{"/index.json", threeTemplates},
             {"/m/x/1.0.0", R"({"name":"x","version":"1.0.1","license":"mit"})"},
             {"/m/y/1.0.0", R"({"name":"x","version":"1.0.0","license":"mit"})"},
             {"/m/z/1.0.0", R"({"name":"Z","version":"1.0.0","license":"mit"})"}}));
        const Version one = version(u"1.0.0"_s);
        QCOMPARE(online.registry.release(u"x"_s, one).error().kind, Error::Kind::Integrity);
        QCOMPARE(online.registry.release(u"y"_s, one).error().kind, Error::Kind::Integrity);
        QVERIFY(online.registry.release(u"z"_s, one));
    }

    void worksOfflineAndTellsTheAge()
    {
        Online online(FakeHttpServer::folder(fixtures + u"/mirror"_s));
        QVERIFY(online.registry.distribution(u"kvbox"_s));
        QVERIFY(online.registry.distributionNames());
        NetworkOptions options = once();
        options.offline = true;
        online.client.setOptions(options);
        RegistryClient later(online.server.url(), online.cache, online.client);
        const auto box = later.distribution(u"kvbox"_s);
        QVERIFY2(box, box ? "" : qPrintable(box.error().message));
        QVERIFY(box->fromCache);
        QVERIFY(box->fetchedAt.isValid());
        QCOMPARE(later.distribution(u"größe"_s).error().kind, Error::Kind::Network);
    }

    void aCutOffDocumentIsNotKept_data()
    {
        QTest::addColumn<QByteArray>("chunks"); // both may look whole to Qt
        QTest::newRow("no last chunk") << QByteArray("9\r\n{\"name\":\"\r\n");
        QTest::newRow("within a chunk") << QByteArray("ff\r\n{\"name\":\"");
    }

    void aCutOffDocumentIsNotKept()
    {
        QFETCH(QByteArray, chunks);
        Online online([&](const FakeRequest &request) -> FakeReply {
            if (request.target == "/index.json")
                return {.body = threeTemplates};
            return {.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks};
        });
        QVERIFY(online.registry.templates());
        const qint64 before = online.cache.size();
        const auto found = online.registry.distribution(u"x"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, Error::Kind::Network);
        QCOMPARE(online.cache.size(), before);
    }

    void readsTheCorpus_data()
    {
        QTest::addColumn<QString>("tree");
        QTest::addColumn<bool>("isHttp");
        const QDir corpus(QStringLiteral(HOWDAH_SOURCE_DIR "/../shared/pgxn/corpus"));
        for (const QString &kind : {u"mirror"_s, u"api"_s}) {
            const QStringList trees =
                QDir(corpus.filePath(kind)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            for (const QString &tree : trees) {
                const QString path = corpus.filePath(kind + u'/' + tree);
                if (!QFile::exists(path + u"/index.json"_s))
                    continue;
                QTest::addRow("%s folder", qPrintable(tree)) << path << false;
                QTest::addRow("%s http", qPrintable(tree)) << path << true;
            }
        }
        if (!corpus.exists())
            QTest::newRow("none") << QString() << false;
    }

    void readsTheCorpus()
    {
        QFETCH(QString, tree);
        QFETCH(bool, isHttp);
        if (tree.isEmpty())
            QSKIP("the corpus is not there");
        Source source(tree, isHttp);
        RegistryClient &registry = *source.registry;
        const auto templates = registry.templates();
        QVERIFY2(templates, templates ? "" : qPrintable(templates.error().message));
        const auto names = registry.distributionNames();
        QVERIFY2(names, names ? "" : qPrintable(names.error().message));
        // Whatever lies there as a file can be read through the client.
        int documents = 0;
        QDirIterator walk(tree, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = QDir(tree).relativeFilePath(walk.next());
            const QStringList parts = path.chopped(path.endsWith(u".json"_s) ? 5 : 0).split(u'/');
            if (parts.size() == 2 && parts.first() == u"dist"_s) {
                const auto found = registry.distribution(parts.last());
                QVERIFY2(found, qPrintable(path));
                QVERIFY2(found->value.best(), qPrintable(path));
            } else if (parts.size() == 4 && parts.last() == u"META"_s) {
                const auto found = registry.release(parts.at(1), version(parts.at(2)));
                QFile file(QDir(tree).filePath(path));
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString name =
                    RegistryDocuments::parseObject(file.readAll())->value(u"name").toString();
                if (name.toLower() == parts.at(1).toLower())
                    QVERIFY2(found, found ? "" : qPrintable(path + found.error().message));
                else // one capture lies in a folder of another name
                    QCOMPARE(found.error().kind, Error::Kind::Integrity);
            } else if (parts.size() == 2 && parts.first() == u"extension"_s) {
                const auto found = registry.extension(parts.last());
                QVERIFY2(found && !found->isEmpty(), qPrintable(path));
            } else if (parts.size() == 2 && parts.first() == u"user"_s) {
                QVERIFY2(registry.user(parts.last()), qPrintable(path));
            } else if (parts.size() == 2 && parts.first() == u"tag"_s) {
                const auto found = registry.fetch(u"tag"_s, {{u"tag"_s, parts.last()}});
                QVERIFY2(found && !RegistryDocuments::parseReleaseNames(found->body)->isEmpty(),
                         qPrintable(path));
            } else {
                continue;
            }
            ++documents;
        }
        QVERIFY(documents > 2);
    }

private:
    static void bothWays()
    {
        QTest::addColumn<bool>("isHttp");
        QTest::newRow("folder") << false;
        QTest::newRow("http") << true;
    }

    /// A tree as a folder, or through a plain web server.
    struct Source {
        Source(const QString &tree, bool isHttp)
        {
            const QString path = QDir::isAbsolutePath(tree) ? tree : fixtures + u'/' + tree;
            if (isHttp)
                server = std::make_unique<FakeHttpServer>(FakeHttpServer::folder(path));
            registry = std::make_unique<RegistryClient>(
                isHttp ? server->url() : QUrl::fromLocalFile(path), cache, client);
        }
        QTemporaryDir folder;
        QtHttpClient client{once()};
        SystemClock clock;
        HttpCache cache{folder.path(), 10'000'000, client, clock};
        std::unique_ptr<FakeHttpServer> server;
        std::unique_ptr<RegistryClient> registry;
    };
};

QTEST_GUILESS_MAIN(TestRegistryClient)
#include "tst_registryclient.moc"
