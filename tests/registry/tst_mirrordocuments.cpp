// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metaparser.h"
#include "registry/database/sqlconnection.h"
#include "registry/jsonwriter.h"
#include "registry/mirrordocuments.h"
#include "registry/registryname.h"
#include "registry/releasedmeta.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

class TestMirrorDocuments : public QObject
{
    Q_OBJECT

private slots:
    void writerKeepsTheOrderOfMembers();
    void writerEscapesAsQtDoes();
    void datesAreWrittenToTheSecond();
    void indexHasTheTemplatesOfAMirror();
    void distributionListsVersionsHighestFirst();
    void extensionTellsTheLatestByWalkingVersions();
    void extensionListsOtherDistributions();
    void userKeepsTheProfile();
    void tagKeepsItsCaseButIsFoundFolded();
    void nothingReleasedGivesNoDocument();

    void metaGetsTheRegistrysMembersInOrder();
    void metaDropsWhatTheRegistryDrops();
    void metaKeepsTheAuthorsOrderOfExtensions();
    void metaOfVersion2CarriesAllDigests();
    void namesThatWouldHurtAreRefused_data();
    void namesThatWouldHurtAreRefused();
    void rebuildsTheCorpus();

private:
    static Release release(const QString &name, const QString &version, const QString &status,
                           const QString &date, const QString &extensionVersion,
                           const QString &extension = u"kvbox"_s, const QStringList &tags = {})
    {
        Release release;
        release.name = name;
        release.version = *Version::parse(version);
        release.abstract = u"A small key/value box"_s;
        release.status = releaseStatusFromString(status);
        release.date = QDateTime::fromString(date, Qt::ISODate);
        release.user = u"ada"_s;
        release.tags = tags;
        release.digests.sha1 = QByteArray(20, '\x01');
        ProvidedExtension provided;
        provided.name = extension;
        provided.version = extensionVersion;
        provided.abstract = u"The box type"_s;
        release.extensions = {provided};
        return release;
    }
    /// The example of the protocol's section 1.4.
    static QList<Release> example()
    {
        return {
            release(u"kvBox"_s, u"1.1.0"_s, u"stable"_s, u"2023-01-05T09:00:00Z"_s, u"1.1.0"_s,
                    u"kvbox"_s, {u"Key Value"_s}),
            release(u"kvBox"_s, u"1.3.0-b1"_s, u"testing"_s, u"2024-04-01T08:00:00Z"_s,
                    u"1.3.0-b1"_s),
            release(u"boxpack"_s, u"0.4.0"_s, u"stable"_s, u"2024-02-01T00:00:00Z"_s, u"1.2.0"_s),
            release(u"kvBox"_s, u"1.2.0"_s, u"stable"_s, u"2024-03-02T10:11:12Z"_s, u"1.2.0"_s,
                    u"kvbox"_s, {u"key value"_s, u"box"_s})};
    }
    static QJsonObject object(const QByteArray &text)
    {
        QJsonParseError error{};
        const QJsonDocument document = QJsonDocument::fromJson(text, &error);
        if (error.error != QJsonParseError::NoError)
            qFatal("not JSON: %s", text.constData());
        return document.object();
    }
};

void TestMirrorDocuments::writerKeepsTheOrderOfMembers()
{
    JsonWriter out;
    out.beginObject().member(u"zebra"_s, 1).key(u"list"_s).beginArray().value(u"ä\"\n"_s);
    out.beginObject().endObject().endArray().member(u"apple"_s, QJsonValue::Null).endObject();
    QCOMPARE(out.text(),
             QByteArray("{\n   \"zebra\": 1,\n   \"list\": [\n      \"ä\\\"\\n\",\n      {}\n   "
                        "],\n   \"apple\": null\n}\n"));
}

