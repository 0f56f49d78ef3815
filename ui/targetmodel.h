// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/targetfacts.h"
#include "postgres/targetfinder.h"
#include "rowmodel.h"
#include "uiservices.h"

#include <QtQml/qqmlregistration.h>

#include <optional>

struct TargetRow {
    QString targetId;
    QString title;
    QString detail;
    QString kind;
    QString statusText;
    bool isCurrent = false;
    bool operator==(const TargetRow &) const = default;
};

/// Where actions can go, and the one they go to now, with what is known about it.
class TargetModel : public RowModel<TargetRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(int count READ count NOTIFY currentChanged)
    Q_PROPERTY(QString currentId READ currentId NOTIFY currentChanged)
    Q_PROPERTY(QString currentTitle READ currentTitle NOTIFY currentChanged)
    Q_PROPERTY(QString currentDetail READ currentDetail NOTIFY currentChanged)
    Q_PROPERTY(QString currentKind READ currentKind NOTIFY currentChanged)
    Q_PROPERTY(QString currentStatusText READ currentStatusText NOTIFY currentChanged)
    Q_PROPERTY(bool finding READ finding NOTIFY findingChanged)

public:
    explicit TargetModel(UiServices &services, QObject *parent = nullptr);

    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] QString currentId() const;
    [[nodiscard]] QString currentTitle() const;
    [[nodiscard]] QString currentDetail() const;
    [[nodiscard]] QString currentKind() const;
    [[nodiscard]] QString currentStatusText() const;
    [[nodiscard]] bool finding() const { return m_finding; }

    [[nodiscard]] const QList<Target> &targets() const { return m_targets; }
    [[nodiscard]] const std::optional<Target> &current() const { return m_current; }
    /// What is known of the current target; empty until it was asked.
    [[nodiscard]] const std::optional<TargetFacts> &facts() const { return m_facts; }
    [[nodiscard]] int currentMajor() const;
    [[nodiscard]] std::optional<Target> byId(const QString &id) const;

    Q_INVOKABLE void select(const QString &id);
    Q_INVOKABLE void refresh();
    /// Empty when taken, else what is wrong at first sight; the check goes on behind and ends in `checked()`.
    Q_INVOKABLE QString addByHand(const QString &pgConfigOrConnection);
    /// A server that this program started itself, which no finder looks for.
    void addOwn(const Target &target);
    /// Asks the current target anew, after something changed in it.
    void refreshFacts();

Q_SIGNALS:
    void currentChanged();
    void findingChanged();
    void factsChanged();
    void targetsChanged();
    void checked(bool good, const QString &text);

protected:
    [[nodiscard]] QString keyOf(const TargetRow &row) const override { return row.targetId; }

private:
    void setTargets(const QList<Target> &targets);
    void setCurrent(const std::optional<Target> &target);
    void updateRows();
    void tellInstalled();
    [[nodiscard]] const TargetRow *currentRow() const;

    UiServices &m_services;
    QList<Target> m_targets;
    QList<Target> m_own;
    std::optional<Target> m_current;
    std::optional<TargetFacts> m_facts;
    bool m_finding = false;
    bool m_findAgain = false;
    int m_factsAsked = 0; ///< answers to older questions are dropped
};
