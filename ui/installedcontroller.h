// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "confirmationcontroller.h"
#include "installedmodels.h"
#include "pagecontroller.h"
#include "sandboxcontroller.h"
#include "targetmodel.h"
#include "uiservices.h"

#include <map>
#include <memory>

class PlanController;

/// Installed: servers, their databases, the extensions in them.
class InstalledController : public PageController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(bool showContrib READ showContrib WRITE setShowContrib NOTIFY filterChanged)
    Q_PROPERTY(ServerModel *servers READ servers CONSTANT)

public:
    InstalledController(UiServices &services, TargetModel &targets, PlanController &plan,
                        SandboxController &sandboxes, ConfirmationController &confirmation,
                        QObject *parent = nullptr);
    ~InstalledController() override;

    [[nodiscard]] QString filter() const { return m_filter; }
    void setFilter(const QString &filter);
    [[nodiscard]] bool showContrib() const { return m_showContrib; }
    void setShowContrib(bool show);
    [[nodiscard]] ServerModel *servers() { return &m_servers; }

    Q_INVOKABLE void refresh();
    Q_INVOKABLE void create(const QString &serverId, const QString &name);
    Q_INVOKABLE void update(const QString &serverId, const QString &database, const QString &name);
    Q_INVOKABLE void drop(const QString &serverId, const QString &database, const QString &name);
    Q_INVOKABLE void removeFiles(const QString &serverId, const QString &name);
    Q_INVOKABLE void restart(const QString &serverId);
    Q_INVOKABLE void makeTarget(const QString &serverId);
    Q_INVOKABLE void retry() { refresh(); }

Q_SIGNALS:
    void filterChanged();
    void failed(const QString &text);

private:
    struct Server {
        Target target;
        bool isSandbox = false;
        std::optional<TargetFacts> facts;
        std::optional<Error> problem;
        int asked = 0; ///< of two answers the one to the last question counts
        std::unique_ptr<InstalledModel> extensions;
    };
    void listServers();
    void ask(const QString &serverId);
    void show();
    void askToDrop(const Target &target, const QString &database, const QString &name,
                   const QList<Dependant> &dependants);
    [[nodiscard]] QMap<QString, QString> owned(const Target &target) const;
    [[nodiscard]] const Server *server(const QString &serverId) const;

    UiServices &m_services;
    TargetModel &m_targets;
    PlanController &m_plan;
    SandboxController &m_sandboxes;
    ConfirmationController &m_confirmation;
    std::map<QString, Server> m_known;
    QStringList m_order;
    ServerModel m_servers;
    QString m_filter;
    bool m_showContrib = false;
};
