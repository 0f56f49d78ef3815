// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/chromium.h"
#include "registry/http/registryserver.h"
#include "registry/registryservice.h"
#include "registry/registrystore.h"
#include "registry/releasefixture.h"
#include "registry/standingfixture.h"
#include "registry/store/devicegrantstore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

/// The registry's web pages as a real browser shows them: without complaints, and on a telephone without scrolling
/// sideways. Leaves screenshots in the build folder.
class TestWebBrowser : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void pageIsShownWell_data();
    void pageIsShownWell();
    void nothingOfOthersRuns();

private:
    void publish(const QString &name, const QString &version, const QJsonObject &changes,
                 const QByteArray &readme)
    {
        ReleaseFixture fixture;
        fixture.name = name;
        fixture.version = version;
        fixture.changes = changes;
        const QString source = m_root.filePath(name + version);
        fixture.writeFiles(source);
        ReleaseFixture::write(source + u"/README.md"_s, readme);
        ReleaseFixture::write(source + u"/doc/manual.md"_s, readme);
        const QString archive = m_root.filePath(name + version + u".zip"_s);
        if (!ArchiveWriter::writeZip(archive, source, (name + u'-' + version).toLower()))
            qFatal("cannot pack");
        const Result<Release> release = m_store->import(archive, u"ada"_s);
        if (!release)
            qFatal("%s", qPrintable(release.error().message));
    }

    void addStanding();

    QTemporaryDir m_root;
    FakeClock m_clock;
    std::unique_ptr<RegistryStore> m_store;
    std::unique_ptr<RegistryService> m_service;
    std::unique_ptr<RegistryServer> m_server;
    Chromium m_browser;
    QString m_origin;
    QString m_userCode; ///< that a program shows
};

void TestWebBrowser::initTestCase()
{
    if (Chromium::program().isEmpty())
        QSKIP("the package chromium is not installed");
    m_store = std::make_unique<RegistryStore>(m_root.filePath(u"registry"_s), m_clock);
    QVERIFY(m_store->prepare());
    publish(
        u"geoShapes"_s, u"2.1.0"_s,
        {{u"abstract"_s, u"Shapes on a map, with an index that finds the nearest ones first"_s}},
        "# geoShapes\n\nFinds what is near.\n");
    publish(u"kvBox"_s, u"1.1.0"_s, {}, "# kvBox 1.1\n");
    publish(u"kvBox"_s, u"1.3.0-b1"_s, {{u"release_status"_s, u"testing"_s}}, "# kvBox beta\n");
    publish(
        u"kvBox"_s, u"1.2.0"_s,
        {{u"description"_s,
          u"Keeps keys and values in a small box <script>document.title='bad'</script>."_s},
         {u"resources"_s,
          QJsonObject{
              {u"homepage"_s,
               u"https://example.org/a-very-long-address/that-goes-on-and-on/and-on/kvbox.html"_s}}},
         {u"prereqs"_s,
          QJsonObject{
              {u"runtime"_s, QJsonObject{{u"requires"_s, QJsonObject{{u"PostgreSQL"_s, u"12.0.0"_s},
                                                                     {u"hstore"_s, u"0"_s}}}}}}}},
        "# kvBox\n\nA box. <script>document.title='bad'</script>\n\n"
        "<img src=\"https://example.org/x.png\" onerror=\"document.title='bad'\">\n\n"
        "## Usage\n\n```sql\nSELECT kv_put('a key that is long enough to need scrolling', "
        "'and its value, which is longer than any telephone is wide');\n```\n\n"
        "| function | meaning | since | example | note |\n| --- | --- | --- | --- | --- |\n"
        "| kv_put_everything_at_once | puts | 1.0.0 | kv_put_everything_at_once(1, 2) | "
        "as_long_as_it_takes |\n\n## More\n\nLook at [the script](sql/kvbox.sql).\n");
    addStanding();
    m_service = std::make_unique<RegistryService>(*m_store);
    QVERIFY(m_service->start());
    m_server = std::make_unique<RegistryServer>(*m_service);
    const Result<quint16> port = m_server->start(0);
    QVERIFY(port);
    const Result<TokenScopes> scopes = parseScopes(u"read publish review"_s);
    QVERIFY(scopes);
    const auto grant =
        DeviceGrantStore(m_store->database()).add(u"Howdah"_s, *scopes, m_clock.now());
    QVERIFY(grant);
    m_userCode = grant->grant.userCode;
    m_origin = u"http://127.0.0.1:%1"_s.arg(*port);
    QVERIFY(m_browser.start());
}

