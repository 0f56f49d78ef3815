// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/finders.h"
#include "postgres/installation.h"
#include "postgres/relocatedcopy.h"
#include "postgres/testservers.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using Origin = Installation::Origin;

namespace {

/// A pg_config that says what it is told, below a fixture's root.
void addPgConfig(const QString &path, const QString &version = u"15.4"_s,
                 const QString &bindir = {})
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QString own = bindir.isEmpty() ? QFileInfo(path).path() : bindir;
    const QString prefix = QFileInfo(own).path();
    file.write(u"#!/bin/sh\ncat <<'END'\nBINDIR = %1\nPKGLIBDIR = %2/lib\nSHAREDIR = %2/share\n"
               "INCLUDEDIR-SERVER = %2/include/server\nPGXS = %2/lib/pgxs/src/makefiles/pgxs.mk\n"
               "CONFIGURE =  '--prefix=%2' 'A = B'\nVERSION = PostgreSQL %3\nEND\n"_s
                   .arg(own, prefix, version)
                   .toUtf8());
    file.close();
    QVERIFY(
        file.setPermissions(file.permissions() | QFileDevice::ExeOwner | QFileDevice::ExeOther));
}

class Fixture
{
public:
    Fixture() { root.root = folder.path(); }
    [[nodiscard]] QString path(const QString &place) const { return folder.path() + place; }

    QTemporaryDir folder;
    SearchRoot root;
    ProcessRunner runner;
};

} // namespace

class InstallationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyPostgresFoldersAreAllowed_data();
    void onlyPostgresFoldersAreAllowed();
    void readsVersions_data();
    void readsVersions();
    void versionSurvivesItsNumber();
    void findsEachLayout_data();
    void findsEachLayout();
    void findsWhatTheWindowsRegistryNames();
    void findsThoseOfRunningServers();
    void listsOneInstallationOnce();
    void mostSpecificOriginWins();
    void newestComesFirst();
    void brokenPgConfigsAreLeftOut();
    void inspectTellsWhatIsWrong();
    void buildingNeedsHeadersAndMakefiles();
    void realInstallationsAnswer_data() { TestServers::addRows(); }
    void realInstallationsAnswer();
    void sharedFoldersAreKnown();
};

void InstallationTest::readsVersions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("shortText");
    QTest::addColumn<QString>("semVer");
    QTest::newRow("debian") << u"PostgreSQL 15.20 (Debian 15.20-0+deb12u1)"_s << 150020
                            << u"15.20"_s << u"15.20.0"_s;
    QTest::newRow("plain") << u"17.0"_s << 170000 << u"17.0"_s << u"17.0.0"_s;
    QTest::newRow("three parts") << u"PostgreSQL 9.6.24"_s << 90624 << u"9.6.24"_s << u"9.6.24"_s;
    QTest::newRow("beta") << u"PostgreSQL 18beta2"_s << 180000 << u"18beta2"_s << u"18.0.0"_s;
    QTest::newRow("devel") << u"19devel"_s << 190000 << u"19devel"_s << u"19.0.0"_s;
    QTest::newRow("major only") << u"15"_s << 150000 << u"15"_s << u"15.0.0"_s;
    QTest::newRow("old folder") << u"9.6"_s << 90600 << u"9.6.0"_s << u"9.6.0"_s;
    QTest::newRow("other product")
        << u"EnterpriseDB 16.1.0"_s << 160001 << u"16.1"_s << u"16.1.0"_s;
    QTest::newRow("nothing") << QString() << 0 << u"0.0.0"_s << u"0.0.0"_s;
    QTest::newRow("words") << u"not a version"_s << 0 << u"0.0.0"_s << u"0.0.0"_s;
    QTest::newRow("overlong") << u"PostgreSQL 99999999999.1"_s << 0 << u"0.0.0"_s << u"0.0.0"_s;
}

void InstallationTest::readsVersions()
{
    QFETCH(QString, text);
    const ServerVersion version = ServerVersion::parse(text);
    QTEST(version.number(), "number");
    QTEST(version.shortText(), "shortText");
    QTEST(version.semVer(), "semVer");
}

