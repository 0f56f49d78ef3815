// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/exitcode.h"
#include "install/undojob.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("StateCommands", text);
}

QString stateText(const ExtensionFacts &extension)
{
    if (!extension.isCreated())
        return tr("not created");
    if (extension.defaultVersion.isEmpty())
        return tr("files are missing");
    return extension.hasUpdate() ? tr("update in database") : tr("current");
}

QJsonObject toJson(const ExtensionFacts &extension, const QString &database)
{
    return {{u"name"_s, extension.name},
            {u"database"_s, database},
            {u"installedVersion"_s, extension.installedVersion},
            {u"defaultVersion"_s, extension.defaultVersion},
            {u"schema"_s, extension.schema},
            {u"requiredBy"_s, QJsonArray::fromStringList(extension.requiredBy)}};
}

Session::Options sessionOptions(CliContext &context, const ConnectionParameters &connection)
{
    Session::Options options;
    options.password =
        context.services.credentials.read(connection.credentialKey()).value_or(QString());
    return options;
}

Result<Session> openSession(CliContext &context, const Target &target, const QString &database)
{
    if (!target.cluster) {
        return Error{
            Error::Kind::Missing,
            tr("%1 has no cluster that is known here; start one, or add its connection string with "
               "`howdahctl servers add`.")
                .arg(target.title()),
            {}};
    }
    ConnectionParameters connection = target.cluster->connection;
    if (!database.isEmpty())
        connection.database = database;
    return Session::open(connection, sessionOptions(context, connection));
}

/// Names of databases to look into: those asked for, else all that allow connections.
Result<QStringList> databasesOf(CliContext &context, const Target &target, const QStringList &asked)
{
    if (!asked.isEmpty())
        return asked;
    Result<Session> session = openSession(context, target, {});
    if (!session)
        return session.error();
    const Result<QList<DatabaseFacts>> databases = session->databases();
    if (!databases)
        return databases.error();
    QStringList names;
    for (const DatabaseFacts &database : *databases) {
        if (database.allowsConnections && !database.isTemplate)
            names += database.name;
    }
    return names;
}

QString when(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat)
                          : QString();
}

Result<Manifest> manifestToUndo(CliContext &context, const Arguments &arguments)
{
    if (!arguments.positional().isEmpty()) {
        const QString id = arguments.positional().first();
        if (const JobRecord *record = context.history.record(id)) {
            const QString manifest = record->outcome.value(u"manifest"_s).toString();
            if (!manifest.isEmpty())
                return context.manifests.load(manifest);
        }
        return context.manifests.load(id);
    }
    for (const Manifest &manifest : context.manifests.all()) {
        if (manifest.state == Manifest::State::Complete)
            return manifest;
    }
    return Error{Error::Kind::NotFound, tr("There is nothing to undo."), {}};
}

void printHistoryLine(Output &output, const JobRecord &record)
{
    output.line(output.strong(record.facts.title) + u"  "_s + record.facts.targetTitle);
    output.line(tr("  %1, by %2: %3")
                    .arg(when(record.started), record.user,
                         record.wasInterrupted() ? tr("interrupted") : nameOf(record.state)));
    if (!record.errorMessage.isEmpty())
        output.line(u"  "_s + record.errorMessage);
}

QJsonObject toJson(const JobRecord &record)
{
    return {{u"id"_s, record.id},
            {u"kind"_s, record.facts.kind},
            {u"title"_s, record.facts.title},
            {u"subject"_s, record.facts.subject},
            {u"target"_s, record.facts.targetTitle},
            {u"fromVersion"_s, record.facts.fromVersion},
            {u"toVersion"_s, record.facts.toVersion},
            {u"user"_s, record.user},
            {u"started"_s, record.started.toString(Qt::ISODate)},
            {u"finished"_s, record.finished.toString(Qt::ISODate)},
            {u"state"_s, record.wasInterrupted() ? u"interrupted"_s : nameOf(record.state)},
            {u"error"_s, record.errorMessage},
            {u"outcome"_s, record.outcome}};
}

