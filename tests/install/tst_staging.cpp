// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/digest.h"
#include "install/buildcache.h"
#include "install/buildrecipe.h"
#include "install/controlfile.h"
#include "install/filechanges.h"
#include "install/regressionreport.h"
#include "install/sqlonlybuild.h"
#include "install/stagedtree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

/// From unpacked sources to checked files: how to build, what may be installed, what is kept.
class TestStaging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void detectsThePipeline_data();
    void detectsThePipeline();
    void namesWhatItCannotBuild_data();
    void namesWhatItCannotBuild();
    void pointsEverythingAtTheTarget();
    void readsControlFiles();
    void stagesSqlOnlyDistributions();
    void refusesASqlOnlyDistributionThatCannotWork_data();
    void refusesASqlOnlyDistributionThatCannotWork();
    void collectsFilesWithTheirPlaces();
    void refusesHostileStages_data();
    void refusesHostileStages();
    void collisionsAreRefused();
    void cacheGivesBackWhatItTook();
    void cacheThrowsDamagedEntriesAway();
    void cacheKeepsToItsCap();
    void readsRegressionReports_data();
    void readsRegressionReports();

private:
    void write(const QString &path, const QByteArray &content = "x") const;
    [[nodiscard]] QString source() const { return m_folder->path() + u"/source"_s; }
    [[nodiscard]] QString stage() const { return m_folder->path() + u"/stage"_s; }
    [[nodiscard]] Installation installation() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStaging::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(source()));
    QVERIFY(QDir().mkpath(stage()));
}

void TestStaging::write(const QString &path, const QByteArray &content) const
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

Installation TestStaging::installation() const
{
    const QString root = m_folder->path() + u"/pg"_s;
    Installation made;
    made.pgConfig = root + u"/bin/pg_config"_s;
    made.version = ServerVersion::parse(u"15.4"_s);
    made.bindir = root + u"/bin"_s;
    made.sharedir = root + u"/share"_s;
    made.pkglibdir = root + u"/lib"_s;
    made.docdir = root + u"/share/doc"_s;
    made.libdir = root + u"/lib"_s;
    return made;
}

void TestStaging::detectsThePipeline_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("makefile");
    QTest::addColumn<QString>("hint");
    QTest::addColumn<QString>("pipeline");
    const QString pgxs = u"PGXS := $(shell $(PG_CONFIG) --pgxs)\ninclude $(PGXS)\n"_s;
    QTest::newRow("PGXS") << QStringList{} << pgxs << QString() << u"pgxs"_s;
    QTest::newRow("configure") << QStringList{u"configure"_s} << pgxs << QString()
                               << u"configure"_s;
    QTest::newRow("configure makes the Makefile") << QStringList{u"configure"_s, u"Makefile.in"_s}
                                                  << QString() << QString() << u"configure"_s;
    QTest::newRow("CMake") << QStringList{u"CMakeLists.txt"_s} << QString() << QString()
                           << u"cmake"_s;
    QTest::newRow("CMake beside PGXS")
        << QStringList{u"CMakeLists.txt"_s} << pgxs << QString() << u"pgxs"_s;
    QTest::newRow("the hint wins")
        << QStringList{u"CMakeLists.txt"_s} << pgxs << u"cmake"_s << u"cmake"_s;
    QTest::newRow("SQL only") << QStringList{u"a.control"_s, u"sql/a--1.sql"_s} << QString()
                              << QString() << u"sql"_s;
}

void TestStaging::detectsThePipeline()
{
    QFETCH(QStringList, files);
    QFETCH(QString, makefile);
    QFETCH(QString, hint);
    QFETCH(QString, pipeline);
    for (const QString &file : std::as_const(files))
        write(source() + u'/' + file);
    if (!makefile.isEmpty())
        write(source() + u"/Makefile"_s, makefile.toUtf8());
    Release release;
    release.pipeline = hint;
    const Result<BuildRecipe::Pipeline> found = BuildRecipe::detect(source(), release);
    QVERIFY2(found, found ? "" : qPrintable(found.error().message));
    QCOMPARE(nameOf(*found), pipeline);
}

