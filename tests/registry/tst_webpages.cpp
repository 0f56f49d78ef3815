// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/apifixture.h"
#include "registry/http/readyanswer.h"
#include "registry/standingfixture.h"
#include "registry/web/htmlwriter.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

/// The web site: which address gives what, and that nothing an author writes becomes a part of a page.
class TestWebPages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void cleanupTestCase() { m_registry.reset(); }
    void addressesAreNotAllowedToRun_data();
    void addressesAreNotAllowedToRun();
    void browserGetsPagesAndProgramsGetData();
    void routesLeadWhereTheyShould_data();
    void routesLeadWhereTheyShould();
    void whatAuthorsWriteIsText();
    void everyPageForbidsScripts();
    void unchangedPagesAreNotSentAgain();
    void whatOthersSayIsText();
    void advisoriesConcernTheVersionShown();
    void matrixTellsWhatWorksAndWhoSaysSo();
    void packagesShowHowToInstallThem();
    void oldReviewsAreFolded();
    void reviewsAreListedInPages();
    void textsOfReviewsCanBeSwitchedOff();
    void badgesComeWithWhatToCopy();
    void extensionPageTellsOwnersAndReleases();
    void userPageTellsWhatHeDoes();
    void feedbackTellsTheContact();
    void feedsAreWellFormed();
    void sourceIsReadFromTheArchive();
    void sourceCannotBeRun_data();
    void sourceCannotBeRun();

private:
    std::unique_ptr<ApiFixture> m_registry; ///< one for all routes
    QString m_database;

    static QList<std::pair<QByteArray, QByteArray>> browser()
    {
        return {{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};
    }
    static RegistryResponse page(ApiFixture &registry, const QByteArray &target)
    {
        return registry.call("GET", target, {}, {}, browser());
    }
    static void publish(ApiFixture &registry)
    {
        ReleaseFixture fixture;
        fixture.name = u"kvBox"_s;
        const QString nasty = u"\"><script>alert('x')</script>&amp;"_s;
        fixture.changes = {
            {u"abstract"_s, nasty},
            {u"description"_s, nasty},
            {u"maintainer"_s, nasty},
            {u"resources"_s,
             QJsonObject{{u"homepage"_s, u"javascript://example.org/%0aalert(1)"_s}}}};
        const QString source = registry.folder() + u"/files"_s;
        fixture.writeFiles(source);
        ReleaseFixture::write(source + u"/doc/manual.md"_s,
                              "# Manual\n\n<script>alert(1)</script>\n");
        ReleaseFixture::write(source + u"/doc/page.html"_s, "<script>alert(1)</script>");
        ReleaseFixture::write(source + u"/doc/picture.svg"_s, "<svg onload='alert(1)'/>");
        ReleaseFixture::write(source + u"/doc/picture.png"_s, "\x89PNG");
        ReleaseFixture::write(source + u"/data.bin"_s, QByteArray("a\0b", 3));
        const QString archive = registry.folder() + u"/kvbox.zip"_s;
        if (!ArchiveWriter::writeZip(archive, source, u"kvbox-1.2.0"_s))
            qFatal("cannot pack");
        const Result<Release> release = registry.store().import(archive, u"ada"_s);
        if (!release)
            qFatal("%s", qPrintable(release.error().message));
        if (!QTest::qWaitFor(
                [&] { return registry.call("GET", "/dist/kvbox.json").status == 200; }))
            qFatal("not published");
    }
};

void TestWebPages::addressesAreNotAllowedToRun_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isSafe");
    for (const QString &safe :
         {u"/a:b"_s, u"a/b:c"_s, u"?q=a:b"_s, u"#a:b"_s, u""_s, u"http://x/"_s, u"HTTPS://x/"_s,
          u"mailto:a@b"_s, u"pgxn://dist/x"_s})
        QTest::newRow(qPrintable(safe)) << safe << true;
    for (const QString &unsafe :
         {u"javascript:alert(1)"_s, u" javascript:alert(1)"_s, u"java\nscript:alert(1)"_s,
          u"\x01javascript:alert(1)"_s, u"JaVaScRiPt:alert(1)"_s, u"data:text/html,x"_s,
          u"vbscript:x"_s, u"file:///etc/passwd"_s})
        QTest::newRow(qPrintable(unsafe)) << unsafe << false;
}

