// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/mirrorfiles.h"

#include "registry/http/publishednames.h"
#include "registry/http/readyanswer.h"
#include "registry/registrystore.h"
#include "registry/releasefixture.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestMirrorFiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void servesEveryDocument_data();
    void servesEveryDocument();
    void refusesPathsThatAreNoDocuments_data();
    void refusesPathsThatAreNoDocuments();
    void refusesOtherMethods();
    void unchangedIsNotSentAgain();
    void sendsTheAskedPart_data();
    void sendsTheAskedPart();
    void doesNotFollowLinks();
    void newVersionShowsAtOnce();
    void servesOnlyWhatIsPublished();
    void callsBack_data();
    void callsBack();
    void letsOtherPagesReadWhatIsShared();

private:
    [[nodiscard]] RegistryResponse get(const QByteArray &target,
                                       const QList<std::pair<QByteArray, QByteArray>> &headers = {},
                                       const QByteArray &method = "GET", bool isShared = true) const
    {
        RegistryRequest request{method, target, headers};
        request.isShared = isShared;
        return MirrorFiles(m_root.filePath(u"registry/mirror"_s)).handle(request);
    }

    QTemporaryDir m_root;
};

void TestMirrorFiles::initTestCase()
{
    RegistryStore store(m_root.filePath(u"registry"_s));
    const Result<Release> release =
        store.import(ReleaseFixture{.name = u"kvBox"_s}.pack(m_root.path()), u"ada"_s);
    QVERIFY2(release, qPrintable(release ? QString() : release.error().message));
    ReleaseFixture::write(m_root.filePath(u"secret.json"_s), "{\"secret\": true}");
    ReleaseFixture::write(m_root.filePath(u"registry/mirror/dist/kvbox/1.2.0/private.txt"_s),
                          "secret");
}

void TestMirrorFiles::servesEveryDocument_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("type");
    const QByteArray json = "application/json";
    const QByteArray text = "text/plain; charset=utf-8";
    for (const char *target :
         {"/index.json", "/meta/mirrors.json", "/meta/dists.json", "/dist/kvbox.json",
          "/dist/kvBox.json", "/dist/kvbox/1.2.0/META.json", "/extension/kvbox.json",
          "/user/ada.json", "/tag/box.json", "/tag/key%20value.json", "/stats/dist.json",
          "/stats/extension.json", "/stats/user.json", "/stats/tag.json", "/stats/summary.json",
          "/index.json?x=1"})
        QTest::newRow(target) << QByteArray(target) << json;
    QTest::newRow("readme") << QByteArray("/dist/kvbox/1.2.0/README.txt") << text;
    QTest::newRow("spec") << QByteArray("/meta/spec.txt") << text;
    QTest::newRow("archive") << QByteArray("/dist/kvbox/1.2.0/kvbox-1.2.0.zip")
                             << QByteArray("application/zip");
    QTest::newRow("root") << QByteArray("/") << text;
}

void TestMirrorFiles::servesEveryDocument()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, type);
    for (const char *method : {"GET", "HEAD"}) {
        const RegistryResponse response = get(target, {}, method);
        QCOMPARE(response.status, 200);
        QCOMPARE(response.header("content-type"), type);
        QCOMPARE(response.header("X-Content-Type-Options"), "nosniff");
        QVERIFY(response.length() > 0);
        if (response.file && type == "application/json")
            QVERIFY(!QJsonDocument::fromJson(ReleaseFixture::read(response.file->path)).isNull());
    }
}