/// Texts that need no escapes are written without making a JSON document of each.
void TestMirrorDocuments::writerEscapesAsQtDoes()
{
    QStringList texts{QString(), u""_s, u"plain"_s, u"\U0001F418 größe"_s, QString(QChar(0xd83d))};
    for (char16_t c = 0; c < 0x180; ++c)
        texts.append(u'a' + QString(QChar(c)) + u'b');
    for (const QString &text : std::as_const(texts)) {
        JsonWriter out;
        out.value(text);
        const QByteArray list =
            QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).trimmed();
        QCOMPARE('[' + out.text().chopped(1) + ']', list);
    }
}

void TestMirrorDocuments::datesAreWrittenToTheSecond()
{
    const auto text = [](const QString &iso) {
        return ReleasedMeta::dateText(QDateTime::fromString(iso, Qt::ISODateWithMs));
    };
    QCOMPARE(text(u"2024-03-02T10:11:12.999Z"_s), u"2024-03-02T10:11:12Z"_s);
    QCOMPARE(text(u"0999-12-31T23:00:09Z"_s), u"0999-12-31T23:00:09Z"_s);
    QCOMPARE(text(u"2024-03-02T00:30:00+02:00"_s), u"2024-03-01T22:30:00Z"_s);
    QCOMPARE(ReleasedMeta::dateText(QDateTime()), QString());
    for (const QString &stored :
         {u"2024-02-29T23:59:59.007Z"_s, u"0001-01-01T00:00:00.000Z"_s,
          u"2023-02-29T00:00:00.000Z"_s, u"2024-03-02T24:00:00.000Z"_s,
          u"2024-03-02Tab:00:00.000Z"_s, u"2024-03-02T1a:00:00.000Z"_s, u"2024-03-02T10:11:12Z"_s})
        QCOMPARE(SqlTime::read(stored), QDateTime::fromString(stored, Qt::ISODateWithMs).toUTC());
}

void TestMirrorDocuments::indexHasTheTemplatesOfAMirror()
{
    const QJsonObject index = object(MirrorDocuments::index());
    const QJsonObject expected{{u"dist"_s, u"/dist/{dist}.json"_s},
                               {u"download"_s, u"/dist/{dist}/{version}/{dist}-{version}.zip"_s},
                               {u"extension"_s, u"/extension/{extension}.json"_s},
                               {u"meta"_s, u"/dist/{dist}/{version}/META.json"_s},
                               {u"mirrors"_s, u"/meta/mirrors.json"_s},
                               {u"readme"_s, u"/dist/{dist}/{version}/README.txt"_s},
                               {u"spec"_s, u"/meta/spec.{format}"_s},
                               {u"stats"_s, u"/stats/{stats}.json"_s},
                               {u"tag"_s, u"/tag/{tag}.json"_s},
                               {u"user"_s, u"/user/{user}.json"_s}};
    for (auto item = expected.begin(); item != expected.end(); ++item)
        QCOMPARE(index[item.key()], *item);
    QVERIFY2(!index.contains(u"search"), "a mirror cannot search");
}

void TestMirrorDocuments::distributionListsVersionsHighestFirst()
{
    const QList<Release> releases = example();
    QCOMPARE(object(MirrorDocuments(releases).distribution(u"KVBOX"_s)),
             object(R"({"name":"kvBox","releases":{
                "stable":[{"version":"1.2.0","date":"2024-03-02T10:11:12Z"},
                          {"version":"1.1.0","date":"2023-01-05T09:00:00Z"}],
                "testing":[{"version":"1.3.0-b1","date":"2024-04-01T08:00:00Z"}]}})"));
}

