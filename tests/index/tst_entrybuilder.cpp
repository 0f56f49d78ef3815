// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/entrybuilder.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestEntryBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void languageIsFoundInTheArchive_data();
    void languageIsFoundInTheArchive();
    void languageIsFoundInMetaWithoutAnArchive();
    void modulesOfVersion2SayWhetherToRestart_data();
    void modulesOfVersion2SayWhetherToRestart();
    void restartIsReadFromTexts_data();
    void restartIsReadFromTexts();
    void sqlOnlyNeverNeedsARestart();
    void sourceThatRefusesToLoadLaterNeedsARestart();
    void plainTextHasNoMarkup();
};

namespace {

Release releaseNamed(const QString &name)
{
    Release release;
    release.name = name;
    ProvidedExtension extension;
    extension.name = name;
    release.extensions = {extension};
    return release;
}

} // namespace

void TestEntryBuilder::languageIsFoundInTheArchive_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("native");
    QTest::newRow("C") << QStringList{u"x-1.0.0/src/x.c"_s, u"x-1.0.0/sql/x.sql"_s} << u""_s
                       << u"c"_s << true;
    QTest::newRow("C++") << QStringList{u"x.cpp"_s, u"y.cc"_s, u"glue.c"_s} << u""_s << u"c++"_s
                         << true;
    QTest::newRow("Rust") << QStringList{u"Cargo.toml"_s, u"src/lib.rs"_s} << u""_s << u"rust"_s
                          << true;
    QTest::newRow("SQL") << QStringList{u"x.control"_s, u"sql/x.sql"_s}
                         << u"CREATE VIEW v AS SELECT 1;"_s << u"sql"_s << false;
    QTest::newRow("PL/pgSQL") << QStringList{u"x.control"_s, u"sql/x.sql"_s}
                              << u"CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'x';"_s
                              << u"plpgsql"_s << false;
    QTest::newRow("quoted language")
        << QStringList{u"sql/x.sql"_s} << u"... language 'plperl';"_s << u"plperl"_s << false;
    QTest::newRow("C only in tests")
        << QStringList{u"sql/x.sql"_s, u"test/run.c"_s, u"examples/a.c"_s} << u""_s << u"sql"_s
        << false;
}

void TestEntryBuilder::languageIsFoundInTheArchive()
{
    QFETCH(QStringList, paths);
    QFETCH(QString, script);
    QFETCH(QString, language);
    QFETCH(bool, native);
    ArchiveFacts facts;
    facts.paths = paths;
    facts.texts.insert(u"sql/x.sql"_s, script);
    facts.bytes = 77;
    const IndexEntry entry = buildEntry(releaseNamed(u"x"_s), {}, u"r"_s, {}, {}, {}, facts);
    QCOMPARE(entry.language, language);
    QCOMPARE(entry.hasNativeCode, native);
    QCOMPARE(entry.archiveBytes, 77);
    QCOMPARE(entry.registry, u"r"_s);
}

void TestEntryBuilder::languageIsFoundInMetaWithoutAnArchive()
{
    Release release = releaseNamed(u"x"_s);
    QCOMPARE(buildEntry(release, {}, u"r"_s).language, QString());
    QCOMPARE(buildEntry(release, {}, u"r"_s).hasNativeCode, false);
    release.tags = {u"C"_s};
    QCOMPARE(buildEntry(release, {}, u"r"_s).language, u"c"_s);
    QCOMPARE(buildEntry(release, {}, u"r"_s).hasNativeCode, true);
    release.tags = {u"plpgsql"_s};
    QCOMPARE(buildEntry(release, {}, u"r"_s).language, u"plpgsql"_s);
    QCOMPARE(buildEntry(release, {}, u"r"_s).hasNativeCode, false);
    release.pipeline = u"pgrx"_s;
    QCOMPARE(buildEntry(release, {}, u"r"_s).language, u"rust"_s);
    release = releaseNamed(u"x"_s);
    Requirement requirement;
    requirement.source = Requirement::Source::Core;
    requirement.name = u"plpython3u"_s;
    release.requirements = {requirement};
    QCOMPARE(buildEntry(release, {}, u"r"_s).language, u"plpython3u"_s);
}

void TestEntryBuilder::modulesOfVersion2SayWhetherToRestart_data()
{
    QTest::addColumn<int>("preload");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("restart");
    using Module = ProvidedModule;
    QTest::newRow("server") << int(Module::Preload::Server) << int(Module::Kind::Hook) << true;
    QTest::newRow("worker") << int(Module::Preload::None) << int(Module::Kind::BackgroundWorker)
                            << true;
    QTest::newRow("session") << int(Module::Preload::Session) << int(Module::Kind::Hook) << false;
    QTest::newRow("none") << int(Module::Preload::None) << int(Module::Kind::Extension) << false;
}