void TestWebPages::addressesAreNotAllowedToRun()
{
    QFETCH(QString, address);
    QFETCH(bool, isSafe);
    QCOMPARE(HtmlWriter::isSafeAddress(address), isSafe);
    HtmlWriter html;
    html.link(address, u"text"_s).put("b", u"x"_s, {{"href", address}});
    QCOMPARE(html.html().contains("href"), isSafe);
}

void TestWebPages::browserGetsPagesAndProgramsGetData()
{
    ApiFixture registry;
    publish(registry);
    QVERIFY(page(registry, "/").header("Content-Type").startsWith("text/html"));
    QVERIFY(registry.call("GET", "/").header("Content-Type").startsWith("text/plain"));
    QVERIFY(registry.call("GET", "/").header("Vary").contains("Accept"));
    const RegistryResponse fragment = registry.call("GET", "/dist/kvbox/1.2.0/doc/manual.html");
    QCOMPARE(fragment.status, 200);
    QVERIFY(fragment.ready && fragment.ready->body.startsWith("<div id=\"pgxndoc\">"));
    const RegistryResponse whole = page(registry, "/dist/kvbox/1.2.0/doc/manual.html");
    QCOMPARE(whole.status, 200);
    QVERIFY(whole.body.startsWith("<!DOCTYPE html>"));
    QVERIFY(whole.body.contains("<div id=\"pgxndoc\">"));
    QVERIFY(page(registry, "/nowhere").body.startsWith("<!DOCTYPE html>"));
    QCOMPARE(registry.call("GET", "/nowhere").body, QByteArray("not found\n"));
    QCOMPARE(registry.call("GET", "/dist/zeppelin.json").body, QByteArray("not found\n"));
    QCOMPARE(registry.call("GET", "/dist/kvbox/9.0.0/META.json").body, QByteArray("not found\n"));
}

void TestWebPages::routesLeadWhereTheyShould_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    const auto row = [](const char *target, int status, const char *location = "") {
        QTest::newRow(target) << QByteArray(target) << status << QByteArray(location);
    };
    row("/dist/kvBox", 301, "/dist/kvbox/");
    row("/dist/kvBox/", 200);
    row("/dist/kvbox/1.2.0", 301, "/dist/kvbox/1.2.0/");
    row("/dist/kvbox/1.2.0/", 200);
    row("/dist/kvbox/doc/manual.html", 200);
    row("/dist/kvbox/1.3.0/", 404);
    row("/dist/kvbox/doc/other.html", 404);
    row("/dist/kvbox/doc/..%2f..%2findex.html", 404);
    row("/dist/zeppelin/", 404);
    row("/dist/..%2f/", 404);
    row("/extension/KVBOX", 303, "/dist/kvbox/");
    row("/extension/zeppelin", 404);
    row("/extension/KVBOX/", 200);
    row("/extension/zeppelin/", 404);
    row("/dist/kvbox/?before=x", 400);
    row("/dist/kvbox/?before=7", 200);
    row("/faq", 200);
    row("/faq.html", 301, "/faq");
    row("/mirroring", 200);
    row("/mirroring.html", 301, "/mirroring");
    row("/art", 200);
    row("/feedback", 200);
    row("/contact.html", 301, "/feedback");
    row("/donors", 301, "/about");
    row("/contributors.html", 301, "/about");
    row("/error", 503);
    row("/user/ada", 200);
    row("/user/nobody", 404);
    row("/users", 200);
    row("/users?c=a", 200);
    row("/users?c=1", 400);
    row("/tag/Key%20Value", 200);
    row("/tag/zeppelin", 404);
    row("/tags", 200);
    row("/recent", 200);
    row("/about", 200);
    row("/spec", 200);
    row("/meta/spec.html", 301, "/spec");
    row("/meta/spec.txt", 200);
    row("/search?q=", 303, "/");
    row("/search?q=box", 200);
    row("/search?q=box&in=docs", 200);
    row("/search?q=box&in=things", 400);
    row("/search?q=box&o=x", 400);
    row("/robots.txt", 200);
    row("/opensearch.xml", 200);
    row("/feed.atom", 200);
    row("/dist/kvbox/feed.atom", 200);
    row("/dist/zeppelin/feed.atom", 404);
    row("/web/howdah.css", 200);
    row("/web/howdah.svg", 200);
    row("/web/other", 404);
    row("/src/kvbox/kvbox-1.2.0", 301, "/src/kvbox/kvbox-1.2.0/");
    row("/src/kvbox/kvbox-1.2.0/", 200);
    row("/src/kvbox/kvbox-1.2.0/doc", 301, "/src/kvbox/kvbox-1.2.0/doc/");
    row("/src/kvbox/kvbox-1.2.0/doc/", 200);
    row("/src/kvbox/kvbox-1.2.0/nowhere/", 404);
    row("/src/kvbox/kvbox-1.2.0/../kvbox-1.2.0/", 404);
    row("/src/kvbox/other-1.2.0/", 404);
    row("/src/kvbox/kvbox-9.9.9/", 404);
}

