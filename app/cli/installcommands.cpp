// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/communitysteps.h"
#include "cli/exitcode.h"
#include "install/tryjob.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallCommands", text);
}

int exitCodeFor(const Plan &plan)
{
    return plan.isPossible() ? ExitCode::ok : ExitCode::impossible;
}

void printTests(Output &output, const QJsonObject &tests)
{
    if (!tests.isEmpty())
        output.line(tr("Regression tests: %1").arg(tests.value(u"summary"_s).toString()));
}

/// The sandboxes of `context`, printed.
Result<int> listSandboxes(CliContext &context)
{
    QJsonArray rows;
    QList<QStringList> table;
    for (const QString &folder :
         SandboxServer::list(context.services.locations.sandboxesFolder())) {
        Result<std::unique_ptr<SandboxServer>> sandbox =
            SandboxServer::attach(folder, context.services.runner);
        if (!sandbox)
            continue;
        const Cluster &cluster = (*sandbox)->cluster();
        rows.append(QJsonObject{{u"id"_s, (*sandbox)->id()},
                                {u"title"_s, cluster.title()},
                                {u"connection"_s, cluster.connection.toConnectionString()}});
        table += {(*sandbox)->id(), cluster.title(), cluster.connection.toConnectionString()};
    }
    context.output.json(rows);
    if (table.isEmpty())
        context.output.note(tr("No sandbox is running."));
    else
        context.output.table({tr("ID"), tr("PostgreSQL"), tr("Connection")}, table);
    return ExitCode::ok;
}

Result<int> discardSandbox(CliContext &context, const QString &id)
{
    for (const QString &folder :
         SandboxServer::list(context.services.locations.sandboxesFolder())) {
        if (folder.section(u'/', -1) != id)
            continue;
        Result<std::unique_ptr<SandboxServer>> sandbox =
            SandboxServer::attach(folder, context.services.runner);
        if (!sandbox)
            return sandbox.error();
        if (Result<void> removed = (*sandbox)->remove(); !removed)
            return removed.error();
        context.output.line(tr("The sandbox %1 is gone.").arg(id));
        return ExitCode::ok;
    }
    return Error{Error::Kind::NotFound,
                 tr("No sandbox is called “%1”; `howdahctl try --list` shows them.").arg(id),
                 {}};
}

/// A sandbox with nothing in it, to be used as a target of other commands.
Result<int> startEmptySandbox(CliContext &context, const Arguments &arguments)
{
    if (!arguments.has(u"keep"_s))
        return Error{Error::Kind::Invalid,
                     tr("Which extension? howdahctl try NAME, or try --keep for an empty sandbox"),
                     {}};
    const Result<Target> target = CliSteps::target(context, arguments);
    if (!target)
        return target.error();
    SandboxServer::Options options;
    options.folder = context.services.locations.sandboxesFolder();
    options.keep = true;
    const Result<std::unique_ptr<SandboxServer>> sandbox =
        SandboxServer::start(target->installation, options, context.services.runner, context.token);
    if (!sandbox)
        return sandbox.error();
    const SandboxServer &server = **sandbox;
    context.output.json(QJsonObject{
        {u"sandbox"_s, QJsonObject{{u"id"_s, server.id()}, {u"folder"_s, server.folder()}}},
        {u"target"_s, server.target().id()},
        {u"pgConfig"_s, server.installation().pgConfig},
        {u"connection"_s, server.cluster().connection.toConnectionString()}});
    context.output.line(
        tr("A sandbox is running. Use it as a target: --target %1").arg(server.target().id()));
    context.output.line(tr("Connect with:\n  %1").arg(server.cluster().connection.toPsqlCommand()));
    context.output.line(tr("When done: howdahctl try --discard %1").arg(server.id()));
    return ExitCode::ok;
}

void openPsql(const Cluster &cluster, const Installation &installation,
              const std::optional<UserAccount> &account)
{
    QProcess psql;
    psql.setProcessChannelMode(QProcess::ForwardedChannels);
    psql.setInputChannelMode(QProcess::ForwardedInputChannel);
    QStringList arguments{cluster.connection.toConnectionString()};
    QString program = installation.program(u"psql"_s);
    if (account) {
        arguments.prepend(program);
        arguments = QStringList{u"-u"_s, account->name, u"--"_s} + arguments;
        program = u"runuser"_s;
    }
    psql.start(program, arguments);
    psql.waitForFinished(-1);
}

} // namespace

Result<int> Commands::plan(CliContext &context, const Arguments &arguments)
{
    const Result<Target> target = CliSteps::target(context, arguments);
    if (!target)
        return target.error();
    const Result<Plan> plan = CliSteps::plan(context, arguments, *target);
    if (!plan)
        return plan.error();
    if (arguments.has(u"script"_s) && !context.output.isJson()) {
        context.output.line(PlanExport::toScript(*plan));
        return exitCodeFor(*plan);
    }
    context.output.json(PlanExport::toJson(*plan));
    CliSteps::show(context.output, *plan);
    return exitCodeFor(*plan);
}

