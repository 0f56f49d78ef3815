// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/commandrunner.h"
#include "postgres/installation.h"
#include "postgres/sandboxserver.h"

#include <QList>
#include <QString>

#include <map>
#include <memory>

/// Real PostgreSQL for tests: the installations of this machine and those HOWDAH_TEST_POSTGRES names (a
/// list of pg_config paths), and sandbox servers of them in a folder that goes with this object.
class TestServers
{
public:
    TestServers();
    ~TestServers();
    TestServers(const TestServers &) = delete;
    TestServers &operator=(const TestServers &) = delete;

    /// Oldest first, one of each major version; empty where no server is installed.
    [[nodiscard]] static const QList<Installation> &installations();
    /// Adds the column "installation" and a row for each; skip the test when this gives false.
    static bool addRows();

    /// A short path that the account servers run as can enter.
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] CommandRunner &runner() { return m_runner; }
    [[nodiscard]] Result<std::unique_ptr<SandboxServer>>
    start(const Installation &installation, const QString &preloadLibraries = {});
    /// One of each installation, started when it is first asked for; null, with a warning, when it does not start.
    [[nodiscard]] SandboxServer *shared(const Installation &installation);

private:
    QString m_folder;
    ProcessRunner m_runner;
    std::map<QString, std::unique_ptr<SandboxServer>> m_shared;
};

Q_DECLARE_METATYPE(Installation)
