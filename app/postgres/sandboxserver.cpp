// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/sandboxserver.h"

#include "core/ownerlock.h"
#include "postgres/postmasters.h"
#include "postgres/relocatedcopy.h"
#include "postgres/sandboxstate.h"
#include "postgres/serverenvironment.h"
#include "postgres/throwawaycluster.h"
#include "settings/privatefolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <filesystem>
#include <utility>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSandbox, "howdah.postgres.sandboxserver")

QString tr(const char *text)
{
    return QCoreApplication::translate("SandboxServer", text);
}

QString lockFileIn(const QString &sandboxFolder)
{
    return sandboxFolder + u"/owner.lock"_s;
}

/// Taken while a sandbox gets its folder and lock, and while a sweep looks for folders without owners:
/// a folder whose owner is about to lock it is not taken for abandoned.
std::optional<OwnerLock> lockParent(const QString &folder)
{
    return OwnerLock::take(folder + u"/.lock"_s);
}

QStringList sandboxFoldersIn(const QString &folder)
{
    QStringList folders;
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders += folder + u'/' + name;
    return folders;
}

QString randomSuffix()
{
    static constexpr char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    QString suffix;
    for (int i = 0; i < 6; ++i)
        suffix += QLatin1Char(letters[QRandomGenerator::system()->bounded(32)]);
    return suffix;
}

struct Place {
    QString folder;
    OwnerLock lock;
};

Result<Place> makePlace(const QString &parent, const Installation &original)
{
    if (Result<void> made = PrivateFolder::make(parent, PrivateFolder::Reach::Servers); !made)
        return made.error();
    const QString home = QFileInfo(parent).canonicalFilePath();
    const std::optional<OwnerLock> parentLock = lockParent(home);
    for (int attempt = 0; parentLock && attempt < 100; ++attempt) {
        const QString folder =
            home + u"/pg%1-%2"_s.arg(QString::number(original.version.major), randomSuffix());
        if (QFileInfo::exists(folder))
            continue;
        if (Result<void> made = PrivateFolder::make(folder, PrivateFolder::Reach::Servers); !made)
            return made.error();
        if (std::optional<OwnerLock> lock = OwnerLock::tryTake(lockFileIn(folder)))
            return Place{folder, std::move(*lock)};
    }
    return Error{Error::Kind::Permission,
                 tr("No sandbox server can be made in %1. Check its permissions and free space.")
                     .arg(parent),
                 {}};
}

qint64 bytesBelow(const QString &folder)
{
    namespace fs = std::filesystem;
    qint64 bytes = 0;
    std::error_code code;
    fs::recursive_directory_iterator entry(QFile::encodeName(folder).toStdString(),
                                           fs::directory_options::skip_permission_denied, code);
    for (; !code && entry != fs::end(entry); entry.increment(code)) {
#ifdef Q_OS_UNIX
        struct stat facts {
        };
        if (::lstat(entry->path().c_str(), &facts) == 0)
            bytes += static_cast<qint64>(facts.st_blocks) * 512;
#else
        if (entry->is_regular_file(code))
            bytes += static_cast<qint64>(entry->file_size(code));
#endif
    }
    return bytes;
}

} // namespace

struct SandboxServer::State {
    QString folder;
    SandboxState facts;
    Installation original;
    Installation copy;
    Cluster cluster;
    ThrowAwayCluster server;
    std::optional<OwnerLock> lock;
    bool isRemoved = false;

    void describeCluster()
    {
        cluster.installationId = copy.id();
        cluster.name = QFileInfo(folder).fileName();
        cluster.origin = Cluster::Origin::Sandbox;
        cluster.dataDirectory = server.dataFolder();
        cluster.configFile = server.dataFolder() + u"/postgresql.conf"_s;
        cluster.owner = server.account() ? server.account()->name : UserAccount::current().name;
        cluster.version = copy.version;
        cluster.connection = server.connection();
        cluster.restart = Cluster::Restart::PgCtl;
        noteProcess();
    }
    void noteProcess()
    {
        cluster.pid = server.runningPid();
        cluster.state = cluster.pid > 0 ? Cluster::State::Running : Cluster::State::Stopped;
    }
};

