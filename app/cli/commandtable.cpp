// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commandline.h"
#include "cli/commands.h"
#include "cli/registryspec.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

QList<OptionSpec> planOptions()
{
    return {
        {u"database"_s,
         u"NAME"_s,
         tr("create the extension there (may be repeated; default: none, files only)"),
         {},
         u"d"_s},
        {u"schema"_s, u"NAME"_s, tr("schema to create it in")},
        {u"extension"_s, u"NAME"_s,
         tr("only this one of the extensions it provides (may be repeated)")},
        {u"preload"_s, u"LIBRARY"_s,
         tr("add to shared_preload_libraries as well (may be repeated)")},
        {u"tests"_s, {}, tr("run its regression tests afterwards")},
        {u"pre-release"_s, {}, tr("take testing and unstable releases, too")},
        {u"reinstall"_s, {}, tr("also when the same version is there")},
        {u"user-folder"_s,
         {},
         tr("PostgreSQL 18 and later: into a folder of your own, without administrator rights")},
        {u"no-jail"_s, {}, tr("allow building without a jail where none can be had")},
    };
}

QList<OptionSpec> joined(QList<OptionSpec> options, const QList<OptionSpec> &more)
{
    options += more;
    return options;
}

QList<CommandLine::Entry> makeEntries()
{
    const QStringList shared{u"installs"_s, u"builds"_s, u"active"_s};
    return {
        {{u"search"_s,
          u"[TEXT…]"_s,
          tr("Find extensions"),
          {{u"postgres"_s, u"MAJOR"_s, tr("only what runs on this PostgreSQL (may be repeated)")},
           {u"license"_s,
            u"CLASS"_s,
            tr("only licences of this class"),
            {u"permissive"_s, u"weak-copyleft"_s, u"copyleft"_s, u"other"_s, u"unknown"_s}},
           {u"language"_s, u"NAME"_s, tr("only extensions written in it: sql, c, c++, rust…")},
           {u"no-restart"_s, {}, tr("only what needs no restart")},
           {u"sort"_s,
            u"ORDER"_s,
            tr("relevance (default), newest, name or installs"),
            {u"relevance"_s, u"newest"_s, u"name"_s, u"installs"_s}},
           {u"limit"_s, u"N"_s, tr("at most so many (default 20)")},
           {u"offset"_s, u"N"_s, tr("skip so many")}}},
         &Commands::search},
        {{u"info"_s,
          u"NAME[@VERSION]"_s,
          tr("Show what a distribution is, needs and provides"),
          {{u"readme"_s, {}, tr("print its README")},
           {u"versions"_s, {}, tr("list all its versions")}},
          {},
          {},
          1,
          1},
         &Commands::info},
        {{u"plan"_s,
          u"NAME[@VERSION]"_s,
          tr("Show what an installation would do; changes nothing"),
          joined(planOptions(), {{u"script"_s, {}, tr("print a shell script that does the same")}}),
          {},
          {},
          1,
          1},
         &Commands::plan},
        {{u"install"_s,
          u"NAME[@VERSION]"_s,
          tr("Build, install, create and prove an extension"),
          planOptions(),
          {},
          tr("Shows the plan and asks first; --dry-run stops there, --yes does not ask."),
          1,
          1},
         &Commands::install},
        {{u"try"_s,
          u"[NAME[@VERSION]]"_s,
          tr("Try an extension in a private copy of your PostgreSQL"),
          {{u"keep"_s, {}, tr("leave the sandbox running")},
           {u"psql"_s, {}, tr("open psql in it")},
           {u"no-tests"_s, {}, tr("do not run its regression tests")},
           {u"no-jail"_s, {}, tr("allow building without a jail where none can be had")},
           {u"pre-release"_s, {}, tr("take testing and unstable releases, too")},
           {u"list"_s, {}, tr("list the sandboxes that are running")},
           {u"discard"_s, u"ID"_s, tr("stop and delete one of them")}},
          {},
          {},
          0,
          1},
         &Commands::tryOut},
        {{u"list"_s,
          {},
          tr("List the extensions of a server, by database"),
          {{u"database"_s, u"NAME"_s, tr("only this one (may be repeated)"), {}, u"d"_s},
           {u"available"_s, {}, tr("also what is on disk but not created")}},
          {},
          {},
          0,
          0},
         &Commands::list},
        {{u"remove"_s,
          u"NAME"_s,
          tr("Drop an extension and remove the files that were installed for it"),
          {{u"database"_s,
            u"NAME"_s,
            tr("only drop it there, keep the files (may be repeated)"),
            {},
            u"d"_s},
           {u"force"_s, {}, tr("with --database: drop what depends on it, too")}},
          {},
          tr("Shows what depends on it first. Files that others put there stay."),
          1,
          1},
         &Commands::remove},
        {{u"undo"_s,
          u"[ID]"_s,
          tr("Take an installation back: files, settings and SQL as before"),
          {{u"force"_s, {}, tr("also drop what depends on it and overwrite files changed since")},
           {u"files-only"_s, {}, tr("do not talk to the server")}},
          {},
          tr("Without ID: the newest one. `howdahctl history` shows the IDs."),
          0,
          1},
         &Commands::undo},
        {{u"history"_s,
          u"[ID]"_s,
          tr("Show what was done, when, by whom, with which result"),
          {{u"log"_s, {}, tr("print the log of ID")},
           {u"report"_s, {}, tr("print a report of ID to send to somebody")},
           {u"limit"_s, u"N"_s, tr("at most so many (default 20)")}},
          {},
          {},
          0,
          1},
         &Commands::history},
        {{u"review"_s,
          u"NAME"_s,
          tr("Say how an extension that you installed works for you"),
          {{u"works"_s, u"HOW"_s, tr("yes, partly or no"), {u"yes"_s, u"partly"_s, u"no"_s}},
           {u"docs"_s, u"STARS"_s, tr("1 to 5 for its documentation")},
           {u"ease"_s, u"STARS"_s, tr("1 to 5 for being easy to use")},
           {u"performance"_s, u"STARS"_s, tr("1 to 5 for its speed")},
           {u"stability"_s, u"STARS"_s, tr("1 to 5 for its reliability")},
           {u"text"_s, u"TEXT"_s, tr("in your own words")},
           {u"registry"_s, u"NAME"_s, tr("the one it came from, when there are several")}},
          {},
          tr("Shows what is sent and asks first. The review goes with the receipt that Howdah "
             "made\n"
             "when it proved the install, to the registry the release came from. It needs an API\n"
             "token of that registry with the scope “review”: of `howdahctl login`, or in "
             "HOWDAH_TOKEN."),
          1,
          1},
         &Commands::review},
        {{u"report"_s,
          u"[settings|on|off|show|send] [WHAT]"_s,
          tr("What registries are told about your installs: nothing, unless you allow it"),
          {},
          {{u"settings"_s, {}, tr("what is told after an install")},
           {u"on"_s, u"WHAT"_s, tr("tell that, too: installs, builds or active"), {}, {}, shared},
           {u"off"_s, u"WHAT"_s, tr("tell it no more"), {}, {}, shared},
           {u"show"_s, u"[ID]"_s,
            tr("what a report of job ID would say; without ID: of the newest install")},
           {u"send"_s, u"[ID]"_s,
            tr("show it, ask, and send it to the registry the release came from")}},
          {},
          0,
          2},
         &Commands::report},
        {{u"doctor"_s,
          {},
          tr("Check this computer: what is there, what is missing and how to mend it"),
          {},
          {},
          {},
          0,
          0},
         &Commands::doctor},
        {{u"servers"_s,
          u"[list|add|remove|use WHAT]"_s,
          tr("List PostgreSQL installations and servers; add one by hand"),
          {},
          {{u"list"_s, {}, tr("what is found, and what was added by hand")},
           {u"add"_s, u"WHAT"_s, tr("one that is not found by itself")},
           {u"remove"_s, u"WHAT"_s, tr("no longer list one that was added")},
           {u"use"_s, u"WHAT"_s, tr("the one that later commands go to")}},
          tr("WHAT is the path of a pg_config or a connection string without a password;\nfor "
             "`use`, a target that later commands go to."),
          0,
          2},
         &Commands::servers},
        {registrySpec(), &Commands::registry},
        {{u"login"_s,
          u"[REGISTRY]"_s,
          tr("Sign in to a registry, in a browser"),
          {{u"scopes"_s, u"LIST"_s,
            tr("what to be allowed: read, publish, review, report, admin (default: the first "
               "three)")}},
          {},
          tr("REGISTRY is an address or the name it was added under. The token is kept in the "
             "system's\nkeychain. Machines set HOWDAH_TOKEN and HOWDAH_REGISTRY instead."),
          0,
          1},
         &Commands::login},
        {{u"logout"_s,
          u"[REGISTRY]"_s,
          tr("Revoke the token for a registry and forget it"),
          {},
          {},
          {},
          0,
          1},
         &Commands::logout},
        {{u"whoami"_s,
          u"[REGISTRY]"_s,
          tr("Show who you are at a registry, and what this program may do there"),
          {},
          {},
          {},
          0,
          1},
         &Commands::whoami},
        {{u"serve"_s,
          u"[KEY]"_s,
          tr("Serve the registry on this computer over HTTP, by default to this computer only"),
          {{u"listen"_s, u"ADDRESS:PORT"_s, tr("default 127.0.0.1:7432; port 0: any")},
           {u"port"_s, u"N"_s, tr("as --listen :N")},
           {u"data"_s, u"DIR"_s, tr("the registry in DIR instead of the one of this computer")},
           {u"database"_s, u"ADDRESS"_s, tr("its database: sqlite, sqlite:FILE or postgresql://…")},
           {u"tls"_s, u"CERTIFICATE"_s, tr("serve with TLS: this PEM file, and its key as KEY")},
           {u"tls-self-signed"_s, {}, tr("serve with TLS: a certificate made at first use")},
           {u"allow-plain"_s, {}, tr("beyond this computer without TLS: others can read along")},
           {u"host-name"_s, u"NAME"_s, tr("a name that clients may call it by; may be repeated")},
           {u"trusted-proxy"_s, u"IP"_s,
            tr("believe what this proxy says of its clients; may be repeated")},
           {u"access-log"_s, u"FILE"_s, tr("append one line of JSON for each answer")}},
          {},
          tr("An address of the network takes TLS, or --allow-plain. Stops on Ctrl+C."),
          0,
          1},
         &Commands::serve},
        {{u"meta"_s,
          u"check|show|convert FILE…"_s,
          tr("Check META.json, show what it says, convert v1 to v2"),
          {},
          {{u"check"_s, u"FILE…"_s, tr("problems, with place, cause and remedy")},
           {u"show"_s, u"FILE…"_s, tr("what it says")},
           {u"convert"_s, u"FILE…"_s, tr("as version 2 of the spec, on standard output")}},
          tr("FILE is a META.json, a folder that holds one, or an archive."),
          2},
         &Commands::meta},
        {{u"trust"_s,
          u"[list|forget REGISTRY]"_s,
          tr("Keys of registries that sign their releases"),
          {},
          {{u"list"_s, {}, tr("those that are trusted")},
           {u"forget"_s, u"REGISTRY"_s, tr("trust the keys that it has when it is next read")}},
          tr("The first keys met are trusted; new ones when an old one vouches for them. Forget a "
             "registry only when its operator told you, by another way, that it has new keys."),
          0,
          2},
         &Commands::trust},
        {{u"cache"_s,
          u"[show|clear]"_s,
          tr("Downloads and builds kept on this computer"),
          {},
          {{u"show"_s, {}, tr("how much there is")}, {u"clear"_s, {}, tr("delete it")}},
          {},
          0,
          1},
         &Commands::cache},
    };
}

} // namespace

