// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/registryreleasesource.h"
#include "remote/fakehttpserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

const QString mirror = QStringLiteral(HOWDAH_SOURCE_DIR "/tests/remote/fixtures/mirror");

Version version(const QString &text)
{
    return Version::parseTolerant(text).value_or(Version());
}

NetworkOptions once()
{
    NetworkOptions options;
    options.proxy = NetworkOptions::Proxy::None;
    options.retries = 0;
    return options;
}

} // namespace

/// The planner's view of a mirror on loopback, "near", and the same mirror as a folder, "disk"; the index holds what a
/// synchronisation with "near" brings: of each distribution the best release.
class TestRegistryReleaseSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_server.forget(); }
    void whatTheIndexHoldsNeedsNoNetwork();
    void otherVersionsAreAskedOfTheRegistry_data() { addRegistries(); }
    void otherVersionsAreAskedOfTheRegistry();
    void theIndexSpeaksForItsRegistryOnly();
    void archivesAreWhereTheRegistrySays_data() { addRegistries(); }
    void archivesAreWhereTheRegistrySays();
    void unknownNamesAreNotFound();
    void anExtensionsNameIsNoDistributions();
    void aRegistryNoLongerInUseIsNamed();
    void anUnreachableRegistryIsNoMissingRelease();
    void similarNamesForgiveATypo();
    void whetherItIsBuiltIsAskedOfTheCache();
    void severalThreadsMayAsk();

private:
    static void addRegistries();
    [[nodiscard]] RegistryReleaseSource source(RegistryReleaseSource::IsBuilt isBuilt = {});
    [[nodiscard]] std::shared_ptr<RegistryClient> client(const QUrl &url)
    {
        return std::make_shared<RegistryClient>(url, m_cache, m_client);
    }

    QTemporaryDir m_folder;
    FakeHttpServer m_server{FakeHttpServer::folder(mirror)};
    QtHttpClient m_client{once()};
    SystemClock m_clock;
    HttpCache m_cache{m_folder.filePath(u"http"_s), 10'000'000, m_client, m_clock};
    SearchIndex m_index{m_folder.filePath(u"index.sqlite"_s)};
    QMap<QString, std::shared_ptr<RegistryClient>> m_clients;
};

void TestRegistryReleaseSource::initTestCase()
{
    m_clients = {{u"near"_s, client(m_server.url())},
                 {u"disk"_s, client(QUrl::fromLocalFile(mirror + u'/'))}};
    QVERIFY(m_index.open().result());
    RegistryClient &near = *m_clients[u"near"_s];
    const auto distribution = near.distribution(u"kvBox"_s);
    QVERIFY2(distribution, distribution ? "" : qPrintable(distribution.error().message));
    const auto release = near.release(u"kvBox"_s, distribution->value.best()->version);
    QVERIFY2(release, release ? "" : qPrintable(release.error().message));
    IndexEntry entry;
    entry.release = release->value;
    entry.distribution = distribution->value;
    entry.registry = u"near"_s;
    QVERIFY(m_index.put({entry}).result());
}

void TestRegistryReleaseSource::addRegistries()
{
    QTest::addColumn<QString>("registry");
    QTest::newRow("over HTTP") << u"near"_s;
    QTest::newRow("a folder") << u"disk"_s;
}

RegistryReleaseSource TestRegistryReleaseSource::source(RegistryReleaseSource::IsBuilt isBuilt)
{
    return {m_index, [this](const QString &name) { return m_clients.value(name); },
            std::move(isBuilt)};
}

void TestRegistryReleaseSource::whatTheIndexHoldsNeedsNoNetwork()
{
    const RegistryReleaseSource source = this->source();
    const auto entry = source.distribution(u"KVBOX"_s); // names are compared without regard to case
    QVERIFY2(entry, entry ? "" : qPrintable(entry.error().message));
    QCOMPARE(entry->release.name, u"kvBox"_s);
    QCOMPARE(entry->registry, u"near"_s);
    const auto release = source.release(u"near"_s, u"kvBox"_s, version(u"1.2.0"_s));
    QVERIFY(release);
    QCOMPARE(*release, entry->release);
    QVERIFY(!entry->release.extensions.isEmpty());
    const auto providers = source.providers(entry->release.extensions.first().name);
    QVERIFY(providers);
    QCOMPARE(providers->size(), 1);
    QCOMPARE(providers->first().release.name, u"kvBox"_s);
    QVERIFY(source.providers(u"nothing_like_it"_s)->isEmpty());
    QCOMPARE(m_server.targets(), QList<QByteArray>());
}

void TestRegistryReleaseSource::otherVersionsAreAskedOfTheRegistry()
{
    QFETCH(QString, registry);
    const RegistryReleaseSource source = this->source();
    for (const QString &text : {u"1.1.0"_s, u"1.3.0-b1"_s}) {
        const auto release = source.release(registry, u"kvBox"_s, version(text));
        QVERIFY2(release, release ? "" : qPrintable(release.error().message));
        QCOMPARE(release->version, version(text));
    }
    const auto missing = source.release(registry, u"kvBox"_s, version(u"9.9.9"_s));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::NotFound);
    QCOMPARE(!m_server.targets().isEmpty(), registry == u"near"_s);
}