/// DROP EXTENSION in the given databases only; files stay.
Result<int> dropIn(CliContext &context, const Target &target, const QString &name,
                   const QStringList &databases, bool force)
{
    QStringList dependants;
    for (const QString &database : databases) {
        Result<Session> session = openSession(context, target, database);
        if (!session)
            return session.error();
        const Result<QList<Dependant>> found = session->dependants(name);
        if (!found)
            return found.error();
        for (const Dependant &dependant : *found)
            dependants += u"%1: %2 %3"_s.arg(database, dependant.kind, dependant.identity);
    }
    for (const QString &line : std::as_const(dependants))
        context.output.line(u"  "_s + line);
    if (!dependants.isEmpty() && !force) {
        return Error{Error::Kind::Conflict,
                     tr("%1 is needed by what is listed above. Nothing was changed; --force drops "
                        "all of it.")
                         .arg(name),
                     {}};
    }
    if (!context.output.confirm(tr("Drop %1 in %2?").arg(name, databases.join(u", "_s))))
        return Error{Error::Kind::Cancelled, tr("Nothing was changed."), {}};
    for (const QString &database : databases) {
        Result<Session> session = openSession(context, target, database);
        if (!session)
            return session.error();
        if (Result<void> dropped = session->dropExtension(name, force); !dropped)
            return dropped.error();
        context.output.line(tr("%1 is dropped in %2.").arg(name, database));
    }
    context.output.json(QJsonObject{{u"dropped"_s, QJsonArray::fromStringList(databases)}});
    return ExitCode::ok;
}

} // namespace

Result<int> Commands::list(CliContext &context, const Arguments &arguments)
{
    const Result<Target> target = CliSteps::target(context, arguments);
    if (!target)
        return target.error();
    const Result<QStringList> databases =
        databasesOf(context, *target, arguments.values(u"database"_s));
    if (!databases)
        return databases.error();
    QJsonArray json;
    QList<QStringList> rows;
    for (const QString &database : *databases) {
        Result<Session> session = openSession(context, *target, database);
        if (!session)
            return session.error();
        const Result<QList<ExtensionFacts>> extensions = session->extensions();
        if (!extensions)
            return extensions.error();
        for (const ExtensionFacts &extension : *extensions) {
            if (!extension.isCreated() && !arguments.has(u"available"_s))
                continue;
            json.append(toJson(extension, database));
            rows += {extension.name,           database,         extension.installedVersion,
                     extension.defaultVersion, extension.schema, stateText(extension)};
        }
    }
    context.output.json(QJsonObject{{u"target"_s, target->title()}, {u"extensions"_s, json}});
    context.output.line(context.output.strong(target->title()));
    context.output.table({tr("Extension"), tr("Database"), tr("In database"), tr("On disk"),
                          tr("Schema"), tr("State")},
                         rows);
    return ExitCode::ok;
}

Result<int> Commands::remove(CliContext &context, const Arguments &arguments)
{
    const QString name = arguments.positional().first();
    const Result<Target> target = CliSteps::target(context, arguments);
    if (!target)
        return target.error();
    if (arguments.has(u"database"_s))
        return dropIn(context, *target, name, arguments.values(u"database"_s),
                      arguments.has(u"force"_s));

    const std::optional<Manifest> manifest =
        context.manifests.current(name.toLower(), target->installation.id());
    if (!manifest) {
        return Error{
            Error::Kind::NotFound,
            tr("Howdah did not install %1 into %2, so it does not know its files. Use the package "
               "manager it "
               "came with; to drop it in a database only: howdahctl remove %1 --database NAME")
                .arg(name, target->title()),
            {}};
    }
    TargetInspector inspector(context.services.runner, context.services.credentials,
                              &context.manifests);
    const Result<TargetFacts> facts = inspector.inspect(*target, {}, context.token);
    if (!facts)
        return facts.error();
    UninstallRequest request;
    request.manifest = manifest;
    const Result<Plan> plan = Planner::planUninstall(request, *facts);
    if (!plan)
        return plan.error();
    CliSteps::show(context.output, *plan);
    if (arguments.has(u"dry-run"_s) || !plan->isPossible()) {
        context.output.json(
            QJsonObject{{u"plan"_s, PlanExport::toJson(*plan)}, {u"done"_s, false}});
        return plan->isPossible() ? ExitCode::ok : ExitCode::impossible;
    }
    if (!context.output.confirm(tr("Go ahead?")))
        return Error{Error::Kind::Cancelled, tr("Nothing was changed."), {}};
    const Result<Job *> job = CliSteps::run(
        context, [&] { return std::make_unique<InstallJob>(*plan, context.services); });
    if (!job)
        return job.error();
    context.output.json(QJsonObject{{u"plan"_s, PlanExport::toJson(*plan)}, {u"done"_s, true}});
    context.output.line(tr("%1 is removed from %2.").arg(name, target->title()));
    return ExitCode::ok;
}

