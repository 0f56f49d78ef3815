// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/exitcode.h"
#include "install/localcache.h"
#include "install/preflight.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MachineCommands", text);
}

QJsonObject toJson(const Target &target)
{
    QJsonObject object{{u"id"_s, target.id()},
                       {u"title"_s, target.title()},
                       {u"version"_s, target.installation.version.shortText()},
                       {u"origin"_s, nameOf(target.installation.origin)},
                       {u"pgConfig"_s, target.installation.pgConfig},
                       {u"bindir"_s, target.installation.bindir},
                       {u"hasServerHeaders"_s, target.installation.hasServerHeaders},
                       {u"isWritable"_s, target.installation.isWritable}};
    if (target.cluster) {
        object.insert(u"cluster"_s, QJsonObject{{u"name"_s, target.cluster->name},
                                                {u"state"_s, nameOf(target.cluster->state)},
                                                {u"dataDirectory"_s, target.cluster->dataDirectory},
                                                {u"owner"_s, target.cluster->owner},
                                                {u"port"_s, target.cluster->connection.port},
                                                {u"connection"_s,
                                                 target.cluster->connection.toConnectionString()}});
    }
    return object;
}

QString clusterText(const Target &target)
{
    if (!target.cluster)
        return tr("no cluster");
    const Cluster &cluster = *target.cluster;
    return tr("%1, port %2, %3")
        .arg(cluster.name)
        .arg(cluster.connection.port)
        .arg(nameOf(cluster.state));
}

/// What installing native code on this target would miss: the preflight of a plan that compiles something.
QList<Finding> machineFindings(const TargetFacts &facts)
{
    Plan plan;
    plan.target = facts.target;
    plan.releases = {PlannedRelease{}};
    return Preflight::check(plan, facts, {Preflight::SourceFacts{}});
}

Result<int> addServer(CliContext &context, const QString &what)
{
    if (what.contains(u'=') || what.startsWith(u"postgres"_s)) {
        const Result<ConnectionParameters> connection = ConnectionParameters::parse(what);
        if (!connection)
            return connection.error();
        QStringList servers = context.settings.addedServers();
        servers.removeAll(what);
        context.settings.setAddedServers(servers << what);
        context.output.line(tr("Added the server %1.").arg(connection->toUri()));
    } else {
        const Result<Installation> installation = Installation::inspect(
            what, Installation::Origin::Manual, context.services.runner, context.token);
        if (!installation)
            return installation.error();
        QStringList installations = context.settings.addedInstallations();
        installations.removeAll(installation->pgConfig);
        context.settings.setAddedInstallations(installations << installation->pgConfig);
        context.output.line(tr("Added %1 at %2.").arg(installation->title(), installation->bindir));
    }
    if (!context.settings.flush())
        return Error{Error::Kind::Permission, tr("The settings cannot be written."), {}};
    return ExitCode::ok;
}

Result<int> removeServer(CliContext &context, const QString &what)
{
    QStringList installations = context.settings.addedInstallations();
    QStringList servers = context.settings.addedServers();
    const qsizetype removed = installations.removeAll(what) + servers.removeAll(what);
    if (removed == 0) {
        return Error{Error::Kind::NotFound,
                     tr("“%1” was not added by hand. These were:\n%2")
                         .arg(what, (installations + servers).join(u'\n')),
                     {}};
    }
    context.settings.setAddedInstallations(installations);
    context.settings.setAddedServers(servers);
    context.settings.flush();
    context.output.line(tr("Forgotten: %1. Nothing of it was changed.").arg(what));
    return ExitCode::ok;
}

qint64 bytesBelow(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        walk.next();
        bytes += walk.fileInfo().size();
    }
    return bytes;
}

} // namespace

