// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "plancontroller.h"

#include "core/deliver.h"
#include "texts.h"

#include <QJsonDocument>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

struct Planned {
    TargetFacts facts;
    Plan plan;
};

Result<Planned> makePlan(const UiServices &services, const Target &target, PlanRequest request,
                         bool isUninstall, bool proposeDatabase)
{
    Result<TargetFacts> facts =
        TargetInspector(services.install.runner, services.install.credentials, &services.manifests)
            .inspect(target);
    if (!facts)
        return facts.error();
    if (isUninstall) {
        const std::optional<Manifest> manifest =
            services.manifests.current(request.name.toLower(), target.installation.id());
        if (!manifest) {
            return Error{Error::Kind::NotFound,
                         PlanController::tr("Howdah did not install %1 into %2, so it does not "
                                            "know its files. Remove it with the package "
                                            "manager it came with.")
                             .arg(request.name, target.title()),
                         {}};
        }
        UninstallRequest uninstall;
        uninstall.manifest = manifest;
        Result<Plan> plan = Planner::planUninstall(uninstall, *facts);
        if (!plan)
            return plan.error();
        return Planned{*facts, *plan};
    }
    // An extension is not there before a database has it: propose the only database, or the usual one.
    if (proposeDatabase && facts->serverReachable) {
        const QStringList &databases = facts->databases;
        if (databases.size() == 1)
            request.databases = databases;
        else if (databases.contains(u"postgres"_s))
            request.databases = {u"postgres"_s};
    }
    Result<Plan> plan = Planner::plan(request, *facts, services.releases);
    if (!plan)
        return plan.error();
    return Planned{*facts, *plan};
}

QString severityKind(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Blocker:
        return u"bad"_s;
    case Finding::Severity::Warning:
        return u"warn"_s;
    case Finding::Severity::Note:
        break;
    }
    return {};
}

} // namespace

PlanController::PlanController(UiServices &services, const TargetModel &targets, QObject *parent)
    : PageController(u"closed"_s, parent), m_services(services), m_targets(targets)
{
}

PlanRequest PlanController::defaultRequest(const Target &target, const QString &name,
                                           const QString &version) const
{
    PlanRequest request;
    request.name = name;
    request.version = Version::parseTolerant(version);
    request.allowPreRelease = request.version.has_value();
    request.allowWithoutJail =
        m_services.settings.jailPolicy() == Settings::JailPolicy::AllowWithout;
    request.userFolder = m_services.install.locations.extensionsFolder() + u'/'
                         + QString::number(target.installation.version.major);
    return request;
}

void PlanController::prepare(const QString &name, const QString &version)
{
    if (!m_targets.current()) {
        m_plan = {};
        setError(
            tr("No PostgreSQL to install into"),
            {Error::Kind::Missing, tr("Add a PostgreSQL at the top right, then try again."), {}});
        Q_EMIT planChanged();
        return;
    }
    prepareOn(*m_targets.current(), name, version, {});
}

void PlanController::prepareOn(const Target &target, const QString &name, const QString &version,
                               const QStringList &databases)
{
    m_target = target;
    m_request = defaultRequest(target, name, version);
    m_request.databases = databases;
    m_choseDatabases = !databases.isEmpty();
    m_isUninstall = false;
    m_plan = {};
    plan();
}

void PlanController::prepareUninstall(const QString &name)
{
    if (m_targets.current())
        prepareUninstallOn(*m_targets.current(), name);
}

void PlanController::prepareUninstallOn(const Target &target, const QString &name)
{
    m_target = target;
    m_request = defaultRequest(target, name, {});
    m_isUninstall = true;
    m_plan = {};
    plan();
}

void PlanController::plan()
{
    if (!m_target)
        return;
    const int question = ++m_asked;
    setState(u"preparing"_s);
    Q_EMIT planChanged();
    deliver(QtConcurrent::run(&m_services.workers,
                              [services = &m_services, target = *m_target, request = m_request,
                               uninstall = m_isUninstall, propose = !m_choseDatabases] {
                                  return makePlan(*services, target, request, uninstall, propose);
                              }),
            this, [this, question](const Result<Planned> &planned) {
                if (question != m_asked || state() == u"closed"_s)
                    return;
                if (planned) {
                    show(planned->facts, planned->plan);
                    return;
                }
                m_plan = {};
                m_steps.setRows({});
                setError(tr("There is no plan for %1").arg(m_request.name), planned.error());
                Q_EMIT planChanged();
            });
}

void PlanController::show(const TargetFacts &facts, const Plan &plan)
{
    m_plan = plan;
    m_databaseNames = facts.databases;
    if (!m_choseDatabases)
        m_request.databases = plan.databases;
    m_steps.show(plan.steps);
    if (!plan.isPossible())
        setState(u"impossible"_s);
    else
        setState(plan.isEmpty() ? u"nothing"_s : u"ready"_s);
    Q_EMIT planChanged();
}

QVariantList PlanController::findings() const
{
    QVariantList findings;
    for (const Finding &finding : m_plan.findings) {
        findings += QVariantMap{{u"severity"_s, nameOf(finding.severity)},
                                {u"kind"_s, severityKind(finding.severity)},
                                {u"message"_s, finding.message},
                                {u"fix"_s, finding.fix},
                                {u"command"_s, finding.command}};
    }
    return findings;
}

