// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/systemadvice.h"

#include "core/commandrunner.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SystemAdvice", text);
}

/// "sudo apt-get install NAME", or an empty text where no package manager is known.
QString installCommand(SystemAdvice::System system, const QString &package)
{
    using enum SystemAdvice::System;
    switch (system) {
    case Debian:
        return u"sudo apt-get install "_s + package;
    case RedHat:
        return u"sudo dnf install "_s + package;
    case Suse:
        return u"sudo zypper install "_s + package;
    case Arch:
        return u"sudo pacman -S "_s + package;
    case Alpine:
        return u"sudo apk add "_s + package;
    case Mac:
        return u"brew install "_s + package;
    case Windows:
    case Other:
        return {};
    }
    return {};
}

struct ToolPackages {
    SystemAdvice::Tool tool;
    // Debian, RedHat, Suse, Arch, Alpine, Mac
    QLatin1StringView names[6];
};

constexpr ToolPackages toolPackages[] = {
    {SystemAdvice::Tool::Compiler,
     {"build-essential"_L1, "gcc"_L1, "gcc"_L1, "gcc"_L1, "build-base"_L1, ""_L1}},
    {SystemAdvice::Tool::Make, {"make"_L1, "make"_L1, "make"_L1, "make"_L1, "make"_L1, "make"_L1}},
    {SystemAdvice::Tool::CMake,
     {"cmake"_L1, "cmake"_L1, "cmake"_L1, "cmake"_L1, "cmake"_L1, "cmake"_L1}},
    {SystemAdvice::Tool::Jail,
     {"bubblewrap"_L1, "bubblewrap"_L1, "bubblewrap"_L1, "bubblewrap"_L1, "bubblewrap"_L1, ""_L1}},
    {SystemAdvice::Tool::Elevation,
     {"pkexec"_L1, "polkit"_L1, "polkit"_L1, "polkit"_L1, "polkit"_L1, ""_L1}},
    {SystemAdvice::Tool::Clang,
     {"clang"_L1, "clang"_L1, "clang"_L1, "clang"_L1, "clang"_L1, "llvm"_L1}},
};

QString major(const Installation &installation)
{
    const ServerVersion &version = installation.version;
    return version.major >= 10 ? QString::number(version.major)
                               : u"%1.%2"_s.arg(version.major).arg(version.minor);
}

} // namespace