void TestStaging::namesWhatItCannotBuild_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("hint");
    QTest::addColumn<QString>("named");
    QTest::newRow("pgrx") << u"Cargo.toml"_s << QString() << u"pgrx"_s;
    QTest::newRow("meson") << u"meson.build"_s << QString() << u"meson"_s;
    QTest::newRow("autoconf") << u"configure.ac"_s << QString() << u"autoconf"_s;
    QTest::newRow("hint") << u"a.control"_s << u"npm"_s << u"npm"_s;
    QTest::newRow("nothing") << u"README.md"_s << QString() << u"Makefile"_s;
    QTest::newRow("hint without its file") << u"a.control"_s << u"pgxs"_s << u"Makefile"_s;
}

void TestStaging::namesWhatItCannotBuild()
{
    QFETCH(QString, file);
    QFETCH(QString, hint);
    QFETCH(QString, named);
    write(source() + u'/' + file);
    Release release;
    release.pipeline = hint;
    const Result<BuildRecipe::Pipeline> found = BuildRecipe::detect(source(), release);
    QVERIFY(!found);
    QVERIFY2(found.error().message.contains(named), qPrintable(found.error().message));
}

void TestStaging::pointsEverythingAtTheTarget()
{
    write(source() + u"/Makefile"_s, "ifdef USE_PGXS\nendif\n");
    Toolchain tools;
    tools.make = u"/usr/bin/make"_s;
    tools.cflags = u"-O2 -Wall"_s;
    tools.serverHasJit = true;
    const Result<BuildRecipe> recipe =
        BuildRecipe::make(BuildRecipe::Pipeline::Pgxs, source(), stage(), installation(), tools, 3);
    QVERIFY(recipe);
    QCOMPARE(recipe->tasks.size(), 2);
    const QString pgConfig = u"PG_CONFIG="_s + installation().pgConfig;
    QCOMPARE(recipe->tasks[0].command.arguments,
             (QStringList{u"-j3"_s, u"all"_s, pgConfig, u"USE_PGXS=1"_s, u"CFLAGS=-O2 -Wall"_s,
                          u"with_llvm=no"_s}));
    QVERIFY(recipe->tasks[1].command.arguments.contains(u"DESTDIR="_s + stage()));
    const QProcessEnvironment environment = *recipe->tasks[0].command.environment;
    QVERIFY(environment.value(u"PATH"_s).startsWith(installation().bindir + u':'));
    QCOMPARE(environment.value(u"PG_CONFIG"_s), installation().pgConfig);
    QVERIFY(environment.contains(u"CMAKE_PREFIX_PATH"_s));
    tools.make.clear();
    const Result<BuildRecipe> missing =
        BuildRecipe::make(BuildRecipe::Pipeline::Pgxs, source(), stage(), installation(), tools, 3);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::Missing);
}

void TestStaging::readsControlFiles()
{
    const ControlFile file = ControlFile::parse("# a comment\ncomment = 'it''s fine'   # more\n"
                                                "default_version='1.2'\nrelocatable = true\n"
                                                "module_pathname '$libdir/x'\n");
    QCOMPARE(file.value(u"comment"_s), u"it's fine"_s);
    QCOMPARE(file.defaultVersion(), u"1.2"_s);
    QCOMPARE(file.value(u"relocatable"_s), u"true"_s);
    QCOMPARE(file.modulePathname(), u"$libdir/x"_s);
}

void TestStaging::stagesSqlOnlyDistributions()
{
    write(source() + u"/a.control"_s, "default_version = '1.1'\n");
    write(source() + u"/sql/a--1.0.sql"_s);
    write(source() + u"/sql/a--1.0--1.1.sql"_s);
    write(source() + u"/sql/other--1.0.sql"_s);
    write(source() + u"/test/sql/a--9.sql"_s);
    write(source() + u"/README.md"_s);
    const Result<void> staged = SqlOnlyBuild::stage(source(), stage(), installation());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().message));
    const QString share = stage() + installation().sharedir;
    QCOMPARE(QDir(share + u"/extension"_s).entryList(QDir::Files),
             (QStringList{u"a--1.0--1.1.sql"_s, u"a--1.0.sql"_s, u"a.control"_s}));
    QVERIFY(QFileInfo::exists(stage() + installation().docdir + u"/extension/a/README.md"_s));
}

