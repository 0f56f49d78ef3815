// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/failurerules.h"

#include "core/commandrunner.h"
#include "install/systemadvice.h"
#include "install/systempackages.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using Cause = FailureDiagnosis::Cause;
using Match = QRegularExpressionMatch;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Failure", text);
}

FailureDiagnosis diagnosis(Cause cause, const QString &subject, const QString &headline,
                           const QString &action = {}, const QString &command = {})
{
    return {cause, subject, headline, action, command, {}};
}

FailureDiagnosis withPackage(Cause cause, const QString &subject, const QString &headline,
                             const QString &package)
{
    const auto system = SystemAdvice::thisSystem();
    if (!package.isEmpty()) {
        const auto remedy = SystemAdvice::package(package, system);
        return diagnosis(cause, subject, headline, remedy.fix, remedy.command);
    }
    if (system == SystemAdvice::System::Debian && cause == Cause::MissingHeader) {
        return diagnosis(
            cause, subject, headline,
            tr("Install the package that holds it, then try again; apt-file finds it."),
            u"apt-file search "_s + shellQuoted(subject));
    }
    return diagnosis(cause, subject, headline,
                     tr("Install the package that holds it, then try again."));
}

/// "15" from the paths of a Debian or PGDG installation in the output.
QString majorIn(const QString &text)
{
    static const QRegularExpression path(u"(?:postgresql/|pgsql-|postgresql@)(\\d+)"_s);
    return path.match(text).captured(1);
}

FailureDiagnosis missingServerHeaders(const QString &subject, const QString &text)
{
    const QString major = majorIn(text);
    const auto system = SystemAdvice::thisSystem();
    QString package;
    if (system == SystemAdvice::System::Debian)
        package = u"postgresql-server-dev-"_s + (major.isEmpty() ? u"all"_s : major);
    else if (system == SystemAdvice::System::RedHat)
        package = u"postgresql%1-devel"_s.arg(major);
    return withPackage(Cause::MissingHeader, subject,
                       tr("The development files of the PostgreSQL server are missing."), package);
}

FailureDiagnosis missingHeader(const Match &match, const QString &text)
{
    const QString header = match.captured(1);
    static const QStringList ofServer{u"postgres.h"_s, u"postgres_fe.h"_s, u"fmgr.h"_s,
                                      u"pg_config.h"_s, u"c.h"_s};
    static const QRegularExpression serverFolder(
        u"\\A(?:access|catalog|commands|executor|funcapi|lib|libpq|mb|nodes|optimizer|parser|"
        "postmaster|replication|rewrite|storage|tcop|utils)(?:/|\\.h)"_s);
    if (ofServer.contains(header) || serverFolder.match(header).hasMatch()) {
        static const QRegularExpression found(u"-I\\S*/server\\b"_s);
        // The folder of server headers was given; then this header is of another version.
        if (!ofServer.contains(header) && found.match(text).hasMatch()) {
            return diagnosis(
                Cause::WrongPostgres, header, tr("This PostgreSQL has no header %1.").arg(header),
                tr("The release is made for another version of PostgreSQL: try another one of its "
                   "versions."));
        }
        return missingServerHeaders(header, text);
    }
    return withPackage(Cause::MissingHeader, header, tr("The header %1 is missing.").arg(header),
                       SystemPackages::forHeader(header, SystemAdvice::thisSystem()));
}

FailureDiagnosis missingLibrary(const Match &match, const QString &)
{
    const QString library = match.captured(1);
    return withPackage(Cause::MissingLibrary, library,
                       tr("The library %1 is missing.").arg(library),
                       SystemPackages::forLibrary(library, SystemAdvice::thisSystem()));
}

FailureDiagnosis missingTool(const Match &match, const QString &)
{
    const QString tool = QFileInfo(match.captured(1)).fileName();
    if (tool.startsWith(u"clang"_s)) {
        FailureDiagnosis found =
            withPackage(Cause::MissingTool, tool,
                        tr("%1, which compiles for the server's JIT, is missing.").arg(tool),
                        SystemPackages::forTool(tool, SystemAdvice::thisSystem()));
        found.action += u' ' + tr("Or build without it: with_llvm=no.");
        return found;
    }
    return withPackage(Cause::MissingTool, tool, tr("The program %1 is missing.").arg(tool),
                       SystemPackages::forTool(tool, SystemAdvice::thisSystem()));
}

FailureDiagnosis needsPreload(const Match &match, const QString &)
{
    const QString library = match.captured(1);
    const QString headline = library.isEmpty()
                                 ? tr("It works only when the server preloads it.")
                                 : tr("%1 works only when the server preloads it.").arg(library);
    return diagnosis(Cause::NeedsPreload, library, headline,
                     tr("Install it again and choose to preload it; the server restarts then."));
}

