// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "core/result.h"
#include "registry/store/accountstore.h"
#include "registry/store/webhookstore.h"
#include "registrymodels.h"
#include "uiservices.h"

#include <QTimer>

#include <functional>

/// Webhooks of the registry on this computer, and what they were told.
class RegistryWebhooksController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(RegistryWebhookModel *rows READ rows CONSTANT)
    Q_PROPERTY(RegistryDeliveryModel *deliveries READ deliveries CONSTANT)
    Q_PROPERTY(int currentId READ currentId WRITE setCurrentId NOTIFY changed)
    Q_PROPERTY(QString currentUrl READ currentUrl NOTIFY changed)
    Q_PROPERTY(bool isBusy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
    Q_PROPERTY(QString secret READ secret NOTIFY secretChanged)
    Q_PROPERTY(QString secretTitle READ secretTitle CONSTANT)
    Q_PROPERTY(QString secretText READ secretText CONSTANT)

public:
    RegistryWebhooksController(UiServices &services, ConfirmationController &confirmation,
                               QObject *parent = nullptr);

    [[nodiscard]] RegistryWebhookModel *rows() { return &m_rows; }
    [[nodiscard]] RegistryDeliveryModel *deliveries() { return &m_deliveries; }
    /// Whose deliveries are shown; 0: nobody's.
    [[nodiscard]] int currentId() const { return static_cast<int>(m_currentId); }
    void setCurrentId(int id);
    [[nodiscard]] QString currentUrl() const;
    [[nodiscard]] bool isBusy() const { return m_running > 0; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString secret() const { return m_secret; }
    [[nodiscard]] QString secretTitle() const { return tr("The webhook's secret"); }
    [[nodiscard]] QString secretText() const;

    /// In the name of an account; its secret is shown once.
    Q_INVOKABLE void add(const QString &nickname, const QString &url);
    Q_INVOKABLE void setPaused(int id, bool paused);
    Q_INVOKABLE void remove(int id); ///< asks
    Q_INVOKABLE void sendTest(int id);
    Q_INVOKABLE void repeat(int deliveryId); ///< of the current one
    Q_INVOKABLE void forgetSecret();
    Q_INVOKABLE void clearProblem() { setProblem({}); }

    void show(const QList<Webhook> &webhooks, const QList<Account> &accounts);

Q_SIGNALS:
    void changed();
    void busyChanged();
    void problemChanged();
    void secretChanged();
    void made();
    void written();
    void failed(const QString &text);

private:
    /// Gives the secret to show, if any.
    using Work = std::function<Result<QString>(RegistryStore &)>;
    void run(const Work &work, bool inDialog);
    void setProblem(const QString &problem);
    void loadDeliveries();

    UiServices &m_services;
    ConfirmationController &m_confirmation;
    RegistryWebhookModel m_rows;
    RegistryDeliveryModel m_deliveries;
    QTimer m_look; ///< while something is on its way
    qint64 m_currentId = 0;
    int m_running = 0;
    QString m_problem;
    QString m_secret;
};
