// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/exitcode.h"
#include "remote/registrylogin.h"
#include "settings/registrytokens.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("AccountCommands", text);
}

/// For `registry`: HOWDAH_TOKEN is its own when the command line names it.
RegistryTokens tokensOf(CliContext &context, const Arguments &arguments, const QUrl &registry)
{
    return {context.services.credentials, context.services.locations.tokensFile(),
            arguments.positional().isEmpty() ? QUrl() : registry};
}

/// The one that is named, by address or by the name it was added under; else that of HOWDAH_REGISTRY; else the only
/// one there is.
Result<QUrl> registryOf(CliContext &context, const Arguments &arguments)
{
    const QString wanted = arguments.positional().value(0);
    QList<QUrl> known;
    for (const RegistrySource &source : context.settings.registries()) {
        if (!wanted.isEmpty() && source.name == wanted)
            return source.url;
        if (!source.url.isLocalFile())
            known.append(source.url);
    }
    const QUrl url(wanted, QUrl::StrictMode);
    if (url.scheme() == u"https" || url.scheme() == u"http")
        return url;
    if (!wanted.isEmpty())
        return Error{
            Error::Kind::NotFound,
            tr("“%1” is neither an address (https://…) nor a registry in use.").arg(wanted),
            {}};
    if (const QUrl given = RegistryTokens::registryOfEnvironment(); !given.isEmpty())
        return given;
    if (known.size() == 1)
        return known.first();
    return Error{Error::Kind::Invalid,
                 known.isEmpty() ? tr("Which registry? Give its address.")
                                 : tr("Which of the %1 registries in use? Give its name or its "
                                      "address.")
                                       .arg(known.size()),
                 {}};
}

/// In the keychain, else where the person agrees; nowhere is an answer, too.
Result<bool> keep(CliContext &context, RegistryTokens &tokens, const QUrl &registry,
                  const QString &secret)
{
    const Result<void> kept = tokens.keep(registry, secret);
    if (kept)
        return true;
    if (kept.error().kind != Error::Kind::Missing && kept.error().kind != Error::Kind::Timeout
        && kept.error().kind != Error::Kind::Permission)
        return kept.error();
    context.output.note(tr("There is no keychain that could keep the token."));
    if (!context.output.confirm(tr("Keep it in %1, which only you may read?").arg(tokens.file())))
        return false;
    const Result<void> written = tokens.keepInFile(registry, secret);
    if (!written)
        return written.error();
    return true;
}

} // namespace

Result<int> Commands::login(CliContext &context, const Arguments &arguments)
{
    const Result<QUrl> registry = registryOf(context, arguments);
    if (!registry)
        return registry.error();
    RegistryLogin login(context.services.http, *registry);
    const QString scope =
        arguments.value(u"scopes"_s, u"read publish review"_s).replace(u',', u' ');
    const auto begun = login.begin(scope, context.token);
    if (!begun)
        return begun.error();
    // On standard error: what is asked of the person is no result.
    context.output.note(tr("Open %1 in a browser, on any machine, and type the code\n\n    %2\n")
                            .arg(begun->page.toString(), begun->userCode));
    if (!begun->pageWithCode.isEmpty())
        context.output.note(tr("Or open %1").arg(begun->pageWithCode.toString()));
    context.output.note(tr("Waiting…"));
    const auto token = login.wait(*begun, context.token);
    if (!token)
        return token.error();
    const auto account = login.account(token->secret, context.token);
    if (!account)
        return account.error();
    RegistryTokens tokens = tokensOf(context, arguments, *registry);
    const Result<bool> kept = keep(context, tokens, *registry, token->secret);
    if (!kept || !*kept) {
        // A token that nobody has is not to live on.
        const Result<void> revoked = login.revoke(token->secret, context.token);
        if (!kept)
            return kept.error();
        return Error{Error::Kind::Cancelled,
                     revoked ? tr("The token was not kept, and is revoked.")
                             : tr("The token was not kept; revoke it at the registry."),
                     {}};
    }
    const QString nickname = account->value(u"nickname"_s).toString();
    context.output.json(QJsonObject{{u"registry"_s, registry->toString()},
                                    {u"nickname"_s, nickname},
                                    {u"scope"_s, token->scope}});
    context.output.line(
        tr("Signed in to %1 as %2 (%3).").arg(registry->toDisplayString(), nickname, token->scope));
    return ExitCode::ok;
}

Result<int> Commands::logout(CliContext &context, const Arguments &arguments)
{
    const Result<QUrl> registry = registryOf(context, arguments);
    if (!registry)
        return registry.error();
    RegistryTokens tokens = tokensOf(context, arguments, *registry);
    const auto kept = tokens.find(*registry);
    if (!kept)
        return kept.error();
    if (kept->place == RegistryTokens::Place::Environment)
        return Error{Error::Kind::Conflict,
                     tr("The token comes from HOWDAH_TOKEN, which only who set it can end."),
                     {}};
    const Result<void> revoked =
        RegistryLogin(context.services.http, *registry).revoke(kept->secret, context.token);
    if (Result<void> forgotten = tokens.forget(*registry); !forgotten)
        return forgotten.error();
    context.output.json(
        QJsonObject{{u"registry"_s, registry->toString()}, {u"revoked"_s, revoked.has_value()}});
    context.output.line(tr("Signed out of %1.").arg(registry->toDisplayString()));
    if (!revoked)
        context.output.note(
            tr("The registry could not be told (%1): the token works there until it "
               "ends or is revoked.")
                .arg(revoked.error().message));
    return ExitCode::ok;
}

Result<int> Commands::whoami(CliContext &context, const Arguments &arguments)
{
    const Result<QUrl> registry = registryOf(context, arguments);
    if (!registry)
        return registry.error();
    const auto kept = tokensOf(context, arguments, *registry).find(*registry);
    if (!kept)
        return kept.error();
    const auto account =
        RegistryLogin(context.services.http, *registry).account(kept->secret, context.token);
    if (!account)
        return account.error();
    context.output.json(*account);
    const QJsonObject token = account->value(u"token"_s).toObject();
    QStringList scopes;
    for (const QJsonValue &scope : token.value(u"scopes"_s).toArray())
        scopes.append(scope.toString());
    const QString expires = token.value(u"expires"_s).toString();
    context.output.table({tr("Registry"), registry->toDisplayString()},
                         {{tr("Account"), account->value(u"nickname"_s).toString()},
                          {tr("Name"), account->value(u"name"_s).toString()},
                          {tr("Role"), account->value(u"role"_s).toString()},
                          {tr("May"), scopes.join(u", "_s)},
                          {tr("Until"), expires.isEmpty() ? tr("revoked") : expires}});
    return ExitCode::ok;
}