SandboxServer::SandboxServer(std::unique_ptr<State> state) : m_state(std::move(state))
{
}

SandboxServer::~SandboxServer()
{
    if (m_state->facts.keep || m_state->isRemoved)
        return;
    if (const Result<void> removed = remove(); !removed)
        qCWarning(lcSandbox) << removed.error().message << removed.error().detail;
}

Result<std::unique_ptr<SandboxServer>> SandboxServer::start(const Installation &original,
                                                            const Options &options,
                                                            CommandRunner &runner,
                                                            const CancellationToken &token)
{
    Result<Place> place = makePlace(options.folder, original);
    if (!place)
        return place.error();
    auto state = std::make_unique<State>(
        State{place->folder,
              {},
              original,
              {},
              {},
              ThrowAwayCluster(runner, place->folder, UserAccount::forUnprivilegedWork()),
              std::move(place->lock)});
    State &made = *state;
    // From here on an early return destroys the sandbox, and with it all that has been made.
    std::unique_ptr<SandboxServer> sandbox(new SandboxServer(std::move(state)));

    Result<Installation> copy = makeRelocatedCopy(original, made.folder, runner, token);
    if (!copy)
        return copy.error();
    made.copy = *copy;
    made.server.setBindir(made.copy.bindir);
    if (Result<void> prepared = made.server.prepare(); !prepared)
        return prepared.error();
    made.facts = {original.pgConfig,
                  made.copy.pgConfig,
                  made.server.socketFolder(),
                  made.server.account() ? made.server.account()->name : QString(),
                  QDateTime::currentDateTimeUtc(),
                  QCoreApplication::applicationPid(),
                  false};
    // Before anything runs: a sweep after a crash reads from it as whom to stop the server.
    if (Result<void> written = made.facts.write(made.folder); !written)
        return written.error();
    if (Result<void> created =
            made.server.create(made.copy.version, options.preloadLibraries, token);
        !created)
        return created.error();
    if (!options.keep) {
        if (Result<void> watched = made.server.dieWithThisProcess(); !watched)
            return watched.error();
    }
    if (Result<void> started = made.server.start(token); !started)
        return started.error();
    if (options.keep) {
        made.facts.keep = true;
        if (Result<void> written = made.facts.write(made.folder); !written) {
            made.facts.keep = false;
            return written.error();
        }
    }
    made.describeCluster();
    return sandbox;
}

Result<std::unique_ptr<SandboxServer>> SandboxServer::attach(const QString &sandboxFolder,
                                                             CommandRunner &runner)
{
    const QString folder = QFileInfo(sandboxFolder).canonicalFilePath();
    Result<SandboxState> facts = SandboxState::read(folder);
    if (folder.isEmpty() || !facts) {
        return Error{Error::Kind::NotFound,
                     tr("There is no sandbox server in %1.").arg(sandboxFolder),
                     facts ? QString() : facts.error().detail};
    }
    std::optional<OwnerLock> lock = OwnerLock::tryTake(lockFileIn(folder));
    if (!lock) {
        return Error{Error::Kind::Conflict,
                     tr("The sandbox server %1 is in use by another Howdah (process %2).")
                         .arg(QFileInfo(folder).fileName(), QString::number(facts->ownerPid)),
                     {}};
    }
    Result<Installation> copy =
        Installation::inspect(facts->pgConfig, Installation::Origin::Sandbox, runner);
    if (!copy)
        return copy.error().within(tr("The sandbox server %1").arg(QFileInfo(folder).fileName()));
    // The original may be gone by now, which leaves the links without files; the copy still says so.
    const Result<Installation> original =
        Installation::inspect(facts->originalPgConfig, Installation::Origin::Manual, runner);
    std::optional<UserAccount> account;
    if (!facts->accountName.isEmpty())
        account = UserAccount::named(facts->accountName);
    auto state = std::make_unique<State>(State{folder,
                                               *facts,
                                               original ? *original : Installation{},
                                               *copy,
                                               {},
                                               ThrowAwayCluster(runner, folder, account),
                                               std::move(lock)});
    state->server.setBindir(copy->bindir);
    state->server.setSocketFolder(facts->socketFolder);
    state->facts.ownerPid = QCoreApplication::applicationPid();
    if (Result<void> written = state->facts.write(folder); !written)
        return written.error();
    state->describeCluster();
    return std::unique_ptr<SandboxServer>(new SandboxServer(std::move(state)));
}