void TestEntryBuilder::modulesOfVersion2SayWhetherToRestart()
{
    QFETCH(int, preload);
    QFETCH(int, kind);
    QFETCH(bool, restart);
    Release release = releaseNamed(u"x"_s);
    ProvidedModule module;
    module.preload = ProvidedModule::Preload(preload);
    module.kind = ProvidedModule::Kind(kind);
    release.modules = {module};
    const IndexEntry entry = buildEntry(release, {}, u"r"_s);
    QCOMPARE(entry.needsRestart, restart);
    QVERIFY(entry.hasNativeCode);
}

void TestEntryBuilder::restartIsReadFromTexts_data()
{
    QTest::addColumn<QString>("readme");
    QTest::addColumn<bool>("restart");
    QTest::newRow("assignment") << u"    shared_preload_libraries = 'pg_x'   # restart"_s << true;
    QTest::newRow("among others") << u"shared_preload_libraries='pg_stat_statements, pg_x'"_s
                                  << true;
    QTest::newRow("alter system") << u"ALTER SYSTEM SET shared_preload_libraries TO pg_x;"_s
                                  << true;
    QTest::newRow("others only") << u"shared_preload_libraries = 'pg_stat_statements'"_s << false;
    QTest::newRow("sentence") << u"The library must be added to `shared_preload_libraries`."_s
                              << true;
    QTest::newRow("denied") << u"You do not need to add it to shared_preload_libraries."_s << false;
    QTest::newRow("no need") << u"There is no need to include it in shared_preload_libraries."_s
                             << false;
    QTest::newRow("not mentioned") << u"Just install it."_s << false;
}

void TestEntryBuilder::restartIsReadFromTexts()
{
    QFETCH(QString, readme);
    QFETCH(bool, restart);
    ArchiveFacts facts;
    facts.paths = {u"pg_x.c"_s};
    const Release release = releaseNamed(u"pg_x"_s);
    QCOMPARE(buildEntry(release, {}, u"r"_s, {readme, u"README.md"_s}, {}, {}, facts).needsRestart,
             restart);
    QCOMPARE(buildEntry(release, {}, u"r"_s, {}, readme, {}, facts).needsRestart, restart);
}

void TestEntryBuilder::sqlOnlyNeverNeedsARestart()
{
    ArchiveFacts facts;
    facts.paths = {u"sql/x.sql"_s};
    const IndexEntry entry =
        buildEntry(releaseNamed(u"x"_s), {}, u"r"_s,
                   {u"shared_preload_libraries = 'x'"_s, u"README"_s}, {}, {}, facts);
    QVERIFY(!entry.needsRestart);
}

void TestEntryBuilder::sourceThatRefusesToLoadLaterNeedsARestart()
{
    ArchiveFacts facts;
    facts.paths = {u"x.c"_s};
    facts.texts.insert(u"x.c"_s,
                       u"if (!process_shared_preload_libraries_in_progress) ereport(ERROR"_s);
    QVERIFY(buildEntry(releaseNamed(u"x"_s), {}, u"r"_s, {}, {}, {}, facts).needsRestart);
}

void TestEntryBuilder::plainTextHasNoMarkup()
{
    const QString markdown =
        u"# Title #\n\n[![build](https://ci.example/b.svg)](https://ci.example)\n"
        "Some **bold** `code` and a [link](https://example.org/very/long).\n"
        "```sql\nSELECT 1 < 2;\n```\n<p align=\"center\">Centre &amp; more</p>\n"
        "<!-- hidden -->\n[ref]: https://example.org\n"_s;
    const QString plain = plainTextOf({markdown, u"README.md"_s});
    for (const QString &there :
         {u"Title"_s, u"bold code"_s, u"a link."_s, u"SELECT 1 < 2;"_s, u"Centre & more"_s})
        QVERIFY2(plain.contains(there), qPrintable(there + u"\n"_s + plain));
    for (const QString &gone :
         {u"#"_s, u"http"_s, u"**"_s, u"`"_s, u"<p"_s, u"hidden"_s, u"build"_s})
        QVERIFY2(!plain.contains(gone), qPrintable(gone + u"\n"_s + plain));
    QCOMPARE(plainTextOf({markdown, u"README"_s}), markdown);
}

QTEST_GUILESS_MAIN(TestEntryBuilder)
#include "tst_entrybuilder.moc"