QString PlanController::configDiff() const
{
    if (!m_plan.preload.isChange())
        return {};
    return u"- shared_preload_libraries = '%1'\n+ shared_preload_libraries = '%2'"_s.arg(
        PreloadSetting::join(m_plan.preload.before), PreloadSetting::join(m_plan.preload.after));
}

QString PlanController::sql() const
{
    QStringList statements;
    for (const Step &step : m_plan.steps) {
        if (!step.sql.isEmpty())
            statements += step.sql;
    }
    return statements.join(u'\n');
}

QStringList PlanController::otherWays() const
{
    QStringList ways;
    if (m_isUninstall || m_plan.releases.isEmpty())
        return ways;
    if (m_plan.target.installation.supportsExtensionControlPath()
        && m_plan.destination == Plan::Destination::Installation)
        ways += tr("Into a folder of your own, without administrator rights: howdahctl install %1 "
                   "--user-folder")
                    .arg(m_plan.subject);
    ways += tr("By hand: “Copy as script” gives the same steps as a shell script.");
    return ways;
}

QStringList PlanController::clients() const
{
    QStringList clients;
    if (!m_plan.needsRestart)
        return clients;
    for (const ClientFacts &client : m_plan.connectedClients) {
        const QString program = client.application.isEmpty() ? tr("a client") : client.application;
        clients += u"%1 (%2, %3)"_s.arg(program, client.user, client.database);
    }
    return clients;
}

QVariantList PlanController::databases() const
{
    QVariantList databases;
    for (const QString &name : m_databaseNames)
        databases +=
            QVariantMap{{u"name"_s, name}, {u"checked"_s, m_request.databases.contains(name)}};
    return databases;
}

bool PlanController::asksForJail() const
{
    for (const Finding &finding : m_plan.findings) {
        if (finding.id == u"jail"_s)
            return true;
    }
    return false;
}

bool PlanController::choosesDatabases() const
{
    return !m_isUninstall && !m_databaseNames.isEmpty();
}

bool PlanController::canTry() const
{
    return !m_isUninstall && !m_plan.releases.isEmpty();
}

QString PlanController::estimate() const
{
    QStringList parts;
    if (m_plan.downloadBytes > 0)
        parts += Texts::bytes(m_plan.downloadBytes);
    if (m_plan.seconds >= 0)
        parts += tr("about %1").arg(Texts::seconds(m_plan.seconds));
    return parts.join(u", "_s);
}

QString PlanController::confirmText() const
{
    switch (m_plan.action) {
    case Plan::Action::Uninstall:
        return m_plan.needsRestart ? tr("Remove and restart") : tr("Remove");
    case Plan::Action::Update:
        return m_plan.needsRestart ? tr("Update and restart") : tr("Update");
    case Plan::Action::Install:
        break;
    }
    return m_plan.needsRestart ? tr("Install and restart") : tr("Install");
}

void PlanController::setSchema(const QString &schema)
{
    if (schema == m_request.schema)
        return;
    m_request.schema = schema;
    plan();
}

void PlanController::setWithTests(bool with)
{
    if (with == m_request.withTests)
        return;
    m_request.withTests = with;
    plan();
}

void PlanController::setAllowWithoutJail(bool allow)
{
    if (allow == m_request.allowWithoutJail)
        return;
    m_request.allowWithoutJail = allow;
    plan();
}

void PlanController::setDatabase(const QString &name, bool on)
{
    m_choseDatabases = true;
    m_request.databases.removeAll(name);
    if (on)
        m_request.databases += name;
    plan();
}

void PlanController::confirm()
{
    if (!canConfirm())
        return;
    const Job *job = m_services.queue.add(std::make_unique<InstallJob>(m_plan, m_services.install));
    Q_EMIT started(job->id());
    close();
}

void PlanController::tryInstead()
{
    const QString name = m_request.name;
    const QString version = m_request.version ? m_request.version->toString() : QString();
    close();
    Q_EMIT tryWanted(name, version);
}

void PlanController::close()
{
    ++m_asked;
    setState(u"closed"_s);
    Q_EMIT planChanged();
}

void PlanController::copyScript()
{
    Q_EMIT copyWanted(PlanExport::toScript(m_plan), tr("The script"));
}

void PlanController::copyJson()
{
    Q_EMIT copyWanted(QString::fromUtf8(QJsonDocument(PlanExport::toJson(m_plan)).toJson()),
                      tr("The plan"));
}

void PlanController::copyScriptOf(const QString &name, const QString &version)
{
    if (!m_targets.current())
        return;
    const Target target = *m_targets.current();
    const PlanRequest request = defaultRequest(target, name, version);
    deliver(QtConcurrent::run(&m_services.workers,
                              [services = &m_services, target, request] {
                                  return makePlan(*services, target, request, false, true);
                              }),
            this, [this](const Result<Planned> &planned) {
                if (planned)
                    Q_EMIT copyWanted(PlanExport::toScript(planned->plan), tr("The script"));
            });
}