void InstallationTest::versionSurvivesItsNumber()
{
    for (const int number : {90100, 90624, 100000, 150020, 180006}) {
        QCOMPARE(ServerVersion::fromNumber(number).number(), number);
        QCOMPARE(ServerVersion::parse(ServerVersion::fromNumber(number).text).number(), number);
    }
    QCOMPARE(ServerVersion::fromNumber(-1).major, 0);
}

void InstallationTest::findsEachLayout_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<Origin>("origin");
    const auto row = [](const char *name, const QString &place, Origin origin) {
        QTest::newRow(name) << place << origin;
    };
    row("Debian", u"/usr/lib/postgresql/15/bin/pg_config"_s, Origin::Debian);
    row("Debian, old", u"/usr/lib/postgresql/9.6/bin/pg_config"_s, Origin::Debian);
    row("RPM", u"/usr/pgsql-16/bin/pg_config"_s, Origin::Pgdg);
    row("source", u"/usr/local/pgsql/bin/pg_config"_s, Origin::Source);
    row("source, versioned", u"/usr/local/pgsql-17/bin/pg_config"_s, Origin::Source);
    row("opt", u"/opt/pgsql-16/bin/pg_config"_s, Origin::Source);
    row("opt, nested", u"/opt/postgres/16/bin/pg_config"_s, Origin::Source);
    row("Homebrew on ARM", u"/opt/homebrew/opt/postgresql@16/bin/pg_config"_s, Origin::Homebrew);
    row("Homebrew, unversioned", u"/opt/homebrew/opt/postgresql/bin/pg_config"_s, Origin::Homebrew);
    row("Homebrew cellar", u"/opt/homebrew/Cellar/postgresql@16/16.2_1/bin/pg_config"_s,
        Origin::Homebrew);
    row("Homebrew on Intel", u"/usr/local/opt/postgresql@14/bin/pg_config"_s, Origin::Homebrew);
    row("Homebrew cellar on Intel", u"/usr/local/Cellar/postgresql@14/14.9/bin/pg_config"_s,
        Origin::Homebrew);
    row("Homebrew on Linux", u"/home/linuxbrew/.linuxbrew/opt/postgresql@17/bin/pg_config"_s,
        Origin::Homebrew);
    row("Postgres.app", u"/Applications/Postgres.app/Contents/Versions/16/bin/pg_config"_s,
        Origin::PostgresApp);
    row("Postgres.app at home",
        u"/home/me/Applications/Postgres.app/Contents/Versions/16/bin/pg_config"_s,
        Origin::PostgresApp);
    row("EDB on macOS", u"/Library/PostgreSQL/15/bin/pg_config"_s, Origin::Edb);
    row("EDB on Linux", u"/opt/PostgreSQL/13/bin/pg_config"_s, Origin::Edb);
    row("EDB on Windows", u"/C/Program Files/PostgreSQL/16/bin/pg_config.exe"_s, Origin::Edb);
    row("pgenv", u"/home/me/.pgenv/pgsql-16.1/bin/pg_config"_s, Origin::Pgenv);
    row("asdf", u"/home/me/.asdf/installs/postgres/15.3/bin/pg_config"_s, Origin::Source);
    row("mise", u"/home/me/.local/share/mise/installs/postgres/15.3/bin/pg_config"_s,
        Origin::Source);
    row("PATH", u"/somewhere/bin/pg_config"_s, Origin::Path);
    row("by hand", u"/elsewhere/pg_config"_s, Origin::Manual);
}

void InstallationTest::findsEachLayout()
{
    QFETCH(QString, place);
    QFETCH(Origin, origin);
    Fixture fixture;
    fixture.root.home = fixture.path(u"/home/me"_s);
    fixture.root.path = {fixture.path(u"/nothing/here"_s), fixture.path(u"/somewhere/bin"_s)};
    fixture.root.addedInstallations = {fixture.path(u"/elsewhere/pg_config"_s)};
    addPgConfig(fixture.path(place));
    // A file that is in the way of a pattern, and a folder called pg_config.
    QVERIFY(QDir().mkpath(fixture.path(u"/usr/lib/postgresql/old/bin/pg_config"_s)));
    QFile file(fixture.path(u"/usr/lib/postgresql/README"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));

    const InstallationFinder finder(fixture.root, fixture.runner);
    const auto candidates = finder.candidates();
    QCOMPARE(candidates.size(), 1);
    QCOMPARE(candidates.first().first, fixture.path(place));
    QCOMPARE(candidates.first().second, origin);
    const QList<Installation> found = finder.find();
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().origin, origin);
    QCOMPARE(found.first().pgConfig, fixture.path(place));
    QVERIFY(!found.first().originText().isEmpty());
    QVERIFY(!nameOf(origin).isEmpty());
}

