// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "pagecontroller.h"
#include "registry/embeddedregistry.h"
#include "registry/store/auditstore.h"
#include "registry/store/holdingstore.h"
#include "registryaccountscontroller.h"
#include "registryinvitationscontroller.h"
#include "registrykeyscontroller.h"
#include "registrymodels.h"
#include "registryorphanscontroller.h"
#include "registrytaskcontroller.h"
#include "registrytraffic.h"
#include "registrywebhookscontroller.h"
#include "uiservices.h"

#include <QThreadPool>
#include <QVariantList>

#include <optional>

/// The registry on this computer: serves it while the window is open, when the person wants it, and shows what it
/// holds, who may do what, and what was done.
class RegistryController : public PageController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(bool isOn READ isOn NOTIFY servingChanged)
    Q_PROPERTY(bool isShared READ isShared NOTIFY servingChanged)
    Q_PROPERTY(QString address READ address NOTIFY servingChanged)
    Q_PROPERTY(QString addressNote READ addressNote NOTIFY servingChanged)
    Q_PROPERTY(QStringList networkAddresses READ networkAddresses NOTIFY servingChanged)
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY servingChanged)
    Q_PROPERTY(QString folder READ folder CONSTANT)
    Q_PROPERTY(QVariantList facts READ facts NOTIFY contentsChanged)
    Q_PROPERTY(RegistryHoldingModel *holdings READ holdings CONSTANT)
    Q_PROPERTY(QString spaceText READ spaceText NOTIFY contentsChanged)
    Q_PROPERTY(qreal spaceShare READ spaceShare NOTIFY contentsChanged)
    Q_PROPERTY(int capMiB READ capMiB NOTIFY contentsChanged)
    Q_PROPERTY(RegistryAuditModel *audit READ audit CONSTANT)
    Q_PROPERTY(bool hasMoreAudit READ hasMoreAudit NOTIFY contentsChanged)
    Q_PROPERTY(RegistryAccountsController *accounts READ accounts CONSTANT)
    Q_PROPERTY(RegistryInvitationsController *invitations READ invitations CONSTANT)
    Q_PROPERTY(RegistryKeysController *keys READ keys CONSTANT)
    Q_PROPERTY(RegistryOrphansController *orphans READ orphans CONSTANT)
    Q_PROPERTY(RegistryWebhooksController *webhooks READ webhooks CONSTANT)
    Q_PROPERTY(RegistryTaskController *task READ task CONSTANT)
    Q_PROPERTY(RegistryTraffic *traffic READ traffic CONSTANT)

public:
    RegistryController(UiServices &services, ConfirmationController &confirmation,
                       QObject *parent = nullptr);

    /// Once the registry is prepared; from then on what the settings say is done.
    void start();

    [[nodiscard]] bool isOn() const { return !m_serving.url.isEmpty(); }
    [[nodiscard]] bool isShared() const { return isOn() && m_serving.isShared; }
    [[nodiscard]] QString address() const { return m_serving.url.toString(); }
    [[nodiscard]] QString addressNote() const;
    [[nodiscard]] QStringList networkAddresses() const;
    [[nodiscard]] QString fingerprint() const { return m_serving.fingerprint; }
    [[nodiscard]] QString folder() const { return m_services.registry.folder(); }
    /// For the settings' page: one sentence.
    [[nodiscard]] QString servingText() const;
    [[nodiscard]] QVariantList facts() const { return m_facts; }
    [[nodiscard]] RegistryHoldingModel *holdings() { return &m_holdings; }
    [[nodiscard]] QString spaceText() const;
    [[nodiscard]] qreal spaceShare() const;
    [[nodiscard]] int capMiB() const;
    [[nodiscard]] RegistryAuditModel *audit() { return &m_audit; }
    [[nodiscard]] bool hasMoreAudit() const { return m_hasMoreAudit; }
    [[nodiscard]] RegistryAccountsController *accounts() { return &m_accounts; }
    [[nodiscard]] RegistryInvitationsController *invitations() { return &m_invitations; }
    [[nodiscard]] RegistryKeysController *keys() { return &m_keys; }
    [[nodiscard]] RegistryOrphansController *orphans() { return &m_orphans; }
    [[nodiscard]] RegistryWebhooksController *webhooks() { return &m_webhooks; }
    [[nodiscard]] RegistryTaskController *task() { return &m_task; }
    [[nodiscard]] RegistryTraffic *traffic() { return &m_traffic; }

    Q_INVOKABLE void switchOn() { m_services.settings.setUseEmbeddedRegistry(true); }
    Q_INVOKABLE void switchOff() { m_services.settings.setUseEmbeddedRegistry(false); }
    Q_INVOKABLE void share(); ///< asks, with what it means
    Q_INVOKABLE void stopSharing() { m_services.settings.setShareEmbeddedRegistry(false); }
    Q_INVOKABLE void setCapMiB(int mebibytes); ///< 0: none
    Q_INVOKABLE void showMoreAudit();
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void retry();

Q_SIGNALS:
    void servingChanged();
    void contentsChanged();
    void imported();
    void failed(const QString &text);

private:
    struct Wish {
        bool isOn = false;
        bool isShared = false;
        bool operator==(const Wish &) const = default;
    };
    struct Serving {
        QUrl url; ///< empty: off
        QString fingerprint;
        bool isShared = false;
        std::shared_ptr<const ServerMetrics> metrics;
    };
    struct Contents {
        QList<Holding> holdings;
        qint64 cap = 0;
        QList<Account> accounts;
        QList<Invitation> invitations;
        QString registration;
        QList<RegistryKeys::Entry> keys;
        QStringList orphans;
        QList<Webhook> webhooks;
        QList<AuditStore::Entry> audit;
        QString database;
    };
    void apply();
    void serve(const Result<Serving> &serving);
    void show(const Contents &contents);
    [[nodiscard]] static Result<Contents> read(RegistryStore &store, int auditRows);

    UiServices &m_services;
    ConfirmationController &m_confirmation;
    RegistryHoldingModel m_holdings;
    RegistryAuditModel m_audit;
    RegistryAccountsController m_accounts;
    RegistryInvitationsController m_invitations;
    RegistryKeysController m_keys;
    RegistryOrphansController m_orphans;
    RegistryWebhooksController m_webhooks;
    RegistryTaskController m_task;
    RegistryTraffic m_traffic;
    std::optional<Wish> m_wish; ///< being done, or done
    bool m_isSwitching = false;
    Serving m_serving;
    QVariantList m_facts;
    qint64 m_bytes = 0;
    qint64 m_cap = 0;
    int m_auditRows;
    int m_asked = 0; ///< of two answers the one to the last question counts
    bool m_hasMoreAudit = false;
    EmbeddedRegistry m_embedded;
    QThreadPool m_line; ///< switching waits for answers under way: one after the other, not here
};