void TestStaging::refusesASqlOnlyDistributionThatCannotWork_data()
{
    QTest::addColumn<QByteArray>("control");
    QTest::addColumn<QString>("named");
    QTest::newRow("no script") << QByteArray("default_version = '2.0'\n") << u"a--2.0.sql"_s;
    QTest::newRow("needs a library")
        << QByteArray("default_version = '1.0'\nmodule_pathname = '$libdir/a'\n") << u"$libdir/a"_s;
    QTest::newRow("scripts elsewhere")
        << QByteArray("default_version = '1.0'\ndirectory = '../../etc'\n") << u"../../etc"_s;
}

void TestStaging::refusesASqlOnlyDistributionThatCannotWork()
{
    QFETCH(QByteArray, control);
    QFETCH(QString, named);
    write(source() + u"/a.control"_s, control);
    write(source() + u"/a--1.0.sql"_s);
    const Result<void> staged = SqlOnlyBuild::stage(source(), stage(), installation());
    QVERIFY(!staged);
    QVERIFY2(staged.error().message.contains(named), qPrintable(staged.error().message));
}

void TestStaging::collectsFilesWithTheirPlaces()
{
    const Installation pg = installation();
    write(stage() + pg.pkglibdir + u"/a.so"_s, "library");
    QVERIFY(QFile::setPermissions(stage() + pg.pkglibdir + u"/a.so"_s,
                                  QFileDevice::ReadOwner | QFileDevice::ExeOwner));
    write(stage() + pg.sharedir + u"/extension/a.control"_s);
    QCOMPARE(::symlink("a.so", QFile::encodeName(stage() + pg.pkglibdir + u"/b.so"_s)), 0);
    const TargetLayout layout = TargetLayout::of(pg);
    const Result<QList<StagedFile>> files = StagedTree::collect(stage(), layout, layout);
    QVERIFY2(files, files ? "" : qPrintable(files.error().message));
    QCOMPARE(files->size(), 3);
    QCOMPARE(files->at(0).destination, pg.pkglibdir + u"/a.so"_s);
    QCOMPARE(files->at(0).mode, 0755U);
    QCOMPARE(files->at(0).moduleName(), u"a"_s);
    QCOMPARE(files->at(1).moduleName(), u"b"_s); // the link's content
    QCOMPARE(files->at(1).sha256, files->at(0).sha256);
    QCOMPARE(files->at(2).place, (TargetLayout::Place{u"sharedir"_s, u"extension/a.control"_s}));
    // The same places in a person's own folder.
    const Result<QList<StagedFile>> own =
        StagedTree::collect(stage(), layout, TargetLayout::inUserFolder(u"/home/x/pg18"_s));
    QVERIFY(own);
    QCOMPARE(own->at(2).destination, u"/home/x/pg18/share/extension/a.control"_s);
}

void TestStaging::refusesHostileStages_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"outside", "absolute link", "leaving link", "folder link", "setuid",
                             "fifo", "hard link", "system's libraries"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestStaging::refusesHostileStages()
{
    QFETCH(QString, kind);
    Installation pg = installation();
    const QString folder = stage() + pg.sharedir + u"/extension"_s;
    write(folder + u"/a.control"_s);
    write(m_folder->path() + u"/secret"_s);
    const QByteArray trap = QFile::encodeName(folder + u"/trap"_s);
    if (kind == u"outside"_s)
        write(stage() + u"/etc/cron.d/trap"_s);
    else if (kind == u"absolute link"_s)
        QCOMPARE(::symlink("/etc/passwd", trap.constData()), 0);
    else if (kind == u"leaving link"_s)
        QCOMPARE(::symlink("../../../../../../../../../../etc/passwd", trap.constData()), 0);
    else if (kind == u"folder link"_s)
        QCOMPARE(::symlink(".", trap.constData()), 0);
    else if (kind == u"fifo"_s)
        QCOMPARE(::mkfifo(trap.constData(), 0644), 0);
    else if (kind == u"hard link"_s)
        QCOMPARE(::link(QFile::encodeName(m_folder->path() + u"/secret"_s), trap.constData()), 0);
    else if (kind == u"setuid"_s) {
        write(folder + u"/trap"_s);
        QCOMPARE(::chmod(trap.constData(), 04755), 0);
    }
    // A part of every Debian installation, but not of PostgreSQL.
    pg.libdir = u"/usr/lib/x86_64-linux-gnu"_s;
    if (kind == u"system's libraries"_s)
        write(stage() + pg.libdir + u"/glibc-hwcaps/x86-64-v2/trap.so.3"_s);
    const TargetLayout layout = TargetLayout::of(pg);
    const Result<QList<StagedFile>> files = StagedTree::collect(stage(), layout, layout);
    QVERIFY(!files);
    QCOMPARE(files.error().kind, Error::Kind::Refused);
    QVERIFY2(files.error().message.contains(u"trap"_s), qPrintable(files.error().message));
}

