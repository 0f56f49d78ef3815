// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/apifixture.h"
#include "registry/http/registryserver.h"
#include "registry/jsonschema.h"
#include "registry/rawclient.h"

#include "archive/digest.h"
#include "registry/api/openapi.h"
#include "registry/store/eventstore.h"
#include "registry/store/releasestore.h"

#include <QDir>
#include <QJsonArray>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr auto boundary = "----form7MA4YWxk";

QByteArray formWith(const QByteArray &name, const QByteArray &fileName, const QByteArray &content)
{
    const QByteArray line = QByteArray("--") + boundary;
    return line + "\r\nContent-Disposition: form-data; name=\"submit\"\r\n\r\nRelease It!\r\n"
           + line + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
           + fileName + "\"\r\nContent-Type: application/zip\r\n\r\n" + content + "\r\n" + line
           + "--\r\n";
}

using Headers = QList<std::pair<QByteArray, QByteArray>>;

Headers formHeaders(bool isProgram, const QByteArray &accept = {})
{
    Headers headers{{"Content-Type", QByteArray("multipart/form-data; boundary=") + boundary}};
    if (isProgram)
        headers.emplaceBack("X-Requested-With", "XMLHttpRequest");
    if (!accept.isEmpty())
        headers.emplaceBack("Accept", accept);
    return headers;
}

} // namespace

/// Each function runs on every database there is.
class TestPublishingApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void uploadAnswersAsUpstreamDoes_data();
    void uploadAnswersAsUpstreamDoes();
    void uploadedBytesArePublishedUntouched();
    void browsersGetAFormAndARedirect();
    void otherSitesCannotUseARememberedPassword();
    void everyArchiveTypeIsTaken_data();
    void everyArchiveTypeIsTaken();
    void releasesArePublishedWithATokenAsDescribed();
    void dryRunPublishesNothing();
    void tokenOfAnotherDistributionIsRefused();
    void uploadsThatWouldBeRefusedAreNotRead_data();
    void uploadsThatWouldBeRefusedAreNotRead();
    void largeUploadIsTheFirstThingThatANewRegistryTakes();
    void uploadOfWhoMayNotIsNotRead_data();
    void uploadOfWhoMayNotIsNotRead();
    void largestUploadIsStillAskedFor();
    void limitsAreObeyed();
    void distributionsComeInPages();
    void yankedReleaseStaysAndIsMarked();
    void yankNeedsOwnershipAndAReason();
    void deprecationIsToldAndUndone();

private:
    static QByteArray packed(ApiFixture &registry, const ReleaseFixture &fixture = {})
    {
        return ReleaseFixture::read(fixture.pack(registry.folder()));
    }
    static RegistryResponse upload(ApiFixture &registry, const QByteArray &content,
                                   const QString &user = u"ada"_s, const Headers &headers = {})
    {
        return registry.call("POST", "/upload", ApiFixture::basic(user),
                             formWith("archive", "kvbox-1.2.0.zip", content),
                             headers.isEmpty() ? formHeaders(true) : headers);
    }
    static QString titleOf(const RegistryResponse &response)
    {
        return ApiFixture::objectOf(response)[u"title"].toString();
    }
};