void TestWebPages::routesLeadWhereTheyShould()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, location);
    QFETCH_GLOBAL(QString, database);
    if (!m_registry || m_database != database) {
        m_registry = std::make_unique<ApiFixture>();
        m_database = database;
        publish(*m_registry);
    }
    const RegistryResponse response = page(*m_registry, target);
    QCOMPARE(response.status, status);
    QCOMPARE(response.header("Location"), location);
}

void TestWebPages::whatAuthorsWriteIsText()
{
    ApiFixture registry;
    publish(registry);
    for (const char *target :
         {"/", "/dist/kvbox/", "/dist/kvbox/doc/manual.html", "/recent",
          "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/tag/box",
          "/search?q=alert&in=dists", "/feed.atom", "/user/ada", "/extension/kvbox/"}) {
        const RegistryResponse response = page(registry, target);
        QCOMPARE(response.status, 200);
        QVERIFY2(!response.body.contains("<script"), target);
        QVERIFY2(!response.body.contains("javascript:"), target);
    }
}

void TestWebPages::everyPageForbidsScripts()
{
    ApiFixture registry;
    publish(registry);
    for (const char *target : {"/", "/dist/kvbox/", "/nowhere", "/users?c=1", "/web/howdah.svg",
                               "/src/kvbox/kvbox-1.2.0/", "/feed.atom"}) {
        const RegistryResponse response = page(registry, target);
        QCOMPARE(response.header("Content-Security-Policy"),
                 QByteArray("default-src 'none'; style-src 'self'; img-src 'self' data:; "
                            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
        QCOMPARE(response.header("X-Content-Type-Options"), QByteArray("nosniff"));
    }
}

void TestWebPages::unchangedPagesAreNotSentAgain()
{
    ApiFixture registry;
    publish(registry);
    const RegistryResponse first = page(registry, "/dist/kvbox/");
    auto headers = browser();
    headers.emplaceBack("If-None-Match", first.header("ETag"));
    const RegistryResponse second = registry.call("GET", "/dist/kvbox/", {}, {}, headers);
    QCOMPARE(second.status, 304);
    QVERIFY(second.body.isEmpty());
}

void TestWebPages::feedsAreWellFormed()
{
    ApiFixture registry;
    publish(registry);
    for (const char *target : {"/feed.atom", "/dist/kvbox/feed.atom", "/opensearch.xml"}) {
        QXmlStreamReader xml(registry.call("GET", target).body);
        int entries = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"entry")
                ++entries;
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(entries, QByteArray(target).endsWith("atom") ? 1 : 0);
    }
    QVERIFY(registry.call("GET", "/feed.atom")
                .body.contains("http://registry.example:7432/dist/kvbox/1.2.0/"));
}

void TestWebPages::sourceIsReadFromTheArchive()
{
    ApiFixture registry;
    publish(registry);
    const RegistryResponse file = registry.call("GET", "/src/kvBox/kvBox-1.2.0/sql/kvbox.sql");
    QCOMPARE(file.status, 200);
    QCOMPARE(file.body, QByteArray("SELECT 1;\n"));
    const RegistryResponse list = registry.call("GET", "/src/kvbox/kvbox-1.2.0/");
    QVERIFY(list.body.contains("href=\"./doc/\""));
    QVERIFY(list.body.contains("href=\"./META.json\""));
}

void TestWebPages::sourceCannotBeRun_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("page") << QByteArray("doc/page.html") << QByteArray("text/plain; charset=utf-8");
    QTest::newRow("drawing") << QByteArray("doc/picture.svg")
                             << QByteArray("text/plain; charset=utf-8");
    QTest::newRow("image") << QByteArray("doc/picture.png") << QByteArray("image/png");
    QTest::newRow("bytes") << QByteArray("data.bin") << QByteArray("application/octet-stream");
    QTest::newRow("data") << QByteArray("META.json") << QByteArray("text/plain; charset=utf-8");
}

