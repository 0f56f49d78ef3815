// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/fakehttpserver.h"
#include "remote/registrysync.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>

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

struct Registry {
    explicit Registry(const FakeHttpServer::Handler &handler)
        : server(handler), client(server.url(), cache, http)
    {
    }
    FakeHttpServer server;
    QTemporaryDir folder;
    QtHttpClient http{once()};
    SystemClock clock;
    HttpCache cache{folder.path(), 50'000'000, http, clock};
    RegistryClient client;
};

/// A registry of `count` distributions d0, d1…, with an explicit list.
FakeHttpServer::Handler generated(int count)
{
    return [count](const FakeRequest &request) -> FakeReply {
        const QList<QByteArray> parts = request.target.split('/');
        if (request.target == "/index.json")
            return {.body = R"({"dist":"/d/{dist}","meta":"/m/{dist}/{version}","download":"/z",
                                "distlist":"/dists.json"})"};
        if (request.target == "/dists.json") {
            QByteArray list;
            for (int n = 0; n < count; ++n)
                list += (list.isEmpty() ? "\"d" : ",\"d") + QByteArray::number(n) + '"';
            return {.body = '[' + list + ']'};
        }
        if (parts.value(1) == "d")
            return {.body = R"({"name":")" + parts.value(2)
                            + R"(","releases":{"stable":[{"version":"1.0.0"}]}})"};
        return {.body = R"({"version":"1.0.0","license":"mit","name":")" + parts.value(2) + "\"}"};
    };
}

RegistrySync::Sink into(QStringList &names)
{
    return [&names](const RegistrySync::Found &found) -> Result<void> {
        names.append(found.release.name);
        return {};
    };
}

} // namespace