void TestPublishingApi::uploadAnswersAsUpstreamDoes_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    const QByteArray text = "text/plain";
    QTest::newRow("ok") << u"ada"_s << u"1.3.0"_s << QByteArray() << 200 << u"Success"_s;
    QTest::newRow("ok, JSON") << u"ada"_s << u"1.3.0"_s << QByteArray("application/json") << 200
                              << u"{\"message\":\"Success\"}"_s;
    QTest::newRow("no credentials")
        << QString() << u"1.3.0"_s << text << 401 << u"Authorization required"_s;
    QTest::newRow("wrong password")
        << u"eve"_s << u"1.3.0"_s << text << 401 << u"Authorization required"_s;
    QTest::newRow("no archive") << u"ada"_s << u"none"_s << text << 400
                                << u"Bad request: no archive parameter."_s;
    QTest::newRow("no archive, HTML")
        << u"ada"_s << u"none"_s << QByteArray("text/html,application/xhtml+xml") << 400
        << u"<p class=\"error\">Bad request: no archive parameter.</p>"_s;
    QTest::newRow("foreign") << u"bob"_s << u"1.3.0"_s << text << 409
                             << u"User “bob” does not own all provided extensions"_s;
    QTest::newRow("foreign, JSON")
        << u"bob"_s << u"1.3.0"_s << QByteArray("application/json;q=0.9, text/plain") << 409
        << u"{\"message\":\"User “bob” does not own all provided extensions\"}"_s;
    QTest::newRow("again") << u"ada"_s << u"1.2.0"_s << text << 409
                           << u"Distribution “kvbox 1.2.0” already exists"_s;
    QTest::newRow("minor") << u"ada"_s << u"1.2.0-beta1"_s << text << 409
                           << u"Distribution “kvbox 1.2.0-beta1” version not greater than previous "
                              "minor release “kvbox 1.2.0”"_s;
    QTest::newRow("major") << u"ada"_s << u"1.1.0"_s << text << 409
                           << u"Distribution “kvbox 1.1.0” version not greater than previous "
                              "major release “kvbox 1.2.0”"_s;
    QTest::newRow("release") << u"ada"_s << u"0.9.0"_s << text << 409
                             << u"Distribution “kvbox 0.9.0” version not greater than previous "
                                "release “kvbox 1.2.0”"_s;
    QTest::newRow("no zip") << u"ada"_s << u"junk"_s << text << 409
                            << u"“kvbox-1.2.0.zip” doesn’t look like a distribution archive"_s;
    QTest::newRow("no META.json") << u"ada"_s << u"no meta"_s << text << 409
                                  << u"Cannot find a “META.json” in “kvbox-1.2.0.zip”"_s;
    QTest::newRow("broken JSON") << u"ada"_s << u"broken"_s << text << 409
                                 << u"Cannot parse JSON from “kvbox-1.2.0/META.json”: *"_s;
    QTest::newRow("bad META") << u"ada"_s << u"bad meta"_s << text << 409
                              << u"The kvbox-1.2.0/META.json file does not adhere to the PGXN "
                                 "Meta Specification. Errors:\n•*"_s;
}

void TestPublishingApi::uploadAnswersAsUpstreamDoes()
{
    QFETCH(QString, user);
    QFETCH(QString, content);
    QFETCH(QByteArray, accept);
    QFETCH(int, status);
    QFETCH(QString, body);
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    registry.addUser(u"bob"_s);
    QCOMPARE(upload(registry, packed(registry)).status, 200);
    registry.clock.time = registry.clock.time.addSecs(60);
    QByteArray archive;
    if (content == u"junk") {
        archive = "this is no archive";
    } else if (content == u"no meta") {
        ReleaseFixture::write(registry.folder() + u"/plain/a.txt"_s, "a");
        const QString path = registry.folder() + u"/plain.zip"_s;
        QVERIFY(ArchiveWriter::writeZip(path, registry.folder() + u"/plain"_s, u"plain"_s));
        archive = ReleaseFixture::read(path);
    } else if (content == u"broken") {
        archive = packed(registry, {.metaText = "{\"name\": "});
    } else if (content == u"bad meta") {
        archive = packed(registry, {.changes = {{u"license"_s, QJsonValue::Null}}});
    } else if (content != u"none") {
        archive = packed(registry, {.version = content});
    }
    const RegistryResponse response =
        registry.call("POST", "/upload", user.isEmpty() ? QByteArray() : ApiFixture::basic(user),
                      content == u"none" ? formWith("other", "x.zip", "x")
                                         : formWith("archive", "kvbox-1.2.0.zip", archive),
                      formHeaders(true, accept));
    const QString told = QString::fromUtf8(response.body);
    QCOMPARE(response.status, status);
    if (body.endsWith(u'*'))
        QVERIFY2(told.startsWith(body.chopped(1)), qPrintable(told));
    else
        QCOMPARE(told, body);
    if (status == 401)
        QCOMPARE(response.header("WWW-Authenticate"), "Basic realm=\"PGXN Users Only\"");
    QCOMPARE(registry.store().contains(u"kvbox"_s, *Version::parseTolerant(u"1.3.0"_s)),
             status == 200);
    QVERIFY(QDir(registry.store().incomingFolder()).isEmpty());
    QCOMPARE(registry.store().verify(), QStringList());
}

