// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/buildjail.h"

#include "install/programinterpreter.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace {

const QStringList &systemPath()
{
    static const QStringList folders{u"/usr/local/bin"_s, u"/usr/bin"_s, u"/bin"_s};
    return folders;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("BuildJail", text);
}

void bindSystem(QStringList &arguments)
{
    arguments << u"--ro-bind"_s << u"/usr"_s << u"/usr"_s;
    for (const QString &name :
         {u"bin"_s, u"sbin"_s, u"lib"_s, u"lib32"_s, u"lib64"_s, u"libx32"_s}) {
        const QFileInfo info(u'/' + name);
        if (info.isSymLink())
            arguments << u"--symlink"_s << QFile::symLinkTarget(info.filePath()).mid(1)
                      << info.filePath();
        else if (info.isDir())
            arguments << u"--ro-bind"_s << info.filePath() << info.filePath();
    }
    // Of /etc only what compilers, linkers and interpreters look up.
    for (const QString &path :
         {u"/etc/alternatives"_s, u"/etc/group"_s, u"/etc/ld.so.cache"_s, u"/etc/ld.so.conf"_s,
          u"/etc/ld.so.conf.d"_s, u"/etc/localtime"_s, u"/etc/nsswitch.conf"_s, u"/etc/passwd"_s,
          u"/etc/perl"_s, u"/etc/xml"_s})
        arguments << u"--ro-bind-try"_s << path << path;
}

bool isOfSystem(const QString &path)
{
    return path == u"/usr"_s || path.startsWith(u"/usr/"_s);
}

void addPlace(QStringList &places, const QString &path)
{
    if (!path.isEmpty() && QFileInfo::exists(path) && !isOfSystem(path) && path != u"/"_s
        && !places.contains(path))
        places << path;
}

/// A folder at its own place, and at its real one when a link leads there.
void addFolder(QStringList &places, const QString &folder)
{
    if (folder.isEmpty())
        return;
    addPlace(places, folder);
    addPlace(places, QFileInfo(folder).canonicalFilePath());
}

void addTargetsOfLinks(QStringList &places, const QString &folder)
{
    QDirIterator entries(folder, QDir::AllEntries | QDir::NoDotAndDotDot);
    while (entries.hasNext()) {
        entries.next();
        const QFileInfo info = entries.fileInfo();
        if (!info.isSymLink() || !info.exists())
            continue;
        const QFileInfo target(info.canonicalFilePath());
        addPlace(places, target.isDir() ? target.filePath() : target.path());
    }
}

/// Folders inside folders that are shown anyway say nothing new.
QStringList withoutInner(const QStringList &places)
{
    QStringList outer;
    for (const QString &place : places) {
        const bool isInner = std::any_of(places.cbegin(), places.cend(), [&](const QString &other) {
            return place != other && place.startsWith(other + u'/');
        });
        if (!isInner)
            outer << place;
    }
    return outer;
}

QString limitingScript(const BuildLimits &limits)
{
    return u"ulimit -c 0; ulimit -v %1; ulimit -f %2; ulimit -t %3; exec \"$@\""_s
        .arg(limits.memoryBytes / 1024)
        .arg(limits.fileBytes / 512)
        .arg(limits.processor.count());
}

QStringList limiting(const QString &limiter, const BuildLimits &limits)
{
    if (limiter.isEmpty())
        return {u"/bin/sh"_s, u"-c"_s, limitingScript(limits), u"sh"_s};
    return {limiter,
            u"--core=0"_s,
            u"--as=%1"_s.arg(limits.memoryBytes),
            u"--fsize=%1"_s.arg(limits.fileBytes),
            u"--nproc=%1"_s.arg(limits.processes),
            u"--nofile=%1"_s.arg(limits.openFiles),
            u"--cpu=%1"_s.arg(limits.processor.count()),
            u"--"_s};
}

} // namespace

QStringList JailView::foldersOf(const Installation &installation)
{
    const QStringList folders{installation.bindir,
                              installation.libdir,
                              installation.pkglibdir,
                              installation.sharedir,
                              installation.includedir,
                              installation.pkgincludedir,
                              installation.includedirServer,
                              QFileInfo(installation.pgxs).path(),
                              QFileInfo(QFileInfo(installation.pgxs).path()).path()};
    QStringList places;
    for (const QString &folder : folders) {
        addFolder(places, folder);
        addTargetsOfLinks(places, folder);
    }
    addFolder(places, QFileInfo(installation.pgConfig).path());
    // A PostgreSQL that brings its own C library starts through a loader of its own.
    if (const QString loader = ProgramInterpreter::of(installation.pgConfig); !loader.isEmpty()) {
        addFolder(places, QFileInfo(loader).path());
        addPlace(places, QFileInfo(QFileInfo(loader).canonicalFilePath()).path());
    }
    return withoutInner(places);
}

