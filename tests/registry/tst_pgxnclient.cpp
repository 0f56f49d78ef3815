// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivewriter.h"
#include "postgres/testservers.h"
#include "registry/http/registryserver.h"
#include "registry/registryservice.h"
#include "registry/registrystore.h"
#include "registry/releasefixture.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The client that people have, `pgxn`, against the whole service: every command of it that talks to a registry.
class TestPgxnClient : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void searches();
    void tellsAboutADistribution();
    void listsVersionsOfEveryStatus();
    void listsMirrors();
    void downloadsAndVerifies();
    void findsADistributionByItsExtension();
    void tellsWhatIsNotThere();
    void worksWithAServer_data();
    void worksWithAServer();

private:
    struct Outcome {
        int status = -1;
        QString out;
        QString error;
    };
    [[nodiscard]] Outcome run(const QStringList &arguments, const QStringList &environment = {})
    {
        QProcess process;
        QStringList all = QProcess::systemEnvironment();
        all.append({u"HOME="_s + m_root.path(), u"LC_ALL=C.UTF-8"_s});
        process.setEnvironment(all + environment);
        process.setWorkingDirectory(m_root.path());
        QStringList line = arguments;
        line.insert(1, u"--mirror"_s);
        line.insert(2, m_mirror);
        process.start(m_program, line);
        Outcome outcome;
        if (!process.waitForFinished(120000))
            return outcome;
        outcome.status = process.exitCode();
        outcome.out = QString::fromUtf8(process.readAllStandardOutput());
        outcome.error = QString::fromUtf8(process.readAllStandardError());
        return outcome;
    }
    /// A distribution of two extensions that build and test themselves; the second one needs the first.
    [[nodiscard]] QString pack(const QString &version, const QString &status) const
    {
        const QString source = m_root.filePath(u"source-"_s + version);
        // Not in the order of the alphabet: that in which they must be loaded.
        const QByteArray meta = QByteArray(R"({
  "name": "kvShelf", "abstract": "Boxes on a shelf", "version": "VERSION", "release_status": "STATUS",
  "description": "Puts keys and values on a shelf.",
  "maintainer": "Ada Sample <ada@example.org>", "license": "postgresql",
  "provides": {
    "kvwood": { "file": "sql/kvwood--1.0.sql", "version": "1.0.0", "abstract": "What a shelf is made of" },
    "kvboard": { "file": "sql/kvboard--1.0.sql", "version": "1.0.0", "docfile": "doc/kvboard.md" }
  },
  "prereqs": { "runtime": { "requires": { "PostgreSQL": "9.6.0" } } },
  "tags": [ "key value" ],
  "meta-spec": { "version": "1.0.0" } })")
                                    .replace("VERSION", version.toUtf8())
                                    .replace("STATUS", status.toUtf8());
        ReleaseFixture::write(source + u"/META.json"_s, meta);
        ReleaseFixture::write(source + u"/README.md"_s, "# kvShelf\n\nA shelf for boxes.\n");
        ReleaseFixture::write(source + u"/doc/kvboard.md"_s, "# Boards\n\nSawing of planks.\n");
        ReleaseFixture::write(source + u"/Makefile"_s,
                              "EXTENSION = kvwood kvboard\n"
                              "DATA = sql/kvwood--1.0.sql sql/kvboard--1.0.sql\n"
                              "REGRESS = shelf\nREGRESS_OPTS = --inputdir=test\n"
                              "PG_CONFIG ?= pg_config\n"
                              "PGXS := $(shell $(PG_CONFIG) --pgxs)\ninclude $(PGXS)\n");
        ReleaseFixture::write(source + u"/kvwood.control"_s, "default_version = '1.0'\n");
        ReleaseFixture::write(source + u"/kvboard.control"_s,
                              "default_version = '1.0'\nrequires = 'kvwood'\n");
        ReleaseFixture::write(source + u"/sql/kvwood--1.0.sql"_s,
                              "CREATE FUNCTION kv_wood() RETURNS text LANGUAGE sql AS "
                              "'SELECT ''oak''::text';\n");
        ReleaseFixture::write(source + u"/sql/kvboard--1.0.sql"_s,
                              "CREATE FUNCTION kv_board() RETURNS text LANGUAGE sql AS "
                              "'SELECT kv_wood() || '' board''';\n");
        ReleaseFixture::write(source + u"/test/sql/shelf.sql"_s,
                              "CREATE EXTENSION kvboard CASCADE;\nSELECT kv_board();\n");
        ReleaseFixture::write(source + u"/test/expected/shelf.out"_s,
                              "CREATE EXTENSION kvboard CASCADE;\n"
                              "NOTICE:  installing required extension \"kvwood\"\n"
                              "SELECT kv_board();\n kv_board  \n-----------\n oak board\n"
                              "(1 row)\n\n");
        const QString path = m_root.filePath(u"kvShelf-%1.zip"_s.arg(version));
        if (const Result<void> written =
                ArchiveWriter::writeZip(path, source, u"kvshelf-"_s + version.toLower());
            !written)
            qFatal("%s", qPrintable(written.error().message));
        return path;
    }

    QTemporaryDir m_root;
    QString m_program;
    QString m_mirror;
    std::unique_ptr<RegistryStore> m_store;
    std::unique_ptr<RegistryService> m_service;
    std::unique_ptr<RegistryServer> m_server;
};