void TestPublishingApi::uploadedBytesArePublishedUntouched()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    const QByteArray archive = packed(registry);
    QCOMPARE(upload(registry, archive).status, 200);
    const RegistryResponse got = registry.call("GET", "/dist/kvbox/1.2.0/kvbox-1.2.0.zip");
    QCOMPARE(got.status, 200);
    QCOMPARE(ReleaseFixture::read(
                 registry.store().archivePath(u"kvbox"_s, *Version::parseTolerant(u"1.2.0"_s))),
             archive);
    QCOMPARE(registry.call("GET", "/user/ada.json").status, 200);
    QCOMPARE(registry.call("PUT", "/upload", ApiFixture::basic(u"ada"_s)).status, 405);
    QCOMPARE(registry
                 .call("DELETE", "/upload", ApiFixture::basic(u"ada"_s), {},
                       {{"X-Requested-With", "XMLHttpRequest"}})
                 .body,
             "The requested method is not allowed for the resource.");
}

void TestPublishingApi::browsersGetAFormAndARedirect()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    QCOMPARE(registry.call("GET", "/upload").status, 401);
    const RegistryResponse form = registry.call("GET", "/upload", ApiFixture::basic(u"ada"_s));
    QCOMPARE(form.status, 200);
    QVERIFY(form.body.contains("name=\"archive\""));
    QVERIFY(form.header("Content-Security-Policy").contains("default-src 'none'"));
    const RegistryResponse refused =
        upload(registry, "<junk>", u"ada"_s, formHeaders(false, "text/html"));
    QCOMPARE(refused.status, 409);
    QVERIFY(refused.body.contains("class=\"error\"") && refused.body.contains("name=\"archive\""));
    const RegistryResponse done =
        upload(registry, packed(registry), u"ada"_s, formHeaders(false, "text/html"));
    QCOMPARE(done.status, 303);
    QCOMPARE(done.header("Location"), "/distributions/kvbox/1.2.0");
    const RegistryResponse shown =
        registry.call("GET", done.header("Location"), ApiFixture::basic(u"ada"_s));
    QCOMPARE(shown.status, 200);
    QVERIFY(shown.body.contains("/dist/kvbox/1.2.0/kvbox-1.2.0.zip"));
    QCOMPARE(registry.call("GET", "/distributions/kvbox/9.9.9", ApiFixture::basic(u"ada"_s)).status,
             404);
}

void TestPublishingApi::otherSitesCannotUseARememberedPassword()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    Headers headers = formHeaders(false);
    headers.emplaceBack("Origin", "https://evil.example");
    QCOMPARE(upload(registry, packed(registry), u"ada"_s, headers).status, 403);
    headers.last() = {"Sec-Fetch-Site", "cross-site"};
    QCOMPARE(upload(registry, packed(registry), u"ada"_s, headers).status, 403);
    QVERIFY(!registry.store().contains(u"kvbox"_s, *Version::parseTolerant(u"1.2.0"_s)));
    headers.last() = {"Origin", "http://registry.example:7432"};
    QCOMPARE(upload(registry, packed(registry), u"ada"_s, headers).status, 303);
}

void TestPublishingApi::everyArchiveTypeIsTaken_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("option");
    QTest::newRow("tar") << u"tar"_s << u"-cf"_s;
    QTest::newRow("gzip") << u"tar.gz"_s << u"-czf"_s;
    QTest::newRow("bzip2") << u"tbz"_s << u"-cjf"_s;
    QTest::newRow("xz") << u"tar.xz"_s << u"-cJf"_s;
}

void TestPublishingApi::everyArchiveTypeIsTaken()
{
    QFETCH(QString, suffix);
    QFETCH(QString, option);
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    ReleaseFixture{}.writeFiles(registry.folder() + u"/kvBox-1.2.0"_s);
    const QString path = registry.folder() + u"/kvbox."_s + suffix;
    if (QProcess::execute(u"tar"_s, {option, path, u"-C"_s, registry.folder(), u"kvBox-1.2.0"_s})
        != 0)
        QSKIP("tar cannot make this type here");
    QCOMPARE(upload(registry, ReleaseFixture::read(path)).status, 200);
    const QString published =
        registry.store().archivePath(u"kvbox"_s, *Version::parseTolerant(u"1.2.0"_s));
    QVERIFY(ReleaseFixture::read(published).startsWith("PK"));
    const RegistryResponse told =
        registry.call("GET", "/api/v2/distributions/kvbox/releases/1.2.0");
    QCOMPARE(told.status, 200);
    QCOMPARE(registry.store().verify(), QStringList());
}