Result<int> Commands::undo(CliContext &context, const Arguments &arguments)
{
    const Result<Manifest> manifest = manifestToUndo(context, arguments);
    if (!manifest)
        return manifest.error();
    context.output.line(tr("This takes back: %1 (%2, %3)")
                            .arg(manifest->title, manifest->targetTitle, when(manifest->date)));
    for (const Manifest::SqlChange &change : manifest->sql) {
        context.output.line(
            change.fromVersion.isEmpty()
                ? tr("  drops %1 in %2").arg(change.extension, change.database)
                : tr("  puts %1 in %2 back to %3, with the author's script for that; without "
                     "one it is dropped and created again, which needs --force if its "
                     "tables hold rows")
                      .arg(change.extension, change.database, change.fromVersion));
    }
    for (const Manifest::SettingChange &change : manifest->settings)
        context.output.line(tr("  sets %1 as it was").arg(change.name));
    context.output.line(tr("  files put back or removed: %1").arg(manifest->files.size()));
    if (arguments.has(u"dry-run"_s))
        return ExitCode::ok;
    if (!context.output.confirm(tr("Go ahead?")))
        return Error{Error::Kind::Cancelled, tr("Nothing was changed."), {}};
    const UndoJob::Options options{arguments.has(u"force"_s), arguments.has(u"files-only"_s)};
    const Result<Job *> job = CliSteps::run(
        context, [&] { return std::make_unique<UndoJob>(*manifest, context.services, options); });
    if (!job)
        return job.error();
    context.output.json(QJsonObject{{u"undone"_s, manifest->id}, {u"title"_s, manifest->title}});
    context.output.line(tr("Everything is as it was before."));
    return ExitCode::ok;
}

Result<int> Commands::history(CliContext &context, const Arguments &arguments)
{
    if (!arguments.positional().isEmpty()) {
        const QString id = arguments.positional().first();
        const JobRecord *record = context.history.record(id);
        if (!record)
            return Error{
                Error::Kind::NotFound, tr("Nothing in the history has the ID %1.").arg(id), {}};
        if (arguments.has(u"log"_s)) {
            const Result<QStringList> log = context.history.log(id).result();
            if (!log)
                return log.error();
            for (const QString &line : *log)
                context.output.line(line);
        } else if (arguments.has(u"report"_s)) {
            context.output.line(context.history.report(id).result());
        } else {
            context.output.json(toJson(*record));
            printHistoryLine(context.output, *record);
            for (const JobStep &step : record->steps)
                context.output.line(
                    u"    %1  %2  %3"_s.arg(nameOf(step.state), -8).arg(step.title, step.why));
        }
        return ExitCode::ok;
    }
    const Result<int> limit = arguments.number(u"limit"_s, 20, 1, 1000);
    if (!limit)
        return limit.error();
    QJsonArray json;
    for (const JobRecord &record : context.history.records().first(
             std::min<qsizetype>(*limit, context.history.records().size()))) {
        json.append(toJson(record));
        printHistoryLine(context.output, record);
        context.output.line(u"  "_s + record.id);
    }
    context.output.json(json);
    if (json.isEmpty())
        context.output.note(tr("Nothing was done yet."));
    return ExitCode::ok;
}