void TestMirrorDocuments::extensionTellsTheLatestByWalkingVersions()
{
    const QList<Release> releases = example();
    const QJsonObject extension = object(MirrorDocuments(releases).extension(u"kvbox"_s));
    QCOMPARE(extension, object(R"({"extension":"kvbox","latest":"testing",
        "stable":{"dist":"kvBox","version":"1.2.0","sha1":"0101010101010101010101010101010101010101"},
        "testing":{"dist":"kvBox","version":"1.3.0-b1","sha1":"0101010101010101010101010101010101010101"},
        "versions":{"1.3.0-b1":[{"dist":"kvBox","version":"1.3.0-b1","status":"testing"}],
                    "1.2.0":[{"dist":"kvBox","version":"1.2.0"},{"dist":"boxpack","version":"0.4.0"}],
                    "1.1.0":[{"dist":"kvBox","version":"1.1.0"}]}})"));
    const QByteArray text = MirrorDocuments(releases).extension(u"kvbox"_s);
    QVERIFY2(text.indexOf("\"1.3.0-b1\": [") < text.indexOf("\"1.2.0\": [")
                 && text.indexOf("\"1.2.0\": [") < text.indexOf("\"1.1.0\": ["),
             "versions are written highest first");
}

void TestMirrorDocuments::extensionListsOtherDistributions()
{
    // A newer upload of an older extension version does not become the latest.
    QList<Release> releases = example();
    releases.append(release(u"late"_s, u"9.0.0"_s, u"stable"_s, u"2025-01-01T00:00:00Z"_s,
                            u"1.2.0"_s, u"kvBOX"_s));
    const QJsonObject extension = object(MirrorDocuments(releases).extension(u"kvbox"_s));
    QCOMPARE(extension[u"latest"].toString(), u"testing"_s);
    QCOMPARE(extension[u"stable"][u"dist"].toString(), u"late"_s);
    QCOMPARE(extension[u"versions"][u"1.2.0"].toArray().size(), 3);
}

void TestMirrorDocuments::userKeepsTheProfile()
{
    const QList<Release> releases = example();
    const QJsonObject profile = object(
        R"({"nickname":"ada","name":"Ada Sample","email":"ada@example.org","uri":"https://example.org/"})");
    const QJsonObject user = object(MirrorDocuments(releases).user(u"ada"_s, profile));
    for (auto item = profile.begin(); item != profile.end(); ++item)
        QCOMPARE(user[item.key()], *item);
    QVERIFY(!user.contains(u"twitter"));
    QCOMPARE(user[u"releases"].toObject().keys(), (QStringList{u"boxpack"_s, u"kvBox"_s}));
    QCOMPARE(user[u"releases"][u"kvBox"][u"stable"].toArray().size(), 2);
    QVERIFY(!object(MirrorDocuments(releases).user(u"bob"_s, {})).contains(u"releases"));
}

void TestMirrorDocuments::tagKeepsItsCaseButIsFoundFolded()
{
    const QList<Release> releases = example();
    QCOMPARE(object(MirrorDocuments(releases).tag(u"key value"_s)),
             object(R"({"tag":"Key Value","releases":{"kvBox":{"stable":[
                {"version":"1.2.0","date":"2024-03-02T10:11:12Z"},
                {"version":"1.1.0","date":"2023-01-05T09:00:00Z"}]}}})"));
}

void TestMirrorDocuments::nothingReleasedGivesNoDocument()
{
    const QList<Release> none;
    const MirrorDocuments documents(none);
    QVERIFY(documents.distribution(u"kvbox"_s).isEmpty());
    QVERIFY(documents.extension(u"kvbox"_s).isEmpty());
    QVERIFY(documents.tag(u"box"_s).isEmpty());
}

static ReleasedMeta::Facts facts()
{
    DigestStream digests;
    digests.add("abc");
    return {u"ada"_s, QDateTime(QDate(2024, 3, 2), QTime(10, 11, 12), Qt::UTC), digests.result()};
}

void TestMirrorDocuments::metaGetsTheRegistrysMembersInOrder()
{
    const Result<QByteArray> meta = ReleasedMeta::make(
        R"({"license":"mit","name":"kvBox","version":"1.2.0","tags":["box"],"maintainer":["A"],
            "abstract":"b","provides":{},"meta-spec":{"version":"1.0.0"}})",
        facts());
    QVERIFY(meta);
    qsizetype last = 0;
    for (const char *key : {"name", "abstract", "version", "date", "maintainer", "release_status",
                            "user", "sha1", "license", "provides", "tags"}) {
        const qsizetype at = meta->indexOf('"' + QByteArray(key) + "\":");
        QVERIFY2(at > last, key);
        last = at;
    }
    const QJsonObject read = object(*meta);
    QCOMPARE(read[u"sha1"].toString(), u"a9993e364706816aba3e25717850c26c9cd0d89d"_s);
    QCOMPARE(read[u"date"].toString(), u"2024-03-02T10:11:12Z"_s);
    QCOMPARE(read[u"release_status"].toString(), u"stable"_s);
    QCOMPARE(read[u"maintainer"], QJsonValue(QJsonArray{u"A"_s}));
}