void TestPublishingApi::releasesArePublishedWithATokenAsDescribed()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    const QByteArray token =
        ApiFixture::bearer(registry.addToken(ada, TokenScope::Publish, u"kvBox"_s));
    const QByteArray archive = packed(registry);
    QCOMPARE(registry.call("POST", "/api/v2/releases", {}, archive).status, 401);
    const QByteArray reader = ApiFixture::bearer(registry.addToken(ada, TokenScope::Read));
    QCOMPARE(registry.call("POST", "/api/v2/releases", reader, archive).status, 403);
    QCOMPARE(
        registry
            .call("POST", "/api/v2/releases", token, "{}", {{"Content-Type", "application/json"}})
            .status,
        415);
    const RegistryResponse made = registry.call("POST", "/api/v2/releases", token, archive,
                                                {{"Content-Type", "application/zip"}});
    QVERIFY2(made.status == 201, made.body.constData());
    QCOMPARE(made.header("Location"),
             "http://registry.example:7432/api/v2/distributions/kvbox/releases/1.2.0");
    const QJsonObject told = ApiFixture::objectOf(made);
    const JsonSchema schema(OpenApi::document());
    QCOMPARE(schema.problemsOf(told, OpenApi::document()[u"components"][u"schemas"][u"Release"]),
             QStringList());
    QCOMPARE(told[u"meta"][u"user"].toString(), u"ada"_s);
    const Result<FileDigests> digests = digestsOfFile(
        registry.store().archivePath(u"kvbox"_s, *Version::parseTolerant(u"1.2.0"_s)));
    QCOMPARE(told[u"digests"][u"sha512"].toString(), QString::fromLatin1(digests->sha512.toHex()));
    const RegistryResponse again =
        registry.call("POST", "/api/v2/releases", token, formWith("archive", "kvbox.zip", archive),
                      formHeaders(false));
    QCOMPARE(again.status, 409);
    QCOMPARE(titleOf(again), u"Distribution “kvbox 1.2.0” already exists"_s);
    const RegistryResponse junk =
        registry.call("POST", "/api/v2/releases?filename=..%2Fa.zip", token, "junk");
    QCOMPARE(junk.status, 422);
    QCOMPARE(titleOf(junk), u"“a.zip” doesn’t look like a distribution archive"_s);
}

void TestPublishingApi::dryRunPublishesNothing()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    registry.addUser(u"bob"_s);
    const qint64 before = *EventStore(registry.database()).newest();
    const QByteArray odd = packed(registry, {.prefix = u"kvBox-Odd"_s});
    const RegistryResponse tried =
        registry.call("POST", "/api/v2/releases?dry-run=1", ApiFixture::basic(u"ada"_s), odd);
    QVERIFY2(tried.status == 200, tried.body.constData());
    QCOMPARE(ApiFixture::objectOf(tried)[u"dryRun"].toBool(), true);
    QVERIFY(!registry.store().contains(u"kvbox"_s, *Version::parseTolerant(u"1.2.0"_s)));
    QCOMPARE(*EventStore(registry.database()).newest(), before);
    QVERIFY(QDir(registry.store().incomingFolder()).isEmpty());
    const RegistryResponse made =
        registry.call("POST", "/api/v2/releases", ApiFixture::basic(u"ada"_s), odd);
    QCOMPARE(made.status, 201);
    QCOMPARE(ApiFixture::objectOf(tried)[u"digests"], ApiFixture::objectOf(made)[u"digests"]);
    for (const QString &user : {u"ada"_s, u"bob"_s})
        QCOMPARE(registry.call("POST", "/api/v2/releases?dry-run=1", ApiFixture::basic(user), odd)
                     .status,
                 user == u"ada" ? 409 : 403);
    QCOMPARE(registry.store().verify(), QStringList());
}

