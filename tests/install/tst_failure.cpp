// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/failure.h"
#include "install/systemadvice.h"
#include "install/systempackages.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Cause = FailureDiagnosis::Cause;

class TestFailure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheCauseOffTheOutput_data()
    {
        QTest::addColumn<FailureDiagnosis::Cause>("cause");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("log");
        const auto row = [](const char *name, Cause cause, const QString &subject,
                            const QString &log) { QTest::newRow(name) << cause << subject << log; };

        row("gcc header", Cause::MissingHeader, u"openssl/ssl.h"_s,
            u"gcc -Wall -fPIC -I/usr/include/postgresql/15/server -c -o crypt.o crypt.c\n"
            "crypt.c:14:10: fatal error: openssl/ssl.h: No such file or directory\n"
            "   14 | #include <openssl/ssl.h>\n      |          ^~~~~~~~~~~~~~~\n"
            "compilation terminated.\nmake: *** [<builtin>: crypt.o] Error 1\n"_s);
        row("clang header", Cause::MissingHeader, u"curl/curl.h"_s,
            u"http.c:23:10: fatal error: 'curl/curl.h' file not found\n"
            "#include <curl/curl.h>\n1 error generated.\n"_s);
        row("msvc header", Cause::MissingHeader, u"zlib.h"_s,
            u"gzip.c(3): fatal error C1083: Cannot open include file: 'zlib.h': No such file or "
            "directory\n"_s);
        row("configure header", Cause::MissingHeader, u"geos_c.h"_s,
            u"checking for geos_c.h... no\n"
            "configure: error: header file <geos_c.h> is required for GEOS\n"_s);
        row("server header", Cause::MissingHeader, u"postgres.h"_s,
            u"semver.c:1:10: fatal error: postgres.h: No such file or directory\n"_s);
        row("no pgxs", Cause::MissingHeader,
            u"/usr/lib/postgresql/15/lib/pgxs/src/makefiles/pgxs.mk"_s,
            u"Makefile:23: /usr/lib/postgresql/15/lib/pgxs/src/makefiles/pgxs.mk: No such file or "
            "directory\nmake: *** No rule to make target "
            "'/usr/lib/postgresql/15/lib/pgxs/src/makefiles/pgxs.mk'.  Stop.\n"_s);
        row("debian pg_config", Cause::MissingHeader, u"postgresql-server-dev-X"_s,
            u"You need to install postgresql-server-dev-X for building a server-side extension or "
            "libpq-dev for building a client-side application.\n"_s);
        row("header of another server", Cause::WrongPostgres, u"utils/varlena_new.h"_s,
            u"gcc -I. -I/usr/include/postgresql/15/server -c x.c\n"
            "x.c:9:10: fatal error: utils/varlena_new.h: No such file or directory\n"_s);

        row("ld", Cause::MissingLibrary, u"xml2"_s,
            u"gcc -shared -o x.so x.o -lxml2\n/usr/bin/ld: cannot find -lxml2: No such file or "
            "directory\ncollect2: error: ld returned 1 exit status\n"_s);
        row("mac ld", Cause::MissingLibrary, u"proj"_s,
            u"ld: library not found for -lproj\n"
            "clang: error: linker command failed with exit code 1\n"_s);
        row("mac new ld", Cause::MissingLibrary, u"proj"_s, u"ld: library 'proj' not found\n"_s);
        row("configure library", Cause::MissingLibrary, u"lz4"_s,
            u"configure: error: library 'lz4' is required for LZ4 support\n"_s);
        row("pkg-config", Cause::MissingLibrary, u"libzstd"_s,
            u"Package libzstd was not found in the pkg-config search path.\n"
            "Perhaps you should add the directory containing `libzstd.pc'\n"_s);
        row("pkg-config 2", Cause::MissingLibrary, u"libcurl"_s, u"No package 'libcurl' found\n"_s);
        row("cmake", Cause::MissingLibrary, u"OpenSSL"_s,
            u"CMake Error at /usr/share/cmake-3.25/Modules/FindPackageHandleStandardArgs.cmake:230 "
            "(message):\n  Could NOT find OpenSSL, try to set the path to OpenSSL root folder\n"_s);
        row("cmake config", Cause::MissingLibrary, u"GEOS"_s,
            u"  Could not find a package configuration file provided by \"GEOS\" with any of\n"_s);
        row("loader", Cause::MissingLibrary, u"libcurl.so.4"_s,
            u"ERROR:  could not load library \"/usr/lib/postgresql/15/lib/http.so\": "
            "libcurl.so.4: cannot open shared object file: No such file or directory\n"_s);
        row("file of the server", Cause::MissingLibrary, u"$libdir/semver"_s,
            u"ERROR:  could not access file \"$libdir/semver\": No such file or directory\n"_s);

        row("no clang", Cause::MissingTool, u"clang-14"_s,
            u"/usr/bin/clang-14 -Wno-ignored-attributes -emit-llvm -c -o semver.bc semver.c\n"
            "make: /usr/bin/clang-14: No such file or directory\n"
            "make: *** "
            "[/usr/lib/postgresql/15/lib/pgxs/src/makefiles/../../src/Makefile.global:1106:"
            " semver.bc] Error 127\n"_s);
        row("no gcc", Cause::MissingTool, u"gcc"_s,
            u"make: gcc: No such file or directory\nmake: *** [<builtin>: a.o] Error 127\n"_s);
        row("shell", Cause::MissingTool, u"bison"_s,
            u"/bin/sh: 1: bison: not found\nmake: *** [Makefile:12: gram.c] Error 127\n"_s);
        row("bash", Cause::MissingTool, u"xsltproc"_s,
            u"bash: line 3: xsltproc: command not found\n"_s);
        row("cmake compiler", Cause::MissingTool, u"cc"_s,
            u"CMake Error at CMakeLists.txt:2 (project):\n  No CMAKE_C_COMPILER could be found.\n"_s);
        row("configure compiler", Cause::MissingTool, u"cc"_s,
            u"configure: error: no acceptable C compiler found in $PATH\n"_s);

        row("compile error", Cause::CompilerError, u"src/agg.c:120"_s,
            u"src/agg.c: In function 'first_transfn':\n"
            "src/agg.c:120:5: error: too few arguments to function 'AggCheckCallContext'\n"
            "make: *** [<builtin>: src/agg.o] Error 1\n"_s);
        row("undefined reference", Cause::CompilerError, u"geos_init"_s,
            u"/usr/bin/ld: x.o: in function `main':\nx.c:(.text+0x9): undefined reference to "
            "`geos_init'\ncollect2: error: ld returned 1 exit status\n"_s);
        row("unknown option", Cause::CompilerError, u"-ftrivial-auto-var-init=zero"_s,
            u"cc1: error: unrecognized command-line option '-ftrivial-auto-var-init=zero'\n"
            "make: *** [<builtin>: a.o] Error 1\n"_s);

        row("version mismatch", Cause::WrongPostgres, u"/usr/lib/postgresql/15/lib/vector.so"_s,
            u"ERROR:  incompatible library \"/usr/lib/postgresql/15/lib/vector.so\": version "
            "mismatch\nDETAIL:  Server is version 15, library is version 17.\n"_s);
        row("magic block", Cause::WrongPostgres, u"/x/y.so"_s,
            u"ERROR:  incompatible library \"/x/y.so\": missing magic block\n"_s);
        row("undefined symbol", Cause::WrongPostgres, u"/x/y.so"_s,
            u"ERROR:  could not load library \"/x/y.so\": /x/y.so: undefined symbol: "
            "GetConfigOptionFlags\n"_s);
        row("#error", Cause::WrongPostgres, u"PostgreSQL 17 or later is required"_s,
            u"agg.h:4:2: error: #error PostgreSQL 17 or later is required\n"_s);

        row("preload", Cause::NeedsPreload, u"pg_cron"_s,
            u"ERROR:  pg_cron can only be loaded via shared_preload_libraries\n"
            "HINT:  Add pg_cron to the shared_preload_libraries configuration variable\n"_s);
        row("preload quoted", Cause::NeedsPreload, u"pg_stat_statements"_s,
            u"ERROR:  pg_stat_statements must be loaded via \"shared_preload_libraries\"\n"_s);
        row("preload other words", Cause::NeedsPreload, u"timescaledb"_s,
            u"FATAL:  extension \"timescaledb\" must be preloaded\n"_s);

        row("required extension", Cause::MissingExtension, u"cube"_s,
            u"ERROR:  required extension \"cube\" is not installed\n"
            "HINT:  Use CREATE EXTENSION ... CASCADE to install required extensions too.\n"_s);
        row("no control file", Cause::MissingExtension, u"pg_jobmon"_s,
            u"ERROR:  could not open extension control file \"/usr/share/postgresql/15/extension/"
            "pg_jobmon.control\": No such file or directory\n"_s);
        row("not available", Cause::MissingExtension, u"hstore"_s,
            u"ERROR:  extension \"hstore\" is not available\nDETAIL:  Could not open extension "
            "control file \"/x/hstore.control\": No such file or directory.\n"_s);
        row("language", Cause::MissingExtension, u"plpython3u"_s,
            u"ERROR:  language \"plpython3u\" does not exist\n"
            "HINT:  Use CREATE EXTENSION to load the language into the database.\n"_s);

        row("install", Cause::Permission, u"/usr/lib/postgresql/15/lib/x.so"_s,
            u"/usr/bin/install: cannot create regular file '/usr/lib/postgresql/15/lib/x.so': "
            "Permission denied\nmake: *** [install] Error 1\n"_s);
        row("read only", Cause::Permission, u"/etc/x"_s,
            u"mkdir: cannot create directory '/etc/x': Read-only file system\n"_s);
        row("superuser", Cause::Permission, u"file_fdw"_s,
            u"ERROR:  permission denied to create extension \"file_fdw\"\n"
            "HINT:  Must be superuser to create this extension.\n"_s);

        row("disk", Cause::DiskFull, QString(),
            u"/tmp/ccXX.s: Assembler messages:\n/tmp/ccXX.s: fatal error: can't write 12 bytes to "
            "section .text of a.o: 'No space left on device'\n"_s);
        row("disk of the server", Cause::DiskFull, QString(),
            u"ERROR:  could not extend file \"base/1/2\": No space left on device\n"
            "HINT:  Check free disk space.\n"_s);
        row("memory", Cause::MemoryLimit, QString(),
            u"g++: fatal error: Killed signal terminated program cc1plus\n"
            "compilation terminated.\nmake: *** [Makefile:4: big.o] Error 1\n"_s);
        row("memory 2", Cause::MemoryLimit, QString(),
            u"cc1: out of memory allocating 65536 bytes after a total of 3 bytes\n"_s);
        row("processor time", Cause::TimeLimit, QString(),
            u"make: *** [Makefile:9: tables.h] CPU time limit exceeded\n"_s);

        row("curl in the jail", Cause::Network, u"example.org"_s,
            u"curl: (6) Could not resolve host: example.org\nmake: *** [fetch] Error 6\n"_s);
        row("git in the jail", Cause::Network, u"https://example.org/lib.git/"_s,
            u"Cloning into 'lib'...\nfatal: unable to access 'https://example.org/lib.git/': Could "
            "not resolve proxy\n"_s);
        row("no network", Cause::Network, QString(), u"connect: Network is unreachable\n"_s);

        row("exists", Cause::Conflict, u"semver"_s, u"ERROR:  type \"semver\" already exists\n"_s);
        row("in use", Cause::Conflict, u"hstore"_s,
            u"ERROR:  cannot drop extension hstore because other objects depend on it\n"
            "DETAIL:  column tags of table item depends on type hstore\n"_s);

        row("configure in general", Cause::Unknown, QString(),
            u"configure: error: your Frobnicator is too old\n"_s);
        row("make in general", Cause::Unknown, u"Makefile:7: docs"_s,
            u"./gen.sh\nmake: *** [Makefile:7: docs] Error 3\n"_s);
    }

    void readsTheCauseOffTheOutput()
    {
        QFETCH(FailureDiagnosis::Cause, cause);
        QFETCH(QString, subject);
        QFETCH(QString, log);
        const Error error{Error::Kind::Process, u"make failed"_s, {}};
        const FailureDiagnosis diagnosis = Failure::diagnose(error, log);
        QCOMPARE(nameOf(diagnosis.cause), nameOf(cause));
        QCOMPARE(diagnosis.subject, subject);
        QVERIFY(!diagnosis.headline.isEmpty());
        QVERIFY(!diagnosis.action.isEmpty());
        QVERIFY2(!diagnosis.headline.contains(u'%') && !diagnosis.action.contains(u'%'),
                 qPrintable(diagnosis.headline + diagnosis.action));
        QVERIFY(!diagnosis.evidence.isEmpty());
        for (const QString &line : diagnosis.evidence.split(u'\n'))
            QVERIFY2(log.contains(line), qPrintable(line));
        // The same text must be found when it comes with the error alone.
        QCOMPARE(nameOf(Failure::diagnose({Error::Kind::Database, u"x"_s, log}, {}).cause),
                 nameOf(cause));
    }

    void theFirstOfEquallyTellingLinesWins()
    {
        const FailureDiagnosis diagnosis = Failure::diagnose(
            {Error::Kind::Process, u"make failed"_s, {}},
            u"a.c:1:10: fatal error: zlib.h: No such file or directory\n"
            "b.c:1:10: fatal error: openssl/ssl.h: No such file or directory\n"_s);
        QCOMPARE(diagnosis.subject, u"zlib.h"_s);
        QCOMPARE(diagnosis.headline, u"The header zlib.h is missing."_s);
        QCOMPARE(diagnosis.evidence.count(u'\n'), 1);
    }

    void theErrorDecidesWhenTheOutputSaysNothing()
    {
        using enum Error::Kind;
        QCOMPARE(Failure::diagnose({DiskFull, u"full"_s, {}}, u"ok"_s).cause, Cause::DiskFull);
        QCOMPARE(Failure::diagnose({Network, u"unreachable"_s, {}}, {}).cause, Cause::Network);
        QCOMPARE(Failure::diagnose({Timeout, u"too long"_s, {}}, {}).cause, Cause::TimeLimit);
        QCOMPARE(Failure::diagnose({Permission, u"may not"_s, {}}, {}).cause, Cause::Permission);
        const FailureDiagnosis unknown = Failure::diagnose({Internal, u"odd"_s, {}}, {});
        QCOMPARE(unknown.cause, Cause::Unknown);
        QCOMPARE(unknown.headline, u"odd"_s);
    }

    void aTimeLimitIsNotMistakenForACompilerError()
    {
        const Error error{Error::Kind::Timeout, u"The build took too long."_s, {}};
        QCOMPARE(Failure::diagnose(error, u"a.c:1:1: error: interrupted"_s).cause,
                 Cause::TimeLimit);
    }

    void namesPackagesOfTheSystem_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("debian");
        QTest::addColumn<QString>("redHat");
        QTest::newRow("openssl") << u"openssl/evp.h"_s << u"libssl-dev"_s << u"openssl-devel"_s;
        QTest::newRow("libxml") << u"libxml/parser.h"_s << u"libxml2-dev"_s << u"libxml2-devel"_s;
        QTest::newRow("geos") << u"geos_c.h"_s << u"libgeos-dev"_s << u"geos-devel"_s;
        QTest::newRow("proj") << u"proj.h"_s << u"libproj-dev"_s << u"proj-devel"_s;
        QTest::newRow("uuid") << u"uuid/uuid.h"_s << u"uuid-dev"_s << u"libuuid-devel"_s;
        QTest::newRow("readline") << u"readline/readline.h"_s << u"libreadline-dev"_s
                                  << u"readline-devel"_s;
        QTest::newRow("zstd") << u"zstd.h"_s << u"libzstd-dev"_s << u"libzstd-devel"_s;
        QTest::newRow("lz4") << u"lz4.h"_s << u"liblz4-dev"_s << u"lz4-devel"_s;
        QTest::newRow("krb5") << u"gssapi/gssapi.h"_s << u"libkrb5-dev"_s << u"krb5-devel"_s;
        QTest::newRow("perl") << u"EXTERN.h"_s << u"libperl-dev"_s << u"perl-devel"_s;
        QTest::newRow("python") << u"Python.h"_s << u"python3-dev"_s << u"python3-devel"_s;
        QTest::newRow("icu") << u"unicode/ucol.h"_s << u"libicu-dev"_s << u"libicu-devel"_s;
        QTest::newRow("unknown") << u"frobnicate.h"_s << QString() << QString();
    }

    void namesPackagesOfTheSystem()
    {
        QFETCH(QString, header);
        QFETCH(QString, debian);
        QFETCH(QString, redHat);
        using System = SystemAdvice::System;
        QCOMPARE(SystemPackages::forHeader(header, System::Debian), debian);
        QCOMPARE(SystemPackages::forHeader(header, System::RedHat), redHat);
    }

    void advisesInTheWordsOfTheOrigin()
    {
        Installation installation;
        installation.version = ServerVersion::parse(u"16.4"_s);
        using Origin = Installation::Origin;
        const auto command = [&](Origin origin) {
            installation.origin = origin;
            return SystemAdvice::serverHeaders(installation, SystemAdvice::System::Other).command;
        };
        QCOMPARE(command(Origin::Debian), u"sudo apt-get install postgresql-server-dev-16"_s);
        QCOMPARE(command(Origin::Pgdg), u"sudo dnf install postgresql16-devel"_s);
        QCOMPARE(command(Origin::Homebrew), u"brew reinstall postgresql@16"_s);
        QVERIFY(command(Origin::Manual).isEmpty());
        installation.origin = Origin::Pgdg;
        QCOMPARE(SystemAdvice::contrib(u"hstore"_s, installation).command,
                 u"sudo dnf install postgresql16-contrib"_s);
        QCOMPARE(SystemAdvice::contrib(u"plperlu"_s, installation).command,
                 u"sudo dnf install postgresql16-plperl"_s);
        Cluster cluster;
        cluster.dataDirectory = u"/srv/my data"_s;
        installation.origin = Origin::Manual;
        installation.bindir = u"/opt/pg/bin"_s;
        QCOMPARE(SystemAdvice::restart(installation, cluster).command,
                 u"/opt/pg/bin/pg_ctl -D '/srv/my data' restart"_s);
    }
};

QTEST_APPLESS_MAIN(TestFailure)
#include "tst_failure.moc"
