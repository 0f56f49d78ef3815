// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "world.h"

#include "core/deliver.h"
#include "install/receiptstore.h"
#include "postgres/session.h"
#include "registry/communityfixture.h"
#include "registry/sampleimport.h"
#include "registry/store/counterstore.h"
#include "samples/testsamples.h"
#include "settings/registrytokens.h"
#include "windowservices.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QThread>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

const QByteArray damage("damaged");
const QString adasPassword = u"correct horse battery"_s;

constexpr int jobsAtOnce = 4; // of a JobQueue

/// Has an installation for itself, or only a place in the queue, until it is cancelled.
class HoldingJob : public Job
{
public:
    explicit HoldingJob(const Target &target)
        : Job({u"restart"_s, u"Work on the server"_s, {}, target.id(), target.title(), {}, {}}),
          m_key(target.installation.id())
    {
    }
    HoldingJob() : Job({u"wait"_s, u"Hold a place"_s, {}, {}, {}, {}, {}}) {}
    [[nodiscard]] QString exclusiveKey() const override { return m_key; }

protected:
    [[nodiscard]] Result<void> run(JobReporter &reporter) override
    {
        while (!reporter.token().isCancelled())
            QThread::msleep(5);
        return Error{Error::Kind::Cancelled, u"released"_s, {}};
    }

private:
    QString m_key;
};

} // namespace

World::World(QObject *parent)
    : QObject(parent),
      m_services(std::make_unique<Services>(Services::Options{m_servers.folder(), false}))
{
    m_services->settings.setProxyMode(Settings::ProxyMode::None);
    m_install = std::make_unique<InstallServices>(
        InstallServices{m_services->runner, m_services->http, m_credentials, m_services->clock,
                        m_services->locations, m_services->install.helper,
                        m_services->install.buildJobs, m_services->install.cacheCap});
    m_workers.setMaxThreadCount(6);
    m_uiServices = std::make_unique<UiServices>(uiServicesOf(*m_services, *m_install, m_workers));
    m_app = std::make_unique<AppController>(*m_uiServices);
    connect(m_app.get(), &AppController::synced, this, [this] {
        m_isReady = true;
        Q_EMIT readyChanged();
    });
    deliver(
        QtConcurrent::run(&m_workers, [services = m_services.get()] { return services->start(); }),
        m_app.get(), [this](const Services::Started &started) {
            m_app->tellRecovered(started.recovered.undone,
                                 started.recovered.problems + started.problems);
            m_app->registry()->start();
            m_app->discover()->retry();
            m_app->freshen(IndexSync::Extent::Changed);
        });
}