void TestWebPages::sourceCannotBeRun()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, type);
    ApiFixture registry;
    publish(registry);
    const RegistryResponse response = page(registry, "/src/kvbox/kvbox-1.2.0/" + file);
    QCOMPARE(response.status, 200);
    QCOMPARE(response.header("Content-Type"), type);
    QCOMPARE(response.header("X-Content-Type-Options"), QByteArray("nosniff"));
    QCOMPARE(response.header("Content-Security-Policy"), QByteArray("default-src 'none'; sandbox"));
}

void TestWebPages::whatOthersSayIsText()
{
    ApiFixture registry;
    publish(registry);
    StandingFixture kvbox(registry.store(), u"kvBox"_s);
    const QString nasty = u"\"><script>alert('x')</script>"_s;
    const QString address = u"javascript:alert(1)"_s;
    const Account farm = kvbox.addUser(u"farm"_s, Account::Role::Service);
    kvbox.report(farm, u"builds"_s,
                 {{u"results"_s, QJsonArray{QJsonObject{{u"postgres"_s, 17},
                                                        {u"os"_s, nasty},
                                                        {u"arch"_s, nasty},
                                                        {u"outcome"_s, u"pass"_s},
                                                        {u"log"_s, address}}}}},
                 u"1.2.0"_s);
    kvbox.report(farm, u"distributions"_s,
                 {{u"distributions"_s, QJsonArray{QJsonObject{{u"registry"_s, nasty},
                                                              {u"type"_s, nasty},
                                                              {u"command"_s, nasty},
                                                              {u"platforms"_s, QJsonArray{nasty}},
                                                              {u"url"_s, address}}}}});
    kvbox.report(farm, u"advisories"_s,
                 {{u"advisories"_s, QJsonArray{QJsonObject{{u"id"_s, nasty},
                                                           {u"cves"_s, QJsonArray{nasty}},
                                                           {u"severity"_s, nasty},
                                                           {u"summary"_s, nasty},
                                                           {u"affected"_s, nasty},
                                                           {u"fixedIn"_s, nasty},
                                                           {u"url"_s, address}}}}});
    const Review review =
        kvbox.review(u"bob"_s, Review::Works::Yes, {5, 5, 5, 5}, nasty, u"1.2.0"_s);
    const Result<Account> ada = AccountStore(registry.database()).byNickname(u"ada"_s);
    QVERIFY(
        ReviewStore(registry.database()).reply(review.id, ada->id, nasty, registry.clock.now()));
    for (const char *target :
         {"/dist/kvbox/", "/dist/kvbox/1.2.0/", "/user/bob", "/extension/kvbox/"}) {
        const RegistryResponse response = page(registry, target);
        QCOMPARE(response.status, 200);
        QVERIFY2(!response.body.contains("<script"), target);
        QVERIFY2(!response.body.contains("href=\"javascript:"), target);
        // The policy of the page would not let it work.
        QVERIFY2(!response.body.contains(" style="), target);
    }
    // It is all there, as text.
    QVERIFY(page(registry, "/dist/kvbox/").body.count("&lt;script&gt;") >= 10);
}

