// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/registryoperations.h"

#include "cli/exitcode.h"
#include "cli/registrykeycommands.h"
#include "registry/openid/identityprovider.h"
#include "registry/operations/registrybackup.h"
#include "registry/operations/treeexport.h"
#include "registry/publishing/publisher.h"
#include "registry/store/auditstore.h"
#include "registry/store/registrysettings.h"
#include "registry/store/releasestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryCommands", text);
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes);
}

Result<QString> folderArgument(const Arguments &arguments, const QString &verb)
{
    const QString folder = arguments.positional().value(1);
    if (folder.isEmpty())
        return Error{
            Error::Kind::Invalid, tr("Which folder? howdahctl registry %1 FOLDER").arg(verb), {}};
    return QDir::cleanPath(QDir().absoluteFilePath(folder));
}

auto progressOf(CliContext &context)
{
    return [&context](const QString &activity, qint64 done, qint64 total) {
        context.output.progress(total > 0 ? double(done) / double(total) : -1, activity);
    };
}

Result<int> init(CliContext &context, RegistryStore &store)
{
    context.output.json(QJsonObject{{u"folder"_s, store.folder()},
                                    {u"database"_s, store.database().address().display()}});
    context.output.line(tr("The registry in %1 is ready; its database is %2.")
                            .arg(store.folder(), store.database().address().display()));
    return ExitCode::ok;
}

Result<int> status(CliContext &context, RegistryStore &store)
{
    const Result<RegistryTotals> totals = ReleaseStore(store.database()).totals();
    if (!totals)
        return totals.error();
    const Result<qint64> bytes =
        store.database().read([](SqlConnection &connection) -> Result<qint64> {
            const auto row = connection.queryOne(
                u"SELECT coalesce(sum(size), 0) FROM releases WHERE state = 'published'"_s);
            if (!row)
                return row.error();
            return (*row)->number(0);
        });
    if (!bytes)
        return bytes.error();
    context.output.json(QJsonObject{{u"folder"_s, store.folder()},
                                    {u"database"_s, store.database().address().display()},
                                    {u"distributions"_s, totals->distributions},
                                    {u"releases"_s, totals->releases},
                                    {u"extensions"_s, totals->extensions},
                                    {u"users"_s, totals->users},
                                    {u"tags"_s, totals->tags},
                                    {u"archiveBytes"_s, *bytes}});
    context.output.table({tr("Registry"), store.folder()},
                         {{tr("Database"), store.database().address().display()},
                          {tr("Distributions"), QString::number(totals->distributions)},
                          {tr("Releases"), QString::number(totals->releases)},
                          {tr("Archives"), sizeText(*bytes)},
                          {tr("Extensions"), QString::number(totals->extensions)},
                          {tr("Accounts"), QString::number(totals->users)}});
    return ExitCode::ok;
}

Result<int> backup(CliContext &context, RegistryStore &store, const Arguments &arguments)
{
    const Result<QString> folder = folderArgument(arguments, u"backup"_s);
    if (!folder)
        return folder.error();
    const auto made = RegistryBackup::write(store, *folder, context.token, progressOf(context));
    context.output.endProgress();
    if (!made)
        return made.error();
    if (Result<void> noted = RegistryOperations::audit(store, u"registry backup"_s, *folder);
        !noted)
        return noted.error();
    context.output.json(QJsonObject{
        {u"folder"_s, *folder}, {u"releases"_s, made->releases}, {u"bytes"_s, made->bytes}});
    context.output.line(tr("%1 releases (%2) and the database are in %3. It holds hashes of "
                           "passwords and keys: keep it private.")
                            .arg(made->releases)
                            .arg(sizeText(made->bytes), *folder));
    return ExitCode::ok;
}

