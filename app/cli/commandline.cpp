// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commandline.h"

#include "cli/commands.h"
#include "cli/registryaccounts.h"
#include "cli/registryoperations.h"
#include "cli/registrywebhooks.h"
#include "cli/registrywithdrawals.h"

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
             "token of that registry with the scope “review” in HOWDAH_TOKEN."),
          1,
          1},
         &Commands::review},
        {{u"report"_s,
          u"[settings|on|off|show|send] [WHAT]"_s,
          tr("What registries are told about your installs: nothing, unless you allow it"),
          {},
          {u"settings"_s, u"on"_s, u"off"_s, u"show"_s, u"send"_s},
          tr("settings        what is told after an install\n"
             "on|off WHAT     change that: installs, builds or active\n"
             "show [ID]       what a report of job ID would say; without ID: of the newest "
             "install\n"
             "send [ID]       show it, ask, and send it to the registry the release came from"),
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
          u"[add|remove|use WHAT]"_s,
          tr("List PostgreSQL installations and servers; add one by hand"),
          {},
          {u"add"_s, u"remove"_s, u"use"_s},
          tr("WHAT is the path of a pg_config or a connection string without a password;\nfor "
             "`use`, a target that later commands go to."),
          0,
          2},
         &Commands::servers},
        {{u"registry"_s,
          u"[VERB] [WHAT…]"_s,
          tr("The registries in use, and the one on this computer"),
          {{u"name"_s, u"NAME"_s,
            tr("add: what to call it; user, service: its full name; token: what it is for")},
           {u"user"_s, u"NAME"_s,
            tr("import: who released it (default: you); audit: only what NAME did")},
           {u"data"_s, u"DIR"_s, tr("the registry in DIR instead of the one of this computer")},
           {u"database"_s, u"ADDRESS"_s, tr("its database: sqlite, sqlite:FILE or postgresql://…")},
           {u"limit"_s, u"N"_s,
            tr("audit: how many entries (default 50); webhook: deliveries (20)")},
           {u"email"_s, u"ADDRESS"_s, tr("user: e-mail address")},
           {u"role"_s,
            u"ROLE"_s,
            tr("user: what it may do"),
            {u"author"_s, u"service"_s, u"admin"_s}},
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
            tr("yank: the version to use instead; deprecate: the distribution")}},
          QStringList{u"list"_s, u"add"_s, u"remove"_s, u"sync"_s, u"import"_s}
              + RegistryOperations::verbs() + RegistryAccounts::verbs() + RegistryWebhooks::verbs()
              + RegistryWithdrawals::verbs(),
          tr("Registries that are read:\n"
             "  list            those in use\n"
             "  add URL         use this PGXN mirror or API server, too (http, https or a folder)\n"
             "  remove NAME     use it no longer\n"
             "  sync            read all of them anew\n"
             "\n"
             "The registry on this computer, or that of --data and --database:\n"
             "  init            make it, if there is none\n"
             "  status          what it holds\n"
             "  import FILE…    check archives and add them\n"
             "  export DIR      its files as a plain PGXN mirror; again: only what changed\n"
             "  backup DIR      all of it, while it is in use\n"
             "  restore DIR     a backup into a new registry, of either kind of database\n"
             "  verify          hash everything again\n"
             "  reindex         write all documents anew\n"
             "  keys [rotate]   what it signs releases with; rotate: a new one from now on\n"
             "  keys withdraw KID\n"
             "                  it may be stolen: with --reason, told to everybody who installs\n"
             "  keys sign       sign anew what no good key has signed\n"
             "  settings [NAME [VALUE]]\n"
             "  audit           who wrote what, newest first\n"
             "  user add|set|reset-password NICK, user list\n"
             "  token add|list NICK, token revoke NICK ID\n"
             "  service add|remove NICK, service list\n"
             "                  accounts that report; add: prints its token, once\n"
             "  webhook add NICK URL, webhook list [NICK]\n"
             "  webhook remove|pause|resume|secret|test|deliveries ID, webhook redeliver ID "
             "DELIVERY\n"
             "                  who is told of events, and how that went\n"
             "  yank NAME VERSION, deprecate NAME\n"
             "                  offer it no more, with --reason; the files stay\n"
             "  unyank NAME VERSION, undeprecate NAME")},
         &Commands::registry},
        {{u"login"_s,
          u"[REGISTRY]"_s,
          tr("Sign in to a registry, in a browser"),
          {{u"scopes"_s, u"LIST"_s,
            tr("what to be allowed: read, publish, review, report, admin (default: the first "
               "three)")}},
          {},
          tr("REGISTRY is an address or the name it was added under. The token is kept in the "
             "system's\nkeychain. Machines set HOWDAH_TOKEN instead."),
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
          {u"check"_s, u"show"_s, u"convert"_s},
          tr("FILE is a META.json, a folder that holds one, or an archive."),
          2},
         &Commands::meta},
        {{u"trust"_s,
          u"[list|forget REGISTRY]"_s,
          tr("Keys of registries that sign their releases"),
          {},
          {u"list"_s, u"forget"_s},
          tr("The first keys met are trusted; new ones when an old one vouches for them. Forget a "
             "registry only when its operator told you, by another way, that it has new keys."),
          0,
          2},
         &Commands::trust},
        {{u"cache"_s,
          u"[show|clear]"_s,
          tr("Downloads and builds kept on this computer"),
          {},
          {u"show"_s, u"clear"_s},
          {},
          0,
          1},
         &Commands::cache},
    };
}