World::~World()
{
    m_services->queue.cancelAll();
    m_services->queue.waitForAll(20'000);
    m_workers.waitForDone();
}

bool World::hasPostgres() const
{
    return !TestServers::installations().isEmpty();
}

QString World::startServer()
{
    if (m_server)
        return {};
    Result<std::unique_ptr<SandboxServer>> started =
        m_servers.start(TestServers::installations().constFirst());
    if (!started)
        return started.error().message + u'\n' + started.error().detail;
    m_server = std::move(*started);
    m_app->targets()->addOwn(m_server->target());
    m_app->targets()->select(m_server->target().id());
    return {};
}

QString World::sql(const QString &database, const QString &text)
{
    ConnectionParameters connection = m_server->cluster().connection;
    connection.database = database;
    Result<Session> session = Session::open(connection);
    if (!session)
        return session.error().message;
    const Result<void> done = session->execute(text);
    return done ? QString() : done.error().message;
}

void World::lookAgain()
{
    Q_EMIT m_app->targets()->targetsChanged();
}

void World::holdServer()
{
    m_holder = m_services->queue.add(std::make_unique<HoldingJob>(m_server->target()));
}

void World::releaseServer()
{
    if (m_holder)
        std::exchange(m_holder, nullptr)->cancel();
}

void World::holdQueue()
{
    for (int i = 0; i < jobsAtOnce; ++i)
        m_queueHolders += m_services->queue.add(std::make_unique<HoldingJob>());
}

void World::releaseQueue()
{
    const QList<Job *> holders = std::exchange(m_queueHolders, {});
    for (Job *holder : holders)
        holder->cancel();
}

QString World::stopServer()
{
    if (Result<void> stopped = m_server->stop(); !stopped)
        return stopped.error().message;
    Target target = m_server->target();
    target.cluster->state = Cluster::State::Stopped;
    m_app->targets()->addOwn(target);
    return {};
}

QString World::publish(const QString &name)
{
    const Result<QString> archive = PackedSamples::pack(name, m_servers.folder());
    if (!archive)
        return archive.error().message;
    const Result<Release> published = m_services->registry.import(*archive);
    return published ? QString() : published.error().message;
}

QString World::startTeam()
{
    if (!m_team) {
        m_team = std::make_unique<ServedRegistry>();
        if (m_team->addAccount(u"ada"_s, adasPassword) == 0)
            return u"there is no other registry"_s;
    }
    return m_app->settings()->addRegistry(u"team"_s, m_team->url().toString());
}

void World::leaveTeam()
{
    m_app->settings()->removeRegistry(0);
}

bool World::decide(const QString &code, const QString &decision)
{
    return m_team->decide(code, decision, u"ada"_s, adasPassword) == 200;
}

QString World::addAccount(const QString &nickname, const QString &password)
{
    RegistryStore &store = m_services->registry;
    Account account;
    account.nickname = nickname;
    account.status = Account::Status::Active;
    account.passwordHash = Gatekeeper::hashOf(password).value_or(QString());
    const Result<Account> added = AccountStore(store.database()).add(account, store.clock().now());
    return added ? QString() : added.error().message;
}

qint64 World::review(const QString &user, const QString &name, const QString &version,
                     const QString &works, int stars, const QString &text, int postgres)
{
    return CommunityFixture(m_services->registry)
        .review(user, name, version, works, {stars, stars, stars, stars}, text, postgres);
}

void World::reply(qint64 review, const QString &text)
{
    CommunityFixture(m_services->registry).reply(review, SampleImport::user(), text);
}

QString World::owner() const
{
    return SampleImport::user();
}

void World::report(const QString &source, const QString &kind, const QString &name,
                   const QString &version, int postgres, const QString &os, const QString &arch,
                   const QString &outcome, const QString &log)
{
    CommunityFixture(m_services->registry)
        .report(source, kind, name, version, postgres, os, arch, outcome, log);
}

void World::download(const QString &name, const QString &version, int clients, int daysAgo)
{
    CounterStore counters(m_services->registry.database());
    const QDate day = QDateTime::currentDateTimeUtc().date().addDays(-daysAgo);
    QList<CounterStore::Fetch> fetches;
    for (int i = 0; i < clients; ++i)
        fetches += {day, QString::number(i), name, version};
    if (const auto counted = counters.addFetches(fetches, day); !counted)
        qWarning("%s", qPrintable(counted.error().message));
}

void World::install(const QString &name, const QString &version)
{
    const ReceiptStore receipts(m_services->locations, m_services->clock);
    const auto kept = receipts.add(CommunityFixture(m_services->registry).receipt(name, version),
                                   embeddedRegistryName());
    if (!kept)
        qWarning("%s", qPrintable(kept.error().message));
}

void World::signIn(const QString &nickname)
{
    RegistryTokens tokens(m_services->credentials, m_services->locations.tokensFile());
    const QUrl registry = m_services->registry.url();
    const Result<void> done =
        nickname.isEmpty()
            ? tokens.forget(registry)
            : tokens.keepInFile(registry,
                                CommunityFixture(m_services->registry)
                                    .token(nickname, {TokenScope::Read | TokenScope::Publish
                                                      | TokenScope::Review}));
    if (!done)
        qWarning("%s", qPrintable(done.error().message));
}

QString World::registryFolder() const
{
    return m_services->registry.tree().root(); // what a registry is read from
}

QString World::pgConfig() const
{
    return TestServers::installations().constFirst().pgConfig;
}

bool World::hideRegistry(bool hidden)
{
    const QString folder = registryFolder();
    const QString elsewhere = folder + u".hidden"_s;
    return hidden ? QDir().rename(folder, elsewhere) : QDir().rename(elsewhere, folder);
}

bool World::damageArchive(const QString &name, const QString &version, bool damaged)
{
    const std::optional<Version> parsed = Version::parseTolerant(version);
    QFile archive(m_services->registry.archivePath(name, parsed.value_or(Version())));
    if (!archive.open(QIODevice::ReadWrite))
        return false;
    if (!damaged)
        return archive.resize(archive.size() - damage.size());
    return archive.seek(archive.size()) && archive.write(damage) == damage.size();
}

QString World::clipboard() const
{
    return QGuiApplication::clipboard()->text();
}