void TestMirrorDocuments::metaDropsWhatTheRegistryDrops()
{
    const Result<QByteArray> meta = ReleasedMeta::make(
        R"({"name":"kvBox","version":"1.2.0","abstract":"b","maintainer":"A","license":"mit",
            "generated_by":"me","x_top":1,"X_Top":2,
            "provides":{"x_box":{"file":"a.sql","version":"1.0.0","x_in":1}},
            "prereqs":{"x_kept":{"y":1}},
            "resources":{"x_r":1,"bugtracker":{"web":"http://e.org","x_b":1}},
            "no_index":{"x_n":[1],"file":["a"]},
            "meta-spec":{"version":"1.0.0"}})",
        facts());
    QVERIFY(meta);
    const QJsonObject read = object(*meta);
    for (const QString &key : {u"meta-spec"_s, u"generated_by"_s, u"x_top"_s, u"X_Top"_s})
        QVERIFY2(!read.contains(key), qPrintable(key));
    QVERIFY2(read[u"provides"].toObject().contains(u"x_box"), "an extension may be called so");
    QVERIFY(!read[u"provides"][u"x_box"].toObject().contains(u"x_in"));
    QVERIFY(read[u"prereqs"].toObject().contains(u"x_kept"));
    QCOMPARE(read[u"resources"].toObject(), object(R"({"bugtracker":{"web":"http://e.org"}})"));
    QCOMPARE(read[u"no_index"].toObject(), object(R"({"file":["a"]})"));
}

void TestMirrorDocuments::metaKeepsTheAuthorsOrderOfExtensions()
{
    // Upstream sorts them, and clients that load in the order of the file stumble.
    const Result<QByteArray> meta = ReleasedMeta::make(
        R"({"name":"kvBox","version":"1.2.0","provides":{"zz":{"file":"z.sql","version":"1.0.0"},
            "aa":{"file":"a.sql","version":"1.0.0"}}})",
        facts());
    QVERIFY(meta);
    QVERIFY(meta->indexOf("\"zz\"") < meta->indexOf("\"aa\""));
    const Result<Release> release = MetaParser::parse(*meta);
    QVERIFY(release);
    QCOMPARE(release->extensions.first().name, u"zz"_s);
}

void TestMirrorDocuments::metaOfVersion2CarriesAllDigests()
{
    const Result<QByteArray> meta = ReleasedMeta::make(
        R"({"name":"kvbox","abstract":"b","version":"1.2.0-rc1","maintainers":[{"name":"A","email":"a@e.org"}],
            "license":"MIT","contents":{"extensions":{"kvbox":{"control":"kvbox.control","sql":"sql/kvbox.sql"}}},
            "x_own":1,"meta-spec":{"version":"2.0.0"}})",
        facts());
    QVERIFY(meta);
    const Result<Release> release = MetaParser::parse(*meta);
    QVERIFY(release);
    QCOMPARE(release->metaSpec, 2);
    QCOMPARE(release->user, u"ada"_s);
    QCOMPARE(release->date, facts().date);
    QCOMPARE(release->digests.sha512, facts().digests.sha512);
    QCOMPARE(release->extensions.first().version, u"1.2.0-rc1"_s);
    const QJsonObject read = object(*meta);
    QVERIFY2(read.contains(u"x_own"), "version 2 drops nothing");
    // What old clients cannot do without.
    QCOMPARE(read[u"sha1"].toString(), u"a9993e364706816aba3e25717850c26c9cd0d89d"_s);
    QCOMPARE(read[u"release_status"].toString(), u"testing"_s);
    QCOMPARE(read[u"provides"][u"kvbox"][u"version"].toString(), u"1.2.0-rc1"_s);
}

