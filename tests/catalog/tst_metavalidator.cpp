// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metadocuments.h"
#include "catalog/metavalidator.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using MetaValidator::Kind;
using MetaValidator::Strictness;

class TestMetaValidator : public QObject
{
    Q_OBJECT

    static QStringList pointers(const QList<MetaProblem> &problems)
    {
        QStringList found;
        for (const MetaProblem &problem : problems)
            found << problem.pointer;
        return found;
    }

    /// The document with the member at `path` replaced, or removed when `value` is undefined.
    static QJsonValue edited(const QJsonValue &document, const QStringList &path,
                             const QJsonValue &value)
    {
        if (path.isEmpty())
            return value;
        if (document.isArray()) {
            QJsonArray array = document.toArray();
            const auto index = path.first().toInt();
            array[index] = edited(array[index], path.mid(1), value);
            return array;
        }
        QJsonObject object = document.toObject();
        const QJsonValue member = edited(object[path.first()], path.mid(1), value);
        if (member.isUndefined())
            object.remove(path.first());
        else
            object[path.first()] = member;
        return object;
    }

    static QJsonValue json(const QByteArray &text)
    {
        return QJsonDocument::fromJson('[' + text + ']').array()[0];
    }

    static void addRows(const QList<std::pair<QByteArray, QByteArray>> &rows)
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("value");
        for (const auto &[pointer, value] : rows)
            QTest::addRow("%s = %s", pointer.constData(), value.left(60).constData())
                << QString::fromUtf8(pointer) << value;
    }

    static void expectProblemAt(const QByteArray &document, const QString &pointer,
                                const QByteArray &value)
    {
        const QJsonValue bad =
            edited(QJsonDocument::fromJson(document).object(), pointer.mid(1).split(u'/'),
                   value.isEmpty() ? QJsonValue(QJsonValue::Undefined) : json(value));
        const QList<MetaProblem> problems = MetaValidator::check(bad.toObject());
        QVERIFY2(!problems.isEmpty(), "it was accepted");
        for (const MetaProblem &problem : problems) {
            QVERIFY2(problem.pointer == pointer || problem.pointer.startsWith(pointer + u'/'),
                     qPrintable(problem.pointer + u": "_s + problem.message));
            QVERIFY(!problem.message.isEmpty());
            QVERIFY(!problem.remedy.isEmpty());
        }
    }

