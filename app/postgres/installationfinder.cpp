// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/finders.h"

#include "postgres/postmasters.h"
#include "postgres/sandboxstate.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcInstallations, "howdah.postgres.installationfinder")

using Origin = Installation::Origin;

struct Layout {
    QString bindir; ///< pattern of folders that hold pg_config
    Origin origin;
};

/// Most specific first: of two rules that find the same program the first names its origin.
const QList<Layout> &layouts()
{
    static const QList<Layout> table{
        {u"/usr/lib/postgresql/*/bin"_s, Origin::Debian},
        {u"/usr/pgsql-*/bin"_s, Origin::Pgdg},
        {u"/Applications/Postgres.app/Contents/Versions/*/bin"_s, Origin::PostgresApp},
        {u"~/Applications/Postgres.app/Contents/Versions/*/bin"_s, Origin::PostgresApp},
        {u"/Library/PostgreSQL/*/bin"_s, Origin::Edb},
        {u"/opt/PostgreSQL/*/bin"_s, Origin::Edb},
        {u"C:/Program Files/PostgreSQL/*/bin"_s, Origin::Edb},
        {u"C:/Program Files (x86)/PostgreSQL/*/bin"_s, Origin::Edb},
        {u"/opt/homebrew/opt/postgresql*/bin"_s, Origin::Homebrew},
        {u"/opt/homebrew/Cellar/postgresql*/*/bin"_s, Origin::Homebrew},
        {u"/usr/local/opt/postgresql*/bin"_s, Origin::Homebrew},
        {u"/usr/local/Cellar/postgresql*/*/bin"_s, Origin::Homebrew},
        {u"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin"_s, Origin::Homebrew},
        {u"/home/linuxbrew/.linuxbrew/Cellar/postgresql*/*/bin"_s, Origin::Homebrew},
        {u"~/.linuxbrew/opt/postgresql*/bin"_s, Origin::Homebrew},
        {u"~/.pgenv/pgsql-*/bin"_s, Origin::Pgenv},
        {u"~/.asdf/installs/postgres/*/bin"_s, Origin::Source},
        {u"~/.local/share/mise/installs/postgres/*/bin"_s, Origin::Source},
        {u"/usr/local/pgsql*/bin"_s, Origin::Source},
        {u"/opt/pgsql*/bin"_s, Origin::Source},
        {u"/opt/postgres*/bin"_s, Origin::Source},
        {u"/opt/postgres*/*/bin"_s, Origin::Source},
        {u"/usr/local/postgres*/bin"_s, Origin::Source},
    };
    return table;
}

/// The pg_config in a folder, whatever this system calls programs; empty when there is none.
QString pgConfigIn(const QString &folder)
{
    for (const QString &name : {u"pg_config"_s, u"pg_config.exe"_s}) {
        const QFileInfo program(folder + u'/' + name);
        if (program.isFile())
            return program.absoluteFilePath();
    }
    return {};
}

} // namespace

InstallationFinder::InstallationFinder(SearchRoot root, CommandRunner &runner)
    : m_root(std::move(root)), m_runner(runner)
{
}

QList<std::pair<QString, Installation::Origin>> InstallationFinder::candidates() const
{
    QList<std::pair<QString, Origin>> found;
    QSet<QString> seen;
    const auto add = [&](const QString &pgConfig, Origin origin) {
        const QString canonical = QFileInfo(pgConfig).canonicalFilePath();
        if (canonical.isEmpty() || seen.contains(canonical))
            return;
        seen.insert(canonical);
        found += {pgConfig, origin};
    };
    for (const Layout &layout : layouts()) {
        for (const QString &folder : m_root.matching(layout.bindir))
            add(pgConfigIn(folder), layout.origin);
    }
    for (const QString &folder : m_root.registryFolders)
        add(pgConfigIn(m_root.below(folder) + u"/bin"_s), Origin::Edb);
    if (m_root.lookAtProcesses) {
        for (const Postmaster &server : findPostmasters(m_root.below(u"/proc"_s))) {
            if (!server.program.isEmpty() && !SandboxState::isInSandbox(server.program))
                add(pgConfigIn(QFileInfo(server.program).path()), Origin::Process);
        }
    }
    for (const QString &folder : m_root.path)
        add(pgConfigIn(folder), Origin::Path);
    for (const QString &pgConfig : m_root.addedInstallations)
        add(pgConfig, Origin::Manual);
    return found;
}

QList<Installation> InstallationFinder::find(const CancellationToken &token) const
{
    QList<Installation> found;
    QSet<QString> seen;
    for (const auto &[pgConfig, origin] : candidates()) {
        if (token.isCancelled())
            break;
        Result<Installation> installation =
            Installation::inspect(pgConfig, origin, m_runner, token);
        if (!installation) {
            qCInfo(lcInstallations)
                << pgConfig << installation.error().message << installation.error().detail;
            continue;
        }
        // A wrapper on PATH answers for an installation that a layout rule has found already.
        if (seen.contains(installation->id()))
            continue;
        seen.insert(installation->id());
        // Name the program beside the server: a wrapper may change its mind tomorrow.
        if (const QString own = pgConfigIn(installation->bindir); !own.isEmpty())
            installation->pgConfig = own;
        found += *installation;
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &left, const auto &right) {
        return left.version.number() > right.version.number();
    });
    return found;
}
