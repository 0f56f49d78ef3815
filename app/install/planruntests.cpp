// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// How a run has a release's regression tests carried out on its server.
#include "install/planrun.h"
#include "install/serversettings.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDiffLines = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallJob", text);
}

/// The databases that PostgreSQL's test drivers are told to use, in command lines.
QStringList databasesIn(const QString &commands)
{
    static const QRegularExpression option(
        u"--dbname(?:=|\\s+)(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"']+))"_s);
    static const QRegularExpression separator(u"[,\\s]+"_s);
    QStringList names;
    for (auto match = option.globalMatch(commands); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        names += found.captured(found.lastCapturedIndex()).split(separator, Qt::SkipEmptyParts);
    }
    names.removeDuplicates();
    return names;
}

} // namespace

Result<void> PlanRun::test(const Step &step)
{
    if (Result<void> done = finishSql(); !done)
        return done;
    const auto leave = [&](const QString &why) {
        m_tests = RegressionReport::notRun(why);
        m_skipped = why;
        return Result<void>();
    };
    const Work &work = m_works[step.release];
    const Release &release = m_plan.releases[step.release].release;
    if (work.source.isEmpty() || !m_plan.target.cluster)
        return leave(tr("Its sources are not here."));
    const Result<BuildRecipe::Pipeline> pipeline = BuildRecipe::detect(work.source, release);
    if (!pipeline)
        return pipeline.error();
    const Installation &installation = m_plan.target.installation;
    const Toolchain tools = Toolchain::find(installation, m_services.runner, m_reporter.token());
    const Result<BuildRecipe> recipe =
        BuildRecipe::make(*pipeline, work.source, {}, installation, tools, 1);
    if (!recipe)
        return recipe.error();
    if (!recipe->tests)
        return leave(tr("It has no regression tests that Howdah can run."));

    Result<Session> session = openSession(m_plan.target, {}, m_services.credentials);
    if (!session)
        return session.error();
    const Result<QStringList> before = session->column(u"SELECT datname FROM pg_database"_s);
    if (!before)
        return before.error();
    const ConnectionParameters &connection = m_plan.target.cluster->connection;
    QString socket = connection.host;
    if (!socket.startsWith(u'/')) {
        const Result<QString> folders = session->setting(u"unix_socket_directories"_s);
        socket = folders ? PreloadSetting::split(*folders).value(0) : QString();
    }
    if (m_plan.target.cluster->isRemote || !QFileInfo(socket).isDir())
        return leave(tr("The jail has no network, and this server has no local socket."));

    const Result<BuildJail> walls = jail();
    if (!walls)
        return walls.error();
    Result<JailView> seen = view(installation, {work.source});
    if (!seen)
        return seen.error();
    Command command = *recipe->tests;
    command.environment->insert(u"PGHOST"_s, socket);
    command.environment->insert(u"PGPORT"_s, QString::number(connection.port));
    if (!connection.user.isEmpty())
        command.environment->insert(u"PGUSER"_s, connection.user);
    if (const auto password = m_services.credentials.read(connection.credentialKey()))
        command.environment->insert(u"PGPASSWORD"_s, *password);
    const QStringList used = testDatabases(command, *walls, *seen);
    seen->readable << socket;
    // pg_regress begins by dropping them, whoever made them.
    for (const QString &name : used) {
        if (before->contains(name))
            return leave(tr("There is a database %1, which the tests would delete.").arg(name));
    }
    if (Result<void> begun = beginManifest(); !begun)
        return begun;
    m_manifest->testDatabases = used;
    if (Result<void> saved = m_store.save(*m_manifest); !saved)
        return saved;
    say(u"$ "_s + command.toShell());
    BuildLimits limits;
    limits.time = std::chrono::minutes(20);
    QStringList output;
    const Result<CommandOutcome> outcome = m_services.runner.run(
        walls->enclose(command, *seen, limits), m_reporter.token(), [&](const QString &line, bool) {
            output << line;
            say(line);
        });
    if (Result<void> dropped = dropTestDatabases(*session, *before); !dropped)
        return dropped;
    if (!outcome)
        return outcome.error();
    m_tests = RegressionReport::parse(output.join(u'\n'), outcome->exitCode);
    const bool hasNoTarget = output.join(u'\n').contains(u"No rule to make target"_s);
    if (!m_tests.ran && (outcome->succeeded() || hasNoTarget))
        return leave(tr("The distribution has no regression tests."));
    m_note = m_tests.summary;
    m_testsFailed = !m_tests.isGreen();
    if (!m_testsFailed)
        return {};
    QDirIterator diffs(work.source, {u"regression.diffs"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (diffs.hasNext()) {
        QFile file(diffs.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (int i = 0; i < mostDiffLines && !file.atEnd(); ++i)
            say(QString::fromUtf8(file.readLine()).chopped(1));
    }
    return {};
}

/// Which databases the tests will make. Only their author knows; make tells without doing anything.
QStringList PlanRun::testDatabases(const Command &tests, const BuildJail &walls,
                                   const JailView &view)
{
    QString commands = tests.toShell();
    if (QFileInfo(tests.program).fileName().contains(u"make"_s)) {
        Command question = tests;
        question.arguments << u"--dry-run"_s;
        BuildLimits limits;
        limits.time = std::chrono::minutes(1);
        if (const Result<CommandOutcome> answer =
                m_services.runner.run(walls.enclose(question, view, limits), m_reporter.token()))
            commands += u'\n' + QString::fromLocal8Bit(answer->output);
    }
    QStringList names = databasesIn(commands);
    if (names.isEmpty())
        names << u"contrib_regression"_s;
    return names;
}

/// What the tests made goes again; a database of anybody else's that came meanwhile stays.
Result<void> PlanRun::dropTestDatabases(Session &session, const QStringList &before)
{
    const Result<QStringList> after = session.column(u"SELECT datname FROM pg_database"_s);
    if (!after)
        return after.error(); // the manifest still names them, for whoever takes the install back
    for (const QString &name : *after) {
        if (before.contains(name))
            continue;
        if (!m_manifest->testDatabases.contains(name)) {
            say(tr("The database %1 was made meanwhile. It is left alone; if the tests made it, "
                   "drop it.")
                    .arg(name));
            continue;
        }
        if (Result<void> dropped = session.dropDatabase(name, true); !dropped)
            say(dropped.error().message);
    }
    m_manifest->testDatabases.clear();
    return m_store.save(*m_manifest);
}