private Q_SLOTS:
    void goodDocumentsHaveNoProblem()
    {
        QCOMPARE(pointers(MetaValidator::check(MetaDocuments::version1())), QStringList());
        QCOMPARE(pointers(MetaValidator::check(MetaDocuments::version2())), QStringList());
    }

    void problemsOfVersion1AreLocated_data()
    {
        addRows({
            {"/name", ""},
            {"/name", "null"},
            {"/name", "\"x\""},
            {"/name", "\"😀\""},
            {"/name", "\"kv box\""},
            {"/name", "\"kv/box\""},
            {"/name", "\"..\""},
            {"/name", "\".hidden\""},
            {"/name", "\"-rf\""},
            {"/version", "\"1.2\""},
            {"/version", "1.2"},
            {"/version", "\"v1.2.0\""},
            {"/version", "\"1.2.0beta1\""},
            {"/abstract", "\"\""},
            {"/abstract", "{}"},
            {"/description", "5"},
            {"/generated_by", "\"\""},
            {"/maintainer", "[]"},
            {"/maintainer", "{}"},
            {"/maintainer", "[\"a\", \"a\"]"},
            {"/license", ""},
            {"/license", "\"PostgreSQL\""},
            {"/license", "[]"},
            {"/license", "{}"},
            {"/license", "[\"mit\", \"mit\"]"},
            {"/license", "{\"Ours\": \"mailto:a@b.c\"}"},
            {"/license", "{\"Ours\": \"no url\"}"},
            {"/provides", "{}"},
            {"/provides", "[]"},
            {"/provides/kvbox", "\"file\""},
            {"/provides/kvbox/file", ""},
            {"/provides/kvbox/file", "\"\""},
            {"/provides/kvbox/file", "\"../kvbox.sql\""},
            {"/provides/kvbox/file", "\"/kvbox.sql\""},
            {"/provides/kvbox/file", "\"C:/kvbox.sql\""},
            {"/provides/kvbox/docfile", "\"doc\\\\kvbox.md\""},
            {"/provides/kvbox/docfile", "\"doc/./kvbox.md\""},
            {"/provides/kvbox/version", ""},
            {"/provides/kvbox/docpath", "\"doc/kvbox\""},
            {"/provides/kvbox/size", "1"},
            {"/provides/kv box", "{\"file\": \"ab\", \"version\": \"1.0.0\"}"},
            {"/prereqs", "{}"},
            {"/prereqs", "{\"x_only\": 1}"},
            {"/prereqs/install", "{}"},
            {"/prereqs/runtime", "{}"},
            {"/prereqs/runtime/wants", "{}"},
            {"/prereqs/runtime/requires", "{}"},
            {"/prereqs/runtime/requires/hstore", "\"=> 1.0.0\""},
            {"/prereqs/runtime/requires/hstore", "\"9.1\""},
            {"/prereqs/runtime/requires/hstore", "\"> 0\""},
            {"/prereqs/runtime/requires/hstore", "\"1.0.0,0\""},
            {"/prereqs/runtime/requires/hstore", "1"},
            {"/prereqs/runtime/requires/hstore", "null"},
            {"/tags", "[]"},
            {"/tags", "\"one\""},
            {"/tags", "[\"x\"]"},
            {"/tags", "[\"ab\", \"ab\"]"},
            {"/tags", "[\"a/b\"]"},
            {"/no_index", "{}"},
            {"/no_index", "[]"},
            {"/no_index/file", "[]"},
            {"/no_index/directory", "\"../up\""},
            {"/release_status", "\"Stable\""},
            {"/resources", "{}"},
            {"/resources/license", "\"https://example.org\""},
            {"/resources/x_list", "[]"},
            {"/resources/homepage", "\"example.org\""},
            {"/resources/homepage", "\"mailto:a@b.c\""},
            {"/resources/bugtracker", "{}"},
            {"/resources/bugtracker/mailto", "\"nobody\""},
            {"/resources/repository/url", "\"git@example.org:kvbox\""},
            {"/resources/repository/type", "\"Git\""},
            {"/resources/repository", "{\"url\": \"https://example.org\"}"},
            {"/meta-spec", ""},
            {"/meta-spec", "{}"},
            {"/meta-spec/version", "\"1.0.1\""},
            {"/meta-spec/version", "\"1.1.0\""},
            {"/meta-spec/version", "\"3.0.0\""},
            {"/meta-spec/url", "\"https://example.org\""},
            {"/meta-spec/extra", "1"},
            {"/status", "\"stable\""},
            {"/x_", "1"},
            {"/user", "\"ada\""},
        });
    }

    void problemsOfVersion1AreLocated()
    {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, value);
        expectProblemAt(MetaDocuments::version1(), pointer, value);
    }

    void problemsOfVersion2AreLocated_data()
    {
        addRows({
            {"/name", "\"kv.box\""},
            {"/name", "\"-kv\""},
            {"/version", "\"1.0.0+build\""},
            {"/version", "\"1.0\""},
            {"/abstract", ""},
            {"/maintainers", "\"Ada\""},
            {"/maintainers", "[]"},
            {"/maintainers/0", "{\"name\": \"Ada\"}"},
            {"/maintainers/0/email", "\"Ada\""},
            {"/maintainers/1", "{\"name\": \"Ada Sample\", \"email\": \"ada@example.org\"}"},
            {"/license", "\"postgresql\""},
            {"/license", "[\"MIT\"]"},
            {"/license", "\"MIT or ISC\""},
            {"/contents", "{}"},
            {"/contents/extensions", "{}"},
            {"/contents/extensions/kvbox/control", ""},
            {"/contents/extensions/kvbox/sql", "\"../x.sql\""},
            {"/contents/extensions/kvbox/sql", "\"/x.sql\""},
            {"/contents/extensions/kvbox/tle", "\"yes\""},
            {"/contents/extensions/kv.box", "{\"control\": \"ab\", \"sql\": \"cd\"}"},
            {"/contents/modules/kvwatch/type", "\"worker\""},
            {"/contents/modules/kvwatch/preload", "\"always\""},
            {"/contents/modules/kvwatch/lib", ""},
            {"/contents/apps/kvtool/bin", "1"},
            {"/contents/apps/kvtool/man", "\"man\\\\x\""},
            {"/contents/things", "{}"},
            {"/classifications", "{}"},
            {"/classifications/tags", "[]"},
            {"/classifications/categories", "[\"Stuff\"]"},
            {"/classifications/categories",
             "[\"Search\", \"Metrics\", \"Security\", \"Analytics\"]"},
            {"/ignore", "[]"},
            {"/ignore", "[\"../x\"]"},
            {"/ignore", "[\"[abc\"]"},
            {"/ignore", "[\"a\\\\b\"]"},
            {"/ignore", "[\"C:/x\"]"},
            {"/dependencies", "{}"},
            {"/dependencies/platforms", "[]"},
            {"/dependencies/platforms", "[\"linux/amd64\"]"},
            {"/dependencies/postgres", "{\"with\": [\"xml\"]}"},
            {"/dependencies/postgres/version", "\"14..2\""},
            {"/dependencies/postgres/with", "[\"x\"]"},
            {"/dependencies/pipeline", "\"make\""},
            {"/dependencies/packages", "{}"},
            {"/dependencies/packages/runtime", "{}"},
            {"/dependencies/packages/run/requires/hstore", "0"},
            {"/dependencies/packages/run/requires", "{}"},
            {"/dependencies/variations", "[]"},
            {"/dependencies/variations/0/where", ""},
            {"/dependencies/variations/0/where", "{}"},
            {"/dependencies/variations/0/dependencies/variations", "[]"},
            {"/resources", "{}"},
            {"/resources/homepage", "\"example.org\""},
            {"/resources/bugtracker", "{}"},
            {"/resources/badges", "[]"},
            {"/resources/badges/0/alt", "\"abc\""},
            {"/artifacts", "[]"},
            {"/artifacts/0/sha512", "\"00\""},
            {"/artifacts/0/type", "\"Source\""},
            {"/artifacts/0/url", ""},
            {"/meta-spec/version", "\"2.1.0\""},
            {"/meta-spec/url", "\"https://example.org\""},
            {"/release_status", "\"stable\""},
            {"/provides", "{}"},
            {"/certs", "{}"},
            {"/producer", "\"\""},
        });
    }

    void problemsOfVersion2AreLocated()
    {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, value);
        expectProblemAt(MetaDocuments::version2(), pointer, value);
    }

    void allProblemsComeInDocumentOrder()
    {
        const QList<MetaProblem> problems = MetaValidator::check(
            QByteArray("{\"zzz\": 1, \"version\": \"1\", \"abstract\": \"\", \"name\": \"x\","
                       " \"meta-spec\": {\"version\": \"1.0.0\"}}"));
        QCOMPARE(pointers(problems),
                 (QStringList{u"/zzz"_s, u"/version"_s, u"/abstract"_s, u"/name"_s,
                              u"/maintainer"_s, u"/license"_s, u"/provides"_s}));
    }

    void syntaxErrorsAreProblems()
    {
        const QList<MetaProblem> problems = MetaValidator::check(QByteArray("{\n  \"a\": 1,\n}"));
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems[0].pointer, QString());
        QVERIFY2(problems[0].message.contains(u"line 3, column 1"_s),
                 qPrintable(problems[0].message));
        QCOMPARE(pointers(MetaValidator::check(QByteArray("[]"))), QStringList{QString()});
    }

    void pointersAreEscaped()
    {
        const QList<MetaProblem> problems = MetaValidator::check(
            edited(QJsonDocument::fromJson(MetaDocuments::version1()).object(), {u"a/b~c"_s}, 1)
                .toObject());
        QCOMPARE(pointers(problems), QStringList{u"/a~1b~0c"_s});
    }

    void remediesNameTheRightSpelling()
    {
        const auto remedy = [](const QString &part, const QJsonValue &value) {
            return MetaValidator::checkPart(1, part, value).value(0).remedy;
        };
        QVERIFY(remedy(u"version"_s, u"v1.2"_s).contains(u"1.2.0"_s));
        QVERIFY(remedy(u"version"_s, u"1.2.0beta1"_s).contains(u"1.2.0-beta1"_s));
        QVERIFY(remedy(u"license"_s, u"PostgreSQL"_s).contains(u"postgresql"_s));
        QVERIFY(remedy(u"version_range"_s, u"=> 9.1"_s).contains(u"9.1.0"_s));
        QVERIFY(MetaValidator::checkPart(2, u"license"_s, u"gpl_3"_s)
                    .value(0)
                    .remedy.contains(u"GPL-3.0-only"_s));
    }

    void releasedDocumentsAreCheckedAsSuch()
    {
        QJsonObject first = QJsonDocument::fromJson(MetaDocuments::version1()).object();
        first.remove(u"meta-spec"_s); // registries drop it
        first.insert(u"user"_s, u"ada"_s);
        first.insert(u"date"_s, u"2024-03-02T10:11:12Z"_s);
        first.insert(u"sha1"_s, u"0123456789abcdef0123456789abcdef01234567"_s);
        first.insert(u"special_files"_s, QJsonArray{u"README.md"_s});
        QCOMPARE(pointers(MetaValidator::check(first, Kind::Released)), QStringList());
        QVERIFY(!MetaValidator::check(first, Kind::Author).isEmpty());
        first.insert(u"sha1"_s, u"01"_s);
        QCOMPARE(pointers(MetaValidator::check(first, Kind::Released)), QStringList{u"/sha1"_s});

        QJsonObject second = QJsonDocument::fromJson(MetaDocuments::version2()).object();
        QCOMPARE(pointers(MetaValidator::check(second, Kind::Released)), QStringList{u"/certs"_s});
        const auto certified = [&](const QByteArray &payload) {
            const QString encoded = QString::fromLatin1(
                payload.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
            second.insert(
                u"certs"_s,
                QJsonObject{{u"pgxn"_s, QJsonObject{{u"payload"_s, encoded},
                                                    {u"signature"_s, QString(40, u'x')}}}});
            return MetaValidator::check(second, Kind::Released);
        };
        QCOMPARE(pointers(certified("{\"date\":\"2024-03-02T10:11:12Z\",\"digests\":{\"sha1\":"
                                    "\"0123456789abcdef0123456789abcdef01234567\"},"
                                    "\"uri\":\"dist/a/1.0.0/a-1.0.0.zip\",\"user\":\"ada\"}")),
                 QStringList());
        QVERIFY(!certified("{\"user\":\"ada\"}").isEmpty());
        QVERIFY(!certified("no json at all").isEmpty());
    }

    void schemaStrictnessAsksLess()
    {
        const auto isGood = [](int spec, const QString &part, const QJsonValue &value,
                               Strictness strictness) {
            return MetaValidator::checkPart(spec, part, value, strictness).isEmpty();
        };
        QVERIFY(isGood(1, u"path"_s, u"/abs/path"_s, Strictness::Schema));
        QVERIFY(!isGood(1, u"path"_s, u"/abs/path"_s, Strictness::Strict));
        QVERIFY(isGood(1, u"version_range"_s, u">0"_s, Strictness::Schema));
        QVERIFY(!isGood(1, u"version_range"_s, u">0"_s, Strictness::Strict));
        QVERIFY(!isGood(1, u"nonsense"_s, u"x"_s, Strictness::Schema));
        QVERIFY(!isGood(3, u"term"_s, u"ab"_s, Strictness::Schema));
        QVERIFY(MetaValidator::partNames(2).contains(u"version_range"_s));
    }

    void hugeListsAreRefusedQuickly()
    {
        QJsonArray tags;
        for (int i = 0; i < 20'000; ++i)
            tags.append(QString::number(i + 10));
        QVERIFY(!MetaValidator::checkPart(1, u"tags"_s, tags).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMetaValidator)
#include "tst_metavalidator.moc"
