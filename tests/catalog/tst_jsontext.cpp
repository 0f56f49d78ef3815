// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/jsontext.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestJsonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorsNameLineAndColumn_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const char *text, const char *place) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(place);
        };
        row("empty", "", "(line 1, column 1)");
        row("missing comma", "{\"a\": 1\n  \"b\": 2}", "(line 2, column 3)");
        row("trailing comma", "{\n\"a\": [1,]}", "(line 2, column 9)");
        row("trailing comma in object", "{\"a\": 1,}", "(line 1, column 9)");
        row("comment", "{ // no\n}", "(line 1, column 3)");
        row("comment as value", "{\"a\": /* no */ 1}", "(line 1, column 7)");
        row("single quotes", "{\"a\": 'b'}", "(line 1, column 7)");
        row("tab in string", "{\"a\": \"x\ty\"}", "(line 1, column 9)");
        row("line break in string", "{\"a\": \"x\ny\"}", "(line 1, column 9)");
        row("open string", "{\"a\": \"x}", "(line 1, column 7)");
        row("leading zero", "[01]", "(line 1, column 2)");
        row("no digits after point", "[1.]", "(line 1, column 4)");
        row("bad escape", "[\"\\q\"]", "(line 1, column 3)");
        row("lone surrogate", "[\"\\ud83d\"]", "(line 1, column 3)");
        row("second value", "{} {}", "(line 1, column 4)");
        row("bad word", "[nul]", "(line 1, column 2)");
        row("unquoted key", "{a: 1}", "(line 1, column 2)");
        row("columns count characters", "{\"ä\": x}", "(line 1, column 7)");
    }

    void errorsNameLineAndColumn()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        const Result<JsonText> result = JsonText::parse(text);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Invalid);
        QVERIFY2(result.error().message.endsWith(place), qPrintable(result.error().message));
    }

    void theAuthorsOrderIsKept()
    {
        const Result<JsonText> result =
            JsonText::parse("{\"z\": {\"y\": 1, \"a/b\": {\"d\": 1, \"c\": 2}}, \"a\": 1}");
        QVERIFY(result.has_value());
        const QJsonObject root = result->value.toObject();
        QCOMPARE(result->keysOf(root, u""_s), (QStringList{u"z"_s, u"a"_s}));
        QCOMPARE(result->keysOf(root[u"z"].toObject(), u"/z"_s), (QStringList{u"y"_s, u"a/b"_s}));
        QCOMPARE(result->keysOf({}, u"/z/a~1b"_s), (QStringList{u"d"_s, u"c"_s}));
    }

    void ofDuplicatesTheLastCounts()
    {
        const Result<JsonText> result = JsonText::parse("{\"a\": 1, \"b\": 2, \"a\": 3}");
        QVERIFY(result.has_value());
        QCOMPARE(result->value[u"a"].toInt(), 3);
        QCOMPARE(result->keysOf(result->value.toObject(), u""_s), (QStringList{u"a"_s, u"b"_s}));
    }

    void valuesAreRead()
    {
        const Result<JsonText> result =
            JsonText::parse("\xef\xbb\xbf [0, -0.5e2, 9007199254740993, true, false, null, "
                            "\"\\u00e4\\ud83d\\ude00\\n\"]\n");
        QVERIFY(result.has_value());
        const QJsonArray items = result->value.toArray();
        QCOMPARE(items[0].toInt(-1), 0);
        QCOMPARE(items[1].toDouble(), -50.0);
        QCOMPARE(items[2].toInteger(), 9007199254740993LL);
        QCOMPARE(items[3].toBool(), true);
        QVERIFY(items[5].isNull());
        QCOMPARE(items[6].toString(), u"ä😀\n"_s);
    }

    void depthIsLimited()
    {
        QVERIFY(JsonText::parse(QByteArray(100, '[') + QByteArray(100, ']')).has_value());
        QVERIFY(!JsonText::parse(QByteArray(200'000, '[')));
    }

    void otherEncodingsAreRefused()
    {
        const Result<JsonText> result = JsonText::parse("{\n\"a\": \"\xe4\"}");
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(u"line 2"_s), qPrintable(result.error().message));
    }
};

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
