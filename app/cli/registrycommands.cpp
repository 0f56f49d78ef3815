// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/exitcode.h"
#include "cli/registryaccounts.h"
#include "cli/registryoperations.h"
#include "cli/registrywebhooks.h"
#include "cli/registrywithdrawals.h"
#include "mirror/indexsync.h"
#include "registry/registrystore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryCommands", text);
}

Result<int> listRegistries(CliContext &context)
{
    QJsonArray json;
    QList<QStringList> rows;
    for (const RegistrySource &source : context.sync.registries()) {
        const QDateTime read = context.index.lastSync(source.name).result().value_or(QDateTime());
        json.append(QJsonObject{{u"name"_s, source.name},
                                {u"url"_s, source.url.toString()},
                                {u"lastSync"_s, read.toString(Qt::ISODate)}});
        rows += {source.name, source.url.toString(),
                 read.isValid() ? read.toString(Qt::ISODate) : tr("never")};
    }
    context.output.json(json);
    context.output.table({tr("Registry"), tr("Address"), tr("Read")}, rows);
    return ExitCode::ok;
}

Result<int> addRegistry(CliContext &context, const Arguments &arguments)
{
    const QString text = arguments.positional().value(1);
    const QUrl url =
        text.startsWith(u'/') ? QUrl::fromLocalFile(text) : QUrl(text, QUrl::StrictMode);
    const QStringList schemes{u"http"_s, u"https"_s, u"file"_s};
    if (!schemes.contains(url.scheme()) || !url.isValid())
        return Error{Error::Kind::Invalid,
                     tr("“%1” is no address; write https://…, http://… or a folder").arg(text),
                     {}};
    if (!url.password().isEmpty())
        return Error{Error::Kind::Refused,
                     tr("An address with a password in it would be kept in a file; leave it out"),
                     {}};
    const QString name =
        arguments.value(u"name"_s, url.isLocalFile() ? url.toLocalFile() : url.host());
    QList<RegistrySource> registries = context.settings.registries();
    for (const RegistrySource &source : std::as_const(registries)) {
        if (source.name == name || source.url == url)
            return Error{Error::Kind::Conflict,
                         tr("%1 (%2) is in use already").arg(source.name, source.url.toString()),
                         {}};
    }
    // Asked before it is kept: a typing error shows now.
    if (Result<UriTemplates> answer = context.sync.probe(url, context.token); !answer)
        return answer.error();
    registries += {name, url, true};
    context.settings.setRegistries(registries);
    context.settings.flush();
    context.output.line(tr("Added %1. `howdahctl registry sync` reads it.").arg(name));
    return ExitCode::ok;
}

Result<int> removeRegistry(CliContext &context, const QString &name)
{
    QList<RegistrySource> registries = context.settings.registries();
    const qsizetype removed =
        registries.removeIf([&](const RegistrySource &source) { return source.name == name; });
    if (removed == 0)
        return Error{
            Error::Kind::NotFound, tr("No registry that was added is called “%1”").arg(name), {}};
    context.settings.setRegistries(registries);
    context.settings.flush();
    if (const Result<void> forgotten = context.index.removeRegistry(name).result(); !forgotten)
        return forgotten.error();
    context.output.line(tr("%1 is no longer in use.").arg(name));
    return ExitCode::ok;
}

Result<int> importArchives(CliContext &context, const Arguments &arguments)
{
    const QStringList files = arguments.positional().mid(1);
    if (files.isEmpty())
        return Error{
            Error::Kind::Invalid, tr("Which archives? howdahctl registry import FILE…"), {}};
    QJsonArray imported;
    QJsonArray refused;
    int status = ExitCode::ok;
    const Result<RegistryOperations::Chosen> store =
        RegistryOperations::Chosen::of(context, arguments);
    if (!store)
        return store.error();
    // Documents are written once behind all of them.
    const QList<Result<Release>> releases = (*store)->importAll(
        files, arguments.value(u"user"_s, RegistryStore::defaultUser()), context.token);
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QString &file = files[i];
        const Result<Release> &release = releases[i];
        if (!release) {
            status = ExitCode::forError(release.error().kind);
            refused.append(QJsonObject{{u"file"_s, file},
                                       {u"kind"_s, nameOf(release.error().kind)},
                                       {u"message"_s, release.error().message}});
            context.output.note(u"✗ %1: %2"_s.arg(file, release.error().message));
            continue;
        }
        imported.append(QJsonObject{{u"name"_s, release->name},
                                    {u"version"_s, release->version.toString()},
                                    {u"file"_s, file}});
        context.output.line(tr("✓ %1 %2").arg(release->name, release->version.toString()));
    }
    context.output.json(QJsonObject{{u"imported"_s, imported}, {u"refused"_s, refused}});
    if (!imported.isEmpty() && &**store == &context.registry) {
        if (Result<void> fresh = CliSteps::freshIndex(context); !fresh)
            return fresh.error();
    }
    return status;
}

} // namespace

Result<int> Commands::registry(CliContext &context, const Arguments &arguments)
{
    const QString verb = arguments.positional().value(0, u"list"_s);
    if (verb == u"list"_s)
        return listRegistries(context);
    if (verb == u"add"_s)
        return addRegistry(context, arguments);
    if (verb == u"remove"_s)
        return removeRegistry(context, arguments.positional().value(1));
    if (verb == u"import"_s)
        return importArchives(context, arguments);
    if (const auto done = RegistryAccounts::run(verb, context, arguments))
        return *done;
    if (const auto done = RegistryWebhooks::run(verb, context, arguments))
        return *done;
    if (const auto done = RegistryWithdrawals::run(verb, context, arguments))
        return *done;
    if (const auto done = RegistryOperations::run(verb, context, arguments))
        return *done;
    if (verb == u"sync"_s) {
        if (Result<void> fresh = CliSteps::freshIndex(context, IndexSync::Extent::Everything);
            !fresh)
            return fresh.error();
        const int count = context.index.count().result().value_or(0);
        context.output.json(QJsonObject{{u"distributions"_s, count}});
        context.output.line(tr("The index holds %1 distributions.").arg(count));
        return ExitCode::ok;
    }
    // The table of the command line says which verbs there are; here is one too few.
    return Error{Error::Kind::Unsupported, tr("Nothing does “registry %1”.").arg(verb), {}};
}
