// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/jsonschema.h"

#include "registry/reports/reportkinds.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class TestJsonSchema : public QObject
{
    Q_OBJECT

private slots:
    void problemNamesPlaceAndRemedy_data();
    void problemNamesPlaceAndRemedy();
    void unknownWordIsAProblem();
    void referencesAreFollowed();
    void everyKindHasASchemaThatIsCheckedWhole();
};

void TestJsonSchema::problemNamesPlaceAndRemedy_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value"); // in a list, so that it can be anything
    QTest::addColumn<QString>("problem");  // the beginning; empty: none
    const auto row = [](const char *name, const QByteArray &schema, const QByteArray &value,
                        const QString &problem) {
        QTest::newRow(name) << schema << '[' + value + ']' << problem;
    };
    row("right type", R"({"type":"integer"})", "3", {});
    row("wrong type", R"({"type":"integer"})", "3.5",
        u"/: should be of type \"integer\", not 3.5"_s);
    row("one of two types", R"({"type":["string","null"]})", "null", {});
    row("not in the list", R"({"enum":["a","b"]})", R"("c")",
        u"/: should be one of \"a\", \"b\", not \"c\""_s);
    row("too small", R"({"minimum":8})", "7", u"/: should be 8 or more, not 7"_s);
    row("too long", R"({"maxLength":2})", R"("abc")", u"/: should have at most 2 characters"_s);
    row("characters, not code units", R"({"maxLength":1})", "\"\xF0\x9F\x90\x98\"", {});
    row("too few", R"({"minItems":1})", "[]", u"/: should have 1 items or more"_s);
    row("pattern", R"({"pattern":"^https?://"})", R"("javascript:x")", u"/: should match "_s);
    row("pattern ends at the end", R"({"pattern":"^a$"})", R"("a\n")", u"/: should match "_s);
    row("member is missing", R"({"required":["a"]})", "{}", u"/: the member “a” is missing"_s);
    row("unknown member", R"({"properties":{"a":{}},"additionalProperties":false})", R"({"b":1})",
        u"/: there is no member “b”; there are a"_s);
    row("deep place", R"({"properties":{"a/b":{"items":{"type":"string"}}}})", R"({"a/b":["x",1]})",
        u"/a~1b/1: should be of type \"string\""_s);
    row("none of the alternatives", R"({"anyOf":[{"required":["a"]},{"required":["b"]}]})", "{}",
        u"/: should be one of the alternatives"_s);
    row("both of one", R"({"oneOf":[{"type":"number"},{"minimum":1}]})", "2",
        u"/: should be exactly one"_s);
    row("date", R"({"format":"date"})", R"("2024-02-30")", u"/: should be a date"_s);
    row("time without zone", R"({"format":"date-time"})", R"("2024-03-02T10:11:12")",
        u"/: should be a date-time"_s);
    row("time", R"({"format":"date-time"})", R"("2024-03-02T10:11:12Z")", {});
}

void TestJsonSchema::problemNamesPlaceAndRemedy()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QFETCH(QString, problem);
    const QJsonObject words = QJsonDocument::fromJson(schema).object();
    QVERIFY(!words.isEmpty());
    const QStringList problems =
        JsonSchema(words).problemsOf(QJsonDocument::fromJson(value).array().first());
    if (problem.isEmpty()) {
        QCOMPARE(problems, QStringList());
    } else {
        QCOMPARE(problems.size(), 1);
        QVERIFY2(problems.first().startsWith(problem), qPrintable(problems.first()));
    }
}

void TestJsonSchema::unknownWordIsAProblem()
{
    const QJsonObject words{{u"multipleOf"_s, 2}};
    QCOMPARE(JsonSchema(words).problemsOf(4).size(), 1);
}

void TestJsonSchema::referencesAreFollowed()
{
    const QJsonObject words{{u"$defs"_s, QJsonObject{{u"n"_s, QJsonObject{{u"minimum"_s, 2}}}}},
                            {u"items"_s, QJsonObject{{u"$ref"_s, u"#/$defs/n"_s}}}};
    QCOMPARE(JsonSchema(words).problemsOf(QJsonArray{2, 1}),
             QStringList{u"/1: should be 2 or more, not 1"_s});
}

void TestJsonSchema::everyKindHasASchemaThatIsCheckedWhole()
{
    for (const QString &kind : ReportKinds::all() + QStringList{ReportKinds::ownBuild()}) {
        const QJsonObject schema = ReportKinds::schema(kind);
        QCOMPARE(schema[u"$schema"].toString(), u"https://json-schema.org/draft/2020-12/schema"_s);
        const QStringList problems = JsonSchema(schema).problemsOf(QJsonObject());
        for (const QString &problem : problems)
            QVERIFY2(!problem.contains(u"is not checked"_s), qPrintable(problem));
        QVERIFY2(!problems.isEmpty(), qPrintable(kind + u": nothing is needed"_s));
    }
    QVERIFY(ReportKinds::schema(u"nonsense"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestJsonSchema)
#include "tst_jsonschema.moc"