void TestPublishingApi::tokenOfAnotherDistributionIsRefused()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    const QByteArray token =
        ApiFixture::bearer(registry.addToken(ada, TokenScope::Publish, u"other"_s));
    const RegistryResponse refused =
        registry.call("POST", "/api/v2/releases", token, packed(registry));
    QCOMPARE(refused.status, 403);
    QVERIFY(titleOf(refused).contains(u"“other” only"_s));
    QCOMPARE(registry
                 .call("POST", "/upload", token, formWith("archive", "a.zip", packed(registry)),
                       formHeaders(true))
                 .status,
             409);
    QVERIFY(!registry.store().contains(u"kvbox"_s, *Version::parseTolerant(u"1.2.0"_s)));
}

void TestPublishingApi::uploadsThatWouldBeRefusedAreNotRead_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("begun");
    QTest::addColumn<int>("status");
    const QByteArray zip = "Content-Type: application/zip\r\n";
    const QByteArray form =
        "Content-Type: multipart/form-data; boundary=x\r\nX-Requested-With: XMLHttpRequest\r\n";
    const QByteArray large = "Content-Length: 50000000\r\n";
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    // More than is allowed, and no end.
    const QByteArray chunk = "30d40\r\n" + QByteArray(200'000, 'x') + "\r\n";
    QTest::newRow("archive") << u"upload-limit"_s << QByteArray("/api/v2/releases") << zip + large
                             << QByteArray() << 413;
    QTest::newRow("form") << u"upload-limit"_s << QByteArray("/upload") << form + large
                          << QByteArray() << 413;
    QTest::newRow("archive without a length")
        << u"upload-limit"_s << QByteArray("/api/v2/releases") << zip + chunked << chunk << 413;
    QTest::newRow("form without a length")
        << u"upload-limit"_s << QByteArray("/upload") << form + chunked << chunk << 413;
    QTest::newRow("archive into a full registry")
        << u"storage-limit"_s << QByteArray("/api/v2/releases") << zip + large << QByteArray()
        << 507;
    QTest::newRow("form into a full registry")
        << u"storage-limit"_s << QByteArray("/upload") << form + large << QByteArray() << 507;
}

void TestPublishingApi::uploadsThatWouldBeRefusedAreNotRead()
{
    QFETCH(QString, setting);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, begun);
    QFETCH(int, status);
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    QVERIFY(registry.service().context().settings.set(setting, u"100000"_s));
    RegistryServer server(registry.service());
    const Result<quint16> port = server.start(0);
    QVERIFY(port);
    RawClient client(*port);
    client.post(target, "Authorization: " + ApiFixture::basic(u"ada"_s) + "\r\n" + fields, begun);
    const QByteArray answer = client.readOne();
    QCOMPARE(RawClient::statusOf(answer), status);
    QVERIFY2(RawClient::contentOf(answer).contains("100000 bytes"), answer.constData());
    QCOMPARE(RawClient::field(answer, "Connection"), QByteArray("close"));
    QVERIFY(client.isClosed());
}

void TestPublishingApi::largeUploadIsTheFirstThingThatANewRegistryTakes()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    RegistryServer::Options options;
    options.bodyFolder = registry.store().incomingFolder();
    RegistryServer server(registry.service(), options);
    const Result<quint16> port = server.start(0);
    QVERIFY(port);
    ReleaseFixture fixture;
    QString noise;
    for (int i = 0; i < 20'000; ++i)
        noise += QString::number(QRandomGenerator::global()->generate());
    fixture.changes[u"description"] = noise;
    const QByteArray content = packed(registry, fixture);
    QVERIFY(content.size() > RegistryRequest::largestInMemory);
    RawClient client(*port);
    client.post("/api/v2/releases",
                "Authorization: " + ApiFixture::basic(u"ada"_s)
                    + "\r\nContent-Type: application/zip\r\nContent-Length: "
                    + QByteArray::number(content.size()) + "\r\n",
                content);
    const QByteArray answer = client.readOne();
    QVERIFY2(RawClient::statusOf(answer) == 201, answer.constData());
    QVERIFY(registry.store().contains(u"kvbox"_s, Version(1, 2, 0)));
}