Result<int> Commands::install(CliContext &context, const Arguments &arguments)
{
    const Result<Target> target = CliSteps::target(context, arguments);
    if (!target)
        return target.error();
    const Result<Plan> plan = CliSteps::plan(context, arguments, *target);
    if (!plan)
        return plan.error();
    CliSteps::show(context.output, *plan);
    if (arguments.has(u"dry-run"_s) || !plan->isPossible() || plan->isEmpty()) {
        context.output.json(
            QJsonObject{{u"plan"_s, PlanExport::toJson(*plan)}, {u"done"_s, plan->isEmpty()}});
        if (plan->isEmpty())
            context.output.note(tr("There is nothing to do."));
        return exitCodeFor(*plan);
    }
    if (!context.output.confirm(tr("Go ahead?")))
        return Error{Error::Kind::Cancelled, tr("Nothing was changed."), {}};

    const Result<Job *> job = CliSteps::run(
        context, [&] { return std::make_unique<InstallJob>(*plan, context.services); });
    if (!job)
        return job.error();
    const QJsonObject outcome = (*job)->outcome();
    context.output.json(QJsonObject{
        {u"plan"_s, PlanExport::toJson(*plan)}, {u"done"_s, true}, {u"outcome"_s, outcome}});
    for (const QJsonValue &row : outcome.value(u"installed"_s).toArray()) {
        context.output.line(tr("%1 %2 is loaded in database %3.")
                                .arg(row[u"extension"_s].toString(), row[u"version"_s].toString(),
                                     row[u"database"_s].toString()));
    }
    if (plan->databases.isEmpty()) {
        context.output.line(
            tr("Installed in %1, not yet enabled in any database. To enable it: CREATE EXTENSION "
               "%2;")
                .arg(plan->target.title(), plan->releases.isEmpty()
                                               ? plan->subject
                                               : plan->releases.last().extensions.join(u", "_s)));
    }
    printTests(context.output, outcome.value(u"tests"_s).toObject());
    if (const QString manifest = outcome.value(u"manifest"_s).toString(); !manifest.isEmpty())
        context.output.line(tr("To take it back: howdahctl undo %1").arg(manifest));
    CommunitySteps::afterInstall(context, **job, *plan);
    return ExitCode::ok;
}

Result<int> Commands::tryOut(CliContext &context, const Arguments &arguments)
{
    if (arguments.has(u"list"_s))
        return listSandboxes(context);
    if (arguments.has(u"discard"_s))
        return discardSandbox(context, arguments.value(u"discard"_s));
    if (arguments.positional().isEmpty())
        return startEmptySandbox(context, arguments);

    const Result<Target> target = CliSteps::target(context, arguments);
    if (!target)
        return target.error();
    if (Result<void> fresh = CliSteps::freshIndex(context); !fresh)
        return fresh.error();
    Result<PlanRequest> wanted = CliSteps::request(context, arguments, *target);
    if (!wanted)
        return wanted.error();
    const TryJob::Request request{*wanted, target->installation, !arguments.has(u"no-tests"_s),
                                  arguments.has(u"keep"_s)};
    context.output.note(tr("In a private copy of %1; nothing of yours is changed.")
                            .arg(target->installation.title()));
    const Result<Job *> job = CliSteps::run(context, [&] {
        return std::make_unique<TryJob>(request, context.services, context.releases);
    });
    if (!job)
        return job.error();

    const std::unique_ptr<SandboxServer> sandbox = static_cast<TryJob *>(*job)->takeSandbox();
    const QJsonObject outcome = (*job)->outcome();
    context.output.json(outcome);
    for (const QJsonValue &row : outcome.value(u"created"_s).toArray())
        context.output.line(u"  "_s + row[u"kind"_s].toString() + u' '
                            + row[u"identity"_s].toString());
    printTests(context.output, outcome.value(u"tests"_s).toObject());
    if (arguments.has(u"psql"_s) && sandbox)
        openPsql(sandbox->cluster(), sandbox->installation(), sandbox->account());
    if (arguments.has(u"keep"_s)) {
        context.output.line(tr("The sandbox keeps running. Connect with:\n  %1")
                                .arg(outcome.value(u"psql"_s).toString()));
        context.output.line(
            tr("When done: howdahctl try --discard %1")
                .arg(outcome.value(u"sandbox"_s).toObject().value(u"id"_s).toString()));
    } else if (sandbox) {
        if (Result<void> removed = sandbox->remove(); !removed)
            return removed.error();
        context.output.line(tr("It works. The sandbox is gone; nothing was changed."));
    }
    return ExitCode::ok;
}
