// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metadocuments.h"
#include "catalog/metaparser.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestMetaParser : public QObject
{
    Q_OBJECT

    static QByteArray withMember(const QByteArray &member)
    {
        return "{\"name\":\"kvbox\",\"version\":\"1.0.0\"," + member + '}';
    }

private Q_SLOTS:
    void version1IsRead()
    {
        const Result<Release> release = MetaParser::parse(MetaDocuments::version1());
        QVERIFY(release.has_value());
        QCOMPARE(release->metaSpec, 1);
        QCOMPARE(release->name, u"kvBox"_s);
        QCOMPARE(release->key(), u"kvbox"_s);
        QCOMPARE(release->archiveBase(), u"kvbox-1.2.0"_s);
        QCOMPARE(release->version, Version(1, 2, 0));
        QCOMPARE(release->abstract, u"A small key/value box"_s);
        QCOMPARE(release->description, u"Holds keys and values."_s);
        QCOMPARE(release->maintainers,
                 (QStringList{u"Ada Sample <ada@example.org>"_s, u"Ben Example"_s}));
        QCOMPARE(release->license, u"PostgreSQL"_s);
        QCOMPARE(release->tags, (QStringList{u"key value"_s, u"box"_s}));
        QCOMPARE(release->status, ReleaseStatus::Testing);
        QCOMPARE(release->noIndex, (QStringList{u"src/private.c"_s, u"internal"_s}));
        QCOMPARE(release->resources.homepage, QUrl(u"https://example.org/kvbox"_s));
        QCOMPARE(release->resources.issues, QUrl(u"https://example.org/kvbox/issues"_s));
        QCOMPARE(release->resources.repository, QUrl(u"https://example.org/kvbox"_s));
        QVERIFY(!release->isReleased());
        QCOMPARE(release->meta[u"x_mood"].toString(), u"good"_s);
    }

    void providedExtensionsKeepTheAuthorsOrder()
    {
        const Result<Release> release = MetaParser::parse(MetaDocuments::version1());
        QCOMPARE(release->extensions.size(), 2);
        const ProvidedExtension expected{u"kvbox"_s,
                                         u"1.1.0"_s,
                                         u"The box type"_s,
                                         u"sql/kvbox.sql"_s,
                                         u"kvbox.control"_s,
                                         u"doc/kvbox.md"_s,
                                         false};
        QCOMPARE(release->extensions[0], expected);
        QCOMPARE(release->extensions[1].name, u"abox"_s);
        const Result<Release> second = MetaParser::parse(MetaDocuments::version2());
        QCOMPARE(second->extensions[0].name, u"kvbox"_s);
        QCOMPARE(second->extensions[1].name, u"abox"_s);
    }

    void prerequisitesBecomeRequirements()
    {
        const Result<Release> release = MetaParser::parse(MetaDocuments::version1());
        using R = Requirement;
        const QList<R> required =
            release->requirementsFor(R::Phase::Runtime, R::Relation::Requires);
        QCOMPARE(required.size(), 2);
        QCOMPARE(required[0].name, u"hstore"_s);
        QCOMPARE(required[0].source, R::Source::Core);
        QVERIFY(required[0].range.isAny());
        QCOMPARE(required[1].name, u"pgtap"_s);
        QCOMPARE(required[1].source, R::Source::Pgxn);
        QCOMPARE(required[1].range.toString(), u"1.0.0"_s);
        const QList<R> conflicts =
            release->requirementsFor(R::Phase::Runtime, R::Relation::Conflicts);
        QCOMPARE(conflicts.size(), 1);
        QCOMPARE(conflicts[0].range.toString(), u"< 2.0.0"_s);
        QCOMPARE(release->requirements.size(), 4);
    }

    void theServerIsARangeNotARequirement()
    {
        const Result<Release> release = MetaParser::parse(MetaDocuments::version1());
        const auto accepts = [&](const QString &version) {
            return release->postgres.contains(*Version::parse(version));
        };
        QVERIFY(accepts(u"13.0.0"_s));
        QVERIFY(accepts(u"18.4.0"_s));
        QVERIFY(!accepts(u"12.9.0"_s));
        QVERIFY(!accepts(u"19.0.0"_s));
        QVERIFY(!accepts(u"14.1.0"_s)); // conflicts
        QVERIFY(MetaParser::parse(withMember("\"tags\":[]"))->postgres.isAny());
    }

    void version2IsRead()
    {
        const Result<Release> release = MetaParser::parse(MetaDocuments::version2());
        QVERIFY(release.has_value());
        QCOMPARE(release->metaSpec, 2);
        QCOMPARE(release->status, ReleaseStatus::Testing); // a pre-release by its version
        QCOMPARE(release->maintainers,
                 (QStringList{u"Ada Sample <ada@example.org>"_s, u"Ben Example"_s}));
        QCOMPARE(release->license, u"PostgreSQL OR MIT"_s);
        QCOMPARE(release->extensions[0].version, u"2.0.0-beta1"_s);
        QVERIFY(release->extensions[0].tle);
        QCOMPARE(release->extensions[0].docFile, u"doc/kvbox.md"_s);
        QCOMPARE(release->modules.size(), 2);
        const ProvidedModule expected{u"kvwatch"_s, ProvidedModule::Kind::BackgroundWorker,
                                      u"src/kvwatch"_s, QString(), ProvidedModule::Preload::Server};
        QCOMPARE(release->modules[0], expected);
        QCOMPARE(release->modules[1].preload, ProvidedModule::Preload::Session);
        QCOMPARE(release->apps.size(), 1);
        QCOMPARE(release->apps[0].program, u"bin/kvtool"_s);
        QCOMPARE(release->categories, (QStringList{u"Data and Transformations"_s}));
        QCOMPARE(release->platforms, (QStringList{u"linux"_s, u"darwin-23.5.0-arm64"_s}));
        QCOMPARE(release->postgres.toString(), u">= 14, < 19"_s);
        QCOMPARE(release->postgresFeatures, (QStringList{u"icu"_s, u"llvm"_s}));
        QCOMPARE(release->pipeline, u"pgxs"_s);
        QCOMPARE(release->noIndex, (QStringList{u"/internal/"_s, u"*.tmp"_s}));
        QCOMPARE(release->resources.documentation, QUrl(u"https://example.org/kvbox/docs"_s));

        using R = Requirement;
        QCOMPARE(release->requirements.size(), 4);
        QCOMPARE(release->requirements[0].source, R::Source::System);
        const QList<R> required =
            release->requirementsFor(R::Phase::Runtime, R::Relation::Requires);
        QCOMPARE(required[0].source, R::Source::Core);
        QCOMPARE(required[1].name, u"pgtap"_s);
        QCOMPARE(required[1].purl, u"pkg:pgxn/pgTAP@1.0"_s);
        const QList<R> suggested =
            release->requirementsFor(R::Phase::Runtime, R::Relation::Suggests);
        QCOMPARE(suggested[0].source, R::Source::Other);
    }

    void whatTheRegistryAddsIsRead()
    {
        const Result<Release> first =
            MetaParser::parse(withMember("\"user\":\"ada\",\"date\":\"2024-03-02T10:11:12Z\","
                                         "\"sha1\":\"0123456789abcdef0123456789abcdef01234567\""));
        QCOMPARE(first->metaSpec, 1); // released documents lack meta-spec
        QVERIFY(first->isReleased());
        QCOMPARE(first->user, u"ada"_s);
        QCOMPARE(first->date, QDateTime({2024, 3, 2}, {10, 11, 12}, Qt::UTC));
        QCOMPARE(first->digests.sha1.toHex(), "0123456789abcdef0123456789abcdef01234567");

        const QByteArray payload =
            QByteArray("{\"date\":\"2024-03-02T10:11:12Z\",\"digests\":{\"sha256\":\"")
            + QByteArray(64, 'a') + "\"},\"uri\":\"dist/a/1.0.0/a-1.0.0.zip\",\"user\":\"ben\"}";
        const Result<Release> second = MetaParser::parse(withMember(
            "\"meta-spec\":{\"version\":\"2.0.0\"},\"certs\":{\"pgxn\":{\"payload\":\""
            + payload.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
            + "\"}}"));
        QCOMPARE(second->user, u"ben"_s);
        QCOMPARE(second->digests.sha256, QByteArray(32, '\xaa'));
        QVERIFY(second->digests.sha1.isEmpty());
    }

    void oddDocumentsAreRead_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::newRow("tags string") << QByteArray("\"tags\":\"one\"");
        QTest::newRow("tags object") << QByteArray("\"tags\":{}");
        QTest::newRow("null everywhere")
            << QByteArray("\"provides\":null,\"prereqs\":null,\"resources\":null,\"license\":null");
        QTest::newRow("provides of strings") << QByteArray("\"provides\":{\"kvbox\":\"sql\"}");
        QTest::newRow("prereqs array") << QByteArray("\"prereqs\":[1]");
        QTest::newRow("resources strings")
            << QByteArray("\"resources\":{\"repository\":\"https://example.org\"}");
        QTest::newRow("strange range")
            << QByteArray("\"prereqs\":{\"runtime\":{\"requires\":{\"ab\":\"what?\",\"cd\":[]}}}");
        QTest::newRow("raw tab") << QByteArray("\"abstract\":\"a\tb\"");
        QTest::newRow("latin-1") << QByteArray("\"abstract\":\"\xe4\"");
        QTest::newRow("unknown members") << QByteArray("\"status\":\"?\",\"\":{\"\":[]}");
    }

    void oddDocumentsAreRead()
    {
        QFETCH(QByteArray, member);
        const Result<Release> release = MetaParser::parse("\xef\xbb\xbf" + withMember(member));
        QVERIFY(release.has_value());
        QCOMPARE(release->name, u"kvbox"_s);
        QCOMPARE(release->extensions.size(), 1);
    }

    void unusableDocumentsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Error::Kind>("kind");
        using Kind = Error::Kind;
        QTest::newRow("empty") << QByteArray() << Kind::Invalid;
        QTest::newRow("array") << QByteArray("[]") << Kind::Invalid;
        QTest::newRow("string") << QByteArray("\"x\"") << Kind::Invalid;
        QTest::newRow("no name") << QByteArray("{\"version\":\"1.0.0\"}") << Kind::Invalid;
        QTest::newRow("no version") << QByteArray("{\"name\":\"ab\"}") << Kind::Invalid;
        QTest::newRow("template") << QByteArray("{\"name\":\"ab\",\"version\":\"@V@\"}")
                                  << Kind::Invalid;
        QTest::newRow("syntax") << QByteArray("{\"name\":\"ab\" \"version\":\"1.0.0\"}")
                                << Kind::Invalid;
        QTest::newRow("spec 3") << withMember("\"meta-spec\":{\"version\":\"3.0.0\"}")
                                << Kind::Unsupported;
    }

    void unusableDocumentsAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(Error::Kind, kind);
        const Result<Release> release = MetaParser::parse(text);
        QVERIFY(!release);
        QCOMPARE(release.error().kind, kind);
        QVERIFY(!release.error().message.isEmpty());
    }

    void dangerousPathsAndAddressesAreIgnored()
    {
        const Result<Release> release = MetaParser::parse(withMember(
            "\"provides\":{\"kvbox\":{\"file\":\"../../etc/passwd\",\"docfile\":\"/etc/passwd\","
            "\"version\":\"1.0.0\"},\"../evil\":{\"file\":\"C:/x\",\"version\":\"1.0.0\"}},"
            "\"no_index\":{\"file\":[\"../x\",\"src/y\"]},"
            "\"resources\":{\"homepage\":\"javascript:alert(1)\","
            "\"repository\":{\"web\":\"file:///etc/passwd\"}}"));
        QVERIFY(release.has_value());
        for (const ProvidedExtension &extension : release->extensions) {
            QVERIFY(extension.sqlFile.isEmpty());
            QVERIFY(extension.docFile.isEmpty());
            QVERIFY(!extension.controlFile.contains(u".."_s));
        }
        QCOMPARE(release->noIndex, QStringList{u"src/y"_s});
        QVERIFY(release->resources.homepage.isEmpty());
        QVERIFY(release->resources.repository.isEmpty());
    }

    void licencesAreTranslated_data()
    {
        QTest::addColumn<QByteArray>("license");
        QTest::addColumn<QString>("expected");
        QTest::newRow("keyword") << QByteArray("\"bsd\"") << u"BSD-3-Clause"_s;
        QTest::newRow("list") << QByteArray("[\"mit\",\"postgresql\"]") << u"MIT OR PostgreSQL"_s;
        QTest::newRow("object") << QByteArray("{\"Apache\":\"http://example.org\"}")
                                << u"Apache-2.0"_s;
        QTest::newRow("own name") << QByteArray("{\"Ours\":\"http://example.org\"}") << u"Ours"_s;
        QTest::newRow("SPDX in v1") << QByteArray("\"apache-2.0\"") << u"Apache-2.0"_s;
        QTest::newRow("no equivalent") << QByteArray("\"restricted\"") << u"restricted"_s;
        QTest::newRow("missing") << QByteArray("null") << QString();
    }

    void licencesAreTranslated()
    {
        QFETCH(QByteArray, license);
        QFETCH(QString, expected);
        QCOMPARE(MetaParser::parse(withMember("\"license\":" + license))->license, expected);
    }

    void yanksAndDeprecationAreRead()
    {
        const Result<Distribution> distribution = MetaParser::parseDistribution(
            R"({"name": "pair", "releases": {"stable": [
                {"version": "1.2.0", "date": "2024-03-02T10:11:12Z", "yanked":
                    {"date": "2024-04-02T10:11:12Z", "reason": "loses data", "replacement": "1.1.0"}},
                {"version": "1.1.0", "date": "2024-02-02T10:11:12Z"}],
                "testing": [{"version": "1.3.0", "yanked": {"reason": "x"}}]},
                "deprecated": {"date": "2024-05-02T10:11:12Z", "reason": "old", "replacement": "trio"}})");
        QVERIFY(distribution);
        QCOMPARE(distribution->releases.size(), 3);
        QCOMPARE(distribution->releases[0].yanked->reason, u"x"_s);
        QCOMPARE(distribution->releases[1].yanked->replacement, u"1.1.0"_s);
        QVERIFY(distribution->releases[1].yanked->time.isValid());
        QVERIFY(!distribution->releases[2].yanked);
        QCOMPARE(distribution->best()->version.toString(), u"1.1.0"_s);
        QCOMPARE(distribution->deprecated->replacement, u"trio"_s);
    }

    void distributionsAreSortedNewestFirst()
    {
        const Result<Distribution> distribution = MetaParser::parseDistribution(
            "{\"name\":\"kvBox\",\"releases\":{"
            "\"stable\":[{\"version\":\"1.2.0\",\"date\":\"2024-03-02T10:11:12Z\"},\"1.10.0\"],"
            "\"unstable\":[{\"version\":\"not one\"}],"
            "\"testing\":[{\"version\":\"2.0.0-b1\",\"date\":\"2024-04-01T08:00:00Z\"}]}}");
        QVERIFY(distribution.has_value());
        QStringList versions;
        for (const Distribution::Entry &entry : distribution->releases)
            versions << entry.version.toString();
        QCOMPARE(versions, (QStringList{u"2.0.0-b1"_s, u"1.10.0"_s, u"1.2.0"_s}));
        QCOMPARE(distribution->releases[2].date, QDateTime({2024, 3, 2}, {10, 11, 12}, Qt::UTC));
        QVERIFY(!distribution->releases[1].date.isValid());
        QCOMPARE(distribution->best()->version, Version(1, 10, 0));
        QCOMPARE(MetaParser::parseDistribution("{\"name\":\"ab\"}")->best(), nullptr);
        QVERIFY(!MetaParser::parseDistribution("{}"));
        QVERIFY(!MetaParser::parseDistribution("[]"));
    }

    void bestPrefersStableThenTesting()
    {
        Distribution distribution;
        distribution.releases = {{Version(3, 0, 0), ReleaseStatus::Unstable, {}},
                                 {Version(2, 0, 0), ReleaseStatus::Testing, {}}};
        QCOMPARE(distribution.best()->version, Version(2, 0, 0));
        distribution.releases.append({Version(1, 0, 0), ReleaseStatus::Stable, {}});
        QCOMPARE(distribution.best()->version, Version(1, 0, 0));
        distribution.releases = {{Version(3, 0, 0), ReleaseStatus::Unstable, {}}};
        QCOMPARE(distribution.best()->version, Version(3, 0, 0));
    }

    void statusWordsAreRead()
    {
        QCOMPARE(releaseStatusFromString(u"unstable"_s), ReleaseStatus::Unstable);
        QCOMPARE(releaseStatusFromString(u"anything"_s), ReleaseStatus::Stable);
        QCOMPARE(nameOf(ReleaseStatus::Testing), u"testing"_s);
    }
};

QTEST_GUILESS_MAIN(TestMetaParser)
#include "tst_metaparser.moc"