void InstallationTest::findsWhatTheWindowsRegistryNames()
{
    const QString exported = uR"(Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\PostgreSQL\Installations]

[HKEY_LOCAL_MACHINE\SOFTWARE\PostgreSQL\Installations\postgresql-x64-16]
"Base Directory"="D:\\Databases\\Postgres 16"
"Data Directory"="D:\\Databases\\Postgres 16\\data"
"Version"="16.2"

[HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\PostgreSQL\Installations\postgresql-9.6]
"Base Directory"="C:\\pg96"

[HKEY_LOCAL_MACHINE\SOFTWARE\Other\Installations\x]
"Base Directory"="C:\\other"
)"_s.replace(u"\n"_s, u"\r\n"_s);
    const QStringList folders = parseRegistryExport(exported);
    QCOMPARE(folders, (QStringList{u"D:\\Databases\\Postgres 16"_s, u"C:\\pg96"_s}));

    Fixture fixture;
    fixture.root.registryFolders = {u"D:/Databases/Postgres 16"_s, u"C:/pg96"_s};
    addPgConfig(fixture.path(u"/D/Databases/Postgres 16/bin/pg_config.exe"_s));
    const auto candidates = InstallationFinder(fixture.root, fixture.runner).candidates();
    QCOMPARE(candidates.size(), 1);
    QCOMPARE(candidates.first().second, Origin::Edb);
}