QString optionLine(const OptionSpec &option)
{
    QString left = u"  "_s;
    left += option.shortName.isEmpty() ? u"    "_s : u"-%1, "_s.arg(option.shortName);
    left += u"--"_s + option.name;
    if (!option.value.isEmpty())
        left += u' ' + option.value;
    return left.leftJustified(28) + option.help + u'\n';
}

QString names()
{
    QStringList all;
    for (const CommandLine::Entry &entry : CommandLine::entries())
        all += entry.spec.name;
    return (all << u"completion"_s << u"help"_s).join(u' ');
}

QString flags(const CommandSpec &spec)
{
    QStringList all;
    for (const OptionSpec &option : spec.options + CommandLine::commonOptions())
        all += u"--"_s + option.name;
    return all.join(u' ');
}

QString bashCompletion()
{
    QString text = u"# howdahctl completion for bash: source this file, or put it where "
                   u"bash-completion looks\n"
                   "_howdahctl() {\n"
                   "    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}\n"
                   "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
                   "        COMPREPLY=($(compgen -W \"%1\" -- \"$word\"))\n"
                   "        return\n"
                   "    fi\n"
                   "    case $command in\n"_s.arg(names());
    for (const CommandLine::Entry &entry : CommandLine::entries()) {
        text += u"    %1) COMPREPLY=($(compgen -W \"%2 %3\" -- \"$word\")) ;;\n"_s.arg(
            entry.spec.name, entry.spec.verbs.join(u' '), flags(entry.spec));
    }
    return text
           + u"    completion) COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$word\")) ;;\n"
             "    esac\n"
             "    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$word\"))\n"
             "}\n"
             "complete -o filenames -F _howdahctl howdahctl\n"_s;
}

QString zshQuoted(QString text)
{
    return text.replace(u'\'', u"'\\''"_s)
        .replace(u'[', u"\\["_s)
        .replace(u']', u"\\]"_s)
        .replace(u':', u"\\:"_s);
}

