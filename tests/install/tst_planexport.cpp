// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivewriter.h"
#include "archive/digest.h"
#include "install/planfixtures.h"
#include "postgres/session.h"
#include "postgres/testservers.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace PlanFixtures;

namespace {

/// A plan with everything a script can hold.
Plan richPlan()
{
    ListedReleases source;
    Release base = release(u"base"_s, u"1.0.0"_s);
    base.digests = {};
    base.digests.sha512 = QByteArray(64, 'y');
    Release top = release(u"top"_s, u"2.0.0"_s);
    top.requirements = {requires_(u"base"_s),
                        requires_(u"hstore"_s, u"0"_s, Requirement::Source::Core)};
    top.extensions += extension(u"top-scripts"_s, u"2.0.0"_s);
    ProvidedModule module;
    module.name = u"top_bgw"_s;
    module.preload = ProvidedModule::Preload::Server;
    top.modules = {module};
    source.add(base);
    source.add(top);
    TargetFacts target = facts();
    target.clients = {{1, u"app"_s, u"shop"_s, u"my'app"_s, u"idle"_s}};
    target.target.installation.isWritable = false;
    PlanRequest wanted = request(u"top"_s);
    wanted.withTests = true;
    return *Planner::plan(wanted, target, source);
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly)
           && file.write(bytes) == bytes.size();
}

QString problemsOf(const QString &program, const QStringList &arguments, const QString &script)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"plan.sh"_s);
    if (!write(path, script.toUtf8()))
        return u"cannot write"_s;
    ProcessRunner runner;
    const auto outcome = runner.run({program, arguments + QStringList(path), folder.path()});
    if (!outcome)
        return outcome.error().message;
    return outcome->succeeded() ? QString() : outcome->text();
}

/// The sources of a small extension in C.
bool writeSources(const QString &folder)
{
    return write(folder + u"/script_sample.control"_s,
                 "default_version = '1.0.0'\nmodule_pathname = '$libdir/script_sample'\n"
                 "relocatable = true\n")
           && write(
               folder + u"/script_sample--1.0.0.sql"_s,
               "CREATE FUNCTION script_sample() RETURNS int AS 'MODULE_PATHNAME' LANGUAGE C;\n")
           && write(folder + u"/script_sample.c"_s,
                    "#include \"postgres.h\"\n#include \"fmgr.h\"\nPG_MODULE_MAGIC;\n"
                    "PG_FUNCTION_INFO_V1(script_sample);\n"
                    "Datum script_sample(PG_FUNCTION_ARGS) { PG_RETURN_INT32(42); }\n")
           && write(folder + u"/Makefile"_s,
                    "MODULES = script_sample\nEXTENSION = script_sample\n"
                    "DATA = script_sample--1.0.0.sql\nPG_CONFIG = pg_config\n"
                    "PGXS := $(shell $(PG_CONFIG) --pgxs)\ninclude $(PGXS)\n");
}

/// One archive on the disk.
class OneArchive final : public ReleaseSource
{
public:
    OneArchive(IndexEntry entry, QUrl url) : m_entry(std::move(entry)), m_url(std::move(url)) {}
    [[nodiscard]] Result<IndexEntry> distribution(const QString &) const override
    {
        return m_entry;
    }
    [[nodiscard]] Result<QList<IndexEntry>> providers(const QString &) const override
    {
        return QList<IndexEntry>();
    }
    [[nodiscard]] Result<Release> release(const QString &, const QString &,
                                          const Version &) const override
    {
        return m_entry.release;
    }
    [[nodiscard]] Result<QUrl> archiveUrl(const QString &, const Release &) const override
    {
        return m_url;
    }
    [[nodiscard]] bool isBuilt(const Release &, const Installation &) const override
    {
        return false;
    }

private:
    IndexEntry m_entry;
    QUrl m_url;
};

} // namespace

class TestPlanExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonHoldsAllOfAPlanUnderStableNames()
    {
        const Plan plan = richPlan();
        const QJsonObject json = PlanExport::toJson(plan);
        QCOMPARE(json.keys(), (QStringList{u"action"_s,
                                           u"allow_without_jail"_s,
                                           u"connected_clients"_s,
                                           u"contrib"_s,
                                           u"databases"_s,
                                           u"destination"_s,
                                           u"download_bytes"_s,
                                           u"empty"_s,
                                           u"findings"_s,
                                           u"format"_s,
                                           u"from_version"_s,
                                           u"id"_s,
                                           u"manifest"_s,
                                           u"needs_elevation"_s,
                                           u"needs_restart"_s,
                                           u"possible"_s,
                                           u"preload"_s,
                                           u"releases"_s,
                                           u"removed_files"_s,
                                           u"restored_files"_s,
                                           u"run_tests"_s,
                                           u"schema"_s,
                                           u"seconds"_s,
                                           u"steps"_s,
                                           u"subject"_s,
                                           u"summary"_s,
                                           u"target"_s,
                                           u"title"_s,
                                           u"undo"_s,
                                           u"user_folder"_s}));
        QCOMPARE(json[u"action"_s].toString(), u"install"_s);
        QCOMPARE(json[u"steps"_s].toArray().size(), plan.steps.size());
        const QJsonObject first = json[u"steps"_s].toArray().first().toObject();
        QCOMPARE(first[u"kind"_s].toString(), u"fetch"_s);
        QCOMPARE(first[u"release"_s].toInt(-1), 0);
        const QJsonObject release = json[u"releases"_s].toArray().first().toObject();
        QCOMPARE(release[u"name"_s].toString(), u"base"_s);
        QCOMPARE(release[u"needed_by"_s].toString(), u"top"_s);
        QCOMPARE(release[u"digests"_s][u"sha512"_s].toString(), QString(u"79"_s).repeated(64));
        QCOMPARE(json[u"preload"_s][u"after"_s].toArray(), QJsonArray{u"top_bgw"_s});
        QCOMPARE(json[u"target"_s][u"installation"_s][u"pg_config"_s].toString(),
                 u"/usr/lib/postgresql/15/bin/pg_config"_s);
        QVERIFY(json[u"needs_restart"_s].toBool());
    }

    void scriptIsShellWithoutMistakes()
    {
        const QString script = PlanExport::toScript(richPlan());
        QCOMPARE(problemsOf(u"/bin/sh"_s, {u"-n"_s}, script), QString());
        const QString shellcheck = QStandardPaths::findExecutable(u"shellcheck"_s);
        if (shellcheck.isEmpty())
            QSKIP("shellcheck is not installed");
        QCOMPARE(problemsOf(shellcheck, {u"--shell=sh"_s, u"--severity=warning"_s}, script),
                 QString());
    }

    void scriptDoesTheStepsInOrder()
    {
        const QString script = PlanExport::toScript(richPlan());
        qsizetype at = 0;
        for (const QString &part :
             {u"set -eu"_s, u"export PGHOST=/var/run/postgresql"_s,
              u"https://registry.test/dist/base/1.0.0/base-1.0.0.zip"_s, u"check 512 7979"_s,
              u"https://registry.test/dist/top/2.0.0/top-2.0.0.zip"_s, u"check 1 7878"_s,
              u"ALTER SYSTEM SET shared_preload_libraries = "_s,
              u"sudo pg_ctlcluster 15 main restart"_s, u"CREATE EXTENSION hstore CASCADE"_s,
              u"CREATE EXTENSION base CASCADE"_s, u"CREATE EXTENSION top CASCADE"_s, u"if [ -e "_s,
              u"prove shop top"_s, u"run_tests \"$work/src1\""_s}) {
            const qsizetype found = script.indexOf(part, at);
            QVERIFY2(found >= 0,
                     qPrintable(u"%1 is not (in its place) in\n%2"_s.arg(part, script)));
            at = found;
        }
    }

    void nothingOfAReleaseIsRunAsShell()
    {
        // Names come from registries: none may leave its quotes or its comment line.
        ListedReleases source;
        Release evil = release(u"evil"_s, u"1.0.0"_s);
        evil.extensions = {extension(u"x'; touch /tmp/owned; '"_s, u"1.0.0"_s)};
        source.add(evil);
        Plan plan = *Planner::plan(request(u"evil"_s), facts(), source);
        plan.title = u"Install\nrm -rf /"_s;
        const QString script = PlanExport::toScript(plan);
        QVERIFY(!script.contains(u"\nrm -rf"_s));
        QVERIFY(
            script.contains(uR"('CREATE EXTENSION "x'\''; touch /tmp/owned; '\''" CASCADE')"_s));
        QCOMPARE(problemsOf(u"/bin/sh"_s, {u"-n"_s}, script), QString());
    }

    void aBlockedPlanStopsItsScriptWithTheReason()
    {
        TargetFacts target = facts();
        target.compiler.clear();
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        const Plan plan = *Planner::plan(request(u"semver"_s), target, source);
        QVERIFY(!plan.isPossible());
        const QString script = PlanExport::toScript(plan);
        // With a pg_config that answers nothing the script must still end at the blocker.
        QString harmless = script;
        harmless.replace(plan.target.installation.pgConfig, u"/bin/echo"_s);
        const QString problems = problemsOf(u"/bin/sh"_s, {}, harmless);
        QVERIFY2(problems.contains(u"There is no C compiler"_s), qPrintable(problems));
        QVERIFY(!problems.contains(u"curl"_s));
    }

    void uninstallScriptDropsAndRemoves()
    {
        Manifest manifest;
        manifest.id = u"m1"_s;
        manifest.distribution = u"semver"_s;
        manifest.version = u"0.40.0"_s;
        Manifest::File file;
        file.path = u"/usr/share/postgresql/15/extension/semver.control"_s;
        Manifest::File replaced;
        replaced.path = u"/usr/lib/postgresql/15/lib/semver's.so"_s;
        replaced.replaced = true;
        manifest.files = {file, replaced};
        TargetFacts target = facts();
        row(target, u"shop"_s, u"semver"_s).installedVersion = u"0.40.0"_s;
        const auto plan = Planner::planUninstall({.manifest = manifest}, target);
        QVERIFY(plan);
        const QString script = PlanExport::toScript(*plan);
        QVERIFY(script.contains(u"sql shop 'DROP EXTENSION semver'"_s));
        QVERIFY(script.contains(u"rm -f -- "_s));
        QVERIFY(!script.contains(u"    /usr/lib/postgresql/15/lib/semver"_s));
        QCOMPARE(problemsOf(u"/bin/sh"_s, {u"-n"_s}, script), QString());
    }

    void scriptInstallsIntoARealServer_data()
    {
        if (!TestServers::addRows())
            QSKIP("no PostgreSQL server is installed");
    }

    void scriptInstallsIntoARealServer()
    {
        QFETCH(Installation, installation);
        if (!installation.hasServerHeaders)
            QSKIP("the server's development files are not installed");
        for (const QString &tool : {u"make"_s, u"unzip"_s}) {
            if (QStandardPaths::findExecutable(tool).isEmpty())
                QSKIP("make or unzip is not installed");
        }
        TestServers servers;
        const auto sandbox = servers.start(installation);
        QVERIFY2(sandbox, sandbox ? "" : qPrintable(sandbox.error().message));

        const QTemporaryDir folder;
        QVERIFY(writeSources(folder.filePath(u"source"_s)));
        const QString archive = folder.filePath(u"script_sample-1.0.0.zip"_s);
        QVERIFY(ArchiveWriter::writeZip(archive, folder.filePath(u"source"_s),
                                        u"script_sample-1.0.0"_s));
        const auto digests = digestsOfFile(archive);
        QVERIFY(digests);
        IndexEntry entry;
        entry.release = release(u"script_sample"_s, u"1.0.0"_s);
        entry.release.digests.sha512 = digests->sha512;

        // KeychainCredentials would look into the person's keychain.
        class NoCredentials final : public Credentials
        {
        public:
            Result<QString> read(const QString &) override
            {
                return Error{Error::Kind::NotFound, {}, {}};
            }
            Result<void> write(const QString &, const QString &) override { return {}; }
            Result<void> remove(const QString &) override { return {}; }
        } credentials;
        TargetInspector inspector(servers.runner(), credentials);
        auto target = inspector.inspect((*sandbox)->target());
        QVERIFY2(target, target ? "" : qPrintable(target.error().message));
        QVERIFY2(target->serverReachable, qPrintable(target->serverProblem));
        if (target->jail.isEmpty())
            target->jail = u"/usr/bin/bwrap"_s; // the script does not use it
        const auto plan = Planner::plan(request(u"script_sample"_s, {u"postgres"_s}), *target,
                                        OneArchive(entry, QUrl::fromLocalFile(archive)));
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().message));
        QVERIFY2(plan->isPossible(), qPrintable(blockers(*plan).join(u' ')));

        const QString problems = problemsOf(u"/bin/sh"_s, {}, PlanExport::toScript(*plan));
        QVERIFY2(problems.isEmpty(), qPrintable(problems));
        auto session = Session::open((*sandbox)->cluster().connection);
        QVERIFY2(session, session ? "" : qPrintable(session.error().message));
        const auto answer = session->column(u"SELECT script_sample()::text"_s);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(*answer, QStringList(u"42"_s));
    }
};

QTEST_GUILESS_MAIN(TestPlanExport)
#include "tst_planexport.moc"