const QList<CommandLine::Entry> &CommandLine::entries()
{
    static const QList<Entry> all = makeEntries();
    return all;
}

const CommandLine::Entry *CommandLine::entry(const QString &name)
{
    const auto found = std::ranges::find_if(
        entries(), [&](const Entry &entry) { return entry.spec.name == name; });
    return found == entries().end() ? nullptr : &*found;
}

const QList<OptionSpec> &CommandLine::commonOptions()
{
    static const QList<OptionSpec> options{
        {u"target"_s,
         u"WHICH"_s,
         tr("the PostgreSQL to work on: 15, 15/main, main, :5432, a bin folder"),
         {},
         u"t"_s},
        {u"pg-config"_s, u"PATH"_s, tr("the PostgreSQL this pg_config belongs to")},
        {u"json"_s, {}, tr("print JSON")},
        {u"yes"_s, {}, tr("do not ask"), {}, u"y"_s},
        {u"dry-run"_s, {}, tr("show what would be done, do nothing"), {}, u"n"_s},
        {u"offline"_s, {}, tr("contact no registry on the network")},
        {u"data-dir"_s, u"DIR"_s, tr("keep everything of Howdah's there (also HOWDAH_DATA_DIR)")},
        {u"quiet"_s, {}, tr("only results and errors"), {}, u"q"_s},
        {u"verbose"_s, {}, tr("the whole log as it comes"), {}, u"v"_s},
        {u"help"_s, {}, tr("this text"), {}, u"h"_s},
    };
    return options;
}