void TestStaging::collisionsAreRefused()
{
    const Installation pg = installation();
    const TargetLayout layout = TargetLayout::of(pg);
    const ManifestStore store(m_folder->path() + u"/manifests"_s);
    const auto check = [&](const QString &path) {
        StagedFile file;
        file.destination = path;
        file.place = layout.placeOf(path).value_or(TargetLayout::Place{});
        return FileChanges::checkCollisions({file}, store, {u"mine"_s});
    };
    QVERIFY(check(pg.pkglibdir + u"/mine.so"_s));
    QVERIFY(!check(pg.pkglibdir + u"/plpgsql.so"_s));
    QVERIFY(!check(pg.pkglibdir + u"/pgoutput.so"_s));
    QVERIFY(!check(pg.sharedir + u"/extension/hstore.control"_s));
    QVERIFY(check(pg.pkglibdir + u"/bitcode/mine/src/cube.bc"_s));
    // Programs that are there are somebody's.
    write(pg.bindir + u"/psql"_s);
    QVERIFY(!check(pg.bindir + u"/psql"_s));
    QVERIFY(check(pg.bindir + u"/mine_tool"_s));
    write(pg.sharedir + u"/postgres.bki"_s);
    QVERIFY(!check(pg.sharedir + u"/postgres.bki"_s));
    // An extension's file that nobody owns may be replaced; another distribution's may not.
    write(pg.sharedir + u"/extension/mine.control"_s);
    QVERIFY(check(pg.sharedir + u"/extension/mine.control"_s));
    const Result<QString> id = store.create(u"Other"_s, QDateTime::currentDateTimeUtc());
    QVERIFY(id);
    Manifest manifest;
    manifest.id = *id;
    manifest.distribution = u"Other"_s;
    manifest.state = Manifest::State::Complete;
    const Result<PlaceState> state = PlaceState::at(pg.sharedir + u"/extension/mine.control"_s);
    QVERIFY(state);
    Manifest::File file;
    file.path = pg.sharedir + u"/extension/mine.control"_s;
    file.sha256 = state->sha256;
    manifest.files << file;
    QVERIFY(store.save(manifest));
    QCOMPARE(*store.load(*id), manifest);
    QCOMPARE(store.ownerOf(file.path)->id, *id);
    const Result<void> taken = check(file.path);
    QVERIFY(!taken);
    QCOMPARE(taken.error().kind, Error::Kind::Conflict);
    QVERIFY(taken.error().message.contains(u"Other"_s));
}

void TestStaging::cacheGivesBackWhatItTook()
{
    const Installation pg = installation();
    const TargetLayout layout = TargetLayout::of(pg);
    write(stage() + pg.pkglibdir + u"/a.so"_s, "library");
    const Result<QList<StagedFile>> files = StagedTree::collect(stage(), layout, layout);
    QVERIFY(files);
    const BuildCache cache(m_folder->path() + u"/builds"_s, 1024 * 1024);
    Digests digests;
    QVERIFY(BuildCache::key(digests, pg).isEmpty());
    digests.sha1 = QByteArray(20, 'a');
    const QString key = BuildCache::key(digests, pg);
    QVERIFY(!cache.contains(key));
    QVERIFY(cache.store(key, *files));
    QVERIFY(cache.contains(key));
    const std::optional<QList<StagedFile>> taken =
        cache.take(key, TargetLayout::inUserFolder(u"/own"_s), m_folder->path() + u"/taken"_s);
    QVERIFY(taken);
    QCOMPARE(taken->size(), 1);
    // A job that had taken it failed when the cache was emptied or trimmed before it copied the files.
    cache.remove(key);
    QVERIFY(!cache.contains(key));
    const Result<FileDigests> still = digestsOfFile(taken->first().source);
    QVERIFY(still);
    QCOMPARE(still->sha256, taken->first().sha256);
    QCOMPARE(taken->first().destination, u"/own/lib/a.so"_s);
    QCOMPARE(taken->first().sha256, files->first().sha256);
    Installation other = pg;
    other.configure = u"--with-llvm"_s;
    QVERIFY(BuildCache::key(digests, other) != key);
}