FailureDiagnosis missingExtension(const Match &match, const QString &)
{
    const QString extension = match.captured(1);
    return diagnosis(Cause::MissingExtension, extension,
                     tr("The extension %1, which it needs, is not there.").arg(extension),
                     tr("Install %1 into the same PostgreSQL, then try again.").arg(extension));
}

FailureDiagnosis noPermission(const Match &match, const QString &)
{
    const QString path = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    return diagnosis(Cause::Permission, path,
                     path.isEmpty() ? tr("Something may not be written.")
                                    : tr("%1 may not be written.").arg(path),
                     tr("A build may write only into its own folders and its stage; report it to "
                        "the author if it does more."));
}

FailureDiagnosis notSuperuser(const Match &match, const QString &)
{
    return diagnosis(Cause::Permission, match.captured(1), tr("The database user may not do that."),
                     tr("Connect as a superuser (often \"postgres\"), then try again."));
}

FailureDiagnosis noNetwork(const Match &match, const QString &)
{
    return diagnosis(Cause::Network, match.captured(1),
                     tr("The build wants to load something from the network, which the jail does "
                        "not allow."),
                     tr("Look into its README for a release that brings everything with it, or "
                        "allow building without a jail if you trust it."));
}

FailureDiagnosis wrongPostgres(const Match &match, const QString &text)
{
    static const QRegularExpression versions(
        u"Server is version (\\d+), library is version (\\d+)"_s);
    const Match found = versions.match(text);
    const QString headline = found.hasMatch()
                                 ? tr("The library is made for PostgreSQL %1; the server is %2.")
                                       .arg(found.captured(2), found.captured(1))
                                 : tr("The library does not fit this PostgreSQL.");
    return diagnosis(Cause::WrongPostgres, match.captured(1), headline,
                     tr("Install it again for exactly this installation; remove what another one "
                        "left in its folder."));
}

FailureDiagnosis compilerError(const Match &match, const QString &)
{
    return diagnosis(Cause::CompilerError, match.captured(1),
                     tr("The compiler refuses %1.").arg(match.captured(1)),
                     tr("Mostly this means that the release is not made for this version of "
                        "PostgreSQL: try a newer or older version of it."));
}

using Explain = FailureDiagnosis (*)(const Match &, const QString &);

struct Row {
    FailureRule::Rank rank;
    const char16_t *pattern;
    Explain explain;
};

using enum FailureRule::Rank;