QString zshCompletion()
{
    QString text = u"#compdef howdahctl\n# howdahctl completion for zsh: put this file as "
                   u"_howdahctl into a folder of $fpath\n"
                   "local -a commands\ncommands=(\n"_s;
    for (const CommandLine::Entry &entry : CommandLine::entries())
        text += u"    '%1:%2'\n"_s.arg(entry.spec.name, zshQuoted(entry.spec.summary));
    text +=
        u"    'completion:Print a completion script'\n    'help:Show help'\n)\n"
        "if (( CURRENT == 2 )); then\n    _describe command commands\n    return\nfi\ncase $words[2] in\n"_s;
    for (const CommandLine::Entry &entry : CommandLine::entries()) {
        text += u"%1)\n    _arguments"_s.arg(entry.spec.name);
        for (const OptionSpec &option : entry.spec.options + CommandLine::commonOptions()) {
            text += u" \\\n        '--%1[%2]%3'"_s.arg(
                option.name, zshQuoted(option.help),
                option.value.isEmpty()
                    ? QString()
                    : u":%1:(%2)"_s.arg(option.value.toLower(), option.choices.join(u' ')));
        }
        if (!entry.spec.verbs.isEmpty())
            text += u" \\\n        '1:verb:(%1)'"_s.arg(entry.spec.verbs.join(u' '));
        text += u" \\\n        '*:file:_files'\n    ;;\n"_s;
    }
    return text + u"completion) _values shell bash zsh fish ;;\nesac\n"_s;
}

QString fishQuoted(QString text)
{
    return text.replace(u'\'', u"\\'"_s);
}

QString fishCompletion()
{
    QString text =
        u"# howdahctl completion for fish: put this file into ~/.config/fish/completions\n"_s;
    for (const CommandLine::Entry &entry : CommandLine::entries()) {
        text += u"complete -c howdahctl -n __fish_use_subcommand -a %1 -d '%2'\n"_s.arg(
            entry.spec.name, fishQuoted(entry.spec.summary));
        const QString here =
            u"complete -c howdahctl -n '__fish_seen_subcommand_from %1'"_s.arg(entry.spec.name);
        for (const QString &verb : entry.spec.verbs)
            text += here + u" -a %1\n"_s.arg(verb);
        for (const OptionSpec &option : entry.spec.options + CommandLine::commonOptions()) {
            text += here + u" -l %1"_s.arg(option.name);
            if (!option.shortName.isEmpty())
                text += u" -s %1"_s.arg(option.shortName);
            if (!option.value.isEmpty())
                text += u" -x"_s;
            if (!option.choices.isEmpty())
                text += u" -a '%1'"_s.arg(option.choices.join(u' '));
            text += u" -d '%1'\n"_s.arg(fishQuoted(option.help));
        }
    }
    return text
           + u"complete -c howdahctl -n __fish_use_subcommand -a completion -d 'Print a completion script'\n"_s;
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

QString CommandLine::help()
{
    QString text = tr("usage: howdahctl COMMAND [OPTION…]") + u"\n\n"_s;
    for (const Entry &entry : entries())
        text += u"  "_s + entry.spec.name.leftJustified(12) + entry.spec.summary + u'\n';
    text += u"  "_s + u"completion"_s.leftJustified(12)
            + tr("Print a completion script: bash, zsh or fish") + u'\n';
    text += u'\n' + tr("Options of every command:") + u'\n';
    for (const OptionSpec &option : commonOptions())
        text += optionLine(option);
    return text + u'\n'
           + tr(
               "Exit status: 0 done; 1 it was tried and failed; 2 wrong command line; 3 not "
               "found;\n"
               "4 impossible here (a conflict or something missing; nothing was changed); 5 no "
               "permission;\n"
               "6 a registry cannot be reached; 7 damaged or unsafe data was refused; 130 stopped.")
           + u'\n';
}

QString CommandLine::help(const CommandSpec &spec)
{
    QString text =
        tr("usage: howdahctl %1 %2 [OPTION…]").arg(spec.name, spec.positional).simplified()
        + u"\n\n"_s + spec.summary + u".\n"_s;
    if (!spec.details.isEmpty())
        text += u'\n' + spec.details + u'\n';
    if (!spec.options.isEmpty()) {
        text += u'\n';
        for (const OptionSpec &option : spec.options)
            text += optionLine(option);
    }
    text += u'\n' + tr("Options of every command:") + u'\n';
    for (const OptionSpec &option : commonOptions())
        text += optionLine(option);
    return text;
}

QString CommandLine::completion(const QString &shell)
{
    if (shell == u"bash"_s)
        return bashCompletion();
    if (shell == u"zsh"_s)
        return zshCompletion();
    if (shell == u"fish"_s)
        return fishCompletion();
    return {};
}