int SandboxServer::sweep(const QString &folder, CommandRunner &runner)
{
    const QString home = QFileInfo(folder).canonicalFilePath();
    if (home.isEmpty() || !PrivateFolder::make(home, PrivateFolder::Reach::Servers))
        return 0;
    int swept = 0;
    std::optional<OwnerLock> parentLock = lockParent(home);
    for (const QString &place : sandboxFoldersIn(home)) {
        std::optional<OwnerLock> lock = OwnerLock::tryTake(lockFileIn(place));
        if (!lock)
            continue;
        const Result<SandboxState> facts = SandboxState::read(place);
        if (facts && facts->keep)
            continue;
        // Without facts it died before anything was started.
        std::optional<UserAccount> account = UserAccount::forUnprivilegedWork();
        if (facts && !facts->accountName.isEmpty() && account)
            account = UserAccount::named(facts->accountName);
        ThrowAwayCluster server(runner, place, account);
        if (facts) {
            server.setBindir(QFileInfo(facts->pgConfig).path());
            server.setSocketFolder(facts->socketFolder);
        }
        if (const Result<void> removed = server.remove(); removed)
            ++swept;
        else
            qCWarning(lcSandbox) << removed.error().message << removed.error().detail;
    }
    return swept;
}

QStringList SandboxServer::list(const QString &folder)
{
    QStringList found;
    for (const QString &place : sandboxFoldersIn(QFileInfo(folder).canonicalFilePath())) {
        const Result<SandboxState> facts = SandboxState::read(place);
        if (facts && (facts->keep || !OwnerLock::tryTake(lockFileIn(place))))
            found += place;
    }
    return found;
}

QString SandboxServer::id() const
{
    return QFileInfo(m_state->folder).fileName();
}

QString SandboxServer::folder() const
{
    return m_state->folder;
}

const Installation &SandboxServer::original() const
{
    return m_state->original;
}

const Installation &SandboxServer::installation() const
{
    return m_state->copy;
}

const Cluster &SandboxServer::cluster() const
{
    return m_state->cluster;
}

Target SandboxServer::target() const
{
    return {m_state->copy, m_state->cluster};
}

QDateTime SandboxServer::startedAt() const
{
    return m_state->facts.startedAt;
}

qint64 SandboxServer::bytes() const
{
    return bytesBelow(m_state->folder);
}

std::optional<UserAccount> SandboxServer::account() const
{
    return m_state->server.account();
}

Result<void> SandboxServer::restart(const CancellationToken &token)
{
    Result<void> done = m_state->server.restart(token);
    m_state->noteProcess();
    return done;
}

Result<void> SandboxServer::stop()
{
    Result<void> done = m_state->server.stop(ThrowAwayCluster::Stop::Fast);
    m_state->noteProcess();
    return done;
}

Result<void> SandboxServer::remove()
{
    if (m_state->isRemoved)
        return {};
    Result<void> done = m_state->server.remove();
    m_state->isRemoved = done.has_value();
    m_state->noteProcess();
    if (done)
        m_state->lock.reset();
    return done;
}
