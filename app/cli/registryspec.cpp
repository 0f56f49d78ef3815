// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/registryspec.h"

#include "registry/store/registrysettings.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

QList<OptionSpec> options()
{
    return {
        {u"name"_s, u"NAME"_s,
         tr("add: what to call it; user, service: its full name; token: what it is for")},
        {u"user"_s, u"NAME"_s,
         tr("import: who released it (default: you); audit: only what NAME did")},
        {u"data"_s, u"DIR"_s, tr("the registry in DIR instead of the one of this computer")},
        {u"database"_s, u"ADDRESS"_s, tr("its database: sqlite, sqlite:FILE or postgresql://…")},
        {u"limit"_s, u"N"_s, tr("audit: how many entries (default 50); webhook: deliveries (20)")},
        {u"email"_s, u"ADDRESS"_s, tr("user: e-mail address")},
        {u"role"_s, u"ROLE"_s, tr("user: what it may do"), {u"author"_s, u"service"_s, u"admin"_s}},
        {u"status"_s,
         u"STATUS"_s,
         tr("user set: whether it may sign in"),
         {u"new"_s, u"active"_s, u"inactive"_s, u"deleted"_s}},
        {u"scopes"_s, u"LIST"_s, tr("token, service: read, publish, report, review, admin")},
        {u"distribution"_s, u"NAME"_s,
         tr("token: the only one it may publish; webhook: the only one it is about")},
        {u"days"_s, u"N"_s, tr("token: how long it works (default: for ever)")},
        {u"events"_s, u"LIST"_s, tr("webhook add: kinds of events (default: all)")},
        {u"reason"_s, u"TEXT"_s, tr("yank, deprecate, keys withdraw: why, told to everybody")},
        {u"replacement"_s, u"WHAT"_s,
         tr("yank: the version to use instead; deprecate: the distribution")}};
}

/// Of what is done as whoever runs a registry: which one.
QStringList ofRegistry(const QStringList &more = {})
{
    return QStringList{u"data"_s, u"database"_s} + more;
}

QList<VerbSpec> accountVerbs()
{
    const QStringList profile{u"name"_s, u"email"_s};
    const QStringList token{u"name"_s, u"scopes"_s, u"distribution"_s, u"days"_s};
    return {
        {u"user"_s,
         {},
         {},
         {},
         {{u"add"_s, u"NICK"_s, tr("an account; prints where a password is set, once"),
           ofRegistry(profile + QStringList{u"role"_s})},
          {u"set"_s, u"NICK"_s, tr("change what it may do, or its profile"),
           ofRegistry(profile + QStringList{u"role"_s, u"status"_s})},
          {u"reset-password"_s, u"NICK"_s, tr("prints where a new one is set, once"), ofRegistry()},
          {u"list"_s, {}, tr("all accounts"), ofRegistry()}}},
        {u"token"_s,
         {},
         {},
         {},
         {{u"add"_s, u"NICK"_s, tr("an API token of that account; prints it, once"),
           ofRegistry(token)},
          {u"list"_s, u"NICK"_s, tr("those of an account"), ofRegistry()},
          {u"revoke"_s, u"NICK ID"_s, tr("refuse it from now on"), ofRegistry()}}},
        {u"service"_s,
         {},
         {},
         {},
         {{u"add"_s, u"NICK"_s, tr("an account that reports; prints its token, once"),
           ofRegistry(token + QStringList{u"email"_s})},
          {u"list"_s, {}, tr("all of them"), ofRegistry()},
          {u"remove"_s, u"NICK"_s, tr("refuse its tokens from now on"), ofRegistry()}}},
    };
}