void TestWebPages::advisoriesConcernTheVersionShown()
{
    ApiFixture registry;
    publish(registry);
    ReleaseFixture next;
    next.name = u"kvBox"_s;
    next.version = u"1.3.0"_s;
    QVERIFY(registry.store().import(next.pack(registry.folder()), u"ada"_s));
    StandingFixture kvbox(registry.store(), u"kvBox"_s);
    kvbox.report(kvbox.addUser(u"farm"_s, Account::Role::Service), u"advisories"_s,
                 {{u"advisories"_s, QJsonArray{QJsonObject{{u"id"_s, u"CVE-2024-12345"_s},
                                                           {u"severity"_s, u"critical"_s},
                                                           {u"summary"_s, u"Anybody reads all"_s},
                                                           {u"affected"_s, u"< 1.3.0"_s},
                                                           {u"fixedIn"_s, u"1.3.0"_s}}}}});
    const QByteArray bad = page(registry, "/dist/kvbox/1.2.0/").body;
    const qsizetype warning = bad.indexOf("This version has a known vulnerability");
    QVERIFY(warning > 0);
    QVERIFY2(warning < bad.indexOf("id=\"install\""), "above how to install it");
    QVERIFY(bad.contains("<a href=\"/dist/kvbox/1.3.0/\">1.3.0</a>"));
    const QByteArray good = page(registry, "/dist/kvbox/").body;
    QVERIFY(!good.contains("This version has"));
    const qsizetype folded =
        good.indexOf("<summary>Vulnerabilities of other versions: 1</summary>");
    QVERIFY(folded > 0);
    QVERIFY(good.indexOf("Anybody reads all") > folded);
}

void TestWebPages::matrixTellsWhatWorksAndWhoSaysSo()
{
    ApiFixture registry;
    publish(registry);
    QVERIFY(page(registry, "/dist/kvbox/").body.contains("howdahctl report send"));
    StandingFixture kvbox(registry.store(), u"kvBox"_s);
    kvbox.report(
        kvbox.addUser(u"farm"_s, Account::Role::Service), u"builds"_s,
        {{u"results"_s,
          QJsonArray{StandingFixture::result(17, u"amd64"_s, u"pass"_s, u"https://x/log"_s),
                     StandingFixture::result(18, u"amd64"_s, u"fail"_s),
                     StandingFixture::result(17, u"arm64"_s, u"unknown"_s)}}},
        u"1.2.0"_s);
    const QByteArray body = page(registry, "/dist/kvbox/").body;
    const QByteArray rows = body.mid(body.indexOf("<tbody>"));
    QVERIFY(rows.startsWith("<tbody><tr><th scope=\"row\">18</th>"
                            "<td><span class=\"badge bad\">✗ fails</span></td>"
                            "<td><span class=\"badge\">untested</span></td></tr>\n"
                            "<tr><th scope=\"row\">17</th>"
                            "<td><span class=\"badge ok\">✓ works</span></td>"));
    QVERIFY(body.contains("farm: builds, 2 March 2024"));
    QVERIFY(body.contains("<a href=\"https://x/log\" rel=\"nofollow noopener\">log</a>"));
}