void TestPublishingApi::uploadOfWhoMayNotIsNotRead_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::newRow("nothing shown") << QString() << QByteArray("/api/v2/releases") << 401;
    QTest::newRow("junk shown") << u"junk"_s << QByteArray("/api/v2/releases") << 401;
    QTest::newRow("form, junk shown") << u"junk"_s << QByteArray("/upload") << 401;
    QTest::newRow("token that reads") << u"reading"_s << QByteArray("/api/v2/releases") << 403;
    QTest::newRow("new account") << QString() << QByteArray("/api/v2/accounts") << 413;
}

/// Whoever showed anything at all got a place for 90 MB, of which there are few.
void TestPublishingApi::uploadOfWhoMayNotIsNotRead()
{
    QFETCH(QString, who);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    RegistryServer server(registry.service());
    const Result<quint16> port = server.start(0);
    QVERIFY(port);
    QByteArray fields = "Content-Type: application/zip\r\nContent-Length: 200000\r\n";
    if (who == u"junk")
        fields += "Authorization: Bearer howdah_junk\r\n";
    else if (who == u"reading")
        fields += "Authorization: " + ApiFixture::bearer(registry.addToken(ada, TokenScope::Read))
                  + "\r\n";
    RawClient client(*port);
    client.post(target, fields, {});
    const QByteArray answer = client.readOne();
    QCOMPARE(RawClient::statusOf(answer), status);
    QVERIFY(client.isClosed());
}

void TestPublishingApi::largestUploadIsStillAskedFor()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    RegistrySettings &settings = registry.service().context().settings;
    QVERIFY(settings.set(u"upload-limit"_s, u"100000"_s));
    RegistryServer server(registry.service());
    const Result<quint16> port = server.start(0);
    QVERIFY(port);
    const QByteArray head = "Authorization: " + ApiFixture::basic(u"ada"_s)
                            + "\r\nContent-Type: application/zip\r\nExpect: 100-continue\r\n";
    RawClient allowed(*port);
    allowed.post("/api/v2/releases", head + "Content-Length: 100000\r\n", {});
    QVERIFY(allowed.readUntil("\r\n\r\n").startsWith("HTTP/1.1 100"));
    RawClient refused(*port);
    refused.post("/api/v2/releases", head + "Content-Length: 100001\r\n", {});
    QCOMPARE(RawClient::statusOf(refused.readOne()), 413);
    // A choice holds at once.
    QVERIFY(settings.set(u"upload-limit"_s, u"100001"_s));
    RawClient now(*port);
    now.post("/api/v2/releases", head + "Content-Length: 100001\r\n", {});
    QVERIFY(now.readUntil("\r\n\r\n").startsWith("HTTP/1.1 100"));
}

void TestPublishingApi::limitsAreObeyed()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    const QByteArray ada = ApiFixture::basic(u"ada"_s);
    RegistrySettings &settings = registry.service().context().settings;
    const QByteArray archive = packed(registry);
    QVERIFY(settings.set(u"upload-limit"_s, QString::number(archive.size() - 1)));
    const RegistryResponse large = registry.call("POST", "/api/v2/releases", ada, archive);
    QCOMPARE(large.status, 413);
    QVERIFY(ApiFixture::objectOf(large)[u"detail"].toString().contains(u"upload-limit"_s));
    QCOMPARE(upload(registry, archive).status, 413);
    QVERIFY(settings.set(u"upload-limit"_s, QString::number(archive.size())));
    QVERIFY(settings.set(u"storage-limit"_s, QString::number(archive.size() - 1)));
    const RegistryResponse full = registry.call("POST", "/api/v2/releases", ada, archive);
    QCOMPARE(full.status, 507);
    QVERIFY2(titleOf(full).contains(u"storage-limit"_s), full.body.constData());
    QCOMPARE(upload(registry, archive).status, 507);
    QVERIFY(settings.set(u"storage-limit"_s, QString::number(archive.size())));
    QVERIFY(settings.set(u"read-only"_s, u"on"_s));
    const RegistryResponse closed = registry.call("POST", "/api/v2/releases", ada, archive);
    QCOMPARE(closed.status, 503);
    QVERIFY(titleOf(closed).contains(u"takes nothing in"_s));
    QCOMPARE(upload(registry, archive).status, 503);
    QVERIFY(settings.set(u"read-only"_s, u"off"_s));
    QCOMPARE(registry.call("POST", "/api/v2/releases", ada, archive).status, 201);
}

