// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/manifest.h"
#include "install/planfixtures.h"
#include "postgres/session.h"
#include "postgres/testservers.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

class OnePassword final : public Credentials
{
public:
    Result<QString> read(const QString &key) override
    {
        asked += key;
        return Error{Error::Kind::NotFound, u"none"_s, {}};
    }
    Result<void> write(const QString &, const QString &) override { return {}; }
    Result<void> remove(const QString &) override { return {}; }
    QStringList asked;
};

/// Answers what the test says to programs of that name; everything else fails.
class SaidRunner final : public CommandRunner
{
public:
    Result<CommandOutcome> run(const Command &command, const CancellationToken &,
                               const LineSink &) override
    {
        const QString name = command.program.section(u'/', -1);
        CommandOutcome outcome;
        outcome.exitCode = answers.contains(name) ? 0 : 1;
        outcome.output = answers.value(name);
        commands += command;
        return outcome;
    }
    QMap<QString, QByteArray> answers;
    QList<Command> commands;
};

bool writeControl(const QString &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder + u"/extension/"_s + name);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

class TestTargetInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsControlFilesWithoutAServer()
    {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u"extension"_s));
        QVERIFY(writeControl(folder.path(), u"semver.control"_s,
                             "# a comment\ncomment = 'x'\ndefault_version = '0.40.0'\n"));
        QVERIFY(writeControl(folder.path(), u"semver--0.40.0.control"_s, "relocatable = true\n"));
        QVERIFY(writeControl(folder.path(), u"odd.control"_s, "comment = 'no version'\n"));
        Target target;
        target.installation.sharedir = folder.path();
        target.installation.pkglibdir = folder.filePath(u"lib/not/there/yet"_s);
        SaidRunner runner;
        OnePassword credentials;
        const auto facts = TargetInspector(runner, credentials).inspect(target);
        QVERIFY(facts);
        QCOMPARE(facts->onDisk,
                 (QMap<QString, QString>{{u"odd"_s, {}}, {u"semver"_s, u"0.40.0"_s}}));
        QVERIFY(!facts->serverReachable);
        QVERIFY(facts->freeBytesInstallation > 0);
        QVERIFY(facts->freeBytesCache > 0);
        QVERIFY(!facts->account.isEmpty());
        QVERIFY(credentials.asked.isEmpty());
        QVERIFY(facts->jail.isEmpty()); // the runner said that it does not work
        QVERIFY(!facts->jailProblem.isEmpty());
    }

    void knowsWhatThisProgramInstalled()
    {
        const QTemporaryDir folder;
        const QTemporaryDir manifests;
        QVERIFY(QDir(folder.path()).mkpath(u"extension"_s));
        QVERIFY(writeControl(folder.path(), u"semver.control"_s, "default_version = '0.40'\n"));
        const ManifestStore store(manifests.path());
        const Result<QString> id = store.create(u"semver"_s, QDateTime::currentDateTimeUtc());
        QVERIFY(id);
        Manifest manifest;
        manifest.id = *id;
        manifest.distribution = u"SemVer"_s;
        manifest.version = u"0.40.0"_s;
        manifest.state = Manifest::State::Complete;
        Manifest::File file;
        file.path = folder.filePath(u"extension/semver.control"_s);
        manifest.files = {file};
        const Result<void> saved = store.save(manifest);
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message + saved.error().detail));
        Target target;
        target.installation.sharedir = folder.path();
        SaidRunner runner;
        OnePassword credentials;
        const auto facts = TargetInspector(runner, credentials, &store).inspect(target);
        QVERIFY(facts);
        const FileOwner owner{FileOwner::Kind::Distribution, u"semver"_s, u"0.40.0"_s, *id};
        QCOMPARE(facts->owners.value(u"semver"_s), owner);
    }

    void aServerThatIsNotThereIsNoError()
    {
        const QTemporaryDir folder;
        Target target;
        target.installation.sharedir = folder.path();
        Cluster cluster;
        cluster.connection.host = folder.path(); // no socket in it
        cluster.connection.user = u"ann"_s;
        target.cluster = cluster;
        SaidRunner runner;
        OnePassword credentials;
        const auto facts = TargetInspector(runner, credentials).inspect(target);
        QVERIFY(facts);
        QVERIFY(!facts->serverReachable);
        QVERIFY(!facts->serverProblem.isEmpty());
        QCOMPARE(credentials.asked, QStringList(cluster.connection.credentialKey()));
    }

    void cancelEndsIt()
    {
        CancellationSource source;
        source.cancel();
        SaidRunner runner;
        OnePassword credentials;
        const auto facts = TargetInspector(runner, credentials).inspect({}, {}, source.token());
        QVERIFY(!facts);
        QCOMPARE(facts.error().kind, Error::Kind::Cancelled);
    }

    void asksARealServer_data()
    {
        if (!TestServers::addRows())
            QSKIP("no PostgreSQL server is installed");
    }

    void asksARealServer()
    {
        QFETCH(Installation, installation);
        TestServers servers;
        const auto sandbox = servers.start(installation);
        QVERIFY2(sandbox, sandbox ? "" : qPrintable(sandbox.error().message));
        auto session = Session::open((*sandbox)->cluster().connection);
        QVERIFY(session);
        QVERIFY(session->createDatabase(u"shop"_s));
        OnePassword credentials;
        TargetInspector inspector(servers.runner(), credentials);
        QVERIFY(inspector.inspect((*sandbox)->target())); // the compiler is tried only once
        QElapsedTimer timer;
        timer.start();
        const auto facts = inspector.inspect((*sandbox)->target());
        const qint64 duration = timer.elapsed();
        QVERIFY(facts);
        QVERIFY2(facts->serverReachable, qPrintable(facts->serverProblem));
        QVERIFY(facts->isSuperuser);
        QVERIFY(facts->databases.contains(u"shop"_s) && !facts->databases.contains(u"template1"_s));
        QVERIFY(facts->schemas.value(u"shop"_s).contains(u"public"_s));
        QCOMPARE(facts->onDisk.value(u"plpgsql"_s), u"1.0"_s);
        const ExtensionFacts *plpgsql = nullptr;
        const QList<ExtensionFacts> inShop = facts->extensions.value(u"shop"_s);
        for (const ExtensionFacts &each : inShop) {
            if (each.name == u"plpgsql")
                plpgsql = &each;
        }
        QVERIFY(plpgsql && plpgsql->isCreated());
        qInfo("inspected in %lld ms", static_cast<long long>(duration));

        const auto one = inspector.inspect((*sandbox)->target(), {u"shop"_s});
        QVERIFY(one);
        QCOMPARE(one->extensions.keys(), QStringList(u"shop"_s));
    }
};

QTEST_GUILESS_MAIN(TestTargetInspector)
#include "tst_targetinspector.moc"
