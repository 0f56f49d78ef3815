// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/plan.h"
#include "pagecontroller.h"
#include "stepmodel.h"
#include "targetmodel.h"
#include "uiservices.h"

#include <QVariantList>

/// The plan dialog: what will be done, before anything is done.
class PlanController : public PageController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString title READ title NOTIFY planChanged)
    Q_PROPERTY(QString summary READ summary NOTIFY planChanged)
    Q_PROPERTY(StepModel *steps READ steps CONSTANT)
    Q_PROPERTY(QVariantList findings READ findings NOTIFY planChanged)
    Q_PROPERTY(QString configDiff READ configDiff NOTIFY planChanged)
    Q_PROPERTY(QString sql READ sql NOTIFY planChanged)
    Q_PROPERTY(QStringList otherWays READ otherWays NOTIFY planChanged)
    Q_PROPERTY(QStringList undoText READ undoText NOTIFY planChanged)
    Q_PROPERTY(QStringList clients READ clients NOTIFY planChanged)
    Q_PROPERTY(QVariantList databases READ databases NOTIFY planChanged)
    Q_PROPERTY(QString schema READ schema WRITE setSchema NOTIFY planChanged)
    Q_PROPERTY(bool withTests READ withTests WRITE setWithTests NOTIFY planChanged)
    Q_PROPERTY(
        bool allowWithoutJail READ allowWithoutJail WRITE setAllowWithoutJail NOTIFY planChanged)
    Q_PROPERTY(bool asksForJail READ asksForJail NOTIFY planChanged)
    Q_PROPERTY(bool choosesDatabases READ choosesDatabases NOTIFY planChanged)
    Q_PROPERTY(QString estimate READ estimate NOTIFY planChanged)
    Q_PROPERTY(QString confirmText READ confirmText NOTIFY planChanged)
    Q_PROPERTY(bool isDangerous READ isDangerous NOTIFY planChanged)
    Q_PROPERTY(bool canConfirm READ canConfirm NOTIFY planChanged)
    Q_PROPERTY(bool canTry READ canTry NOTIFY planChanged)

public:
    PlanController(UiServices &services, const TargetModel &targets, QObject *parent = nullptr);

    [[nodiscard]] QString title() const { return m_plan.title; }
    [[nodiscard]] QString summary() const { return m_plan.summary; }
    [[nodiscard]] StepModel *steps() { return &m_steps; }
    [[nodiscard]] QVariantList findings() const;
    [[nodiscard]] QString configDiff() const;
    [[nodiscard]] QString sql() const;
    [[nodiscard]] QStringList otherWays() const;
    [[nodiscard]] QStringList undoText() const { return m_plan.undoText; }
    [[nodiscard]] QStringList clients() const;
    [[nodiscard]] QVariantList databases() const;
    [[nodiscard]] QString schema() const { return m_request.schema; }
    void setSchema(const QString &schema);
    [[nodiscard]] bool withTests() const { return m_request.withTests; }
    void setWithTests(bool with);
    [[nodiscard]] bool allowWithoutJail() const { return m_request.allowWithoutJail; }
    void setAllowWithoutJail(bool allow);
    [[nodiscard]] bool asksForJail() const;
    [[nodiscard]] bool choosesDatabases() const;
    [[nodiscard]] QString estimate() const;
    [[nodiscard]] QString confirmText() const;
    [[nodiscard]] bool isDangerous() const { return m_plan.action == Plan::Action::Uninstall; }
    [[nodiscard]] bool canConfirm() const { return state() == QStringLiteral("ready"); }
    [[nodiscard]] bool canTry() const;

    Q_INVOKABLE void prepare(const QString &name, const QString &version = {});
    Q_INVOKABLE void prepareUninstall(const QString &name);
    /// For another target than the current one, e.g. a row of Installed.
    void prepareOn(const Target &target, const QString &name, const QString &version,
                   const QStringList &databases);
    void prepareUninstallOn(const Target &target, const QString &name);
    Q_INVOKABLE void setDatabase(const QString &name, bool on);
    Q_INVOKABLE void confirm();
    Q_INVOKABLE void tryInstead();
    Q_INVOKABLE void close();
    Q_INVOKABLE void copyScript();
    Q_INVOKABLE void copyJson();
    Q_INVOKABLE void retry() { plan(); }
    /// Plans without showing it and hands over the script.
    void copyScriptOf(const QString &name, const QString &version);

Q_SIGNALS:
    void planChanged();
    void copyWanted(const QString &text, const QString &what);
    void tryWanted(const QString &name, const QString &version);
    void started(const QString &jobId);

private:
    void plan();
    void show(const TargetFacts &facts, const Plan &plan);
    [[nodiscard]] PlanRequest defaultRequest(const Target &target, const QString &name,
                                             const QString &version) const;

    UiServices &m_services;
    const TargetModel &m_targets;
    StepModel m_steps;
    std::optional<Target> m_target;
    PlanRequest m_request;
    bool m_isUninstall = false;
    bool m_choseDatabases =
        false; ///< the person did; until then the planner's first proposal is used
    QStringList m_databaseNames;
    Plan m_plan;
    int m_asked = 0;
};