namespace SystemAdvice {

System thisSystem()
{
#if defined(Q_OS_MACOS)
    return System::Mac;
#elif defined(Q_OS_WIN)
    return System::Windows;
#else
    static const System system = [] {
        const std::pair<QString, System> managers[] = {
            {u"/usr/bin/apt-get"_s, System::Debian}, {u"/usr/bin/dnf"_s, System::RedHat},
            {u"/usr/bin/yum"_s, System::RedHat},     {u"/usr/bin/zypper"_s, System::Suse},
            {u"/usr/bin/pacman"_s, System::Arch},    {u"/sbin/apk"_s, System::Alpine},
        };
        for (const auto &[path, found] : managers) {
            if (QFileInfo::exists(path))
                return found;
        }
        return System::Other;
    }();
    return system;
#endif
}

Remedy package(const QString &package, System system)
{
    return {tr("Install %1, then try again.").arg(package), installCommand(system, package)};
}

Remedy tool(Tool tool, System system)
{
    if (system == System::Mac && tool == Tool::Compiler) {
        return {tr("Install Apple's command line developer tools, then try again."),
                u"xcode-select --install"_s};
    }
    if (system == System::Windows && (tool == Tool::Compiler || tool == Tool::Make)) {
        return {tr("Install Visual Studio's C++ build tools, then try again."), {}};
    }
    const auto column = static_cast<int>(system);
    for (const ToolPackages &row : toolPackages) {
        if (row.tool != tool)
            continue;
        const QString name = column < 6 ? QString(row.names[column]) : QString();
        if (!name.isEmpty())
            return package(name, system);
        return {tr("Install %1, then try again.").arg(row.names[0]), {}};
    }
    return {};
}

Remedy serverHeaders(const Installation &installation, System system)
{
    const QString version = major(installation);
    switch (installation.origin) {
    case Installation::Origin::Debian:
        return package(u"postgresql-server-dev-"_s + version, System::Debian);
    case Installation::Origin::Pgdg:
        return package(u"postgresql%1-devel"_s.arg(QString(version).remove(u'.')), System::RedHat);
    case Installation::Origin::Homebrew:
        return {tr("Homebrew brings them with the server: install it again."),
                u"brew reinstall postgresql@"_s + version};
    case Installation::Origin::PostgresApp:
        return {tr("Postgres.app brings them: download it again."), {}};
    case Installation::Origin::Edb:
        return {tr("EDB's installer brings them: run it again and choose the server's development "
                   "files."),
                {}};
    case Installation::Origin::Source:
    case Installation::Origin::Pgenv:
        return {tr("Run \"make install\" in PostgreSQL's source folder again."), {}};
    case Installation::Origin::Path:
    case Installation::Origin::Process:
    case Installation::Origin::Manual:
    case Installation::Origin::Sandbox:
        break;
    }
    if (system == System::Debian && installation.bindir.startsWith(u"/usr/lib/postgresql/"_s))
        return package(u"postgresql-server-dev-"_s + version, system);
    if (system == System::Alpine)
        return package(u"postgresql%1-dev"_s.arg(version), system);
    if (system == System::Arch)
        return package(u"postgresql-libs"_s, system);
    return {tr("Install the server's development files of %1 for this PostgreSQL (often a package "
               "whose name ends in -dev or -devel).")
                .arg(installation.title()),
            {}};
}

Remedy contrib(const QString &extension, const Installation &installation, System system)
{
    const QString version = major(installation);
    QString language;
    for (const QString &prefix : {u"plperl"_s, u"plpython"_s, u"pltcl"_s}) {
        if (extension.startsWith(prefix) || extension.endsWith(u'_' + prefix))
            language = prefix;
    }
    if (extension.contains(u"plpython"_s))
        language = u"plpython3"_s;
    switch (installation.origin) {
    case Installation::Origin::Debian:
        if (!language.isEmpty())
            return package(u"postgresql-%1-%2"_s.arg(language, version), System::Debian);
        return {tr("It comes with the server's package: install that again."),
                u"sudo apt-get install --reinstall postgresql-"_s + version};
    case Installation::Origin::Pgdg: {
        const QString base = u"postgresql"_s + QString(version).remove(u'.') + u'-';
        return package(base + (language.isEmpty() ? u"contrib"_s : language), System::RedHat);
    }
    case Installation::Origin::Homebrew:
        return {tr("Homebrew brings it with the server: install that again."),
                u"brew reinstall postgresql@"_s + version};
    case Installation::Origin::Source:
    case Installation::Origin::Pgenv:
        return {language.isEmpty()
                    ? tr("Run \"make install\" in the folder contrib/ of PostgreSQL's sources.")
                    : tr("Build PostgreSQL again, with that language (see its configure --help)."),
                {}};
    default:
        break;
    }
    if (system == System::Debian && installation.bindir.startsWith(u"/usr/lib/postgresql/"_s)) {
        return package(language.isEmpty() ? u"postgresql-"_s + version
                                          : u"postgresql-%1-%2"_s.arg(language, version),
                       system);
    }
    return {tr("Install the contrib package of %1.").arg(installation.title()), {}};
}

Remedy restart(const Installation &installation, const Cluster &cluster)
{
    const QString fix = tr("Restart it yourself when it suits.");
    if (cluster.isRemote)
        return {tr("Ask whoever runs that server to restart it."), {}};
    if (cluster.origin == Cluster::Origin::Debian) {
        return {fix, u"sudo pg_ctlcluster %1 %2 restart"_s.arg(major(installation),
                                                               shellQuoted(cluster.name))};
    }
    if (cluster.service) {
        return {fix, (cluster.service->user ? u"systemctl --user restart "_s
                                            : u"sudo systemctl restart "_s)
                         + shellQuoted(cluster.service->name)};
    }
    switch (installation.origin) {
    case Installation::Origin::Pgdg:
        return {fix, u"sudo systemctl restart postgresql-"_s + major(installation)};
    case Installation::Origin::Homebrew:
        return {fix, u"brew services restart postgresql@"_s + major(installation)};
    case Installation::Origin::PostgresApp:
        return {tr("Stop and start the server in Postgres.app's window."), {}};
    default:
        break;
    }
    if (cluster.dataDirectory.isEmpty())
        return {fix, {}};
    return {fix, shellQuoted(installation.program(u"pg_ctl"_s)) + u" -D "_s
                     + shellQuoted(cluster.dataDirectory) + u" restart"_s};
}

Remedy start(const Installation &installation, const Cluster &cluster)
{
    const QString fix = tr("Start the server, then try again.");
    if (cluster.isRemote || cluster.state == Cluster::State::Running)
        return {tr("Check the address, the user and the password, then try again."), {}};
    if (cluster.origin == Cluster::Origin::Debian) {
        return {fix, u"sudo pg_ctlcluster %1 %2 start"_s.arg(major(installation),
                                                             shellQuoted(cluster.name))};
    }
    if (installation.origin == Installation::Origin::Homebrew)
        return {fix, u"brew services start postgresql@"_s + major(installation)};
    if (cluster.dataDirectory.isEmpty())
        return {fix, {}};
    return {fix, shellQuoted(installation.program(u"pg_ctl"_s)) + u" -D "_s
                     + shellQuoted(cluster.dataDirectory) + u" start"_s};
}

} // namespace SystemAdvice
