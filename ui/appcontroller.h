// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "accountscontroller.h"
#include "activitymodel.h"
#include "confirmationcontroller.h"
#include "discovercontroller.h"
#include "extensioncontroller.h"
#include "installedcontroller.h"
#include "jobactions.h"
#include "jobcontroller.h"
#include "jobwatcher.h"
#include "plancontroller.h"
#include "registrycontroller.h"
#include "sandboxcontroller.h"
#include "searchcontroller.h"
#include "settingscontroller.h"
#include "sharingcontroller.h"
#include "targetmodel.h"

#include <QTimer>
#include <QVariant>

/// The window's one way in: makes the page controllers, knows the state of the index, says where to go.
class AppController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString version READ version CONSTANT)
    Q_PROPERTY(DiscoverController *discover READ discover CONSTANT)
    Q_PROPERTY(SearchController *search READ search CONSTANT)
    Q_PROPERTY(ExtensionController *extension READ extension CONSTANT)
    Q_PROPERTY(PlanController *plan READ plan CONSTANT)
    Q_PROPERTY(ActivityModel *activity READ activity CONSTANT)
    Q_PROPERTY(JobController *job READ job CONSTANT)
    Q_PROPERTY(InstalledController *installed READ installed CONSTANT)
    Q_PROPERTY(SandboxController *sandbox READ sandbox CONSTANT)
    Q_PROPERTY(RegistryController *registry READ registry CONSTANT)
    Q_PROPERTY(TargetModel *targets READ targets CONSTANT)
    Q_PROPERTY(SettingsController *settings READ settings CONSTANT)
    Q_PROPERTY(AccountsController *accounts READ accounts CONSTANT)
    Q_PROPERTY(SharingController *sharing READ sharing CONSTANT)
    Q_PROPERTY(ConfirmationController *confirmation READ confirmation CONSTANT)
    Q_PROPERTY(QString connectionState READ connectionState NOTIFY connectionChanged)
    Q_PROPERTY(QString connectionText READ connectionText NOTIFY connectionChanged)
    Q_PROPERTY(QString connectionDetail READ connectionDetail NOTIFY connectionChanged)
    Q_PROPERTY(bool firstRun READ firstRun WRITE setFirstRun NOTIFY firstRunChanged)
    Q_PROPERTY(QString firstRunText READ firstRunText NOTIFY firstRunChanged)

public:
    explicit AppController(UiServices &services, QObject *parent = nullptr);

    [[nodiscard]] QString version() const;
    [[nodiscard]] DiscoverController *discover() { return &m_discover; }
    [[nodiscard]] SearchController *search() { return &m_search; }
    [[nodiscard]] ExtensionController *extension() { return &m_extension; }
    [[nodiscard]] PlanController *plan() { return &m_plan; }
    [[nodiscard]] ActivityModel *activity() { return &m_activity; }
    [[nodiscard]] JobController *job() { return &m_job; }
    [[nodiscard]] InstalledController *installed() { return &m_installed; }
    [[nodiscard]] SandboxController *sandbox() { return &m_sandbox; }
    [[nodiscard]] RegistryController *registry() { return &m_registry; }
    [[nodiscard]] TargetModel *targets() { return &m_targets; }
    [[nodiscard]] SettingsController *settings() { return &m_settings; }
    [[nodiscard]] AccountsController *accounts() { return &m_accounts; }
    [[nodiscard]] SharingController *sharing() { return &m_sharing; }
    [[nodiscard]] ConfirmationController *confirmation() { return &m_confirmation; }
    [[nodiscard]] QString connectionState() const { return m_connectionState; }
    [[nodiscard]] QString connectionText() const;
    [[nodiscard]] QString connectionDetail() const { return m_connectionDetail; }
    [[nodiscard]] bool firstRun() const;
    void setFirstRun(bool first);
    [[nodiscard]] QString firstRunText() const;

    Q_INVOKABLE void sync() { freshen(IndexSync::Extent::Everything); }
    Q_INVOKABLE void copyText(const QString &text);
    /// pgxn: opens the page here; http(s) and mailto go to the desktop; all else is refused.
    Q_INVOKABLE void openLink(const QString &link);
    Q_INVOKABLE void runToastAction(const QString &id);
    Q_INVOKABLE QVariant windowState(const QString &key) const
    {
        return m_services.settings.windowState(key);
    }
    Q_INVOKABLE void setWindowState(const QString &key, const QVariant &value);

    /// Brings the index up to date behind the window.
    void freshen(IndexSync::Extent extent);
    /// What was put right after a crash; shown once.
    void tellRecovered(const QStringList &undone, const QStringList &problems);

Q_SIGNALS:
    void connectionChanged();
    void firstRunChanged();
    void toast(const QString &kind, const QString &text, const QString &actionText,
               const QString &actionId);
    void pageRequested(const QString &page, const QString &argument);
    void synced();

private:
    void connectParts();
    void tellEnded(const Job &job);
    void setConnection(const QString &state, const QString &detail);
    void copied(const QString &text, const QString &what);

    UiServices &m_services;
    TargetModel m_targets;
    JobWatcher m_watcher;
    ConfirmationController m_confirmation;
    JobActions m_actions;
    DiscoverController m_discover;
    SearchController m_search;
    PlanController m_plan;
    ExtensionController m_extension;
    ActivityModel m_activity;
    JobController m_job;
    SandboxController m_sandbox;
    InstalledController m_installed;
    SettingsController m_settings;
    RegistryController m_registry;
    AccountsController m_accounts;
    SharingController m_sharing;
    QString m_connectionState = QStringLiteral("syncing");
    QString m_connectionDetail;
    QDateTime m_syncedAt;
    QTimer m_hourly;
    bool m_isFreshening = false;
    bool m_freshenAgain = false;
    int m_sampleCount = 0;
    QTimer m_minute;
};