void TestPublishingApi::distributionsComeInPages()
{
    ApiFixture registry;
    for (const QString &name : {u"zeta"_s, u"alpha"_s, u"Mid"_s})
        QVERIFY(registry.store().import(ReleaseFixture{.name = name}.pack(registry.folder())));
    QStringList names;
    QByteArray target = "/api/v2/distributions?limit=2";
    int pages = 0;
    while (!target.isEmpty()) {
        const QJsonObject page = ApiFixture::objectOf(registry.call("GET", target));
        for (const QJsonValue &item : page[u"items"].toArray())
            names.append(item[u"name"].toString());
        const QString next = page[u"next"].toString();
        target = next.isEmpty() ? QByteArray()
                                : "/api/v2/distributions?limit=2&cursor=" + next.toLatin1();
        ++pages;
    }
    QCOMPARE(names, (QStringList{u"zeta"_s, u"alpha"_s, u"Mid"_s}));
    QCOMPARE(pages, 2);
    QCOMPARE(registry.call("GET", "/api/v2/distributions?cursor=x").status, 422);
    QCOMPARE(registry.call("GET", "/api/v2/distributions/none").status, 404);
    QCOMPARE(registry.call("GET", "/api/v2/distributions/MID").status, 200);
    QCOMPARE(registry.call("GET", "/api/v2/distributions/mid/releases/7.0.0").status, 404);
}

void TestPublishingApi::yankedReleaseStaysAndIsMarked()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    const QByteArray ada = ApiFixture::basic(u"ada"_s);
    for (const QString &version : {u"1.2.0"_s, u"1.3.0"_s}) {
        QCOMPARE(upload(registry, packed(registry, {.version = version})).status, 200);
        registry.clock.time = registry.clock.time.addSecs(60);
    }
    const QByteArray path = "/api/v2/distributions/kvbox/releases/1.3.0/yank";
    const RegistryResponse done = registry.callJson(
        "PUT", path, ada, {{u"reason"_s, u"loses data"_s}, {u"replacement"_s, u"1.2.0"_s}});
    QVERIFY2(done.status == 200, done.body.constData());
    QCOMPARE(ApiFixture::objectOf(done)[u"yanked"][u"reason"].toString(), u"loses data"_s);
    const auto document = [&](const QString &file) {
        return ReleaseFixture::readObject(registry.store().tree().path(file));
    };
    const QJsonArray stable = document(u"dist/kvbox.json"_s)[u"releases"][u"stable"].toArray();
    QCOMPARE(stable.size(), 2);
    QCOMPARE(stable[0][u"yanked"][u"replacement"].toString(), u"1.2.0"_s);
    QVERIFY(stable[1][u"yanked"].isUndefined());
    QCOMPARE(document(u"extension/kvbox.json"_s)[u"stable"][u"version"].toString(), u"1.2.0"_s);
    QCOMPARE(registry.call("GET", "/dist/kvbox/1.3.0/kvbox-1.3.0.zip").status, 200);
    const QJsonObject told =
        ApiFixture::objectOf(registry.call("GET", "/api/v2/distributions/kvbox"));
    QCOMPARE(told[u"latest"].toString(), u"1.2.0"_s);
    const Result<Distribution> read = registry.store().tree().readDistribution(u"kvbox"_s);
    QCOMPARE(read->releases.first().yanked->reason, u"loses data"_s);
    QCOMPARE(read->best()->version.toString(), u"1.2.0"_s);
    QCOMPARE(registry.store().verify(), QStringList());
    for (int time = 0; time < 2; ++time)
        QCOMPARE(registry.call("DELETE", path, ada).status, 200);
    QVERIFY(document(u"dist/kvbox.json"_s)[u"releases"][u"stable"][0][u"yanked"].isUndefined());
    QStringList kinds;
    const auto events = EventStore(registry.database()).after(0, 100, {}, u"kvbox"_s);
    for (const EventStore::Event &event : events->events)
        kinds.append(nameOf(event.kind));
    QCOMPARE(kinds, (QStringList{u"release"_s, u"release"_s, u"yank"_s, u"unyank"_s}));
}