void TestMirrorFiles::refusesPathsThatAreNoDocuments_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray &target, int status = 404) {
        QTest::addRow("%s", target.left(80).constData()) << target << status;
    };
    row("/none.json");
    row("/dist/none.json");
    row("/dist/kvbox");
    row("/dist/kvbox/");
    row("/dist/");
    row("/dist");
    row("//index.json");
    row("/index.json/");
    row("/dist/kvbox/1.2.0/private.txt");
    row("/dist/kvbox/1.2.0/other-1.2.0.zip");
    row("/dist/kvbox/9.9.9/META.json");
    row("/search/docs/?q=x");
    row("/.lock");
    row("/../secret.json");
    row("/dist/../../secret.json");
    row("/dist/..%2f..%2fsecret.json");
    row("/dist/%2e%2e/%2e%2e/META.json");
    row("/dist/kvbox/..%2f..%2f..%2fsecret/META.json");
    row("/dist/..%5c..%5csecret.json");
    row("/dist/%2fetc%2fpasswd.json");
    row("/extension/....json");
    row("/extension/.json");
    row("/tag/.hidden.json");
    row("/user/-ada.json");
    row("/dist/kvbox%00.json", 400);
    row("/dist/con.json");
    row("/dist/" + QByteArray(1000, 'x') + ".json");
    row("/dist/%zz.json", 400);
    row("/dist/%2.json", 400);
    row("/dist/%+1.json", 400);
    row("/dist/%ff.json", 400);
    row("/dist/%c0%ae%c0%ae.json", 400);
    row("index.json", 400);
    row("", 400);
    row("*", 400);
    row("/" + QByteArray(5000, 'x'), 400);
}

void TestMirrorFiles::refusesPathsThatAreNoDocuments()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    const RegistryResponse response = get(target);
    QCOMPARE(response.status, status);
    QVERIFY(!response.file);
    QVERIFY(!response.body.contains("secret"));
}

void TestMirrorFiles::refusesOtherMethods()
{
    for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", ""}) {
        const RegistryResponse response = get("/index.json", {}, method);
        QCOMPARE(response.status, 405);
        QCOMPARE(response.header("Allow"), "GET, HEAD");
    }
}

void TestMirrorFiles::unchangedIsNotSentAgain()
{
    const RegistryResponse first = get("/dist/kvbox.json");
    const QByteArray etag = first.header("ETag");
    const QByteArray modified = first.header("Last-Modified");
    QVERIFY(etag.startsWith('"') && etag.endsWith('"'));
    QVERIFY2(modified.endsWith(" GMT"), modified.constData());
    const auto statusWith = [&](const QByteArray &name, const QByteArray &value) {
        const RegistryResponse response = get("/dist/kvbox.json", {{name, value}});
        if (response.status == 304 && (response.length() != 0 || response.header("ETag") != etag))
            return -1;
        return response.status;
    };
    QCOMPARE(statusWith("If-None-Match", etag), 304);
    QCOMPARE(statusWith("if-none-match", "\"other\", W/" + etag), 304);
    QCOMPARE(statusWith("If-None-Match", "*"), 304);
    QCOMPARE(statusWith("If-None-Match", "\"other\""), 200);
    QCOMPARE(statusWith("If-Modified-Since", modified), 304);
    QCOMPARE(statusWith("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"), 200);
    QCOMPARE(statusWith("If-Modified-Since", "yesterday"), 200);
    // The entity tag decides when both are given.
    QCOMPARE(
        get("/dist/kvbox.json", {{"If-None-Match", "\"other\""}, {"If-Modified-Since", modified}})
            .status,
        200);
}

void TestMirrorFiles::sendsTheAskedPart_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<qint64>("length");
    const qint64 size = get("/dist/kvbox/1.2.0/kvbox-1.2.0.zip").length();
    QTest::newRow("first bytes") << QByteArray("bytes=0-9") << 206 << 0LL << 10LL;
    QTest::newRow("from") << QByteArray("bytes=100-") << 206 << 100LL << size - 100;
    QTest::newRow("last bytes") << QByteArray("bytes=-5") << 206 << size - 5 << 5LL;
    QTest::newRow("more than there is")
        << QByteArray("bytes=10-999999999") << 206 << 10LL << size - 10;
    QTest::newRow("last more than all") << QByteArray("bytes=-999999999") << 206 << 0LL << size;
    QTest::newRow("beyond") << "bytes=" + QByteArray::number(size) + '-' << 416 << 0LL << 0LL;
    QTest::newRow("last none") << QByteArray("bytes=-0") << 416 << 0LL << 0LL;
    QTest::newRow("several") << QByteArray("bytes=0-1,3-4") << 200 << 0LL << size;
    QTest::newRow("backwards") << QByteArray("bytes=9-3") << 200 << 0LL << size;
    QTest::newRow("other unit") << QByteArray("lines=1-2") << 200 << 0LL << size;
    QTest::newRow("nonsense") << QByteArray("bytes=x-y") << 200 << 0LL << size;
    QTest::newRow("empty") << QByteArray("bytes=-") << 200 << 0LL << size;
    QTest::newRow("overflow") << QByteArray("bytes=99999999999999999999-") << 200 << 0LL << size;
}