Result<int> Commands::servers(CliContext &context, const Arguments &arguments)
{
    const QString verb = arguments.positional().value(0);
    const QString what = arguments.positional().value(1);
    if (!verb.isEmpty() && verb != u"list" && what.isEmpty())
        return Error{Error::Kind::Invalid, tr("servers %1 what?").arg(verb), {}};
    if (verb == u"add"_s)
        return addServer(context, what);
    if (verb == u"remove"_s)
        return removeServer(context, what);
    const QList<Target> targets = CliSteps::targets(context, arguments);
    if (verb == u"use"_s) {
        const Result<Target> target = TargetChoice::named(targets, what);
        if (!target)
            return target.error();
        context.settings.setTargetId(target->id());
        context.settings.flush();
        context.output.line(tr("Later commands go to %1.").arg(target->title()));
        return ExitCode::ok;
    }
    if (!verb.isEmpty())
        return Error{Error::Kind::Invalid,
                     tr("servers has no verb “%1”; there are add, remove and use").arg(verb),
                     {}};
    QJsonArray json;
    QList<QStringList> rows;
    for (const Target &target : targets) {
        json.append(toJson(target));
        rows += {target.title(), clusterText(target), target.installation.originText(),
                 target.installation.bindir};
    }
    context.output.json(json);
    if (rows.isEmpty())
        context.output.note(
            tr("No PostgreSQL was found. Name one: howdahctl servers add /path/to/pg_config"));
    else
        context.output.table({tr("PostgreSQL"), tr("Cluster"), tr("From"), tr("Programs")}, rows);
    return rows.isEmpty() ? ExitCode::notFound : ExitCode::ok;
}

Result<int> Commands::doctor(CliContext &context, const Arguments &arguments)
{
    const QList<Target> targets = CliSteps::targets(context, arguments);
    QJsonArray json;
    bool blocked = targets.isEmpty();
    if (targets.isEmpty())
        context.output.line(tr("No PostgreSQL was found on this computer."));
    TargetInspector inspector(context.services.runner, context.services.credentials,
                              &context.manifests);
    for (const Target &target : targets) {
        const Result<TargetFacts> facts = inspector.inspect(target, {}, context.token);
        if (!facts)
            return facts.error();
        context.output.line(context.output.strong(target.title()) + u"  "_s
                            + target.installation.bindir);
        QJsonArray findings;
        for (const Finding &finding : machineFindings(*facts)) {
            findings.append(QJsonObject{{u"severity"_s, nameOf(finding.severity)},
                                        {u"id"_s, finding.id},
                                        {u"message"_s, finding.message},
                                        {u"fix"_s, finding.fix},
                                        {u"command"_s, finding.command}});
            context.output.line(u"  %1 %2"_s.arg(
                finding.severity == Finding::Severity::Note ? u"–"_s : u"✗"_s, finding.message));
            if (!finding.fix.isEmpty())
                context.output.line(u"    "_s + finding.fix);
            if (!finding.command.isEmpty())
                context.output.line(u"    $ "_s + finding.command);
            blocked = blocked || finding.severity == Finding::Severity::Blocker;
        }
        if (findings.isEmpty())
            context.output.line(tr("  ✓ everything that building and installing needs is here"));
        json.append(QJsonObject{{u"target"_s, toJson(target)}, {u"findings"_s, findings}});
    }
    context.output.json(json);
    return blocked ? ExitCode::impossible : ExitCode::ok;
}

Result<int> Commands::cache(CliContext &context, const Arguments &arguments)
{
    const Locations &locations = context.services.locations;
    const QString verb = arguments.positional().value(0, u"show"_s);
    if (verb != u"show"_s && verb != u"clear"_s)
        return Error{Error::Kind::Invalid,
                     tr("cache has no verb “%1”; there are show and clear").arg(verb),
                     {}};
    const QList<std::pair<QString, QString>> folders{
        {tr("Downloads"), locations.downloadsFolder()},
        {tr("Builds"), locations.buildsFolder()},
        {tr("Registry answers"), locations.httpCacheFolder()}};
    QJsonArray json;
    QList<QStringList> rows;
    for (const auto &[title, folder] : folders) {
        const qint64 bytes = bytesBelow(folder);
        json.append(QJsonObject{{u"title"_s, title}, {u"folder"_s, folder}, {u"bytes"_s, bytes}});
        rows += {title, QLocale().formattedDataSize(bytes), folder};
    }
    if (verb == u"clear"_s) {
        if (!context.output.confirm(tr("Delete downloads, builds and registry answers kept in %1?")
                                        .arg(locations.cache)))
            return Error{Error::Kind::Cancelled, tr("Nothing was changed."), {}};
        if (Result<void> cleared = LocalCache::clear(locations); !cleared)
            return cleared.error();
        context.output.line(tr("Deleted. Installed extensions and the history are untouched."));
    } else {
        context.output.table({tr("What"), tr("Size"), tr("Where")}, rows);
    }
    context.output.json(json);
    return ExitCode::ok;
}
