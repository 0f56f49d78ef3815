// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "appcontroller.h"

#include "core/deliver.h"
#include "texts.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QJSValue>
#include <QtConcurrent>

#include <utility>

using namespace Qt::StringLiterals;

AppController::AppController(UiServices &services, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_targets(services),
      m_watcher(services, m_targets),
      m_actions(services, m_confirmation),
      m_discover(services, m_targets, m_watcher),
      m_search(services, m_targets, m_watcher),
      m_plan(services, m_targets),
      m_extension(services, m_targets, m_watcher, m_plan, m_confirmation),
      m_activity(services, m_actions, m_watcher),
      m_job(services, m_actions),
      m_sandbox(services, m_targets, m_plan),
      m_installed(services, m_targets, m_plan, m_sandbox, m_confirmation),
      m_settings(services),
      m_registry(services, m_confirmation),
      m_accounts(services),
      m_sharing(services, m_targets, m_job)
{
    connectParts();
    m_services.manifestIndex.refresh();
    connect(&m_minute, &QTimer::timeout, this, &AppController::connectionChanged);
    m_minute.start(60'000);
}

void AppController::connectParts()
{
    const auto tellFailure = [this](const QString &text) { Q_EMIT toast(u"bad"_s, text, {}, {}); };
    connect(&m_plan, &PlanController::copyWanted, this, &AppController::copied);
    connect(&m_activity, &ActivityModel::copyWanted, this, &AppController::copied);
    connect(&m_job, &JobController::copyWanted, this, &AppController::copied);
    connect(&m_plan, &PlanController::tryWanted, &m_sandbox, &SandboxController::tryIt);
    connect(&m_sandbox, &SandboxController::shown, this,
            [this] { Q_EMIT pageRequested(u"sandbox"_s, {}); });
    connect(&m_sandbox, &SandboxController::failed, this, tellFailure);
    connect(&m_installed, &InstalledController::failed, this, tellFailure);
    connect(&m_actions, &JobActions::failed, this, tellFailure);
    connect(&m_settings, &SettingsController::failed, this, tellFailure);
    connect(&m_registry, &RegistryController::failed, this, tellFailure);
    connect(&m_registry, &RegistryController::imported, this,
            [this] { freshen(IndexSync::Extent::Changed); });
    connect(&m_registry, &RegistryController::servingChanged, this,
            [this] { m_settings.setEmbeddedText(m_registry.servingText()); });
    connect(&m_accounts, &AccountsController::toldOk, this,
            [this](const QString &text) { Q_EMIT toast(u"ok"_s, text, {}, {}); });
    connect(&m_accounts, &AccountsController::toldWarning, this,
            [this](const QString &text) { Q_EMIT toast(u"warn"_s, text, {}, {}); });
    connect(&m_sharing, &SharingController::told, this,
            [this](const QString &text) { Q_EMIT toast(u"ok"_s, text, {}, {}); });
    connect(this, &AppController::synced, &m_sharing, &SharingController::tellInUse);
    connect(m_accounts.signIn(), &SignInController::pageWanted, this, &AppController::openLink);
    connect(this, &AppController::synced, &m_accounts, &AccountsController::refreshRemembered,
            Qt::SingleShotConnection);
    connect(&m_extension, &ExtensionController::undoWanted, &m_actions, &JobActions::undoManifest);
    connect(m_extension.reviews(), &ReviewsController::told, this,
            [this](const QString &kind, const QString &text) { Q_EMIT toast(kind, text, {}, {}); });
    connect(&m_accounts, &AccountsController::changed, m_extension.reviews(),
            &ReviewsController::refresh);
    connect(&m_targets, &TargetModel::checked, this, [this](bool good, const QString &text) {
        Q_EMIT toast(good ? u"ok"_s : u"bad"_s, text, {}, {});
    });
    connect(&m_targets, &TargetModel::findingChanged, this, &AppController::firstRunChanged);
    connect(&m_targets, &TargetModel::factsChanged, this, [this] {
        if (const std::optional<TargetFacts> &facts = m_targets.facts())
            m_settings.setJail(facts->jail, facts->jailProblem);
    });
    connect(&m_services.queue, &JobQueue::finished, this,
            [this](const Job *job) { tellEnded(*job); });
    connect(&m_services.settings, &Settings::registriesChanged, this,
            [this] { freshen(IndexSync::Extent::Changed); });
    m_hourly.setInterval(std::chrono::hours(1));
    connect(&m_hourly, &QTimer::timeout, this, [this] { freshen(IndexSync::Extent::Aged); });
    m_hourly.start();
    connect(&m_services.index, &SearchIndex::changed, this, [this] {
        deliver(m_services.index.count(), this, [this](const Result<int> &count) {
            m_sampleCount = count.value_or(0);
            Q_EMIT firstRunChanged();
        });
    });
}

QString AppController::version() const
{
    return QCoreApplication::applicationVersion();
}

QString AppController::connectionText() const
{
    if (m_connectionState == u"syncing"_s)
        return tr("Bringing the index up to date…");
    if (m_connectionState == u"none"_s)
        return tr("No registry is set");
    const QString age = m_syncedAt.isValid()
                            ? Texts::ago(m_syncedAt, m_services.install.clock.now())
                            : tr("never read");
    if (m_connectionState == u"fresh"_s)
        return tr("Index from %1").arg(age);
    return m_connectionState == u"error"_s
               ? tr("A registry does not answer; index from %1").arg(age)
               : tr("Offline, index from %1").arg(age);
}

void AppController::setConnection(const QString &state, const QString &detail)
{
    m_connectionState = state;
    m_connectionDetail = detail;
    Q_EMIT connectionChanged();
}

void AppController::freshen(IndexSync::Extent extent)
{
    if (m_isFreshening) {
        m_freshenAgain = true; // the registries may have changed meanwhile
        return;
    }
    m_isFreshening = true;
    setConnection(u"syncing"_s, {});
    IndexSync &sync = m_services.sync;
    deliver(
        QtConcurrent::run(&m_services.workers, [&sync, extent] { return sync.freshen(extent); }),
        this, [this](const Result<IndexSync::Outcome> &outcome) {
            m_isFreshening = false;
            if (std::exchange(m_freshenAgain, false)) {
                freshen(IndexSync::Extent::Changed);
                return;
            }
            if (!outcome) {
                setConnection(u"error"_s, outcome.error().message);
            } else if (m_services.sync.registries().isEmpty()) {
                setConnection(u"none"_s, tr("Add a registry in Settings, or switch on the "
                                            "built-in one."));
            } else {
                m_syncedAt = outcome->asOf;
                setConnection(outcome->isOffline            ? u"offline"_s
                              : outcome->problems.isEmpty() ? u"fresh"_s
                                                            : u"error"_s,
                              outcome->problems.join(u'\n'));
            }
            Q_EMIT synced();
        });
}

bool AppController::firstRun() const
{
    return !m_services.settings.windowState(u"welcomed"_s).toBool();
}

void AppController::setFirstRun(bool first)
{
    m_services.settings.setWindowState(u"welcomed"_s, !first);
    Q_EMIT firstRunChanged();
}

QString AppController::firstRunText() const
{
    QStringList found;
    for (const Target &target : m_targets.targets()) {
        const Texts::ServerText text = Texts::server(target);
        found += target.cluster
                     ? tr("%1 (%2, %3)")
                           .arg(text.title, text.detail.section(u" · "_s, 0, 0), text.status)
                     : text.title;
    }
    QString servers;
    if (m_targets.finding())
        servers = tr("Looking for PostgreSQL on this computer…");
    else if (found.isEmpty())
        servers = tr("No PostgreSQL was found on this computer yet. Install one, or add it by hand "
                     "at the top right.");
    else
        servers = tr("Found %1.").arg(found.join(tr(" and ")));
    if (m_sampleCount == 0)
        return servers;
    return servers + u' '
           + tr("%1 distributions are ready to try, also without internet.").arg(m_sampleCount);
}

void AppController::setWindowState(const QString &key, const QVariant &value)
{
    // An object literal of JavaScript arrives wrapped.
    m_services.settings.setWindowState(
        key, value.canConvert<QJSValue>() ? value.value<QJSValue>().toVariant() : value);
}

void AppController::copyText(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

void AppController::copied(const QString &text, const QString &what)
{
    copyText(text);
    Q_EMIT toast(u"ok"_s, tr("%1 is in the clipboard.").arg(what), {}, {});
}

void AppController::openLink(const QString &link)
{
    const QUrl url(link);
    if (url.scheme() == u"pgxn"_s) {
        const QString path = (url.host() + url.path()).section(u'/', 1);
        if (url.host() == u"dist"_s && !path.isEmpty())
            Q_EMIT pageRequested(u"extension"_s, path);
        else
            Q_EMIT toast(u"warn"_s, tr("The link %1 leads nowhere here.").arg(link), {}, {});
        return;
    }
    const QStringList schemes{u"http"_s, u"https"_s, u"mailto"_s};
    if (!schemes.contains(url.scheme())) {
        Q_EMIT toast(u"warn"_s,
                     tr("The link %1 is not opened: only web and mail addresses are.").arg(link),
                     {}, {});
        return;
    }
    QDesktopServices::openUrl(url);
}

void AppController::runToastAction(const QString &id)
{
    if (id.startsWith(u"undo:"_s))
        m_actions.undo(id.mid(5));
    else if (id.startsWith(u"show:"_s))
        Q_EMIT pageRequested(u"activity"_s, id.mid(5));
}

void AppController::tellEnded(const Job &job)
{
    const QString kind = job.facts().kind;
    if (kind == u"try"_s || job.state() == Job::State::Cancelled)
        return;
    if (job.state() == Job::State::Failed) {
        Q_EMIT toast(u"bad"_s, tr("%1 did not work.").arg(job.facts().title), tr("Show why"),
                     u"show:"_s + job.id());
        return;
    }
    const bool canUndo = m_actions.canUndo(job.id());
    Q_EMIT toast(u"ok"_s, tr("%1: done.").arg(job.facts().title), canUndo ? tr("Undo") : QString(),
                 canUndo ? u"undo:"_s + job.id() : QString());
}

void AppController::tellRecovered(const QStringList &undone, const QStringList &problems)
{
    for (const QString &title : undone)
        Q_EMIT toast(u"warn"_s,
                     tr("“%1” was interrupted; everything is as it was before.").arg(title), {},
                     {});
    for (const QString &problem : problems)
        Q_EMIT toast(u"bad"_s, problem, {}, {});
    m_services.manifestIndex.refresh(); // what was taken back is gone
}
