// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/fakeclock.h"
#include "mirror/indexsync.h"
#include "remote/fakehttpserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;

namespace {

NetworkOptions once(bool offline = false)
{
    NetworkOptions options;
    options.proxy = NetworkOptions::Proxy::None;
    options.retries = 0;
    options.offline = offline;
    return options;
}

/// A registry with one distribution; counts what it is asked.
struct OneDistribution {
    explicit OneDistribution(const QByteArray &name)
        : server([this, name](const FakeRequest &request) { return answer(request, name); })
    {
    }
    FakeReply answer(const FakeRequest &request, const QByteArray &name)
    {
        ++asked;
        if (request.target == "/index.json")
            return {.body = R"({"dist":"/d/{dist}","meta":"/m/{dist}/{version}","download":"/z",
                                "distlist":"/dists.json"})"};
        if (request.target == "/dists.json")
            return {.body = "[\"" + name + "\"]"};
        if (request.target.startsWith("/d/"))
            return {.body = R"({"name":")" + name
                            + R"(","releases":{"stable":[{"version":"1.0.0"}]}})"};
        return {.body = R"({"version":"1.0.0","license":"mit","name":")" + name + "\"}"};
    }
    std::atomic<int> asked = 0;
    FakeHttpServer server;
};

struct World {
    World()
    {
        if (!index.open().result())
            qFatal("no index");
    }
    [[nodiscard]] IndexSync::Outcome freshen(IndexSync::Extent extent)
    {
        const Result<IndexSync::Outcome> outcome = sync.freshen(extent);
        if (!outcome)
            qFatal("%s", qPrintable(outcome.error().message));
        return *outcome;
    }
    [[nodiscard]] int count() { return index.count().result().value_or(-1); }

    QTemporaryDir folder;
    FakeClock clock;
    QtHttpClient http{once()};
    HttpCache cache{folder.filePath(u"cache"_s), 50'000'000, http, clock};
    SearchIndex index{folder.filePath(u"index.sqlite"_s)};
    IndexSync sync{index, cache, http, clock};
};

} // namespace

class TestIndexSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void networkRegistryIsReadAgainAfterADay()
    {
        OneDistribution registry("alpha");
        World world;
        world.sync.setRegistries({{u"one"_s, registry.server.url()}});
        QCOMPARE(world.freshen(IndexSync::Extent::Changed).releases, 1);
        const int asked = registry.asked;
        world.clock.time = world.clock.time.addSecs(23 * 3600);
        (void)world.freshen(IndexSync::Extent::Aged);
        QCOMPARE(registry.asked, asked);
        world.clock.time = world.clock.time.addSecs(2 * 3600);
        (void)world.freshen(IndexSync::Extent::Changed); // a command line does not wait for news
        QCOMPARE(registry.asked, asked);
        const IndexSync::Outcome again = world.freshen(IndexSync::Extent::Aged);
        QVERIFY(registry.asked > asked);
        QCOMPARE(again.asOf, world.clock.time);
        QCOMPARE(world.count(), 1);
    }

    void withoutNetworkTheIndexStaysAndTellsItsAge()
    {
        OneDistribution registry("alpha");
        World world;
        world.sync.setRegistries({{u"one"_s, registry.server.url()}});
        const QDateTime read = world.clock.time;
        QCOMPARE(world.freshen(IndexSync::Extent::Everything).asOf, read);
        world.http.setOptions(once(true));
        world.clock.time = world.clock.time.addDays(3);
        const IndexSync::Outcome outcome = world.freshen(IndexSync::Extent::Aged);
        QVERIFY(outcome.isOffline);
        QCOMPARE(outcome.asOf, read);
        QCOMPARE(world.count(), 1);
        // The network is back, and who asks for news does not wait.
        world.http.setOptions(once());
        const IndexSync::Outcome back = world.freshen(IndexSync::Extent::Everything);
        QVERIFY(!back.isOffline);
        QCOMPARE(back.asOf, world.clock.time);
    }

    void neverReadAndUnreachableIsOfflineWithoutAnAge()
    {
        World world;
        world.http.setOptions(once(true));
        world.sync.setRegistries({{u"one"_s, QUrl(u"http://127.0.0.1:9/"_s)}});
        const IndexSync::Outcome outcome = world.freshen(IndexSync::Extent::Changed);
        QVERIFY(outcome.isOffline);
        QVERIFY(!outcome.asOf.isValid());
        QCOMPARE(outcome.problems.size(), 1);
        QVERIFY2(outcome.problems.first().startsWith(u"one: "_s),
                 qPrintable(outcome.problems.first()));
    }

    void oneRegistryThatAnswersIsNotOffline()
    {
        OneDistribution registry("alpha");
        World world;
        world.sync.setRegistries(
            {{u"lost"_s, QUrl(u"http://127.0.0.1:9/"_s)}, {u"here"_s, registry.server.url()}});
        const IndexSync::Outcome outcome = world.freshen(IndexSync::Extent::Changed);
        QVERIFY(!outcome.isOffline);
        QCOMPARE(outcome.problems.size(), 1);
        QCOMPARE(outcome.releases, 1);
    }

    void whatIsNoLongerInUseGoes()
    {
        OneDistribution alpha("alpha");
        OneDistribution beta("beta");
        World world;
        world.sync.setRegistries({{u"one"_s, alpha.server.url()}, {u"two"_s, beta.server.url()}});
        QCOMPARE(world.freshen(IndexSync::Extent::Changed).releases, 2);
        world.sync.setRegistries({{u"two"_s, beta.server.url()}});
        (void)world.freshen(IndexSync::Extent::Changed);
        QCOMPARE(world.count(), 1);
    }

    void cancelledKeepsWhatWasRead()
    {
        OneDistribution registry("alpha");
        World world;
        world.sync.setRegistries({{u"one"_s, registry.server.url()}});
        QCOMPARE(world.freshen(IndexSync::Extent::Changed).releases, 1);
        CancellationSource source;
        source.cancel();
        const auto outcome = world.sync.freshen(IndexSync::Extent::Everything, source.token());
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
        QCOMPARE(world.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestIndexSync)
#include "tst_indexsync.moc"