void TestMirrorFiles::sendsTheAskedPart()
{
    QFETCH(QByteArray, range);
    QFETCH(int, status);
    QFETCH(qint64, offset);
    QFETCH(qint64, length);
    const QByteArray target = "/dist/kvbox/1.2.0/kvbox-1.2.0.zip";
    const qint64 size = get(target).length();
    const RegistryResponse response = get(target, {{"Range", range}});
    QCOMPARE(response.status, status);
    if (status == 416) {
        QCOMPARE(response.header("Content-Range"), "bytes */" + QByteArray::number(size));
        return;
    }
    QCOMPARE(response.file->offset, offset);
    QCOMPARE(response.file->length, length);
    if (status != 206)
        return;
    QCOMPARE(response.header("Content-Range"), "bytes " + QByteArray::number(offset) + '-'
                                                   + QByteArray::number(offset + length - 1) + '/'
                                                   + QByteArray::number(size));
    // Another version's part would not fit: the whole is sent.
    QCOMPARE(get(target, {{"Range", range}, {"If-Range", "\"other\""}}).status, 200);
    QCOMPARE(get(target, {{"Range", range}, {"If-Range", response.header("ETag")}}).status, 206);
}

void TestMirrorFiles::newVersionShowsAtOnce()
{
    const QTemporaryDir tree;
    MirrorFiles files(tree.path());
    const auto content = [&](const QByteArray &method = "GET") {
        const RegistryResponse response = files.handle({method, "/index.json"});
        return response.status == 200 ? response.ready->body : QByteArray();
    };
    QCOMPARE(content(), "");
    // As a registry writes: another file takes its name, maybe of the same size and in the same moment.
    for (const QByteArray text : {"{1}", "{2}", "{3}"}) {
        ReleaseFixture::write(tree.filePath(u"new"_s), text);
        QFile::remove(tree.filePath(u"index.json"_s));
        QVERIFY(QFile::rename(tree.filePath(u"new"_s), tree.filePath(u"index.json"_s)));
        QCOMPARE(content(), text);
        QCOMPARE(content("HEAD"), text);
    }
    QVERIFY(QFile::remove(tree.filePath(u"index.json"_s)));
    QCOMPARE(files.handle({"GET", "/index.json"}).status, 404);
}

void TestMirrorFiles::servesOnlyWhatIsPublished()
{
    /// Knows one release, and nothing else.
    class OneRelease final : public PublishedNames
    {
    public:
        bool isThere = true;
        [[nodiscard]] bool holdsRelease(const QString &name, const QString &version) const override
        {
            return isThere && name == u"kvbox" && version == u"1.2.0";
        }
        [[nodiscard]] bool holdsDistribution(const QString &name) const override
        {
            return isThere && name == u"kvbox";
        }
        [[nodiscard]] bool holdsExtension(const QString &) const override { return false; }
        [[nodiscard]] bool holdsUser(const QString &) const override { return false; }
        [[nodiscard]] bool holdsTag(const QString &) const override { return false; }
    };
    OneRelease published;
    MirrorFiles files(m_root.filePath(u"registry/mirror"_s), &published);
    const auto statusOf = [&](const QByteArray &target) {
        return files.handle({"GET", target}).status;
    };
    for (int round = 0; round < 2; ++round) {
        for (const char *target : {"/dist/kvBox.json", "/dist/kvbox/1.2.0/META.json",
                                   "/dist/kvbox/1.2.0/kvbox-1.2.0.zip", "/index.json"})
            QCOMPARE(statusOf(target), 200);
        for (const char *target : {"/extension/kvbox.json", "/user/ada.json", "/tag/box.json"})
            QCOMPARE(statusOf(target), 404);
    }
    // Also what was answered before.
    published.isThere = false;
    for (const char *target :
         {"/dist/kvBox.json", "/dist/kvbox/1.2.0/META.json", "/dist/kvbox/1.2.0/kvbox-1.2.0.zip"})
        QCOMPARE(statusOf(target), 404);
}

