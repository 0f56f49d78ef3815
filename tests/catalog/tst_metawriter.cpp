// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metadocuments.h"
#include "catalog/metaparser.h"
#include "catalog/metavalidator.h"
#include "catalog/metawriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestMetaWriter : public QObject
{
    Q_OBJECT

    static QJsonObject object(const QByteArray &text)
    {
        return QJsonDocument::fromJson(text).object();
    }

private Q_SLOTS:
    void version1BecomesAValidVersion2()
    {
        const Result<QJsonObject> converted = MetaWriter::toV2(object(MetaDocuments::version1()));
        QVERIFY(converted.has_value());
        QVERIFY(MetaValidator::check(*converted).isEmpty());
        const QJsonObject expected = object(MetaDocuments::version1AsVersion2());
        QCOMPARE(*converted, expected);
    }

    void version2StaysAsItIs()
    {
        const QJsonObject document = object(MetaDocuments::version2());
        const Result<QJsonObject> converted = MetaWriter::toV2(document);
        QVERIFY(converted.has_value());
        QCOMPARE(*converted, document);
    }

    void releasedDocumentsKeepWhatTheRegistrySaid()
    {
        QJsonObject document = object(MetaDocuments::version1());
        document.insert(u"user"_s, u"ada"_s);
        document.insert(u"date"_s, u"2024-03-02T10:11:12Z"_s);
        document.insert(u"sha1"_s, u"0123456789abcdef0123456789abcdef01234567"_s);
        const Result<QJsonObject> converted = MetaWriter::toV2(document);
        QVERIFY(converted.has_value());
        QVERIFY(MetaValidator::check(*converted, MetaValidator::Kind::Released).isEmpty());
        QVERIFY(!converted->contains(u"user"));
        const Result<Release> release = MetaParser::parse(*converted);
        QCOMPARE(release->user, u"ada"_s);
        QCOMPARE(release->digests.sha1.toHex(), "0123456789abcdef0123456789abcdef01234567");
        document.remove(u"sha1"_s);
        const Result<QJsonObject> incomplete = MetaWriter::toV2(document);
        QVERIFY(!incomplete);
        QCOMPARE(incomplete.error().detail, u"sha1 property missing"_s);
    }

    void errorsNameTheMember_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *member, const char *value, const char *detail) {
            QTest::addRow("%s %s", member, value)
                << QString::fromLatin1(member) << QByteArray(value) << QString::fromLatin1(detail);
        };
        row("maintainer", "", "maintainer property missing");
        row("maintainer", "{\"a\": 1}", "invalid v1 maintainer value: {\"a\":1}");
        row("license", "\"unknown\"", "invalid v1 license value: \"unknown\"");
        row("license", "[\"mit\", 5]", "invalid v1 license value: 5");
        row("license", "[]", "invalid v1 license value: []");
        row("license", "{\"Ours\": \"https://example.org\"}",
            "invalid v1 license value: \"https://example.org\"");
        row("provides", "null", "invalid v1 provides value: null");
        row("provides", "{\"ab\": 7}", "invalid v1 extension value: 7");
    }

    void errorsNameTheMember()
    {
        QFETCH(QString, member);
        QFETCH(QByteArray, value);
        QFETCH(QString, detail);
        QJsonObject document = object(MetaDocuments::version1());
        if (value.isEmpty())
            document.remove(member);
        else
            document.insert(member, QJsonDocument::fromJson('[' + value + ']').array()[0]);
        const Result<QJsonObject> converted = MetaWriter::toV2(document);
        QVERIFY(!converted);
        QCOMPARE(converted.error().kind, Error::Kind::Invalid);
        QCOMPARE(converted.error().detail, detail);
        QVERIFY(!converted.error().message.isEmpty());
    }

    void partsCanBeConvertedAlone()
    {
        const QJsonObject empty;
        QVERIFY(MetaWriter::partToV2(u"dependencies"_s, empty)->isUndefined());
        QVERIFY(MetaWriter::partToV2(u"ignore"_s, empty)->isUndefined());
        QVERIFY(!MetaWriter::partToV2(u"contents"_s, empty));
        QVERIFY(!MetaWriter::partToV2(u"nonsense"_s, empty));
    }

    void textIsStableAndReadsBack()
    {
        for (const QByteArray &source : {MetaDocuments::version1(), MetaDocuments::version2()}) {
            const QJsonObject document = object(source);
            const QByteArray text = MetaWriter::toText(document);
            QCOMPARE(QJsonDocument::fromJson(text).object(), document);
            QCOMPARE(MetaWriter::toText(document), text);
            QVERIFY(text.startsWith("{\n  \"name\": "));
            QVERIFY(text.endsWith("\n}\n"));
        }
    }

    void textFollowsTheSpecsOrder()
    {
        const QByteArray text = MetaWriter::toText(object(
            "{\"x_b\": {}, \"meta-spec\": {\"version\": \"1.0.0\"}, \"tags\": [\"a\\\"b\", 1.5, 2],"
            " \"license\": \"mit\", \"version\": \"1.0.0\", \"name\": \"ä\"}"));
        QCOMPARE(text, QByteArray("{\n"
                                  "  \"name\": \"ä\",\n"
                                  "  \"version\": \"1.0.0\",\n"
                                  "  \"license\": \"mit\",\n"
                                  "  \"tags\": [\"a\\\"b\", 1.5, 2],\n"
                                  "  \"meta-spec\": {\n"
                                  "    \"version\": \"1.0.0\"\n"
                                  "  },\n"
                                  "  \"x_b\": {}\n"
                                  "}\n"));
    }
};

QTEST_GUILESS_MAIN(TestMetaWriter)
#include "tst_metawriter.moc"