void TestWebBrowser::addStanding()
{
    StandingFixture kvbox(*m_store, u"kvBox"_s);
    const Account farm = kvbox.addUser(u"build-farm"_s, Account::Role::Service);
    const QString log = u"https://farm.example.org/logs/kvbox-1.2.0/4711"_s;
    kvbox.report(farm, u"builds"_s,
                 {{u"results"_s, QJsonArray{StandingFixture::result(18, u"amd64"_s, u"fail"_s, log),
                                            StandingFixture::result(17, u"amd64"_s, u"pass"_s, log),
                                            StandingFixture::result(17, u"arm64"_s, u"pass"_s),
                                            StandingFixture::result(16, u"amd64"_s, u"pass"_s),
                                            StandingFixture::result(16, u"ppc64le"_s, u"pass"_s),
                                            StandingFixture::result(15, u"amd64"_s, u"pass"_s)}}},
                 u"1.2.0"_s);
    kvbox.report(
        farm, u"tests"_s,
        {{u"results"_s, QJsonArray{StandingFixture::result(17, u"amd64"_s, u"pass"_s, log),
                                   StandingFixture::result(15, u"amd64"_s, u"unknown"_s)}}},
        u"1.2.0"_s);
    kvbox.report(
        farm, u"distributions"_s,
        {{u"distributions"_s,
          QJsonArray{
              QJsonObject{{u"registry"_s, u"apt.example.org"_s},
                          {u"type"_s, u"apt"_s},
                          {u"command"_s, u"apt install postgresql-17-kvbox"_s},
                          {u"postgres"_s, QJsonArray{16, 17}},
                          {u"platforms"_s, QJsonArray{u"linux-amd64"_s, u"linux-arm64"_s}}},
              QJsonObject{{u"registry"_s, u"oci.example.org"_s},
                          {u"type"_s, u"trunk"_s},
                          {u"command"_s, u"trunk install kvbox --version 1.2.0 --pg-version 17 "
                                         "--registry https://oci.example.org"_s},
                          {u"url"_s, u"https://oci.example.org/kvbox/1.2.0/linux-amd64/pg17"_s}}}}},
        u"1.2.0"_s);
    kvbox.report(
        farm, u"advisories"_s,
        {{u"advisories"_s,
          QJsonArray{QJsonObject{{u"id"_s, u"GHSA-kvbx-0001-aaaa"_s},
                                 {u"cves"_s, QJsonArray{u"CVE-2024-12345"_s}},
                                 {u"severity"_s, u"high"_s},
                                 {u"summary"_s, u"Keys of other users can be read by any role"_s},
                                 {u"affected"_s, u">= 1.0.0, < 1.2.0"_s},
                                 {u"fixedIn"_s, u"1.2.0"_s},
                                 {u"url"_s, u"https://advisories.example.org/GHSA-kvbx-0001"_s},
                                 {u"published"_s, u"2024-02-01T00:00:00Z"_s}}}}});
    using Works = Review::Works;
    kvbox.review(u"bob"_s, Works::Yes, {5, 4, 0, 5}, u"Does what it says."_s, u"1.1.0"_s, 15);
    const Review first =
        kvbox.review(u"carol"_s, Works::Yes, {5, 5, 4, 5},
                     u"We keep sessions in it since a year.\n\nThe index made the difference: from "
                     "900 ms to 3 ms."_s,
                     u"1.2.0"_s);
    kvbox.review(u"dan"_s, Works::Partly, {2, 3, 4, 3},
                 u"Works, but kv_put_everything_at_once() is not documented anywhere; had to read "
                 "the source."_s,
                 u"1.2.0"_s, 16);
    kvbox.review(u"eve"_s, Works::No, {0, 0, 0, 1}, {}, u"1.2.0"_s, 18);
    const Result<Account> ada = AccountStore(m_store->database()).byNickname(u"ada"_s);
    QVERIFY(ada);
    QVERIFY(
        ReviewStore(m_store->database())
            .reply(first.id, ada->id, u"Thank you! 1.3 makes it faster still."_s, m_clock.now()));
}