void TestWebPages::packagesShowHowToInstallThem()
{
    ApiFixture registry;
    publish(registry);
    QVERIFY(!page(registry, "/dist/kvbox/").body.contains("Ready-made"));
    StandingFixture kvbox(registry.store(), u"kvBox"_s);
    const Account farm = kvbox.addUser(u"farm"_s, Account::Role::Service);
    const auto place = [](const QString &command) {
        return QJsonObject{
            {u"distributions"_s, QJsonArray{QJsonObject{{u"registry"_s, u"apt.example.org"_s},
                                                        {u"type"_s, u"apt"_s},
                                                        {u"postgres"_s, QJsonArray{16, 17}},
                                                        {u"command"_s, command}}}}};
    };
    kvbox.report(farm, u"distributions"_s, place(u"apt install kvbox-any"_s));
    kvbox.report(farm, u"distributions"_s, place(u"apt install kvbox-1.2"_s), u"1.2.0"_s);
    const QByteArray body = page(registry, "/dist/kvbox/").body;
    QVERIFY(body.contains("<pre><code>apt install kvbox-any</code></pre>"));
    QVERIFY(body.contains("<pre><code>apt install kvbox-1.2</code></pre>"));
    QVERIFY(body.contains("PostgreSQL 16, 17 · told by farm"));
}

void TestWebPages::oldReviewsAreFolded()
{
    ApiFixture registry;
    publish(registry);
    StandingFixture kvbox(registry.store(), u"kvBox"_s);
    const Review old =
        kvbox.review(u"bob"_s, Review::Works::No, {1, 1, 1, 1}, u"Crashed."_s, u"1.2.0"_s);
    const Result<Account> ada = AccountStore(registry.database()).byNickname(u"ada"_s);
    QVERIFY(ReviewStore(registry.database())
                .reply(old.id, ada->id, u"Mended in 2.0."_s, registry.clock.now()));
    QVERIFY(!page(registry, "/dist/kvbox/").body.contains("older version"));
    ReleaseFixture next;
    next.name = u"kvBox"_s;
    next.version = u"2.0.0"_s;
    QVERIFY(registry.store().import(next.pack(registry.folder()), u"ada"_s));
    kvbox.review(u"carol"_s, Review::Works::Yes, {5, 4, 5, 4}, u"Runs."_s, u"2.0.0"_s);
    const QByteArray body = page(registry, "/dist/kvbox/").body;
    const qsizetype folded = body.indexOf("<summary>1 review about an older version</summary>");
    QVERIFY(folded > 0);
    QVERIFY(body.indexOf("Runs.") < folded);
    QVERIFY(body.indexOf("Crashed.") > folded);
    QVERIFY(body.indexOf("Mended in 2.0.") > folded);
    // Only the new one counts.
    QVERIFY(body.contains("<strong>4.5</strong> of 5"));
}

void TestWebPages::reviewsAreListedInPages()
{
    ApiFixture registry;
    publish(registry);
    StandingFixture kvbox(registry.store(), u"kvBox"_s);
    qint64 oldest = 0;
    for (int i = 0; i < 25; ++i) {
        const Review review = kvbox.review(u"user%1"_s.arg(i), Review::Works::Yes, {},
                                           u"Verdict %1."_s.arg(i), u"1.2.0"_s);
        if (i == 5)
            oldest = review.id;
    }
    const QByteArray first = page(registry, "/dist/kvbox/").body;
    QVERIFY(first.contains("Verdict 24."));
    QVERIFY(first.contains("Verdict 5."));
    QVERIFY(!first.contains("Verdict 4."));
    const QByteArray next = "?before=" + QByteArray::number(oldest);
    QVERIFY(first.contains("href=\"" + next + "#reviews\""));
    const QByteArray second = page(registry, "/dist/kvbox/" + next).body;
    QVERIFY(second.contains("Verdict 4."));
    QVERIFY(second.contains("Verdict 0."));
    QVERIFY(!second.contains("Verdict 5."));
    QVERIFY(!second.contains("?before="));
}

