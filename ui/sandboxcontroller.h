// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/tryjob.h"
#include "pagecontroller.h"
#include "rowmodel.h"
#include "stepmodel.h"
#include "targetmodel.h"
#include "uiservices.h"

#include <QPointer>
#include <QVariantList>

#include <map>
#include <memory>

class PlanController;

struct SandboxRow {
    QString sandboxId;
    QString title;
    QString detail;
    QString kind;
    bool isCurrent = false;
    bool operator==(const SandboxRow &) const = default;
};

/// Sandboxes of this run, newest first.
class SandboxModel : public RowModel<SandboxRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit SandboxModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const SandboxRow &row) const override { return row.sandboxId; }
};

/// "Try it": sandbox servers with what was tried in them. They vanish when discarded and when the program ends.
class SandboxController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(SandboxModel *sandboxes READ sandboxes CONSTANT)
    Q_PROPERTY(QString currentId READ currentId WRITE setCurrentId NOTIFY changed)
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
    Q_PROPERTY(QString subject READ subject NOTIFY changed)
    Q_PROPERTY(QString subjectVersion READ subjectVersion NOTIFY changed)
    Q_PROPERTY(QString connection READ connection NOTIFY changed)
    Q_PROPERTY(QString uri READ uri NOTIFY changed)
    Q_PROPERTY(QString psqlCommand READ psqlCommand NOTIFY changed)
    Q_PROPERTY(QVariantList created READ created NOTIFY changed)
    Q_PROPERTY(QString testText READ testText NOTIFY changed)
    Q_PROPERTY(QString testKind READ testKind NOTIFY changed)
    Q_PROPERTY(QString testDetails READ testDetails NOTIFY changed)
    Q_PROPERTY(StepModel *steps READ steps CONSTANT)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed)
    Q_PROPERTY(double progress READ progress NOTIFY changed)
    Q_PROPERTY(QVariantMap failure READ failure NOTIFY changed)
    Q_PROPERTY(QString logText READ logText NOTIFY logReset)
    Q_PROPERTY(bool canPromote READ canPromote NOTIFY changed)
    Q_PROPERTY(bool canOpenTerminal READ canOpenTerminal CONSTANT)
    Q_PROPERTY(QString promoteText READ promoteText NOTIFY changed)

public:
    SandboxController(UiServices &services, const TargetModel &targets, PlanController &plan,
                      QObject *parent = nullptr);
    /// Removes all of them; takes a moment each.
    ~SandboxController() override;

    [[nodiscard]] SandboxModel *sandboxes() { return &m_model; }
    [[nodiscard]] QString currentId() const { return m_current; }
    void setCurrentId(const QString &id);
    [[nodiscard]] QString state() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString subtitle() const;
    [[nodiscard]] QString subject() const;
    [[nodiscard]] QString subjectVersion() const;
    [[nodiscard]] QString connection() const;
    [[nodiscard]] QString uri() const;
    [[nodiscard]] QString psqlCommand() const;
    [[nodiscard]] QVariantList created() const;
    [[nodiscard]] QString testText() const;
    [[nodiscard]] QString testKind() const;
    [[nodiscard]] QString testDetails() const;
    [[nodiscard]] StepModel *steps() { return &m_steps; }
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] double progress() const;
    [[nodiscard]] QVariantMap failure() const;
    [[nodiscard]] QString logText() const;
    [[nodiscard]] bool canPromote() const;
    [[nodiscard]] bool canOpenTerminal() const;
    [[nodiscard]] QString promoteText() const;
    /// Running sandboxes, as targets.
    [[nodiscard]] QList<Target> targets() const;

    Q_INVOKABLE void tryIt(const QString &name, const QString &version = {});
    Q_INVOKABLE void openTerminal();
    Q_INVOKABLE void promote();
    Q_INVOKABLE void discard(const QString &id);
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    void logAppended(const QString &lines);
    void logReset();
    void sandboxesChanged();
    void shown();
    void failed(const QString &text);

private:
    struct Trial {
        QString name;
        QString version;
        Target target; ///< whose installation was copied
        QPointer<TryJob> job;
        std::unique_ptr<SandboxServer> server;
        QJsonObject outcome;
    };
    [[nodiscard]] const Trial *current() const;
    [[nodiscard]] QJsonObject tests() const;
    void watch(const QString &id, TryJob *job);
    void over(const QString &id, TryJob *job);
    void update();

    UiServices &m_services;
    const TargetModel &m_targets;
    PlanController &m_plan;
    std::map<QString, Trial> m_trials; ///< by job id
    QStringList m_order;               ///< newest first
    QString m_current;
    SandboxModel m_model;
    StepModel m_steps;
};
