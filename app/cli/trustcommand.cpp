// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/exitcode.h"
#include "mirror/indexsync.h"
#include "remote/truststore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TrustCommand", text);
}

Result<int> listKeys(CliContext &context, const TrustStore &trust)
{
    const Result<QList<QUrl>> registries = trust.registries();
    if (!registries)
        return registries.error();
    QJsonArray json;
    QList<QStringList> rows;
    for (const QUrl &registry : *registries) {
        const Result<QList<TrustStore::KnownKey>> keys = trust.keys(registry);
        if (!keys)
            return keys.error();
        for (const TrustStore::KnownKey &known : *keys) {
            const QString seen = known.firstSeen.toString(Qt::ISODate);
            json.append(QJsonObject{{u"registry"_s, registry.toString()},
                                    {u"key"_s, known.key.thumbprint()},
                                    {u"firstSeen"_s, seen}});
            rows += {registry.toString(), known.key.shownName(), seen, {}};
        }
        const Result<QList<TrustStore::WithdrawnKey>> withdrawn = trust.withdrawn(registry);
        if (!withdrawn)
            return withdrawn.error();
        for (const TrustStore::WithdrawnKey &one : *withdrawn) {
            const QString date = one.date.toString(Qt::ISODate);
            json.append(QJsonObject{{u"registry"_s, registry.toString()},
                                    {u"key"_s, one.key.thumbprint()},
                                    {u"withdrawn"_s, date},
                                    {u"reason"_s, one.reason}});
            rows += {registry.toString(),
                     one.key.shownName(),
                     {},
                     tr("%1, because: %2").arg(date, one.reason)};
        }
    }
    context.output.json(json);
    if (rows.isEmpty())
        context.output.line(tr("No registry that signs its releases was met yet."));
    else
        context.output.table({tr("Registry"), tr("Key"), tr("First seen"), tr("Withdrawn")}, rows);
    return ExitCode::ok;
}

/// An address, or the name under which a registry is in use.
QUrl addressOf(CliContext &context, const QString &text)
{
    for (const RegistrySource &source : context.sync.registries()) {
        if (source.name == text)
            return source.url;
    }
    return text.startsWith(u'/') ? QUrl::fromLocalFile(text) : QUrl(text);
}

} // namespace

Result<int> Commands::trust(CliContext &context, const Arguments &arguments)
{
    TrustStore trust(context.services.locations.trustFile(), context.services.clock);
    if (arguments.positional().value(0) != u"forget")
        return listKeys(context, trust);
    const QString text = arguments.positional().value(1);
    if (text.isEmpty()) {
        return Error{
            Error::Kind::Invalid, tr("Which registry? howdahctl trust forget ADDRESS"), {}};
    }
    const QUrl registry = addressOf(context, text);
    if (!context.output.confirm(
            tr("Trust %1 as it is now, with whatever keys it has?").arg(registry.toString())))
        return Error{Error::Kind::Cancelled, tr("Nothing was changed."), {}};
    if (Result<void> forgotten = trust.forget(registry); !forgotten)
        return forgotten.error();
    context.output.json(QJsonObject{{u"forgotten"_s, registry.toString()}});
    context.output.line(
        tr("The keys of %1 are forgotten. Those it has now are trusted at the next install.")
            .arg(registry.toString()));
    return ExitCode::ok;
}
