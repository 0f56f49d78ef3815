// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "sandboxcontroller.h"

#include "core/deliver.h"
#include "plancontroller.h"
#include "terminal.h"
#include "texts.h"

#include <QJsonArray>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

SandboxModel::SandboxModel(QObject *parent)
    : RowModel<SandboxRow>(
        {{"sandboxId", [](const SandboxRow &row) -> QVariant { return row.sandboxId; }},
         {"title", [](const SandboxRow &row) -> QVariant { return row.title; }},
         {"detail", [](const SandboxRow &row) -> QVariant { return row.detail; }},
         {"kind", [](const SandboxRow &row) -> QVariant { return row.kind; }},
         {"isCurrent", [](const SandboxRow &row) -> QVariant { return row.isCurrent; }}},
        parent)
{
}

SandboxController::SandboxController(UiServices &services, const TargetModel &targets,
                                     PlanController &plan, QObject *parent)
    : QObject(parent), m_services(services), m_targets(targets), m_plan(plan)
{
    connect(&targets, &TargetModel::currentChanged, this, &SandboxController::changed);
}

SandboxController::~SandboxController() = default;

const SandboxController::Trial *SandboxController::current() const
{
    const auto found = m_trials.find(m_current);
    return found == m_trials.end() ? nullptr : &found->second;
}

void SandboxController::setCurrentId(const QString &id)
{
    if (id == m_current)
        return;
    m_current = id;
    update();
    Q_EMIT logReset();
}

QString SandboxController::state() const
{
    const Trial *trial = current();
    if (!trial)
        return u"none"_s;
    if (trial->server)
        return u"ready"_s;
    if (trial->job && !trial->job->isOver())
        return u"starting"_s;
    return u"failed"_s;
}

QString SandboxController::title() const
{
    const Trial *trial = current();
    if (!trial)
        return {};
    return tr("%1 in a sandbox")
        .arg(trial->version.isEmpty() ? trial->name : trial->name + u' ' + trial->version);
}

QString SandboxController::subtitle() const
{
    const Trial *trial = current();
    if (!trial)
        return {};
    const QString copy = tr("private copy of %1").arg(trial->target.installation.title());
    if (!trial->server)
        return copy + tr("; nothing of yours is changed");
    const QJsonValue sandbox = trial->outcome.value(u"sandbox"_s);
    return tr("%1, %2, started %3; vanishes when closed")
        .arg(copy, Texts::bytes(sandbox[u"bytes"].toInteger()),
             Texts::ago(trial->server->startedAt(), m_services.install.clock.now()));
}

QString SandboxController::subject() const
{
    const Trial *trial = current();
    return trial ? trial->name : QString();
}

QString SandboxController::subjectVersion() const
{
    const Trial *trial = current();
    return trial ? trial->version : QString();
}

QString SandboxController::connection() const
{
    const Trial *trial = current();
    return trial ? trial->outcome.value(u"connection"_s).toString() : QString();
}

QString SandboxController::uri() const
{
    const Trial *trial = current();
    return trial ? trial->outcome.value(u"uri"_s).toString() : QString();
}

QString SandboxController::psqlCommand() const
{
    const Trial *trial = current();
    return trial ? trial->outcome.value(u"psql"_s).toString() : QString();
}

QVariantList SandboxController::created() const
{
    const Trial *trial = current();
    return trial ? trial->outcome.value(u"created"_s).toArray().toVariantList() : QVariantList();
}

QJsonObject SandboxController::tests() const
{
    const Trial *trial = current();
    return trial ? trial->outcome.value(u"tests"_s).toObject() : QJsonObject();
}

QString SandboxController::testText() const
{
    return tests().value(u"summary"_s).toString();
}

QString SandboxController::testKind() const
{
    const QJsonObject result = tests();
    if (!result.value(u"ran"_s).toBool())
        return {};
    return result.value(u"passed"_s).toInt() == result.value(u"total"_s).toInt()
                   && result.value(u"total"_s).toInt() > 0
               ? u"ok"_s
               : u"bad"_s;
}

QString SandboxController::testDetails() const
{
    return tests().value(u"details"_s).toString();
}

QString SandboxController::stateText() const
{
    const Trial *trial = current();
    if (!trial || !trial->job)
        return {};
    if (trial->job->state() == Job::State::Cancelled)
        return tr("Cancelled; nothing is left of it");
    return trial->job->activity();
}

double SandboxController::progress() const
{
    const Trial *trial = current();
    return trial && trial->job ? trial->job->progress() : -1;
}

QVariantMap SandboxController::failure() const
{
    const Trial *trial = current();
    if (!trial || !trial->job || trial->job->state() != Job::State::Failed)
        return {};
    return Texts::failure(trial->job->error(), trial->job->log().join(u'\n'));
}

QString SandboxController::logText() const
{
    const Trial *trial = current();
    return trial && trial->job ? trial->job->log().join(u'\n') : QString();
}

bool SandboxController::canPromote() const
{
    const Trial *trial = current();
    return trial && trial->server && m_targets.current();
}

