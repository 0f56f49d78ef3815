// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "postgres/finders.h"
#include "postgres/testservers.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

/// A folder that stands for "/" to the finders.
class SystemFixture
{
public:
    SystemFixture() { root.root = folder.path(); }
    [[nodiscard]] QString path(const QString &place) const { return folder.path() + place; }
    void write(const QString &place, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(place)).path()));
        QFile file(path(place));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    [[nodiscard]] QList<Cluster> find(const QList<Installation> &installations = {})
    {
        return ClusterFinder(root, runner).find(installations);
    }
    [[nodiscard]] Installation installation(const QString &bindir, const QString &version,
                                            Installation::Origin origin) const
    {
        Installation made;
        made.bindir = path(bindir);
        made.version = ServerVersion::parse(version);
        made.origin = origin;
        return made;
    }

    QTemporaryDir folder;
    SearchRoot root;
    ProcessRunner runner;
};

/// What the finder says about a sandbox server's data directory, as of any other.
inline Cluster clusterOf(SandboxServer &sandbox)
{
    SystemFixture fixture;
    fixture.root.dataDirectories = {sandbox.cluster().dataDirectory};
    Installation installation = sandbox.installation();
    const QList<Cluster> found = fixture.find({installation});
    return found.isEmpty() ? Cluster() : found.first();
}

#define START(sandbox, servers, installation)                                                      \
    auto sandbox##Result = (servers).start(installation);                                          \
    if (!sandbox##Result)                                                                          \
        QFAIL(qPrintable(sandbox##Result.error().message + sandbox##Result.error().detail));       \
    std::unique_ptr<SandboxServer> sandbox = std::move(*sandbox##Result)

#define NEEDS_POSTGRES()                                                                           \
    if (TestServers::installations().isEmpty())                                                    \
    QSKIP("No PostgreSQL server is installed")