VerbSpec webhookVerb()
{
    return {
        u"webhook"_s,
        {},
        {},
        {},
        {{u"add"_s, u"NICK URL"_s, tr("tell it of events; prints the secret, once"),
          ofRegistry({u"events"_s, u"distribution"_s})},
         {u"list"_s, u"[NICK]"_s, tr("all, or those of an account"), ofRegistry()},
         {u"remove"_s, u"ID"_s, tr("tell it nothing any more"), ofRegistry()},
         {u"pause"_s, u"ID"_s, tr("tell it nothing for now"), ofRegistry()},
         {u"resume"_s, u"ID"_s, tr("tell it again"), ofRegistry()},
         {u"secret"_s, u"ID"_s, tr("a new one; prints it, once"), ofRegistry()},
         {u"test"_s, u"ID"_s, tr("send something, and tell how it went"), ofRegistry()},
         {u"deliveries"_s, u"ID"_s, tr("what was sent, every attempt"), ofRegistry({u"limit"_s})},
         {u"redeliver"_s, u"ID DELIVERY"_s, tr("send that once more"), ofRegistry()}}};
}

VerbSpec keysVerb()
{
    return {
        u"keys"_s,
        {},
        tr("what it signs releases with"),
        ofRegistry(),
        {{u"list"_s, {}, tr("the same"), ofRegistry()},
         {u"rotate"_s, {}, tr("a new one from now on; the old one vouches for it"), ofRegistry()},
         {u"withdraw"_s, u"KID"_s,
          tr("it may be stolen: with --reason, told to everybody who installs"),
          ofRegistry({u"reason"_s})},
         {u"sign"_s, {}, tr("sign anew what no good key has signed"), ofRegistry()}}};
}

QList<VerbSpec> withdrawalVerbs()
{
    const QStringList why = ofRegistry({u"reason"_s, u"replacement"_s});
    return {
        {u"yank"_s, u"NAME VERSION"_s, tr("offer it no more, with --reason; the files stay"), why},
        {u"unyank"_s, u"NAME VERSION"_s, tr("offer it again"), ofRegistry()},
        {u"deprecate"_s, u"NAME"_s, tr("advise against the whole distribution, with --reason"),
         why},
        {u"undeprecate"_s, u"NAME"_s, tr("do so no longer"), ofRegistry()}};
}

QList<VerbSpec> usedVerbs()
{
    return {
        {u"list"_s, {}, tr("those in use"), {}, {}, {}, tr("Registries that are read:")},
        {u"add"_s,
         u"URL"_s,
         tr("use this PGXN mirror or API server, too (http, https or a folder)"),
         {u"name"_s}},
        {u"remove"_s, u"NAME"_s, tr("use it no longer")},
        {u"sync"_s, {}, tr("read all of them anew")},
    };
}

QList<VerbSpec> ownVerbs()
{
    QStringList settings;
    for (const RegistrySettings::Known &known : RegistrySettings::all())
        settings += known.name;
    return {
        {u"init"_s,
         {},
         tr("make it, if there is none"),
         ofRegistry(),
         {},
         {},
         tr("The registry on this computer, or that of --data and --database:")},
        {u"status"_s, {}, tr("what it holds"), ofRegistry()},
        {u"import"_s, u"FILE…"_s, tr("check archives and add them"), ofRegistry({u"user"_s})},
        {u"export"_s, u"DIR"_s, tr("its files as a plain PGXN mirror; again: only what changed"),
         ofRegistry()},
        {u"backup"_s, u"DIR"_s, tr("all of it, while it is in use"), ofRegistry()},
        {u"restore"_s, u"DIR"_s, tr("a backup into a new registry, of either kind of database"),
         ofRegistry()},
        {u"verify"_s, {}, tr("hash everything again"), ofRegistry()},
        {u"reindex"_s, {}, tr("write all documents anew"), ofRegistry()},
        keysVerb(),
        {u"settings"_s,
         u"[NAME [VALUE]]"_s,
         tr("who may register, how large an archive may be, how you are reached…"),
         ofRegistry(),
         {},
         settings},
        {u"audit"_s, {}, tr("who wrote what, newest first"), ofRegistry({u"limit"_s, u"user"_s})},
    };
}

} // namespace

CommandSpec registrySpec()
{
    return {u"registry"_s, u"[VERB] [WHAT…]"_s,
            tr("The registries in use, and the one on this computer"), options(),
            usedVerbs() + ownVerbs() + accountVerbs() + QList<VerbSpec>{webhookVerb()}
                + withdrawalVerbs()};
}