bool SandboxController::canOpenTerminal() const
{
    return Terminal::isAvailable();
}

QString SandboxController::promoteText() const
{
    return tr("Install in %1").arg(m_targets.currentTitle());
}

QList<Target> SandboxController::targets() const
{
    QList<Target> targets;
    for (const QString &id : m_order) {
        const auto found = m_trials.find(id);
        if (found != m_trials.end() && found->second.server)
            targets += found->second.server->target();
    }
    return targets;
}

void SandboxController::tryIt(const QString &name, const QString &version)
{
    if (!m_targets.current() || m_targets.current()->installation.bindir.isEmpty()) {
        Q_EMIT failed(
            tr("There is no PostgreSQL on this computer to copy. Add one at the top right."));
        return;
    }
    TryJob::Request request;
    request.wanted.name = name;
    request.wanted.version = Version::parseTolerant(version);
    request.wanted.allowPreRelease = request.wanted.version.has_value();
    request.wanted.allowWithoutJail =
        m_services.settings.jailPolicy() == Settings::JailPolicy::AllowWithout;
    request.original = m_targets.current()->installation;
    auto job = std::make_unique<TryJob>(request, m_services.install, m_services.releases);
    TryJob *started = job.get();
    const QString id = job->id();
    m_trials[id] = Trial{name, version, *m_targets.current(), started, nullptr, {}};
    m_order.prepend(id);
    m_current = id;
    watch(id, started);
    m_services.queue.add(std::move(job));
    update();
    Q_EMIT logReset();
    Q_EMIT shown();
}

void SandboxController::watch(const QString &id, TryJob *job)
{
    connect(job, &Job::stateChanged, this, &SandboxController::update);
    connect(job, &Job::progressChanged, this, &SandboxController::update);
    connect(job, &Job::stepsChanged, this, &SandboxController::update);
    connect(job, &Job::logAdded, this, [this, id](const QStringList &lines) {
        if (id == m_current)
            Q_EMIT logAppended(lines.join(u'\n'));
    });
    connect(job, &Job::finished, this, [this, id, job] { over(id, job); });
}

void SandboxController::over(const QString &id, TryJob *job)
{
    const auto found = m_trials.find(id);
    if (found == m_trials.end())
        return;
    found->second.server = job->takeSandbox();
    found->second.outcome = job->outcome();
    if (found->second.version.isEmpty())
        found->second.version = job->facts().toVersion;
    update();
    Q_EMIT sandboxesChanged();
}

void SandboxController::update()
{
    QList<SandboxRow> rows;
    for (const QString &id : std::as_const(m_order)) {
        const Trial &trial = m_trials.at(id);
        const bool isRunning = trial.server != nullptr;
        const bool isStarting = trial.job && !trial.job->isOver();
        rows += {id, trial.version.isEmpty() ? trial.name : trial.name + u' ' + trial.version,
                 isRunning    ? trial.target.installation.title()
                 : isStarting ? tr("starting…")
                              : tr("did not work"),
                 isRunning    ? u"ok"_s
                 : isStarting ? u"primary"_s
                              : u"bad"_s,
                 id == m_current};
    }
    m_model.setRows(rows);
    const Trial *trial = current();
    m_steps.show(trial && trial->job ? trial->job->steps() : QList<JobStep>(),
                 trial && trial->job && trial->job->state() == Job::State::Cancelled);
    Q_EMIT changed();
}

void SandboxController::openTerminal()
{
    const Trial *trial = current();
    if (!trial || !trial->server)
        return;
    ConnectionParameters parameters = trial->server->cluster().connection;
    if (const Result<ConnectionParameters> parsed = ConnectionParameters::parse(connection()))
        parameters = *parsed;
    if (!Terminal::open(trial->server->installation().program(u"psql"_s),
                        {parameters.toConnectionString()}, trial->server->account()))
        Q_EMIT failed(tr("No terminal could be opened. Copy the psql command and run it in one."));
}

void SandboxController::promote()
{
    if (const Trial *trial = current())
        m_plan.prepare(trial->name, trial->version);
}

void SandboxController::discard(const QString &id)
{
    const auto found = m_trials.find(id);
    if (found == m_trials.end())
        return;
    if (found->second.job && !found->second.job->isOver()) {
        found->second.job->cancel();
        return;
    }
    std::shared_ptr<SandboxServer> server = std::move(found->second.server);
    m_trials.erase(found);
    m_order.removeAll(id);
    if (m_current == id)
        m_current = m_order.value(0);
    update();
    Q_EMIT logReset();
    Q_EMIT sandboxesChanged();
    if (!server)
        return;
    deliver(QtConcurrent::run(&m_services.workers,
                              [server = std::move(server)]() mutable {
                                  const Result<void> removed = server->remove();
                                  server.reset();
                                  return removed;
                              }),
            this, [this](const Result<void> &removed) {
                if (!removed)
                    Q_EMIT failed(removed.error().message);
            });
}

void SandboxController::cancel()
{
    const Trial *trial = current();
    if (trial && trial->job)
        trial->job->cancel();
}