class TestRegistrySync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOverEachBestRelease()
    {
        Registry registry(FakeHttpServer::folder(fixtures + u"/mirror"_s));
        QMap<QString, RegistrySync::Found> found;
        QThread *const here = QThread::currentThread();
        bool isHere = true;
        const auto summary = RegistrySync(registry.client).run({}, {}, [&](const auto &one) {
            isHere = isHere && QThread::currentThread() == here;
            found.insert(one.release.name, one);
            return Result<void>();
        });
        QVERIFY2(summary, summary ? "" : qPrintable(summary.error().message));
        QVERIFY(isHere);
        QCOMPARE(found.keys(), (QStringList{u"OldCase"_s, u"größe"_s, u"kvBox"_s}));
        QCOMPARE(found[u"kvBox"_s].release.version.toString(), u"1.2.0"_s);
        QCOMPARE(found[u"kvBox"_s].distribution.releases.size(), 3);
        QVERIFY(found[u"kvBox"_s].readme.startsWith("# kvBox"));
        QCOMPARE(found[u"größe"_s].readme, QByteArray());
        QCOMPARE(summary->handedOver, 3);
        QVERIFY(!summary->isComplete);
        // Named by a user's document, but not there.
        QCOMPARE(summary->problems.size(), 1);
        QVERIFY(summary->problems.first().startsWith(u"gone: "_s));
        QVERIFY(!summary->fromCache);
        QVERIFY(summary->oldest.secsTo(QDateTime::currentDateTimeUtc()) < 60);
    }

    void theArchivesReadmeNameIsTold()
    {
        Registry registry(FakeHttpServer::folder(fixtures + u"/api"_s));
        QMap<QString, QString> names;
        QVERIFY(RegistrySync(registry.client).run({}, {}, [&](const auto &found) {
            names.insert(found.release.name, found.readmeName);
            return Result<void>();
        }));
        QCOMPARE(names.value(u"pairs"_s), u"README.md"_s);
        QCOMPARE(names.value(u"lonely"_s), u"README.txt"_s);
    }

    void releasesLeadToOtherDistributions()
    {
        // Only "first" is recent; its uploader has another one.
        Registry registry(FakeHttpServer::documents(
            {{"/index.json", R"({"dist":"/d/{dist}","meta":"/m/{dist}/{version}","download":"/z",
                                 "stats":"/s/{stats}","user":"/u/{user}"})"},
             {"/s/dist", R"({"recent":[{"dist":"first"}]})"},
             {"/d/first", R"({"name":"first","releases":{"stable":["1.0.0"]}})"},
             {"/m/first/1.0.0",
              R"({"name":"first","version":"1.0.0","user":"ada","license":"mit"})"},
             {"/u/ada", R"({"nickname":"ada","releases":{"second":{},"first":{}}})"},
             {"/d/second", R"({"name":"second","releases":{"stable":["2.0.0"]}})"},
             {"/m/second/2.0.0",
              R"({"name":"second","version":"2.0.0","user":"ada","license":"mit"})"}}));
        QStringList names;
        const auto summary = RegistrySync(registry.client).run({}, {}, into(names));
        QVERIFY(summary);
        QCOMPARE(names, (QStringList{u"first"_s, u"second"_s}));
        QCOMPARE(summary->names, names);
    }

    void manyAreReadAtATime()
    {
        Registry registry(generated(200));
        QStringList names;
        QList<int> told;
        const auto summary = RegistrySync(registry.client, 4)
                                 .run(
                                     {},
                                     [&](int done, int total) {
                                         QCOMPARE(total, 200);
                                         told.append(done);
                                     },
                                     into(names));
        QVERIFY(summary);
        QVERIFY(summary->isComplete);
        QCOMPARE(names.size(), 200);
        names.removeDuplicates();
        QCOMPARE(names.size(), 200);
        QCOMPARE(told.size(), 200);
        QCOMPARE(told.last(), 200);
        // One connection a worker, and one for the list.
        QVERIFY2(registry.server.connectionCount() > 2 && registry.server.connectionCount() <= 6,
                 qPrintable(QString::number(registry.server.connectionCount())));
    }

    void knownReleasesAreNotFetchedAgain()
    {
        Registry registry(generated(10));
        RegistrySync sync(registry.client);
        sync.setKnown([](const QString &name, const Version &best) {
            return name != u"d7"_s && best.toString() == u"1.0.0"_s;
        });
        QStringList names;
        const auto summary = sync.run({}, {}, into(names));
        QCOMPARE(names, QStringList{u"d7"_s});
        QCOMPARE(summary->unchanged, 9);
        QCOMPARE(std::ranges::count_if(
                     registry.server.targets(),
                     [](const QByteArray &target) { return target.startsWith("/m/"); }),
                 1);
    }

    void oneBadDistributionDoesNotStopTheRest()
    {
        const auto good = generated(8);
        Registry registry([&](const FakeRequest &request) -> FakeReply {
            if (request.target == "/d/d1")
                return {.body = "<html>"};
            if (request.target == "/m/d2/1.0.0")
                return {.body = R"({"name":"d3","version":"1.0.0"})"};
            if (request.target == "/d/d3")
                return {.body = R"({"name":"d3","releases":{}})"};
            if (request.target == "/d/d4")
                return {.status = 500};
            return good(request);
        });
        QStringList names;
        const auto summary = RegistrySync(registry.client).run({}, {}, into(names));
        QVERIFY2(summary, summary ? "" : qPrintable(summary.error().message));
        QCOMPARE(names.size(), 4);
        QCOMPARE(summary->problems.size(), 4);
    }

    void aLostNetworkEndsIt()
    {
        const auto good = generated(500);
        std::atomic_int count = 0;
        Registry registry([&](const FakeRequest &request) -> FakeReply {
            return ++count > 50 ? FakeReply{.hangsUp = true} : good(request);
        });
        QStringList names;
        const auto summary = RegistrySync(registry.client).run({}, {}, into(names));
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, Error::Kind::Network);
        QVERIFY(!names.isEmpty());
        QVERIFY(registry.server.requests().size() < 200);
    }

    void anUnreachableRegistryIsAnError()
    {
        Registry registry([](const FakeRequest &) -> FakeReply { return {.hangsUp = true}; });
        QStringList names;
        QCOMPARE(RegistrySync(registry.client).run({}, {}, into(names)).error().kind,
                 Error::Kind::Network);
    }

    void worksOfflineFromWhatIsKept()
    {
        Registry registry(generated(20));
        QStringList names;
        QVERIFY(RegistrySync(registry.client).run({}, {}, into(names)));
        NetworkOptions options = once();
        options.offline = true;
        registry.http.setOptions(options);
        names.clear();
        RegistryClient later(registry.server.url(), registry.cache, registry.http);
        const auto summary = RegistrySync(later).run({}, {}, into(names));
        QVERIFY2(summary, summary ? "" : qPrintable(summary.error().message));
        QCOMPARE(names.size(), 20);
        QVERIFY(summary->fromCache);
    }

    void cancelStopsItAtOnce()
    {
        CancellationSource source;
        const auto good = generated(500);
        std::atomic_int count = 0;
        Registry registry([&](const FakeRequest &request) -> FakeReply {
            if (++count > 40)
                return {.isSilent = true};
            return good(request);
        });
        QStringList names;
        const auto summary = RegistrySync(registry.client)
                                 .run(
                                     source.token(),
                                     [&](int done, int) {
                                         if (done == 5)
                                             source.cancel();
                                     },
                                     into(names));
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, Error::Kind::Cancelled);
        QVERIFY(!summary.error().message.isEmpty());
        QCOMPARE(names.size(), 5);
    }

    void aSinksErrorIsTheAnswer()
    {
        Registry registry(generated(100));
        const Error full{Error::Kind::DiskFull, u"no room"_s, {}};
        int count = 0;
        const auto summary =
            RegistrySync(registry.client).run({}, {}, [&](const auto &) -> Result<void> {
                if (++count == 3)
                    return full;
                return {};
            });
        QVERIFY(!summary);
        QCOMPARE(summary.error(), full);
        QCOMPARE(count, 3);
    }
};

QTEST_GUILESS_MAIN(TestRegistrySync)
#include "tst_registrysync.moc"