void TestPublishingApi::yankNeedsOwnershipAndAReason()
{
    ApiFixture registry;
    const Account ada = registry.addUser(u"ada"_s);
    registry.addUser(u"bob"_s);
    registry.addUser(u"root"_s, Account::Role::Admin);
    QCOMPARE(upload(registry, packed(registry)).status, 200);
    const QByteArray path = "/api/v2/distributions/kvbox/releases/1.2.0/yank";
    const QJsonObject reason{{u"reason"_s, u"broken"_s}};
    const auto status = [&](const QByteArray &who, const QJsonObject &body) {
        return registry.callJson("PUT", path, who, body).status;
    };
    QCOMPARE(status({}, reason), 401);
    QCOMPARE(status(ApiFixture::basic(u"bob"_s), reason), 403);
    QCOMPARE(
        status(ApiFixture::bearer(registry.addToken(ada, TokenScope::Publish, u"x"_s)), reason),
        403);
    const QByteArray own = ApiFixture::basic(u"ada"_s);
    QCOMPARE(status(own, {}), 422);
    QCOMPARE(status(own, {{u"reason"_s, u"  "_s}}), 422);
    QCOMPARE(status(own, {{u"reason"_s, u"x"_s}, {u"replacement"_s, u"1.2.0"_s}}), 422);
    QCOMPARE(status(own, {{u"reason"_s, u"x"_s}, {u"replacement"_s, u"9.0.0"_s}}), 422);
    QCOMPARE(status(own, {{u"reason"_s, u"x"_s}, {u"why"_s, u"y"_s}}), 422);
    QVERIFY(!*ReleaseStore(registry.database())
                  .yankOf(u"kvbox"_s, *Version::parseTolerant(u"1.2.0"_s)));
    QCOMPARE(status(ApiFixture::basic(u"root"_s), reason), 200);
    // A co-owner may as well, once he has accepted.
    QVERIFY(registry.database().write([&](SqlConnection &connection) {
        return connection.execute(u"INSERT INTO coowners (ext_key, user_id, created) SELECT "
                                  "'kvbox', id, created FROM users WHERE nickname_key = 'bob'"_s);
    }));
    QCOMPARE(registry.call("DELETE", path, ApiFixture::basic(u"bob"_s)).status, 403);
    QVERIFY(registry.database().write([&](SqlConnection &connection) {
        return connection.execute(u"UPDATE coowners SET accepted = created"_s);
    }));
    QCOMPARE(registry.call("DELETE", path, ApiFixture::basic(u"bob"_s)).status, 200);
}

void TestPublishingApi::deprecationIsToldAndUndone()
{
    ApiFixture registry;
    registry.addUser(u"ada"_s);
    registry.addUser(u"bob"_s);
    QCOMPARE(upload(registry, packed(registry)).status, 200);
    const QByteArray path = "/api/v2/distributions/kvBox/deprecation";
    const QJsonObject body{{u"reason"_s, u"no longer kept"_s}, {u"replacement"_s, u"keybox"_s}};
    QCOMPARE(registry.callJson("PUT", path, ApiFixture::basic(u"bob"_s), body).status, 403);
    const QByteArray ada = ApiFixture::basic(u"ada"_s);
    QCOMPARE(
        registry.callJson("PUT", path, ada, {{u"reason"_s, u"x"_s}, {u"replacement"_s, u"KVBOX"_s}})
            .status,
        422);
    const RegistryResponse done = registry.callJson("PUT", path, ada, body);
    QVERIFY2(done.status == 200, done.body.constData());
    QCOMPARE(ApiFixture::objectOf(done)[u"deprecated"][u"replacement"].toString(), u"keybox"_s);
    QCOMPARE(registry.store().tree().readDistribution(u"kvbox"_s)->deprecated->reason,
             u"no longer kept"_s);
    QCOMPARE(registry.store().verify(), QStringList());
    QCOMPARE(registry.call("DELETE", path, ada).status, 200);
    QVERIFY(!registry.store().tree().readDistribution(u"kvbox"_s)->deprecated);
}

QTEST_GUILESS_MAIN(TestPublishingApi)
#include "tst_publishingapi.moc"
