// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "registry/store/accountstore.h"
#include "registry/store/webhookstore.h"
#include "registryeditor.h"
#include "registrymodels.h"

#include <QTimer>
#include <QVariantList>

/// Webhooks of the registry on this computer, and what they were told.
class RegistryWebhooksController : public RegistryEditor
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(RegistryWebhookModel *rows READ rows CONSTANT)
    Q_PROPERTY(RegistryDeliveryModel *deliveries READ deliveries CONSTANT)
    Q_PROPERTY(int currentId READ currentId WRITE setCurrentId NOTIFY changed)
    Q_PROPERTY(bool hasMoreDeliveries READ hasMoreDeliveries NOTIFY deliveriesChanged)
    Q_PROPERTY(QVariantList kinds READ kinds CONSTANT)
    Q_PROPERTY(QVariantMap details READ details NOTIFY detailsChanged)
    Q_PROPERTY(QString currentUrl READ currentUrl NOTIFY changed)

public:
    RegistryWebhooksController(UiServices &services, ConfirmationController &confirmation,
                               QObject *parent = nullptr);

    [[nodiscard]] RegistryWebhookModel *rows() { return &m_rows; }
    [[nodiscard]] RegistryDeliveryModel *deliveries() { return &m_deliveries; }
    /// Whose deliveries are shown; 0: nobody's.
    [[nodiscard]] int currentId() const { return static_cast<int>(m_currentId); }
    void setCurrentId(int id);
    [[nodiscard]] QString currentUrl() const;

    [[nodiscard]] bool hasMoreDeliveries() const { return m_hasMore; }
    /// list{value, text}: of events.
    [[nodiscard]] QVariantList kinds() const;
    /// {title, facts: list{label, value}, sent, answer} of one delivery; empty: none is shown.
    [[nodiscard]] QVariantMap details() const { return m_details; }

    /// In the name of an account; its secret is shown once. `kinds`: of events; none: all.
    Q_INVOKABLE void add(const QString &nickname, const QString &url, const QStringList &kinds);
    Q_INVOKABLE void showMoreDeliveries();
    Q_INVOKABLE void showDetails(int deliveryId); ///< of the current one
    Q_INVOKABLE void hideDetails();
    Q_INVOKABLE void setPaused(int id, bool paused);
    Q_INVOKABLE void remove(int id); ///< asks
    Q_INVOKABLE void sendTest(int id);
    Q_INVOKABLE void repeat(int deliveryId); ///< of the current one

    void show(const QList<Webhook> &webhooks, const QList<Account> &accounts);

Q_SIGNALS:
    void changed();
    void deliveriesChanged();
    void detailsChanged();

private:
    void loadDeliveries();

    ConfirmationController &m_confirmation;
    RegistryWebhookModel m_rows;
    RegistryDeliveryModel m_deliveries;
    QTimer m_look; ///< while something is on its way
    qint64 m_currentId = 0;
    int m_shown;
    bool m_hasMore = false;
    QList<Delivery> m_log; ///< what the rows show
    QVariantMap m_details;
};