void InstallationTest::findsThoseOfRunningServers()
{
    Fixture fixture;
    addPgConfig(fixture.path(u"/home/dev/build/bin/pg_config"_s));
    const auto addProcess = [&](const QString &pid, const QByteArray &commandLine) {
        QVERIFY(QDir().mkpath(fixture.path(u"/proc/"_s + pid)));
        QFile file(fixture.path(u"/proc/"_s + pid + u"/cmdline"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(commandLine);
    };
    const QByteArray program = fixture.path(u"/home/dev/build/bin/postgres"_s).toUtf8();
    addProcess(u"100"_s, program + QByteArray("\0-D\0/data\0", 10));
    addProcess(u"101"_s, "postgres: checkpointer ");
    addProcess(u"102"_s, QByteArray("vim\0postgres\0", 13));
    addProcess(u"self"_s, program);
    const auto candidates = InstallationFinder(fixture.root, fixture.runner).candidates();
    QCOMPARE(candidates.size(), 1);
    QCOMPARE(candidates.first().second, Origin::Process);
    SearchRoot blind = fixture.root;
    blind.lookAtProcesses = false;
    QVERIFY(InstallationFinder(blind, fixture.runner).candidates().isEmpty());
}

void InstallationTest::listsOneInstallationOnce()
{
    Fixture fixture;
    const QString real = fixture.path(u"/opt/homebrew/Cellar/postgresql@16/16.2/bin"_s);
    addPgConfig(real + u"/pg_config"_s);
    QVERIFY(QDir().mkpath(fixture.path(u"/opt/homebrew/opt"_s)));
    QVERIFY(
        QFile::link(QFileInfo(real).path(), fixture.path(u"/opt/homebrew/opt/postgresql@16"_s)));
    QVERIFY(QDir().mkpath(fixture.path(u"/opt/homebrew/bin"_s)));
    QVERIFY(QFile::link(real + u"/pg_config"_s, fixture.path(u"/opt/homebrew/bin/pg_config"_s)));
    fixture.root.path = {fixture.path(u"/opt/homebrew/bin"_s)};
    fixture.root.addedInstallations = {real + u"/pg_config"_s};
    const InstallationFinder finder(fixture.root, fixture.runner);
    QCOMPARE(finder.candidates().size(), 1);
    QCOMPARE(finder.candidates().first().first,
             fixture.path(u"/opt/homebrew/opt/postgresql@16/bin/pg_config"_s));
    QCOMPARE(finder.find().size(), 1);
    QCOMPARE(finder.find().first().origin, Origin::Homebrew);
}

// Debian's /usr/bin/pg_config is a script that runs the newest one of its own.
void InstallationTest::mostSpecificOriginWins()
{
    Fixture fixture;
    const QString bindir = fixture.path(u"/usr/lib/postgresql/15/bin"_s);
    addPgConfig(bindir + u"/pg_config"_s);
    addPgConfig(fixture.path(u"/usr/bin/pg_config"_s), u"15.4"_s, bindir);
    fixture.root.path = {fixture.path(u"/usr/bin"_s)};
    const InstallationFinder finder(fixture.root, fixture.runner);
    QCOMPARE(finder.candidates().size(), 2);
    QCOMPARE(finder.find().size(), 1);
    QCOMPARE(finder.find().first().origin, Origin::Debian);
    QCOMPARE(finder.find().first().pgConfig, bindir + u"/pg_config"_s);
}

void InstallationTest::newestComesFirst()
{
    Fixture fixture;
    for (const QString &version : {u"9.6"_s, u"10"_s, u"17"_s, u"15"_s}) {
        addPgConfig(fixture.path(u"/usr/lib/postgresql/%1/bin/pg_config"_s.arg(version)),
                    version == u"9.6"_s ? u"9.6.24"_s : version + u".3"_s);
    }
    QStringList versions;
    for (const Installation &installation : InstallationFinder(fixture.root, fixture.runner).find())
        versions += installation.version.shortText();
    QCOMPARE(versions, (QStringList{u"17.3"_s, u"15.3"_s, u"10.3"_s, u"9.6.24"_s}));
}

void InstallationTest::brokenPgConfigsAreLeftOut()
{
    Fixture fixture;
    addPgConfig(fixture.path(u"/usr/lib/postgresql/15/bin/pg_config"_s), u"no version"_s);
    addPgConfig(fixture.path(u"/usr/lib/postgresql/8/bin/pg_config"_s), u"8.4.22"_s);
    addPgConfig(fixture.path(u"/usr/lib/postgresql/16/bin/pg_config"_s), u"16.1"_s);
    fixture.root.addedInstallations = {fixture.path(u"/gone/pg_config"_s)};
    const InstallationFinder finder(fixture.root, fixture.runner);
    QCOMPARE(finder.candidates().size(), 3);
    QCOMPARE(finder.find().size(), 1);
    QCOMPARE(finder.find().first().version.major, 16);
}

void InstallationTest::inspectTellsWhatIsWrong()
{
    Fixture fixture;
    const auto kindOf = [&](const QString &path) {
        const auto result = Installation::inspect(path, Origin::Manual, fixture.runner);
        return result ? Error::Kind::Internal : result.error().kind;
    };
    QCOMPARE(kindOf(fixture.path(u"/none"_s)), Error::Kind::NotFound);
    QCOMPARE(kindOf(fixture.folder.path()), Error::Kind::NotFound);
    addPgConfig(fixture.path(u"/old"_s), u"9.0.1"_s);
    QCOMPARE(kindOf(fixture.path(u"/old"_s)), Error::Kind::Unsupported);
    QCOMPARE(kindOf(u"/bin/true"_s), Error::Kind::Process);
    QFile plain(fixture.path(u"/plain"_s));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.close();
    QCOMPARE(kindOf(plain.fileName()), Error::Kind::Missing);
}

void InstallationTest::buildingNeedsHeadersAndMakefiles()
{
    Fixture fixture;
    const QString pgConfig = fixture.path(u"/pg/bin/pg_config"_s);
    addPgConfig(pgConfig);
    const auto inspect = [&] {
        return Installation::inspect(pgConfig, Origin::Manual, fixture.runner).value();
    };
    QVERIFY(!inspect().hasServerHeaders);
    for (const QString &name :
         {u"/pg/lib/pgxs/src/makefiles/pgxs.mk"_s, u"/pg/include/server/postgres.h"_s}) {
        QVERIFY(!inspect().hasServerHeaders);
        QVERIFY(QDir().mkpath(QFileInfo(fixture.path(name)).path()));
        QFile file(fixture.path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    const Installation ready = inspect();
    QVERIFY(ready.hasServerHeaders);
    QVERIFY(ready.isWritable); // sharedir is not there yet, its parent is ours
    QCOMPARE(ready.configure, u"'--prefix=%1' 'A = B'"_s.arg(fixture.path(u"/pg"_s)));
    QVERIFY(ready.allowedFolders().contains(ready.sharedir));
    QVERIFY(!ready.allowedFolders().contains(QString()));
    if (UserAccount::current().isRoot())
        return; // root may write anywhere
    QVERIFY(QFile::setPermissions(fixture.path(u"/pg"_s),
                                  QFileDevice::ReadOwner | QFileDevice::ExeOwner));
    QVERIFY(!inspect().isWritable);
    QVERIFY(QFile::setPermissions(fixture.path(u"/pg"_s), QFileDevice::ReadOwner
                                                              | QFileDevice::WriteOwner
                                                              | QFileDevice::ExeOwner));
}

void InstallationTest::realInstallationsAnswer()
{
    QFETCH(Installation, installation);
    QVERIFY(QFileInfo(installation.program(u"postgres"_s)).isExecutable());
    QVERIFY(QFileInfo(installation.sharedir + u"/postgres.bki"_s).isFile());
    QVERIFY(QFileInfo(installation.extensionDir()).isDir());
    QVERIFY(installation.title().startsWith(u"PostgreSQL "_s));
    QCOMPARE(installation.supportsExtensionControlPath(), installation.version.major >= 18);
}

void InstallationTest::sharedFoldersAreKnown()
{
    for (const QString &folder : {u"/usr/bin"_s, u"/usr/lib/x86_64-linux-gnu"_s, u"/usr/lib64"_s,
                                  u"/usr/local/include"_s, u"/opt/homebrew/lib"_s})
        QVERIFY2(isSharedFolder(folder), qPrintable(folder));
    for (const QString &folder :
         {u"/usr/lib/postgresql"_s, u"/usr/local/pgsql/lib"_s, u"/usr/include/postgresql"_s,
          u"/usr/lib/postgresql/15/bin"_s, u"/home/me/pg/lib"_s})
        QVERIFY2(!isSharedFolder(folder), qPrintable(folder));
}

void InstallationTest::onlyPostgresFoldersAreAllowed_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("Debian's libraries") << u"/usr/lib/x86_64-linux-gnu"_s << false;
    QTest::newRow("Debian's messages") << u"/usr/share/locale"_s << false;
    QTest::newRow("Fedora's programs") << u"/usr/bin"_s << false;
    QTest::newRow("FreeBSD's libraries") << u"/usr/local/lib"_s << false;
    QTest::newRow("Homebrew's programs") << u"/opt/homebrew/bin"_s << false;
    QTest::newRow("of a like name") << u"/opt/pgadmin/lib"_s << false;
    QTest::newRow("Debian's programs") << u"/usr/lib/postgresql/15/bin"_s << true;
    QTest::newRow("Debian's headers") << u"/usr/include/postgresql"_s << true;
    QTest::newRow("PGDG's libraries") << u"/usr/pgsql-17/lib"_s << true;
    QTest::newRow("from source") << u"/usr/local/pgsql/bin"_s << true;
    QTest::newRow("Homebrew's own") << u"/opt/homebrew/opt/postgresql@17/bin"_s << true;
    QTest::newRow("Postgres.app") << u"/Applications/Postgres.app/Contents/Versions/17/lib"_s
                                  << true;
    QTest::newRow("EDB on Windows") << u"C:/Program Files/PostgreSQL/17/lib"_s << true;
    QTest::newRow("of a person") << u"/home/a/pg17/lib"_s << true;
}

// pg_config names folders of the whole system as well; whoever may write there may put a library in everybody's way.
void InstallationTest::onlyPostgresFoldersAreAllowed()
{
    QFETCH(QString, folder);
    QFETCH(bool, isAllowed);
    for (QString Installation::*member :
         {&Installation::libdir, &Installation::bindir, &Installation::localedir,
          &Installation::mandir, &Installation::htmldir, &Installation::pkgincludedir,
          &Installation::includedirServer}) {
        Installation installation;
        installation.sharedir = u"/usr/share/postgresql/15"_s;
        installation.*member = folder;
        QCOMPARE(installation.allowedFolders().contains(folder), isAllowed);
        QVERIFY(installation.allowedFolders().contains(installation.sharedir));
    }
}

QTEST_GUILESS_MAIN(InstallationTest)
#include "tst_installation.moc"
