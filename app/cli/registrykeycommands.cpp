// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/registrykeycommands.h"

#include "cli/exitcode.h"
#include "cli/registryoperations.h"
#include "registry/keys/registrykeys.h"
#include "registry/operations/releasesigning.h"
#include "registry/publishing/publisher.h"
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

Result<int> listKeys(CliContext &context, RegistryStore &store)
{
    const auto entries = store.keys().keys();
    if (!entries)
        return entries.error();
    QJsonArray json;
    QList<QStringList> rows;
    for (const RegistryKeys::Entry &entry : *entries) {
        const QString created = entry.created.toString(Qt::ISODate);
        QJsonObject item{{u"kid"_s, entry.key.kid()},
                         {u"state"_s, nameOf(entry.state)},
                         {u"created"_s, created}};
        if (entry.withdrawn.isValid()) {
            item.insert(u"withdrawn"_s, entry.withdrawn.toString(Qt::ISODate));
            item.insert(u"reason"_s, entry.reason);
        }
        json.append(item);
        rows += {entry.key.kid(), nameOf(entry.state), created, entry.reason};
    }
    context.output.json(json);
    context.output.table({tr("Key"), tr("State"), tr("Made"), tr("Withdrawn because")}, rows);
    return ExitCode::ok;
}

/// The key that a word begins the name of, when it is the only one.
Result<QString> keyBeginning(RegistryStore &store, const QString &word)
{
    const auto entries = store.keys().keys();
    if (!entries)
        return entries.error();
    QStringList found;
    for (const RegistryKeys::Entry &entry : *entries) {
        if (!word.isEmpty() && entry.key.kid().startsWith(word))
            found.append(entry.key.kid());
    }
    if (found.size() == 1)
        return found.first();
    if (word.isEmpty() || found.size() > 1)
        return Error{Error::Kind::Invalid,
                     tr("Which key? howdahctl registry keys withdraw KID --reason TEXT; the "
                        "beginning of its name will do, when no other begins like that."),
                     {}};
    return word; // not there: told by whoever looks for it
}

Result<int> withdrawKey(CliContext &context, RegistryStore &store, const Arguments &arguments)
{
    const Result<QString> kid = keyBeginning(store, arguments.positional().value(2));
    if (!kid)
        return kid.error();
    const QString reason = arguments.value(u"reason"_s).trimmed();
    if (reason.isEmpty())
        return Error{Error::Kind::Invalid,
                     tr("Why? Everybody who installs something reads the reason: --reason TEXT"),
                     {}};
    if (Result<void> withdrawn = store.keys().withdraw(*kid, reason); !withdrawn)
        return withdrawn.error();
    if (Result<void> published = store.publisher().publishKeys(); !published)
        return published.error();
    if (Result<void> noted =
            RegistryOperations::audit(store, u"registry keys withdraw"_s, *kid + u": "_s + reason);
        !noted)
        return noted.error();
    context.output.note(
        tr("Nobody installs what only this key has signed any more. Look whether all is as it was "
           "(howdahctl registry verify), then sign it anew: howdahctl registry keys sign"));
    return listKeys(context, store);
}

Result<int> signAnew(CliContext &context, RegistryStore &store)
{
    const auto done = ReleaseSigning::run(
        store, context.token, [&context](const QString &activity, qint64 done, qint64 total) {
            context.output.progress(total > 0 ? double(done) / double(total) : -1, activity);
        });
    context.output.endProgress();
    if (!done)
        return done.error();
    if (Result<void> noted = RegistryOperations::audit(store, u"registry keys sign"_s,
                                                       QString::number(done->signedAnew));
        !noted)
        return noted.error();
    context.output.json(QJsonObject{{u"signed"_s, done->signedAnew},
                                    {u"unchanged"_s, done->unchanged},
                                    {u"problems"_s, QJsonArray::fromStringList(done->problems)}});
    for (const QString &problem : done->problems)
        context.output.line(u"✗ "_s + problem);
    context.output.line(tr("%1 releases are signed anew, %2 had a good signature.")
                            .arg(done->signedAnew)
                            .arg(done->unchanged));
    return done->problems.isEmpty() ? ExitCode::ok : ExitCode::integrity;
}

Result<int> rotateKeys(CliContext &context, RegistryStore &store)
{
    const Result<SigningKey> made = store.keys().rotate();
    if (!made)
        return made.error();
    if (Result<void> published = store.publisher().publishKeys(); !published)
        return published.error();
    if (Result<void> noted = RegistryOperations::audit(store, u"registry keys rotate"_s, {});
        !noted)
        return noted.error();
    return listKeys(context, store);
}

} // namespace

Result<int> RegistryKeyCommands::run(CliContext &context, RegistryStore &store,
                                     const Arguments &arguments)
{
    const QString verb = arguments.positional().value(1, u"list"_s);
    if (verb == u"rotate")
        return rotateKeys(context, store);
    if (verb == u"withdraw")
        return withdrawKey(context, store, arguments);
    if (verb == u"sign")
        return signAnew(context, store);
    return listKeys(context, store);
}