void TestPgxnClient::initTestCase()
{
    m_program = QStandardPaths::findExecutable(u"pgxn"_s);
    if (m_program.isEmpty())
        QSKIP("the package pgxnclient is not installed");
    m_store = std::make_unique<RegistryStore>(m_root.filePath(u"registry"_s));
    QVERIFY(m_store->prepare());
    for (const auto &[version, status] : std::initializer_list<std::pair<QString, QString>>{
             {u"1.0.0"_s, u"stable"_s}, {u"1.1.0"_s, u"stable"_s}, {u"1.2.0-b1"_s, u"testing"_s}}) {
        const Result<Release> release = m_store->import(pack(version, status), u"ada"_s);
        QVERIFY2(release, release ? "" : qPrintable(release.error().message));
    }
    QVERIFY(m_store->database().write([](SqlConnection &connection) {
        return connection.execute(
            u"INSERT INTO mirrors (uri, position, document) VALUES ('https://mirror.example.org/', "
            u"1, "
            "'{\"uri\":\"https://mirror.example.org/\",\"frequency\":\"hourly\",\"location\":"
            "\"Lund\",\"organization\":\"Example\",\"timezone\":\"UTC\",\"email\":"
            "\"example.org|ada\",\"bandwidth\":\"1Gbps\",\"src\":\"rsync://example.org/\"}')"_s);
    }));
    QVERIFY(m_store->reindex());
    m_service = std::make_unique<RegistryService>(*m_store);
    QVERIFY(m_service->start());
    m_server = std::make_unique<RegistryServer>(*m_service);
    const Result<quint16> port = m_server->start(0);
    QVERIFY(port);
    m_mirror = u"http://127.0.0.1:%1/"_s.arg(*port);
}

void TestPgxnClient::searches()
{
    for (const QStringList &arguments :
         {QStringList{u"search"_s, u"planks"_s}, QStringList{u"search"_s, u"--dist"_s, u"shelf"_s},
          QStringList{u"search"_s, u"--ext"_s, u"kvboard"_s},
          QStringList{u"search"_s, u"sawing of"_s, u"nothing"_s}}) {
        const Outcome outcome = run(arguments);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.error));
        QVERIFY2(outcome.out.startsWith(u"kvShelf 1.1.0"), qPrintable(outcome.out));
    }
    QVERIFY(run({u"search"_s, u"planks"_s}).out.contains(u"Sawing of *planks*"_s));
    const Outcome nothing = run({u"search"_s, u"zeppelin"_s});
    QCOMPARE(nothing.status, 0);
    QCOMPARE(nothing.out.trimmed(), QString());
}

void TestPgxnClient::tellsAboutADistribution()
{
    const Outcome details = run({u"info"_s, u"kvshelf"_s});
    QVERIFY2(details.status == 0, qPrintable(details.error));
    QVERIFY2(!details.error.contains(u"WARNING"_s), qPrintable(details.error));
    for (const QString &text : {u"name: kvShelf"_s, u"version: 1.1.0"_s, u"kvboard: 1.0.0"_s,
                                u"runtime: requires: PostgreSQL 9.6.0"_s})
        QVERIFY2(details.out.contains(text), qPrintable(details.out));
    const Outcome meta = run({u"info"_s, u"--meta"_s, u"kvShelf=1.0.0"_s});
    QCOMPARE(QJsonDocument::fromJson(meta.out.toUtf8()).object()[u"version"].toString(),
             u"1.0.0"_s);
    const Outcome readme = run({u"info"_s, u"--readme"_s, u"kvShelf"_s});
    QVERIFY2(readme.out.contains(u"A shelf for boxes."_s), qPrintable(readme.out + readme.error));
}

void TestPgxnClient::listsVersionsOfEveryStatus()
{
    const Outcome versions = run({u"info"_s, u"--versions"_s, u"kvShelf"_s});
    QVERIFY2(versions.status == 0, qPrintable(versions.error));
    QCOMPARE(versions.out.trimmed().split(u'\n'),
             (QStringList{u"kvShelf 1.2.0-b1 testing"_s, u"kvShelf 1.1.0 stable"_s,
                          u"kvShelf 1.0.0 stable"_s}));
}

