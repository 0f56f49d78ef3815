// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/buildrecipe.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostJobs = 64;
constexpr int mostCounted = 20'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("BuildRecipe", text);
}

QByteArray textOf(const QString &path, qint64 limit = 4 * 1024 * 1024)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(limit) : QByteArray();
}

bool has(const QString &source, const QString &name)
{
    return QFileInfo(source + u'/' + name).isFile();
}

/// In the order GNU make looks for it.
QString makefileOf(const QString &source)
{
    for (const QString &name : {u"GNUmakefile"_s, u"makefile"_s, u"Makefile"_s}) {
        if (has(source, name))
            return source + u'/' + name;
    }
    return {};
}

bool hasControlFile(const QString &source)
{
    const QStringList pattern{u"*.control"_s};
    if (!QDir(source).entryList(pattern, QDir::Files).isEmpty())
        return true;
    const QStringList folders = QDir(source).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::any_of(folders.cbegin(), folders.cend(), [&](const QString &folder) {
        return !QDir(source + u'/' + folder).entryList(pattern, QDir::Files).isEmpty();
    });
}

int countSources(const QString &source)
{
    int count = 0;
    QDirIterator files(source, {u"*.c"_s, u"*.cc"_s, u"*.cpp"_s, u"*.cxx"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext() && count < mostCounted) {
        files.next();
        ++count;
    }
    return count;
}

Error unsupported(const QString &tool)
{
    return {Error::Kind::Unsupported,
            tr("This distribution is built with %1, which Howdah cannot drive. Build it as its "
               "README says, or look for a binary package.")
                .arg(tool),
            {}};
}

Result<BuildRecipe::Pipeline> withMakefile(const QString &source, const QByteArray &makefile)
{
    using Pipeline = BuildRecipe::Pipeline;
    const bool mentionsPgxs = makefile.contains("PGXS") || makefile.contains("pgxs");
    if (makefile.contains("cargo pgrx") || (has(source, u"Cargo.toml"_s) && !mentionsPgxs))
        return unsupported(u"pgrx"_s);
    if (has(source, u"configure"_s))
        return Pipeline::ConfigurePgxs;
    if (!mentionsPgxs && has(source, u"CMakeLists.txt"_s))
        return Pipeline::Cmake;
    return Pipeline::Pgxs;
}

Result<BuildRecipe::Pipeline> withHint(const QString &hint, const QString &source)
{
    using Pipeline = BuildRecipe::Pipeline;
    if (hint == u"pgxs"_s)
        return has(source, u"configure"_s) ? Pipeline::ConfigurePgxs : Pipeline::Pgxs;
    if (hint == u"autoconf"_s || hint == u"gnu"_s)
        return Pipeline::ConfigurePgxs;
    if (hint == u"cmake"_s)
        return Pipeline::Cmake;
    return unsupported(hint);
}

Result<void> requireFiles(BuildRecipe::Pipeline pipeline, const QString &source)
{
    using Pipeline = BuildRecipe::Pipeline;
    QString missing;
    if (pipeline == Pipeline::Cmake && !has(source, u"CMakeLists.txt"_s))
        missing = u"CMakeLists.txt"_s;
    else if (pipeline == Pipeline::ConfigurePgxs && !has(source, u"configure"_s))
        missing = u"configure"_s;
    else if (pipeline == Pipeline::Pgxs && makefileOf(source).isEmpty())
        missing = u"Makefile"_s;
    if (missing.isEmpty())
        return {};
    return Error{Error::Kind::Invalid,
                 tr("The distribution says it is built with %1 but has no file %2.")
                     .arg(nameOf(pipeline), missing),
                 {}};
}

QStringList makeArguments(const QString &source, const Installation &installation,
                          const Toolchain &tools)
{
    QStringList arguments{u"PG_CONFIG="_s + installation.pgConfig};
    // In-tree contrib style: without this such a Makefile looks for PostgreSQL's own source around it.
    if (textOf(makefileOf(source)).contains("USE_PGXS"))
        arguments << u"USE_PGXS=1"_s;
    if (!tools.replacedCompiler.isEmpty())
        arguments << u"CC="_s + tools.replacedCompiler;
    if (tools.cflags)
        arguments << u"CFLAGS="_s + *tools.cflags;
    if (tools.serverHasJit && !tools.makesBitcode)
        arguments << u"with_llvm=no"_s;
    return arguments;
}

Error missingTool(const QString &name, const QString &package)
{
    return {Error::Kind::Missing,
            tr("%1 is not installed; the distribution needs it to be built. Install the package "
               "%2.")
                .arg(name, package),
            {}};
}

struct Workshop {
    const QString &source;
    const QString &stage;
    const Installation &installation;
    const Toolchain &tools;
    int jobs;

    [[nodiscard]] Command command(const QString &program, const QStringList &arguments) const
    {
        Command made{program, arguments, source};
        made.environment = buildEnvironment(installation);
        return made;
    }
};

void addConfigure(BuildRecipe &recipe, const Workshop &shop)
{
    const QByteArray script = textOf(shop.source + u"/configure"_s);
    QStringList arguments{u"./configure"_s};
    for (const QString &option : {u"--with-pgconfig"_s, u"--with-pg-config"_s,
                                  u"--with-pg_config"_s, u"--with-postgresql"_s}) {
        if (script.contains(option.toLatin1() + '='))
            arguments << option + u'=' + shop.installation.pgConfig;
    }
    arguments << u"PG_CONFIG="_s + shop.installation.pgConfig;
    // Through the shell: archives do not always keep the script executable.
    recipe.tasks << BuildRecipe::Task{tr("Configuring"), shop.command(u"/bin/sh"_s, arguments)};
}

Result<BuildRecipe> makeRecipe(BuildRecipe recipe, const Workshop &shop)
{
    if (shop.tools.make.isEmpty())
        return missingTool(u"GNU make"_s, u"make"_s);
    const QStringList common = makeArguments(shop.source, shop.installation, shop.tools);
    recipe.tasks << BuildRecipe::Task{
        tr("Compiling"),
        shop.command(shop.tools.make,
                     QStringList{u"-j"_s + QString::number(shop.jobs), u"all"_s} + common)};
    recipe.tasks << BuildRecipe::Task{
        tr("Staging"),
        shop.command(shop.tools.make,
                     QStringList{u"install"_s, u"DESTDIR="_s + shop.stage} + common)};
    recipe.tests = shop.command(shop.tools.make, QStringList{u"installcheck"_s} + common);
    recipe.compilations = countSources(shop.source) * (shop.tools.makesBitcode ? 2 : 1);
    return recipe;
}

Result<BuildRecipe> cmakeRecipe(BuildRecipe recipe, const Workshop &shop)
{
    if (shop.tools.cmake.isEmpty())
        return missingTool(u"CMake"_s, u"cmake"_s);
    const QString build = shop.source + u"/howdah-build"_s;
    const QString &pgConfig = shop.installation.pgConfig;
    const QString prefix = QFileInfo(shop.installation.bindir).path();
    QStringList configure{u"-S"_s,
                          shop.source,
                          u"-B"_s,
                          build,
                          u"-DCMAKE_BUILD_TYPE=Release"_s,
                          u"-DCMAKE_INSTALL_PREFIX="_s + prefix};
    // There is no one name; a variable that a project does not use only earns a warning.
    for (const QString &variable : {u"PG_CONFIG"_s, u"PGCONFIG"_s, u"PG_CONFIG_EXECUTABLE"_s,
                                    u"PostgreSQL_CONFIG"_s, u"POSTGRESQL_PG_CONFIG"_s})
        configure << u"-D%1=%2"_s.arg(variable, pgConfig);
    configure << u"-DPostgreSQL_ROOT="_s + prefix << u"--no-warn-unused-cli"_s;
    recipe.tasks << BuildRecipe::Task{tr("Configuring"), shop.command(shop.tools.cmake, configure)};
    recipe.tasks << BuildRecipe::Task{
        tr("Compiling"), shop.command(shop.tools.cmake, {u"--build"_s, build, u"--parallel"_s,
                                                         QString::number(shop.jobs)})};
    BuildRecipe::Task install{tr("Staging"),
                              shop.command(shop.tools.cmake, {u"--install"_s, build})};
    install.command.environment->insert(u"DESTDIR"_s, shop.stage);
    recipe.tasks << install;
    recipe.compilations = countSources(shop.source);
    return recipe;
}

/// Distributions without a Makefile keep their tests where PGXN's template has them; PostgreSQL's own test driver,
/// which `make installcheck` would start, is started the same way.
std::optional<Command> plainTests(const Workshop &shop)
{
    const QString driver = QDir::cleanPath(QFileInfo(shop.installation.pgxs).path()
                                           + u"/../test/regress/pg_regress"_s);
    QStringList names;
    const QStringList scripts =
        QDir(shop.source + u"/test/sql"_s).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString &script : scripts)
        names << QFileInfo(script).completeBaseName();
    if (names.isEmpty() || !QFileInfo(driver).isExecutable())
        return std::nullopt;
    return shop.command(driver,
                        QStringList{u"--inputdir=test"_s, u"--bindir="_s + shop.installation.bindir,
                                    u"--dbname=contrib_regression"_s}
                            + names);
}

} // namespace