Result<int> restore(CliContext &context, RegistryStore &store, const Arguments &arguments)
{
    const Result<QString> folder = folderArgument(arguments, u"restore"_s);
    if (!folder)
        return folder.error();
    const auto restored =
        RegistryBackup::restore(store, *folder, context.token, progressOf(context));
    context.output.endProgress();
    if (!restored)
        return restored.error();
    if (Result<void> noted = RegistryOperations::audit(store, u"registry restore"_s, *folder);
        !noted)
        return noted.error();
    context.output.json(
        QJsonObject{{u"folder"_s, store.folder()}, {u"releases"_s, restored->releases}});
    context.output.line(
        tr("%1 releases are restored into %2.").arg(restored->releases).arg(store.folder()));
    return ExitCode::ok;
}

Result<int> exportTree(CliContext &context, RegistryStore &store, const Arguments &arguments)
{
    const Result<QString> folder = folderArgument(arguments, u"export"_s);
    if (!folder)
        return folder.error();
    const auto done = TreeExport::write(store, *folder, context.token, progressOf(context));
    context.output.endProgress();
    if (!done)
        return done.error();
    context.output.json(QJsonObject{{u"folder"_s, *folder},
                                    {u"copied"_s, done->copied},
                                    {u"unchanged"_s, done->unchanged},
                                    {u"removed"_s, done->removed}});
    context.output.line(tr("%1 is a PGXN mirror now: any web server, or a file: address, serves it "
                           "(%2 files copied, %3 were there).")
                            .arg(*folder)
                            .arg(done->copied)
                            .arg(done->unchanged));
    return ExitCode::ok;
}

Result<int> reindex(CliContext &context, RegistryStore &store)
{
    if (Result<void> done = store.reindex(context.token); !done)
        return done.error();
    if (Result<void> noted = RegistryOperations::audit(store, u"registry reindex"_s, {}); !noted)
        return noted.error();
    context.output.json(QJsonObject{{u"folder"_s, store.folder()}});
    context.output.line(tr("All documents in %1 are written anew.").arg(store.folder()));
    return ExitCode::ok;
}

Result<int> verify(CliContext &context, RegistryStore &store)
{
    const QStringList problems = store.verify(context.token);
    context.output.json(QJsonObject{{u"problems"_s, QJsonArray::fromStringList(problems)}});
    for (const QString &problem : problems)
        context.output.line(u"✗ "_s + problem);
    if (problems.isEmpty())
        context.output.line(tr("Everything in %1 is as it should be.").arg(store.folder()));
    return problems.isEmpty() ? ExitCode::ok : ExitCode::integrity;
}

Result<int> settings(CliContext &context, RegistryStore &store, const Arguments &arguments)
{
    RegistrySettings settings(store.database());
    const QString name = arguments.positional().value(1);
    if (arguments.positional().size() > 2) {
        QString value = arguments.positional()[2];
        if (name == u"identity-providers") {
            // Nobody's secret is kept, or shown again, as it was given.
            const Result<QString> sealed = IdentityProviders::sealed(value, store);
            if (!sealed)
                return sealed.error();
            value = *sealed;
        }
        if (Result<void> set = settings.set(name, value); !set)
            return set.error();
        if (Result<void> noted =
                RegistryOperations::audit(store, u"registry settings"_s, name + u'=' + value);
            !noted)
            return noted.error();
    }
    QJsonObject json;
    QList<QStringList> rows;
    for (const RegistrySettings::Known &known : RegistrySettings::all()) {
        if (!name.isEmpty() && known.name != name)
            continue;
        const Result<QString> value = settings.text(known.name);
        if (!value)
            return value.error();
        json.insert(known.name, *value);
        const QString choices =
            known.words.isEmpty() ? QString() : u" ("_s + known.words.join(u", "_s) + u')';
        rows += {known.name, *value, known.explanation + choices};
    }
    if (rows.isEmpty())
        return Error{Error::Kind::NotFound, tr("There is no setting “%1”.").arg(name), {}};
    context.output.json(json);
    context.output.table({tr("Setting"), tr("Value"), tr("What it does")}, rows);
    return ExitCode::ok;
}

