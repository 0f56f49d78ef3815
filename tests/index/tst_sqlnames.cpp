// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/sqlnames.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSqlNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsCreated_data();
    void findsWhatIsCreated();
    void unfinishedTextEnds_data();
    void unfinishedTextEnds();
};

void TestSqlNames::findsWhatIsCreated_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("function") << u"CREATE FUNCTION Add(a int) RETURNS int AS 'x' LANGUAGE C;"_s
                              << QStringList{u"add"_s};
    QTest::newRow("or replace, schema")
        << u"create or replace function app.f() returns void as $$$$;"_s << QStringList{u"f"_s};
    QTest::newRow("extschema") << u"CREATE FUNCTION @extschema@.part() RETURNS void;"_s
                               << QStringList{u"part"_s};
    QTest::newRow("quoted") << u"CREATE FUNCTION \"My \"\"Own\"\" Name\"(x int);"_s
                            << QStringList{u"My \"Own\" Name"_s};
    QTest::newRow("each kind")
        << u"CREATE PROCEDURE p(); CREATE AGGREGATE ag(int) (sfunc = f); CREATE TYPE ty; CREATE "
           u"DOMAIN d AS int;"
           "CREATE TEMP VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW IF NOT EXISTS mv AS SELECT 1;"
           "CREATE RECURSIVE VIEW rv(a) AS SELECT 1; CREATE TABLE t(); CREATE INDEX i ON t(a);"_s
        << QStringList{u"p"_s, u"ag"_s, u"ty"_s, u"d"_s, u"v"_s, u"mv"_s, u"rv"_s};
    QTest::newRow("operators")
        << u"CREATE OPERATOR <-> (leftarg = a); CREATE OPERATOR pg_catalog.@> (leftarg = a);"
           "CREATE OPERATOR CLASS c FOR TYPE t; CREATE OPERATOR FAMILY f USING btree;"_s
        << QStringList{u"<->"_s, u"@>"_s};
    QTest::newRow("dollar quotes hide") << u"CREATE FUNCTION a() AS $fn$ BEGIN EXECUTE $$CREATE "
                                           u"FUNCTION no();$$; END; $fn$ LANGUAGE plpgsql;"
                                           "CREATE FUNCTION b();"_s
                                        << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("strings hide")
        << u"SELECT 'it''s; CREATE FUNCTION no();'; SELECT E'\\\\'; CREATE TYPE yes;"_s
        << QStringList{u"yes"_s};
    QTest::newRow("escaped quote")
        << u"SELECT E'\\'; CREATE FUNCTION no(); \\''; CREATE TYPE yes;"_s << QStringList{u"yes"_s};
    QTest::newRow("comments hide")
        << u"-- CREATE FUNCTION no();\n/* CREATE /* nested */ FUNCTION no2(); */ CREATE TYPE yes;"_s
        << QStringList{u"yes"_s};
    QTest::newRow("psql commands")
        << u"\\echo Use \"CREATE EXTENSION x\" to load this file. \\quit\nCREATE TYPE yes;"_s
        << QStringList{u"yes"_s};
    QTest::newRow("parameters are no quotes")
        << u"PREPARE q AS SELECT $1, $2; CREATE TYPE yes;"_s << QStringList{u"yes"_s};
    QTest::newRow("each once") << u"CREATE FUNCTION f(int); CREATE FUNCTION f(text);"_s
                               << QStringList{u"f"_s};
    QTest::newRow("not Latin") << u"CREATE FUNCTION поиск();"_s << QStringList{u"поиск"_s};
    QTest::newRow("nothing") << u""_s << QStringList{};
    QTest::newRow("nonsense")
        << u"CREATE FUNCTION ; CREATE ; ;; FUNCTION x; CREATE OR FUNCTION y;"_s << QStringList{};
}

void TestSqlNames::findsWhatIsCreated()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, names);
    QCOMPARE(SqlNames::functionsIn(sql), names);
}

void TestSqlNames::unfinishedTextEnds_data()
{
    QTest::addColumn<QString>("sql");
    for (const char *text : {"'",
                             "E'\\",
                             "\"",
                             "$$",
                             "$x",
                             "$",
                             "/*",
                             "/* /*",
                             "--",
                             "\\",
                             "@",
                             "@x",
                             "CREATE",
                             "CREATE FUNCTION",
                             "CREATE FUNCTION a.",
                             "CREATE OPERATOR",
                             "CREATE OPERATOR a.",
                             "CREATE TYPE \"",
                             "u&'",
                             "create if not"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestSqlNames::unfinishedTextEnds()
{
    QFETCH(QString, sql);
    QVERIFY(SqlNames::functionsIn(sql).isEmpty());
    QVERIFY(SqlNames::functionsIn(sql.repeated(3)).size() <= 3);
}

QTEST_GUILESS_MAIN(TestSqlNames)
#include "tst_sqlnames.moc"