void TestMirrorFiles::callsBack_data()
{
    QTest::addColumn<QByteArray>("callback");
    QTest::addColumn<int>("status");
    QTest::newRow("name") << QByteArray("show") << 200;
    QTest::newRow("with dots") << QByteArray("$.page_1.show") << 200;
    QTest::newRow("call") << QByteArray("alert(1)") << 400;
    QTest::newRow("encoded") << QByteArray("a%3Balert%281%29") << 400;
    QTest::newRow("number in front") << QByteArray("1a") << 400;
    QTest::newRow("dot in front") << QByteArray(".a") << 400;
    QTest::newRow("tag") << QByteArray("%3Cscript%3E") << 400;
    QTest::newRow("long") << QByteArray(200, 'a') << 400;
}

void TestMirrorFiles::callsBack()
{
    QFETCH(QByteArray, callback);
    QFETCH(int, status);
    const QByteArray json = get("/dist/kvbox.json").ready->body;
    const RegistryResponse response = get("/dist/kvbox.json?callback=" + callback);
    QCOMPARE(response.status, status);
    if (status != 200) {
        QVERIFY(!response.body.contains("alert"));
        return;
    }
    QCOMPARE(response.body, "/**/" + callback + '(' + json + ')');
    QVERIFY(response.header("Content-Type").startsWith("text/javascript"));
    // Of JSON only.
    QVERIFY(get("/dist/kvbox/1.2.0/README.txt?callback=" + callback)
                .header("Content-Type")
                .startsWith("text/plain"));
    // And what is remembered of it does not get in the way.
    QCOMPARE(get("/dist/kvbox.json").ready->body, json);
}

/// Any page on the net read the registry of whoever looked at it, though no other computer could reach that.
void TestMirrorFiles::letsOtherPagesReadWhatIsShared()
{
    MirrorFiles files(m_root.filePath(u"registry/mirror"_s));
    for (const char *target : {"/dist/kvbox.json", "/dist/kvbox/1.2.0/kvbox-1.2.0.zip"}) {
        // The same files, so that what is kept ready of one cannot be told to the other.
        for (const bool isShared : {true, false, true}) {
            RegistryRequest request{"GET", target};
            request.isShared = isShared;
            const RegistryResponse response = files.handle(request);
            QCOMPARE(response.status, 200);
            QCOMPARE(response.header("Access-Control-Allow-Origin"), isShared ? "*" : "");
            QCOMPARE(response.header("Cross-Origin-Resource-Policy"),
                     isShared ? "cross-origin" : "same-origin");
        }
    }
    const RegistryResponse called = get("/dist/kvbox.json?callback=show", {}, "GET", false);
    QCOMPARE(called.status, 403);
    QVERIFY(!called.body.contains("kvbox"));
}

void TestMirrorFiles::doesNotFollowLinks()
{
    QVERIFY(QFile::link(m_root.filePath(u"secret.json"_s),
                        m_root.filePath(u"registry/mirror/user/mallory.json"_s)));
    QCOMPARE(get("/user/mallory.json").status, 404);
}

QTEST_GUILESS_MAIN(TestMirrorFiles)
#include "tst_mirrorfiles.moc"
