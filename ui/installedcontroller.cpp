// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "installedcontroller.h"

#include "core/deliver.h"
#include "install/restartjob.h"
#include "install/sqljob.h"
#include "plancontroller.h"
#include "texts.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

InstalledController::InstalledController(UiServices &services, TargetModel &targets,
                                         PlanController &plan, SandboxController &sandboxes,
                                         ConfirmationController &confirmation, QObject *parent)
    : PageController(u"loading"_s, parent),
      m_services(services),
      m_targets(targets),
      m_plan(plan),
      m_sandboxes(sandboxes),
      m_confirmation(confirmation)
{
    connect(&targets, &TargetModel::targetsChanged, this, &InstalledController::listServers);
    connect(&targets, &TargetModel::currentChanged, this, &InstalledController::show);
    connect(&sandboxes, &SandboxController::sandboxesChanged, this,
            &InstalledController::listServers);
    connect(&services.manifestIndex, &ManifestIndex::changed, this, &InstalledController::show);
    connect(&services.queue, &JobQueue::finished, this, [this](const Job *job) {
        if (m_known.contains(job->facts().targetId))
            ask(job->facts().targetId);
        if (job->facts().kind == u"restart"_s)
            m_targets.refresh(); // it may have been stopped before
    });
}

InstalledController::~InstalledController() = default;

void InstalledController::setFilter(const QString &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    Q_EMIT filterChanged();
    show();
}

void InstalledController::setShowContrib(bool show)
{
    if (show == m_showContrib)
        return;
    m_showContrib = show;
    Q_EMIT filterChanged();
    this->show();
}

void InstalledController::refresh()
{
    setState(m_known.empty() ? u"loading"_s : state());
    m_targets.refresh();
}

const InstalledController::Server *InstalledController::server(const QString &serverId) const
{
    const auto found = m_known.find(serverId);
    return found == m_known.end() ? nullptr : &found->second;
}

void InstalledController::listServers()
{
    QList<std::pair<Target, bool>> found;
    for (const Target &target : m_targets.targets())
        found += {target, false};
    for (const Target &target : m_sandboxes.targets())
        found += {target, true};
    m_order.clear();
    for (const auto &[target, isSandbox] : std::as_const(found)) {
        const QString id = target.id();
        m_order += id;
        Server &server = m_known[id];
        server.target = target;
        server.isSandbox = isSandbox;
        if (!server.extensions)
            server.extensions = std::make_unique<InstalledModel>();
    }
    show(); // rows of servers that are gone disappear before their models do
    std::erase_if(m_known, [this](const auto &known) { return !m_order.contains(known.first); });
    for (const QString &id : std::as_const(m_order))
        ask(id);
}

void InstalledController::ask(const QString &serverId)
{
    const auto known = m_known.find(serverId);
    if (known == m_known.end())
        return;
    const int asked = ++known->second.asked;
    const InstallServices install = m_services.install;
    const ManifestStore *manifests = &m_services.manifests;
    deliver(QtConcurrent::run(&m_services.workers,
                              [target = known->second.target, install, manifests] {
                                  return TargetInspector(install.runner, install.credentials,
                                                         manifests)
                                      .inspect(target);
                              }),
            this, [this, serverId, asked](const Result<TargetFacts> &facts) {
                const auto found = m_known.find(serverId);
                if (found == m_known.end() || found->second.asked != asked)
                    return;
                found->second.facts.reset();
                found->second.problem.reset();
                if (!facts)
                    found->second.problem = facts.error();
                else
                    found->second.facts = *facts;
                show();
            });
}

QMap<QString, QString> InstalledController::owned(const Target &target) const
{
    QMap<QString, QString> owned;
    for (const ManifestEntry &manifest : m_services.manifestIndex.entries()) {
        if (!manifest.isInstalled() || manifest.installationId != target.installation.id())
            continue;
        for (const QString &extension : manifest.extensions)
            owned.insert(extension, manifest.distribution);
    }
    return owned;
}

void InstalledController::show()
{
    QList<ServerRow> rows;
    for (const QString &id : std::as_const(m_order)) {
        const auto found = m_known.find(id);
        if (found == m_known.end())
            continue;
        const Server &server = found->second;
        const Texts::ServerText text = Texts::server(server.target);
        ServerRow row;
        row.serverId = id;
        row.title = server.isSandbox ? tr("Sandbox · %1").arg(server.target.installation.title())
                                     : text.title;
        QStringList details{text.detail};
        if (server.target.cluster && !server.target.cluster->dataDirectory.isEmpty()
            && !server.isSandbox)
            details.insert(0, server.target.cluster->dataDirectory);
        if (server.isSandbox)
            details = {tr("private copy, vanishes when closed")};
        details += text.status;
        row.detail = details.join(u" · "_s);
        row.kind = server.isSandbox ? u"accent"_s : text.kind;
        row.isSandbox = server.isSandbox;
        row.isTarget = id == m_targets.currentId();
        row.isStopped =
            server.target.cluster && server.target.cluster->state == Cluster::State::Stopped;
        row.canRestart = !server.isSandbox && server.target.cluster
                         && (server.target.cluster->restart == Cluster::Restart::PgCtl
                             || server.target.cluster->restart == Cluster::Restart::Debian);
        if (server.problem) {
            row.problem = server.problem->message;
            row.problemDetails = server.problem->detail;
        } else if (server.facts && !server.facts->serverReachable && server.target.cluster
                   && server.target.cluster->state != Cluster::State::Stopped) {
            row.problem = server.facts->serverProblem;
        }
        if (server.facts)
            server.extensions->show(*server.facts, owned(server.target), m_filter, m_showContrib);
        row.extensions = server.extensions.get();
        row.extensionCount = server.extensions->rowCount();
        rows += row;
    }
    m_servers.setRows(rows);
    if (m_targets.finding() && rows.isEmpty())
        setState(u"loading"_s);
    else
        setState(rows.isEmpty() ? u"empty"_s : u"ready"_s);
}

