// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/testservers.h"

#include "postgres/finders.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTemporary = 24; ///< characters

QList<Installation> look()
{
    ProcessRunner runner;
    SearchRoot root = SearchRoot::machine(
        qEnvironmentVariable("HOWDAH_TEST_POSTGRES").split(u':', Qt::SkipEmptyParts));
    root.lookAtProcesses = false; // another test's sandbox server is no installation
    QList<Installation> found;
    QSet<int> majors;
    for (const Installation &installation : InstallationFinder(root, runner).find()) {
        if (!QFileInfo(installation.program(u"initdb"_s)).isExecutable()
            || majors.contains(installation.version.major))
            continue;
        majors.insert(installation.version.major);
        found.prepend(installation);
    }
    return found;
}

} // namespace

TestServers::TestServers()
{
    // A long TMPDIR leaves no room for a socket's name.
    const QString temporary = QDir::tempPath();
    QTemporaryDir folder((temporary.size() > longestTemporary ? u"/tmp"_s : temporary)
                         + u"/howdah-test-XXXXXX"_s);
    folder.setAutoRemove(false);
    m_folder = QFileInfo(folder.path()).canonicalFilePath();
    QFile::setPermissions(m_folder, QFile::permissions(m_folder) | QFileDevice::ExeOther);
}

TestServers::~TestServers()
{
    m_shared.clear();
    QDir(m_folder).removeRecursively();
}

const QList<Installation> &TestServers::installations()
{
    static const QList<Installation> found = look();
    return found;
}

bool TestServers::addRows()
{
    QTest::addColumn<Installation>("installation");
    for (const Installation &installation : installations())
        QTest::addRow("%d", installation.version.major) << installation;
    return !installations().isEmpty();
}

Result<std::unique_ptr<SandboxServer>> TestServers::start(const Installation &installation,
                                                          const QString &preloadLibraries)
{
    SandboxServer::Options options;
    options.folder = m_folder + u"/s"_s;
    options.preloadLibraries = preloadLibraries;
    return SandboxServer::start(installation, options, m_runner);
}

SandboxServer *TestServers::shared(const Installation &installation)
{
    std::unique_ptr<SandboxServer> &server = m_shared[installation.id()];
    if (!server) {
        Result<std::unique_ptr<SandboxServer>> started = start(installation);
        if (!started) {
            qWarning().noquote() << started.error().message << started.error().detail;
            return nullptr;
        }
        server = std::move(*started);
    }
    return server.get();
}