QString nameOf(BuildRecipe::Pipeline pipeline)
{
    switch (pipeline) {
    case BuildRecipe::Pipeline::Pgxs:
        return u"pgxs"_s;
    case BuildRecipe::Pipeline::ConfigurePgxs:
        return u"configure"_s;
    case BuildRecipe::Pipeline::Cmake:
        return u"cmake"_s;
    case BuildRecipe::Pipeline::SqlOnly:
        return u"sql"_s;
    }
    return {};
}

QProcessEnvironment buildEnvironment(const Installation &installation)
{
    const QString prefix = QFileInfo(installation.bindir).path();
    const QString libraries = installation.libdir;
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, installation.bindir + u":/usr/local/bin:/usr/bin:/bin"_s);
    environment.insert(u"PG_CONFIG"_s, installation.pgConfig);
    environment.insert(u"CMAKE_PREFIX_PATH"_s, prefix);
    environment.insert(
        u"PKG_CONFIG_PATH"_s,
        QStringList{libraries + u"/pkgconfig"_s, prefix + u"/lib/pkgconfig"_s}.join(u':'));
    environment.insert(u"LC_ALL"_s, u"C"_s);
    return environment;
}

Result<BuildRecipe::Pipeline> BuildRecipe::detect(const QString &source, const Release &release)
{
    if (!release.pipeline.isEmpty()) {
        const Result<Pipeline> hinted = withHint(release.pipeline.toLower(), source);
        if (!hinted)
            return hinted;
        if (Result<void> there = requireFiles(*hinted, source); !there)
            return there.error();
        return hinted;
    }
    if (const QString makefile = makefileOf(source); !makefile.isEmpty())
        return withMakefile(source, textOf(makefile));
    if (has(source, u"configure"_s))
        return Pipeline::ConfigurePgxs;
    if (has(source, u"CMakeLists.txt"_s))
        return Pipeline::Cmake;
    if (has(source, u"Cargo.toml"_s))
        return unsupported(u"pgrx"_s);
    if (has(source, u"meson.build"_s))
        return unsupported(u"meson"_s);
    if (has(source, u"configure.ac"_s) || has(source, u"configure.in"_s))
        return unsupported(u"autoconf"_s);
    if (hasControlFile(source))
        return Pipeline::SqlOnly;
    return Error{Error::Kind::Unsupported,
                 tr("The distribution has neither a Makefile nor a CMakeLists.txt nor a control "
                    "file, so there is no telling how to build it. Ask its author."),
                 QDir(source).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).join(u'\n')};
}

Result<BuildRecipe> BuildRecipe::make(Pipeline pipeline, const QString &source,
                                      const QString &stage, const Installation &installation,
                                      const Toolchain &tools, int jobs)
{
    BuildRecipe recipe;
    recipe.pipeline = pipeline;
    const Workshop shop{source, stage, installation, tools, std::clamp(jobs, 1, mostJobs)};
    switch (pipeline) {
    case Pipeline::SqlOnly:
        recipe.tests = plainTests(shop);
        return recipe;
    case Pipeline::Cmake:
        return cmakeRecipe(recipe, shop);
    case Pipeline::ConfigurePgxs:
        addConfigure(recipe, shop);
        [[fallthrough]];
    case Pipeline::Pgxs:
        return makeRecipe(recipe, shop);
    }
    return recipe;
}