void TestWebPages::textsOfReviewsCanBeSwitchedOff()
{
    ApiFixture registry;
    publish(registry);
    StandingFixture kvbox(registry.store(), u"kvBox"_s);
    kvbox.review(u"bob"_s, Review::Works::Partly, {3, 3, 3, 3}, u"Unkind words."_s, u"1.2.0"_s);
    QVERIFY(page(registry, "/dist/kvbox/").body.contains("Unkind words."));
    QVERIFY(page(registry, "/user/bob").body.contains("Unkind words."));
    QVERIFY(RegistrySettings(registry.database()).set(u"review-texts"_s, u"off"_s));
    for (const char *target : {"/dist/kvbox/", "/user/bob"}) {
        const QByteArray body = page(registry, target).body;
        QVERIFY(!body.contains("Unkind words."));
        QVERIFY(body.contains("works partly"));
    }
}

void TestWebPages::badgesComeWithWhatToCopy()
{
    ApiFixture registry;
    publish(registry);
    const QByteArray body = page(registry, "/dist/kvbox/").body;
    for (const QByteArray badge : {"version", "licence", "postgresql", "installs", "rating"}) {
        QVERIFY2(body.contains("<img src=\"/badge/kvbox/" + badge + ".svg\""), badge.constData());
        QCOMPARE(registry.call("GET", "/badge/kvbox/" + badge + ".svg").status, 200);
    }
    QVERIFY(body.contains("[![Version](http://registry.example:7432/badge/kvbox/version.svg)]"
                          "(http://registry.example:7432/dist/kvbox/)"));
    QVERIFY(RegistrySettings(registry.database())
                .set(u"public-address"_s, u"https://pgxn.example.org/"_s));
    QVERIFY(page(registry, "/dist/kvbox/")
                .body.contains("[![Version](https://pgxn.example.org/badge/kvbox/version.svg)]"));
}

void TestWebPages::extensionPageTellsOwnersAndReleases()
{
    ApiFixture registry;
    publish(registry);
    const QByteArray body = page(registry, "/extension/kvBox/").body;
    QVERIFY(body.contains("<dt>Owner</dt><dd><a href=\"/user/ada\">ada</a></dd>"));
    QVERIFY(body.contains("<a href=\"/dist/kvbox/1.2.0/\">kvBox 1.2.0</a>"));
    QVERIFY(page(registry, "/dist/kvbox/").body.contains("href=\"/extension/kvbox/\""));
}

void TestWebPages::userPageTellsWhatHeDoes()
{
    ApiFixture registry;
    publish(registry);
    StandingFixture kvbox(registry.store(), u"kvBox"_s);
    kvbox.review(u"bob"_s, Review::Works::Yes, {4, 4, 4, 4}, u"Runs."_s, u"1.2.0"_s);
    const QByteArray author = page(registry, "/user/ada").body;
    QVERIFY(author.contains("<a href=\"/extension/kvbox/\">kvBox</a>"));
    QVERIFY(author.contains("1 distribution, 1 release"));
    const QByteArray reviewer = page(registry, "/user/bob").body;
    QVERIFY(reviewer.contains("Runs."));
    QVERIFY(reviewer.contains("href=\"/dist/kvbox/#review-"));
}

void TestWebPages::feedbackTellsTheContact()
{
    ApiFixture registry;
    QVERIFY(page(registry, "/feedback").body.contains("has not said how to be reached"));
    RegistrySettings settings(registry.database());
    QVERIFY(settings.set(u"contact"_s, u"ada@example.org"_s));
    QVERIFY(page(registry, "/feedback").body.contains("href=\"mailto:ada@example.org\""));
    QVERIFY(settings.set(u"contact"_s, u"javascript:alert(1)"_s));
    QVERIFY(!page(registry, "/feedback").body.contains("href=\"javascript:"));
}

QTEST_GUILESS_MAIN(TestWebPages)
#include "tst_webpages.moc"