// Each pattern is searched in all lines; (1) is the subject.
const Row rows[] = {
    {decisive, uR"re((?:No space left on device|Disk quota exceeded|ENOSPC))re",
     [](const Match &, const QString &) {
         return diagnosis(Cause::DiskFull, {}, tr("The disk is full."),
                          tr("Free some space, then try again."));
     }},
    {decisive,
     uR"re((?:virtual memory exhausted|out of memory allocating|Killed signal terminated program|internal compiler error: Killed|LLVM ERROR: out of memory|std::bad_alloc|Cannot allocate memory))re",
     [](const Match &, const QString &) {
         return diagnosis(Cause::MemoryLimit, {},
                          tr("The build needs more memory than it may use."),
                          tr("Close other programs, or build with fewer parallel jobs."));
     }},
    {decisive, uR"re((?:CPU time limit exceeded|Cputime limit exceeded|SIGXCPU))re",
     [](const Match &, const QString &) {
         return diagnosis(Cause::TimeLimit, {}, tr("The build takes longer than it may."),
                          tr("Try again when the computer is less busy."));
     }},

    // The server's development files.
    {specific, uR"re(You need to install (postgresql-server-dev-\S+) for building)re",
     [](const Match &match, const QString &text) {
         return missingServerHeaders(match.captured(1), text);
     }},
    {specific, uR"re((\S*pgxs\.mk)\S*: No such file or directory)re",
     [](const Match &match, const QString &text) {
         return missingServerHeaders(match.captured(1), text);
     }},
    {specific, uR"re(No rule to make target [`'"]?(\S*pgxs\.mk))re",
     [](const Match &match, const QString &text) {
         return missingServerHeaders(match.captured(1), text);
     }},

    // Headers.
    {specific, uR"re(error: ([\w.+/-]+\.(?:h|hh|hpp|hxx)): No such file or directory)re",
     missingHeader},
    {specific, uR"re(error: '([\w.+/-]+)' file not found)re", missingHeader},
    {specific, uR"re(error:? C1083: Cannot open include file: '([^']+)')re", missingHeader},
    {specific, uR"re(configure: error: .*header(?: file)? [<'"]?([\w.+/-]+\.h)\b)re",
     missingHeader},

    // Libraries.
    {specific, uR"re(cannot find -l:?([\w.+-]+))re", missingLibrary},
    {specific, uR"re(ld: library (?:not found for -l|')([\w.+-]+))re", missingLibrary},
    {specific,
     uR"re(configure: error: .*library [<'"`]?(?:lib)?([\w.+-]+?)['">]? (?:is required|not found|is missing|was not found))re",
     missingLibrary},
    {specific,
     uR"re(Package '?([\w.+-]+?)'?,? (?:was not found in the pkg-config search path|required by '[^']*', not found))re",
     missingLibrary},
    {specific, uR"re(No package '([\w.+-]+)' found)re", missingLibrary},
    {specific, uR"re(Could NOT find (\w+))re", missingLibrary},
    {specific, uR"re(package configuration file provided by "([\w.+-]+)")re", missingLibrary},
    {specific,
     uR"re((?:error while loading shared libraries|could not load library "[^"]*"): (lib[\w.+-]+\.so[\w.]*): cannot open shared object file)re",
     [](const Match &match, const QString &text) {
         FailureDiagnosis found = missingLibrary(match, text);
         const QString bare = match.captured(1).mid(3).section(u".so"_s, 0, 0);
         const auto system = SystemAdvice::thisSystem();
         if (const QString package = SystemPackages::forLibrary(bare, system); !package.isEmpty())
             found = withPackage(Cause::MissingLibrary, match.captured(1), found.headline, package);
         return found;
     }},
    {specific, uR"re(could not access file "([^"]+)": No such file or directory)re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::MissingLibrary, match.captured(1),
                          tr("The server does not find the library %1.").arg(match.captured(1)),
                          tr("Install its files into exactly this PostgreSQL, then try again."));
     }},

    // Tools.
    {specific, uR"re((?:sh|bash|dash): (?:line )?\d+: ([\w.+/-]+): (?:command )?not found)re",
     missingTool},
    {specific,
     uR"re(g?make(?:\[\d+\])?: ([\w.+/-]+): (?:No such file or directory|Command not found))re",
     missingTool},
    {specific, uR"re(env: [‘']?([\w.+/-]+)[’']?: No such file or directory)re", missingTool},
    {specific, uR"re((?:execvp|exec): ([\w.+/-]+): (?:No such file or directory|not found))re",
     missingTool},
    {specific, uR"re(No (CMAKE_(?:C|CXX)_COMPILER) could be found)re",
     [](const Match &, const QString &) {
         const auto remedy = SystemAdvice::tool(SystemAdvice::Tool::Compiler);
         return diagnosis(Cause::MissingTool, u"cc"_s, tr("There is no compiler."), remedy.fix,
                          remedy.command);
     }},
    {specific, uR"re(configure: error: no acceptable (C compiler) found)re",
     [](const Match &, const QString &) {
         const auto remedy = SystemAdvice::tool(SystemAdvice::Tool::Compiler);
         return diagnosis(Cause::MissingTool, u"cc"_s, tr("There is no compiler."), remedy.fix,
                          remedy.command);
     }},

    // What the server says.
    {specific,
     uR"re(["']?([\w-]+)["']? (?:must|can only|has to|needs to) be (?:pre)?loaded (?:only )?(?:via|with|through|in|from) ["']?shared_preload_libraries)re",
     needsPreload},
    {specific,
     uR"re(["']?([\w-]+)["']? must be (?:added to|listed in|included in|in) ["']?shared_preload_libraries)re",
     needsPreload},
    {specific, uR"re(extension "([\w-]+)" must be preloaded)re", needsPreload},
    {specific,
     uR"re(()(?:not|isn't) (?:pre)?loaded (?:via|in|through) ["']?shared_preload_libraries)re",
     needsPreload},
    {specific, uR"re(()(?:add|[Ll]oad) .{0,60}(?:to|via|in) ["']?shared_preload_libraries)re",
     needsPreload},
    {specific, uR"re(required extension "([^"]+)" is not installed)re", missingExtension},
    {specific,
     uR"re(could not open extension control file "[^"]*/([^"/]+)\.control": No such file)re",
     missingExtension},
    {specific, uR"re(extension "([^"]+)" is not available)re", missingExtension},
    {specific, uR"re(language "([^"]+)" does not exist)re", missingExtension},
    {specific, uR"re(type "(hstore|citext|ltree|cube|seg|geometry|geography)" does not exist)re",
     missingExtension},
    {specific, uR"re(incompatible library "([^"]+)")re", wrongPostgres},
    {specific, uR"re(could not load library "([^"]+)": .*undefined symbol)re", wrongPostgres},
    {specific, uR"re(could not load library "([^"]+)": .*Symbol not found)re", wrongPostgres},
    {specific, uR"re(#error ["']?(.*(?:PostgreSQL|Postgres|PG_VERSION)[^"'\n]*))re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::WrongPostgres, match.captured(1),
                          tr("Its sources refuse this version of PostgreSQL: %1")
                              .arg(match.captured(1).trimmed()),
                          tr("Try another version of it, or another PostgreSQL."));
     }},
    {specific,
     uR"re(extension "([^"]+)" has no (?:installation script nor update path|update path))re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::Unknown, match.captured(1),
                          tr("The release brings no script for the version that its control file "
                             "names."),
                          tr("Report it to the author; another version may work."));
     }},
    {specific, uR"re(permission denied to create extension "([^"]+)")re", notSuperuser},
    {specific,
     uR"re(()(?:[Mm]ust be superuser|must have privileges of|permission denied to set parameter))re",
     notSuperuser},
    {specific, uR"re(permission denied for (?:schema|database|table|language) (\S+))re",
     notSuperuser},
    {specific, uR"re(cannot drop extension "?([\w-]+)"? because other objects depend on it)re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::Conflict, match.captured(1),
                          tr("Something in the database still uses %1.").arg(match.captured(1)),
                          tr("Drop or change that first; the log names it."));
     }},
    {specific,
     uR"re(ERROR: +(?:extension|relation|function|type|schema|operator|aggregate|table|view) "?([^"\n]+?)"? already exists)re",
     [](const Match &match, const QString &) {
         return diagnosis(
             Cause::Conflict, match.captured(1),
             tr("The database has something called %1 already.").arg(match.captured(1)),
             tr("Choose another schema for the extension, or rename what is there."));
     }},

    // The jail and its limits.
    {specific, uR"re((?:Could not resolve host:?|Couldn't resolve host) ['"]?([\w.-]+))re",
     noNetwork},
    {specific, uR"re(unable to access '([^']+)')re", noNetwork},
    {specific,
     uR"re(()(?:Temporary failure in name resolution|Network is unreachable|failed to lookup address information))re",
     noNetwork},
    {specific, uR"re(Failed to connect to ([\w.-]+))re", noNetwork},
    {general,
     uR"re((?:cannot (?:create|open|remove|stat|touch)[^'‘"\n]*['‘"]([^'’"\n]+)['’"]|([\w./+-]+)): (?:Permission denied|Read-only file system))re",
     noPermission},

    // Compilers and linkers in general.
    {general, uR"re(()unrecogni[sz]ed command[- ]line option ['‘"]?(-[^'’"\s]+))re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::CompilerError, match.captured(2),
                          tr("The compiler does not know the option %1.").arg(match.captured(2)),
                          tr("This PostgreSQL was compiled by a newer compiler: install that one, "
                             "too."));
     }},
    {general, uR"re(undefined reference to [`'‘"]([^'’"\n]+)['’"])re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::CompilerError, match.captured(1),
                          tr("The linker does not find %1.").arg(match.captured(1)),
                          tr("A library is missing, or the release is not made for this version of "
                             "PostgreSQL."));
     }},
    {general, uR"re((?m)^([^\s:]+:\d+)(?::\d+)?: (?:fatal )?error: )re", compilerError},
    {general, uR"re((?m)^([^\s(]+\(\d+\)): (?:fatal )?error C\d+:)re", compilerError},
    {general, uR"re(configure: error: (.+))re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::Unknown, {}, tr("configure stopped: %1").arg(match.captured(1)),
                          tr("Install what it asks for, then try again."));
     }},
    {general, uR"re(CMake Error(?: at ([^\s:]+:\d+))?)re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::Unknown, match.captured(1), tr("CMake stopped."),
                          tr("Read the lines after the first \"CMake Error\" in the log."));
     }},
    {last, uR"re(make(?:\[\d+\])?: \*\*\* \[([^\]]+)\] Error \d+)re",
     [](const Match &match, const QString &) {
         return diagnosis(Cause::Unknown, match.captured(1),
                          tr("make could not do its step %1.").arg(match.captured(1)),
                          tr("Read the log above that line."));
     }},
};

} // namespace

const QList<FailureRule> &failureRules()
{
    static const QList<FailureRule> rules = [] {
        QList<FailureRule> made;
        for (const Row &row : rows) {
            QRegularExpression pattern(QString::fromUtf16(row.pattern));
            pattern.optimize();
            made += FailureRule{row.rank, pattern, row.explain};
        }
        return made;
    }();
    return rules;
}