void InstalledController::create(const QString &serverId, const QString &name)
{
    if (const Server *known = server(serverId))
        m_plan.prepareOn(known->target, name, {}, {});
}

void InstalledController::update(const QString &serverId, const QString &database,
                                 const QString &name)
{
    const Server *known = server(serverId);
    if (!known)
        return;
    m_services.queue.add(std::make_unique<SqlJob>(known->target, database, name,
                                                  SqlJob::Verb::Update, m_services.install));
}

void InstalledController::drop(const QString &serverId, const QString &database,
                               const QString &name)
{
    const Server *known = server(serverId);
    if (!known || !known->target.cluster)
        return;
    ConnectionParameters connection = known->target.cluster->connection;
    connection.database = database;
    Credentials &credentials = m_services.install.credentials;
    deliver(
        QtConcurrent::run(&m_services.workers,
                          [connection, name, &credentials]() -> Result<QList<Dependant>> {
                              Session::Options options;
                              options.password =
                                  credentials.read(connection.credentialKey()).value_or(QString());
                              Result<Session> session = Session::open(connection, options);
                              if (!session)
                                  return session.error();
                              return session->dependants(name);
                          }),
        this,
        [this, target = known->target, database, name](const Result<QList<Dependant>> &dependants) {
            if (!dependants)
                Q_EMIT failed(dependants.error().message);
            else
                askToDrop(target, database, name, *dependants);
        });
}

void InstalledController::askToDrop(const Target &target, const QString &database,
                                    const QString &name, const QList<Dependant> &dependants)
{
    ConfirmationController::Question question;
    question.title = tr("Drop %1 in %2?").arg(name, database);
    question.isDangerous = true;
    if (dependants.isEmpty()) {
        question.text = tr("Nothing else in this database depends on it. Its own objects, and what "
                           "is stored in them, are gone "
                           "afterwards; its files stay on disk.");
        question.confirmText = tr("Drop");
    } else {
        question.text = tr("What is listed below depends on it and would be dropped with it, with "
                           "everything that is stored in it. "
                           "This cannot be undone.");
        question.itemsTitle = tr("Also dropped");
        for (const Dependant &dependant : dependants)
            question.items += u"%1 %2"_s.arg(dependant.kind, dependant.identity);
        question.confirmText = tr("Drop all of it");
    }
    const SqlJob::Verb verb = dependants.isEmpty() ? SqlJob::Verb::Drop : SqlJob::Verb::DropCascade;
    m_confirmation.ask(question, [this, target, database, name, verb] {
        m_services.queue.add(
            std::make_unique<SqlJob>(target, database, name, verb, m_services.install));
    });
}

void InstalledController::removeFiles(const QString &serverId, const QString &name)
{
    const Server *known = server(serverId);
    if (known)
        m_plan.prepareUninstallOn(known->target, owned(known->target).value(name, name));
}

void InstalledController::restart(const QString &serverId)
{
    const Server *known = server(serverId);
    if (!known)
        return;
    if (known->target.cluster && known->target.cluster->state == Cluster::State::Stopped) {
        // Nobody is connected, nothing is lost: nothing to ask.
        m_services.queue.add(std::make_unique<RestartJob>(known->target, m_services.install));
        return;
    }
    ConfirmationController::Question question;
    question.title = tr("Restart %1?").arg(known->target.title());
    question.text = tr("Connections are cut and open transactions are rolled back. The server is "
                       "back in a few seconds.");
    question.itemsTitle = tr("Connected now");
    if (known->facts) {
        for (const ClientFacts &client : known->facts->clients)
            question.items += u"%1 (%2, %3)"_s.arg(
                client.application.isEmpty() ? tr("a client") : client.application, client.user,
                client.database);
    }
    question.confirmText = tr("Restart");
    question.isDangerous = !question.items.isEmpty();
    m_confirmation.ask(question, [this, target = known->target] {
        m_services.queue.add(std::make_unique<RestartJob>(target, m_services.install));
    });
}

void InstalledController::makeTarget(const QString &serverId)
{
    m_targets.select(serverId);
}