/// Two registries may have releases of one name and version that are not the same.
void TestRegistryReleaseSource::theIndexSpeaksForItsRegistryOnly()
{
    QTemporaryDir folder;
    const auto document = [](const QString &path) {
        QFile file(mirror + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QByteArray meta = document(u"/dist/kvbox/1.2.0/META.json"_s);
    meta.replace("\"abstract\"", "\"abstract\": \"Another one\", \"x_was\"");
    FakeHttpServer other(
        FakeHttpServer::documents({{"/index.json", document(u"/index.json"_s)},
                                   {"/dist/kvbox.json", document(u"/dist/kvbox.json"_s)},
                                   {"/dist/kvbox/1.2.0/META.json", meta}}));
    m_clients.insert(u"other"_s, client(other.url()));
    const auto release = source().release(u"other"_s, u"kvBox"_s, version(u"1.2.0"_s));
    m_clients.remove(u"other"_s);
    QVERIFY2(release, release ? "" : qPrintable(release.error().message));
    QCOMPARE(release->abstract, u"Another one"_s);
    QVERIFY(!other.targets().isEmpty());
}

void TestRegistryReleaseSource::archivesAreWhereTheRegistrySays()
{
    QFETCH(QString, registry);
    const RegistryReleaseSource source = this->source();
    const auto release = source.release(registry, u"kvBox"_s, version(u"1.2.0"_s));
    QVERIFY(release);
    const auto url = source.archiveUrl(registry, *release);
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    QCOMPARE(url->scheme(), registry == u"near"_s ? u"http"_s : u"file"_s);
    QVERIFY2(url->path().endsWith(u"/dist/kvbox/1.2.0/kvbox-1.2.0.zip"_s),
             qPrintable(url->toString()));
}

void TestRegistryReleaseSource::unknownNamesAreNotFound()
{
    const auto entry = source().distribution(u"no_such_thing"_s);
    QVERIFY(!entry);
    QCOMPARE(entry.error().kind, Error::Kind::NotFound);
    QVERIFY(entry.error().message.contains(u"no_such_thing"_s));
}

/// The index also finds a distribution by what it provides; asking for "cargo" must not install "Carrier" unasked.
void TestRegistryReleaseSource::anExtensionsNameIsNoDistributions()
{
    IndexEntry entry = *source().distribution(u"kvbox"_s);
    entry.release.name = u"Carrier"_s;
    entry.distribution.name = u"Carrier"_s;
    entry.release.extensions.resize(1);
    entry.release.extensions[0].name = u"cargo"_s;
    QVERIFY(m_index.put({entry}).result());
    const auto found = source().distribution(u"cargo"_s);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, Error::Kind::NotFound);
    QVERIFY(source().distribution(u"carrier"_s));
    QCOMPARE(source().providers(u"cargo"_s)->size(), 1);
    QVERIFY(m_index.remove(u"near"_s, u"Carrier"_s).result());
}

void TestRegistryReleaseSource::aRegistryNoLongerInUseIsNamed()
{
    const RegistryReleaseSource source = this->source();
    const auto release = source.release(u"gone"_s, u"kvBox"_s, version(u"1.1.0"_s));
    QVERIFY(!release);
    QCOMPARE(release.error().kind, Error::Kind::NotFound);
    QVERIFY(release.error().message.contains(u"gone"_s));
    const auto url = source.archiveUrl(u"gone"_s, source.distribution(u"kvbox"_s)->release);
    QVERIFY(!url);
    QVERIFY(url.error().message.contains(u"gone"_s));
}

void TestRegistryReleaseSource::anUnreachableRegistryIsNoMissingRelease()
{
    QUrl nowhere;
    {
        const FakeHttpServer server(FakeHttpServer::folder(mirror));
        nowhere = server.url();
    }
    m_clients.insert(u"away"_s, client(nowhere));
    const auto release = source().release(u"away"_s, u"kvBox"_s, version(u"1.1.0"_s));
    m_clients.remove(u"away"_s);
    QVERIFY(!release);
    QCOMPARE(release.error().kind, Error::Kind::Network);
}

void TestRegistryReleaseSource::similarNamesForgiveATypo()
{
    QCOMPARE(source().similarNames(u"kvbxo"_s), QStringList{u"kvBox"_s});
    QCOMPARE(source().similarNames(u"entirely_else"_s), QStringList());
}

void TestRegistryReleaseSource::whetherItIsBuiltIsAskedOfTheCache()
{
    const Release release = source().distribution(u"kvbox"_s)->release;
    Installation installation;
    installation.bindir = u"/pg/bin"_s;
    QVERIFY(!source().isBuilt(release, installation));
    QStringList asked;
    const RegistryReleaseSource knowing =
        source([&](const Release &asking, const Installation &where) {
            asked << asking.name << where.bindir;
            return true;
        });
    QVERIFY(knowing.isBuilt(release, installation));
    QCOMPARE(asked, (QStringList{u"kvBox"_s, u"/pg/bin"_s}));
}

void TestRegistryReleaseSource::severalThreadsMayAsk()
{
    const RegistryReleaseSource source = this->source();
    std::atomic_int right = 0;
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&] {
            for (int round = 0; round < 5; ++round) {
                const auto other = source.release(u"near"_s, u"kvBox"_s, version(u"1.1.0"_s));
                const auto known = source.distribution(u"kvbox"_s);
                if (other && other->version == version(u"1.1.0"_s) && known
                    && source.archiveUrl(u"near"_s, *other))
                    ++right;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(right.load(), 20);
}

QTEST_GUILESS_MAIN(TestRegistryReleaseSource)
#include "tst_registryreleasesource.moc"