BuildJail::BuildJail(std::optional<UserAccount> account)
    : m_limiter(QStandardPaths::findExecutable(u"prlimit"_s, systemPath())),
      m_account(std::move(account))
{
}

BuildJail BuildJail::open(const std::optional<UserAccount> &account)
{
    return BuildJail(account);
}

Result<BuildJail> BuildJail::find(CommandRunner &runner, const std::optional<UserAccount> &account,
                                  const CancellationToken &token)
{
    BuildJail jail(account);
    jail.m_program = QStandardPaths::findExecutable(u"bwrap"_s, systemPath());
    if (jail.m_program.isEmpty()) {
        return Error{Error::Kind::Missing,
                     tr("bubblewrap, which keeps builds away from your files and the network, is "
                        "not installed. Install the package bubblewrap."),
                     {}};
    }
    QString reason;
    for (const bool ownProc : {true, false}) {
        jail.m_ownProc = ownProc;
        BuildLimits limits;
        limits.time = std::chrono::seconds(10);
        const Result<CommandOutcome> outcome =
            runner.run(jail.enclose({u"/bin/true"_s, {}, u"/"_s}, {}, limits), token);
        if (!outcome && outcome.error().kind == Error::Kind::Cancelled)
            return outcome.error();
        if (outcome && outcome->succeeded())
            return jail;
        reason = outcome ? outcome->text() : outcome.error().message;
    }
    return Error{Error::Kind::Missing,
                 tr("bubblewrap, which keeps builds away from your files and the network, does not "
                    "work here. Unprivileged user namespaces may be switched off."),
                 reason};
}

QString BuildJail::description() const
{
    if (!isClosed())
        return tr("without a jail: the build can read your files and reach the network");
    return m_ownProc
               ? tr("in a bubblewrap jail: no network, nothing of yours to see")
               : tr("in a bubblewrap jail: no network, nothing of yours to see but the names of "
                    "running programs (this system does not let it have a /proc of its own)");
}

QStringList BuildJail::walls(const JailView &view, const QString &folder) const
{
    QStringList arguments{u"--unshare-all"_s, u"--die-with-parent"_s, u"--new-session"_s,
                          u"--hostname"_s, u"howdah-build"_s};
    bindSystem(arguments);
    if (m_ownProc)
        arguments << u"--proc"_s << u"/proc"_s;
    else
        arguments << u"--ro-bind"_s << u"/proc"_s << u"/proc"_s;
    arguments << u"--dev"_s << u"/dev"_s;
    // What follows may lie below the real /tmp, so the private one comes first.
    if (view.temporary.isEmpty())
        arguments << u"--perms"_s << u"1777"_s << u"--tmpfs"_s << u"/tmp"_s;
    else
        arguments << u"--bind"_s << view.temporary << u"/tmp"_s;
    for (const QString &path : view.readable)
        arguments << u"--ro-bind"_s << path << path;
    QStringList writable = view.writable;
    if (!view.home.isEmpty())
        writable << view.home;
    for (const QString &path : writable)
        arguments << u"--bind"_s << path << path;
    // The jail's own root, which holds the places of the mounts, is nothing to write to either.
    arguments << u"--remount-ro"_s << u"/"_s;
    arguments << u"--chdir"_s << (folder.isEmpty() ? u"/"_s : folder) << u"--"_s;
    return arguments;
}

Command BuildJail::enclose(const Command &command, const JailView &view,
                           const BuildLimits &limits) const
{
    QProcessEnvironment environment = command.environment.value_or(QProcessEnvironment());
    if (!environment.contains(u"PATH"_s))
        environment.insert(u"PATH"_s, systemPath().join(u':'));
    environment.insert(u"HOME"_s, view.home.isEmpty() ? u"/"_s : view.home);
    environment.insert(u"TMPDIR"_s,
                       isClosed() || view.temporary.isEmpty() ? u"/tmp"_s : view.temporary);

    QStringList words;
    if (isClosed())
        words << m_program << walls(view, command.workingDirectory);
    words << limiting(m_limiter, limits) << command.program << command.arguments;

    Command enclosed = command;
    enclosed.program = words.takeFirst();
    enclosed.arguments = words;
    enclosed.environment = environment;
    enclosed.timeout = limits.time;
    enclosed.runAs = m_account;
    // bubblewrap starts outside, where its caller's folder may be closed to the unprivileged user.
    if (isClosed())
        enclosed.workingDirectory = u"/"_s;
    return enclosed;
}