void TestWebBrowser::pageIsShownWell_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("heading");
    QTest::newRow("home") << u"/"_s << u"PostgreSQL extensions"_s;
    QTest::newRow("distribution") << u"/dist/kvbox/"_s << u"kvBox 1.2.0"_s;
    QTest::newRow("version") << u"/dist/kvbox/1.1.0/"_s << u"kvBox 1.1.0"_s;
    QTest::newRow("distribution without reviews") << u"/dist/geoshapes/"_s << u"geoShapes 2.1.0"_s;
    QTest::newRow("extension") << u"/extension/kvbox/"_s << u"Extension kvBox 1.2.0"_s;
    QTest::newRow("reviewer") << u"/user/carol"_s << u"carol"_s;
    QTest::newRow("questions") << u"/faq"_s << u"Questions and answers"_s;
    QTest::newRow("mirroring") << u"/mirroring"_s << u"Mirroring"_s;
    QTest::newRow("art") << u"/art"_s << u"Pictures"_s;
    QTest::newRow("feedback") << u"/feedback"_s << u"Feedback"_s;
    QTest::newRow("document") << u"/dist/kvbox/1.2.0/doc/manual.html"_s << u"kvBox"_s;
    QTest::newRow("document of the best") << u"/dist/kvbox/README.html"_s << u"kvBox"_s;
    QTest::newRow("search") << u"/search?q=box"_s << u"Search: box"_s;
    QTest::newRow("search in docs") << u"/search?q=box&in=docs"_s << u"Search: box"_s;
    QTest::newRow("recent") << u"/recent"_s << u"Recent releases"_s;
    QTest::newRow("tags") << u"/tags"_s << u"Tags"_s;
    QTest::newRow("tag") << u"/tag/key%20value"_s << u"Tag key value"_s;
    QTest::newRow("people") << u"/users"_s << u"People"_s;
    QTest::newRow("person") << u"/user/ada"_s << u"ada"_s;
    QTest::newRow("about") << u"/about"_s << u"About Howdah registry"_s;
    QTest::newRow("spec") << u"/spec"_s << u"PGXN Meta Spec"_s;
    QTest::newRow("source") << u"/src/kvbox/kvbox-1.2.0/"_s << u"kvbox-1.2.0/"_s;
    QTest::newRow("code") << u"/device"_s << u"Sign a program in"_s;
    QTest::newRow("decision") << u"/device?user_code="_s + m_userCode << u"Sign a program in"_s;
    QTest::newRow("invitation") << u"/account/register?invitation=invite_x"_s
                                << u"Make an account"_s;
    QTest::newRow("missing") << u"/dist/zeppelin/"_s << u"There is nothing here"_s;
}

void TestWebBrowser::pageIsShownWell()
{
    QFETCH(QString, path);
    QFETCH(QString, heading);
    const QDir shots(QStringLiteral(HOWDAH_BINARY_DIR "/tests/registry/screenshots"));
    QVERIFY(QDir().mkpath(shots.path()));
    for (const int width : {1280, 390}) {
        for (const bool isDark : {false, true}) {
            m_browser.setView(width, 844, isDark);
            QVERIFY(m_browser.open(m_origin + path));
            QStringList complaints = m_browser.complaints();
            // The page for what is missing is sent with that status.
            if (heading == u"There is nothing here")
                complaints.removeIf([](const QString &text) { return text.contains(u"404"); });
            QCOMPARE(complaints, QStringList());
            QCOMPARE(m_browser.evaluate(u"document.querySelector('main h1').innerText"_s)
                         .toString()
                         .simplified(),
                     heading);
            QVERIFY(m_browser.evaluate(u"document.scripts.length === 0"_s).toBool());
            QVERIFY2(m_browser.evaluate(u"document.title"_s).toString() != u"bad", "a script ran");
            const int scrolled =
                m_browser.evaluate(u"document.documentElement.scrollWidth"_s).toInt();
            QVERIFY2(scrolled <= width, qPrintable(u"%1 wide on %2"_s.arg(scrolled).arg(width)));
            const QString background =
                m_browser.evaluate(u"getComputedStyle(document.body).backgroundColor"_s).toString();
            QCOMPARE(background, isDark ? u"rgb(16, 22, 29)"_s : u"rgb(245, 247, 250)"_s);
            // The whole page, for people to look at.
            const int height =
                m_browser.evaluate(u"document.documentElement.scrollHeight"_s).toInt();
            m_browser.setView(width, std::clamp(height, 844, 6000), isDark);
            ReleaseFixture::write(
                shots.filePath(u"%1-%2-%3.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()))
                                   .arg(width)
                                   .arg(isDark ? u"dark"_s : u"light"_s)
                                   .replace(u' ', u'-')),
                m_browser.screenshot());
        }
    }
}

void TestWebBrowser::nothingOfOthersRuns()
{
    // Whatever an author writes, and whatever gets past the cleaning: the browser is told to run and load nothing.
    QVERIFY(m_browser.open(m_origin + u"/dist/kvbox/"_s));
    const QString attempt = u"(() => { const s = document.createElement('script');"
                            "s.textContent = 'document.title = \"bad\"';"
                            "document.body.append(s);"
                            "const i = new Image(); i.src = 'https://example.org/x.png';"
                            "document.body.append(i); return document.title; })()"_s;
    QVERIFY(m_browser.evaluate(attempt).toString() != u"bad");
    QTRY_VERIFY(m_browser.evaluate(u"1"_s).toInt() == 1 && m_browser.complaints().size() >= 2);
}

QTEST_GUILESS_MAIN(TestWebBrowser)
#include "tst_webbrowser.moc"