Result<int> showAudit(CliContext &context, RegistryStore &store, const Arguments &arguments)
{
    const Result<int> limit = arguments.number(u"limit"_s, 50, 1, 10'000);
    if (!limit)
        return limit.error();
    const auto entries = AuditStore(store.database()).newest(*limit, 0, arguments.value(u"user"_s));
    if (!entries)
        return entries.error();
    QJsonArray json;
    QList<QStringList> rows;
    for (const AuditStore::Entry &entry : *entries) {
        const QString time = entry.time.toString(Qt::ISODate);
        json.append(QJsonObject{{u"id"_s, entry.id},
                                {u"time"_s, time},
                                {u"actor"_s, entry.actor},
                                {u"means"_s, entry.means},
                                {u"address"_s, entry.address},
                                {u"action"_s, entry.action},
                                {u"subject"_s, entry.subject},
                                {u"outcome"_s, entry.outcome}});
        rows += {time,         entry.actor.isEmpty() ? u"–"_s : entry.actor,
                 entry.means,  entry.address,
                 entry.action, entry.subject,
                 entry.outcome};
    }
    context.output.json(json);
    context.output.table(
        {tr("Time"), tr("Who"), tr("By"), tr("From"), tr("What"), tr("About"), tr("Outcome")},
        rows);
    return ExitCode::ok;
}

} // namespace

Result<RegistryOperations::Chosen> RegistryOperations::Chosen::of(CliContext &context,
                                                                  const Arguments &arguments)
{
    Chosen chosen;
    chosen.m_store = &context.registry;
    if (arguments.has(u"data"_s) || arguments.has(u"database"_s)) {
        const QString folder = arguments.has(u"data"_s)
                                   ? QDir().absoluteFilePath(arguments.value(u"data"_s))
                                   : context.registry.folder();
        const Result<DatabaseAddress> address =
            DatabaseAddress::parse(arguments.value(u"database"_s), folder + u"/registry.sqlite"_s);
        if (!address)
            return address.error();
        chosen.m_own = std::make_unique<RegistryStore>(folder, context.registry.clock(), *address);
        chosen.m_store = chosen.m_own.get();
    }
    if (Result<void> prepared = chosen.m_store->prepare(); !prepared)
        return prepared.error();
    return chosen;
}

Result<void> RegistryOperations::audit(RegistryStore &store, const QString &action,
                                       const QString &subject)
{
    return AuditStore(store.database())
        .append({store.clock().now(),
                 u"operator"_s,
                 u"command line"_s,
                 {},
                 action,
                 subject,
                 u"ok"_s,
                 {}});
}

std::optional<Result<int>> RegistryOperations::run(const QString &verb, CliContext &context,
                                                   const Arguments &arguments)
{
    static const QStringList verbs{u"init"_s,     u"status"_s,  u"export"_s, u"backup"_s,
                                   u"restore"_s,  u"reindex"_s, u"verify"_s, u"keys"_s,
                                   u"settings"_s, u"audit"_s};
    if (!verbs.contains(verb))
        return {};
    const Result<Chosen> store = Chosen::of(context, arguments);
    if (!store)
        return Result<int>(store.error());
    if (verb == u"init")
        return init(context, **store);
    if (verb == u"status")
        return status(context, **store);
    if (verb == u"export")
        return exportTree(context, **store, arguments);
    if (verb == u"backup")
        return backup(context, **store, arguments);
    if (verb == u"restore")
        return restore(context, **store, arguments);
    if (verb == u"reindex")
        return reindex(context, **store);
    if (verb == u"verify")
        return verify(context, **store);
    if (verb == u"keys")
        return RegistryKeyCommands::run(context, **store, arguments);
    if (verb == u"settings")
        return settings(context, **store, arguments);
    return showAudit(context, **store, arguments);
}