void TestMirrorDocuments::namesThatWouldHurtAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("plain") << u"kvBox"_s << true;
    QTest::newRow("dot") << u"pg.foo"_s << true;
    QTest::newRow("plus") << u"c++"_s << true;
    QTest::newRow("emoji") << u"\U0001F418box"_s << true;
    QTest::newRow("parent") << u".."_s << false;
    QTest::newRow("self") << u"."_s << false;
    QTest::newRow("hidden") << u".git"_s << false;
    QTest::newRow("option") << u"-rf"_s << false;
    QTest::newRow("slash") << u"a/b"_s << false;
    QTest::newRow("backslash") << u"a\\b"_s << false;
    QTest::newRow("drive") << u"c:"_s << false;
    QTest::newRow("device") << u"NUL"_s << false;
    QTest::newRow("control") << u"a\tb"_s << false;
    QTest::newRow("NUL") << QString(u"a\0b"_s) << false;
    QTest::newRow("long") << QString(200, u'x') << false;
    QTest::newRow("empty") << QString() << false;
}

void TestMirrorDocuments::namesThatWouldHurtAreRefused()
{
    QFETCH(QString, name);
    QFETCH(bool, isGood);
    QCOMPARE(RegistryName::isFileName(name), isGood);
    QCOMPARE(RegistryName::problemOf(name).isEmpty(), isGood);
}

/// Documents of a real mirror, made again from its release METAs. The mirror was captured at several
/// moments, so only what its own METAs say can be compared.
void TestMirrorDocuments::rebuildsTheCorpus()
{
    const QDir corpus(
        QStringLiteral(HOWDAH_SOURCE_DIR "/../shared/pgxn/corpus/mirror/pgxn-api-root"));
    if (!corpus.exists())
        QSKIP("the corpus of captured documents is not here");
    QList<Release> releases;
    QDirIterator metas(corpus.filePath(u"dist"_s), {u"META.json"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (metas.hasNext()) {
        QFile file(metas.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<Release> release = MetaParser::parse(file.readAll());
        QVERIFY2(release, qPrintable(file.fileName()));
        releases.append(*release);
    }
    QVERIFY(releases.size() >= 4);
    const MirrorDocuments documents(releases);
    const auto captured = [&](const QString &path) {
        QFile file(corpus.filePath(path));
        return file.open(QIODevice::ReadOnly) ? object(file.readAll()) : QJsonObject();
    };
    QCOMPARE(object(documents.distribution(u"pgtap"_s)), captured(u"dist/pgTAP.json"_s));
    // Every version that the mirror listed is there under the same status.
    for (const QString &name : {u"pair"_s}) {
        const QJsonObject ours = object(documents.distribution(name));
        const QJsonObject theirs = captured(u"dist/%1.json"_s.arg(name));
        QCOMPARE(ours[u"name"], theirs[u"name"]);
        for (const QJsonValue &entry : theirs[u"releases"][u"stable"].toArray()) {
            bool isListed = false;
            for (const QJsonValue &own : ours[u"releases"][u"stable"].toArray())
                isListed = isListed || own[u"version"] == entry[u"version"];
            QVERIFY2(isListed, qPrintable(entry[u"version"].toString()));
        }
    }
    const QJsonObject extension = object(documents.extension(u"pgtap"_s));
    const QJsonObject theirs = captured(u"extension/pgtap.json"_s);
    QCOMPARE(extension[u"extension"], theirs[u"extension"]);
    QCOMPARE(extension[u"latest"], theirs[u"latest"]);
    QCOMPARE(extension[u"versions"], theirs[u"versions"]);
}

QTEST_GUILESS_MAIN(TestMirrorDocuments)
#include "tst_mirrordocuments.moc"