void TestStaging::cacheThrowsDamagedEntriesAway()
{
    const Installation pg = installation();
    const TargetLayout layout = TargetLayout::of(pg);
    write(stage() + pg.pkglibdir + u"/a.so"_s, "library");
    const Result<QList<StagedFile>> files = StagedTree::collect(stage(), layout, layout);
    QVERIFY(files);
    const QString folder = m_folder->path() + u"/builds"_s;
    const BuildCache cache(folder, 1024 * 1024);
    QVERIFY(cache.store(u"key"_s, *files));
    write(folder + u"/key/0"_s, "changed");
    QVERIFY(!cache.take(u"key"_s, layout, m_folder->path() + u"/taken"_s));
    QVERIFY(!cache.contains(u"key"_s));
}

void TestStaging::cacheKeepsToItsCap()
{
    const Installation pg = installation();
    const TargetLayout layout = TargetLayout::of(pg);
    write(stage() + pg.pkglibdir + u"/a.so"_s, QByteArray(60'000, 'x'));
    const Result<QList<StagedFile>> files = StagedTree::collect(stage(), layout, layout);
    QVERIFY(files);
    const BuildCache cache(m_folder->path() + u"/builds"_s, 150'000);
    for (const QString &key : {u"one"_s, u"two"_s}) {
        QVERIFY(cache.store(key, *files));
        QFile entry(m_folder->path() + u"/builds/"_s + key + u"/entry.json"_s);
        QVERIFY(entry.open(QIODevice::ReadWrite));
        // Older than what is to come, "one" the oldest.
        QVERIFY(
            entry.setFileTime(QDateTime::currentDateTime().addSecs(key == u"one"_s ? -200 : -100),
                              QFileDevice::FileModificationTime));
    }
    QVERIFY(cache.take(u"one"_s, layout, m_folder->path() + u"/taken"_s)); // used just now
    QVERIFY(cache.store(u"three"_s, *files));
    QVERIFY(cache.contains(u"one"_s));
    QVERIFY(!cache.contains(u"two"_s));
    QVERIFY(cache.contains(u"three"_s));
}

void TestStaging::readsRegressionReports_data()
{
    QTest::addColumn<QString>("output");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("ran");
    QTest::addColumn<int>("passed");
    QTest::addColumn<int>("total");
    QTest::newRow("15") << u"test base                         ... ok           31 ms\n"
                           "test acl                          ... FAILED       10 ms\n"
                           " 1 of 2 tests failed. \n"_s
                        << 2 << true << 1 << 2;
    QTest::newRow("15 parallel") << u"parallel group (2 tests):  b a\n"
                                    "     a                            ... ok           31 ms\n"
                                    "     b                            ... ok           10 ms\n"_s
                                 << 0 << true << 2 << 2;
    QTest::newRow("16") << u"# using postmaster\nok 1         - base           31 ms\n"
                           "not ok 2     - acl           10 ms\n1..2\n# 1 of 2 tests failed.\n"_s
                        << 2 << true << 1 << 2;
    QTest::newRow("pg_prove") << u"Files=3, Tests=27,  1 wallclock secs\nResult: PASS\n"_s << 0
                              << true << 27 << 27;
    QTest::newRow("none") << u"make: Nothing to be done for 'installcheck'.\n"_s << 0 << false << 0
                          << 0;
}

void TestStaging::readsRegressionReports()
{
    QFETCH(QString, output);
    QFETCH(int, exitCode);
    const RegressionReport report = RegressionReport::parse(output, exitCode);
    QTEST(report.ran, "ran");
    QTEST(report.passed, "passed");
    QTEST(report.total, "total");
    QCOMPARE(report.isGreen(), report.ran && exitCode == 0);
}

QTEST_GUILESS_MAIN(TestStaging)
#include "tst_staging.moc"