void TestPgxnClient::listsMirrors()
{
    const Outcome outcome = run({u"mirror"_s});
    QVERIFY2(outcome.status == 0, qPrintable(outcome.error));
    QCOMPARE(outcome.out.trimmed(), u"https://mirror.example.org/"_s);
    QVERIFY(run({u"mirror"_s, u"--detailed"_s}).out.contains(u"Lund"_s));
}

void TestPgxnClient::downloadsAndVerifies()
{
    const QString target = m_root.filePath(u"downloads"_s);
    QVERIFY(QDir().mkpath(target));
    for (const QStringList &spec : {QStringList{u"kvShelf"_s}, QStringList{u"kvshelf=1.0.0"_s},
                                    QStringList{u"--testing"_s, u"KVSHELF"_s}}) {
        const Outcome outcome =
            run(QStringList{u"download"_s, u"--target"_s, target + u'/'} + spec);
        QVERIFY2(outcome.status == 0, qPrintable(outcome.error));
    }
    QCOMPARE(
        QDir(target).entryList(QDir::Files),
        (QStringList{u"kvshelf-1.0.0.zip"_s, u"kvshelf-1.1.0.zip"_s, u"kvshelf-1.2.0-b1.zip"_s}));
    QCOMPARE(ReleaseFixture::read(target + u"/kvshelf-1.1.0.zip"_s),
             ReleaseFixture::read(m_store->archivePath(u"kvshelf"_s, *Version::parse(u"1.1.0"_s))));
}

void TestPgxnClient::findsADistributionByItsExtension()
{
    const QString target = m_root.filePath(u"by-extension"_s);
    QVERIFY(QDir().mkpath(target));
    const Outcome outcome = run({u"download"_s, u"--target"_s, target + u'/', u"kvboard"_s});
    QVERIFY2(outcome.status == 0, qPrintable(outcome.error));
    QCOMPARE(QDir(target).entryList(QDir::Files).size(), 1);
}

void TestPgxnClient::tellsWhatIsNotThere()
{
    const Outcome outcome = run({u"info"_s, u"zeppelin"_s});
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.error.contains(u"not found"_s), qPrintable(outcome.error));
    QVERIFY2(!outcome.error.contains(u"Traceback"_s), qPrintable(outcome.error));
}

void TestPgxnClient::worksWithAServer_data()
{
    QTest::addColumn<Installation>("installation");
    // The newest one is enough: what differs is PostgreSQL's.
    const QList<Installation> &all = TestServers::installations();
    if (!all.isEmpty())
        QTest::addRow("%d", all.last().version.major) << all.last();
    else
        QTest::newRow("none") << Installation();
}

void TestPgxnClient::worksWithAServer()
{
    QFETCH(Installation, installation);
    if (TestServers::installations().isEmpty())
        QSKIP("there is no PostgreSQL");
    if (!QFile::exists(installation.pgxs))
        QSKIP("the files to build extensions with are not installed");
    TestServers servers;
    const Result<std::unique_ptr<SandboxServer>> server = servers.start(installation);
    QVERIFY2(server, server ? "" : qPrintable(server.error().message));
    const ConnectionParameters &connection = (*server)->cluster().connection;
    const QStringList config{u"--pg_config"_s, (*server)->installation().pgConfig, u"--nosudo"_s};
    const QStringList database{u"-d"_s,         u"postgres"_s,  u"-h"_s,
                               connection.host, u"-p"_s,        QString::number(connection.port),
                               u"-U"_s,         connection.user};
    const auto succeeds = [&](const QStringList &arguments) {
        const Outcome outcome = run(arguments);
        if (outcome.status != 0)
            qWarning("%s\n%s", qPrintable(outcome.out), qPrintable(outcome.error));
        return outcome.status == 0;
    };
    const QString control = (*server)->installation().extensionDir() + u"/kvboard.control"_s;
    QVERIFY(succeeds(QStringList{u"install"_s} + config + QStringList{u"kvshelf"_s}));
    QVERIFY(QFile::exists(control));
    QVERIFY(succeeds(QStringList{u"check"_s, config[0], config[1]} + database.mid(2)
                     + QStringList{u"kvshelf"_s}));
    // The order is the author's: the second one needs the first.
    QVERIFY(succeeds(QStringList{u"load"_s, u"--yes"_s, config[0], config[1]} + database
                     + QStringList{u"kvshelf"_s}));
    QVERIFY(succeeds(QStringList{u"unload"_s, u"--yes"_s, config[0], config[1]} + database
                     + QStringList{u"kvshelf"_s}));
    QVERIFY(succeeds(QStringList{u"uninstall"_s} + config + QStringList{u"kvshelf"_s}));
    QVERIFY(!QFile::exists(control));
}

QTEST_GUILESS_MAIN(TestPgxnClient)
#include "tst_pgxnclient.moc"
