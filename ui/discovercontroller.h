// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "hitmodel.h"
#include "pagecontroller.h"

#include <QVariantList>

struct SectionRow {
    QString key;
    QString title;
    CardModel *cards = nullptr;
    bool operator==(const SectionRow &) const = default;
};

/// The rows of Discover.
class SectionModel : public RowModel<SectionRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit SectionModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] QString keyOf(const SectionRow &row) const override { return row.key; }
};

/// Discover: what fits the current target, what is new, what is popular.
class DiscoverController : public PageController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString headline READ headline NOTIFY contentChanged)
    Q_PROPERTY(SectionModel *sections READ sections CONSTANT)
    Q_PROPERTY(QVariantList tags READ tags NOTIFY contentChanged)
    Q_PROPERTY(QStringList examples READ examples NOTIFY contentChanged)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY contentChanged)

public:
    DiscoverController(UiServices &services, const TargetModel &targets, const JobWatcher &watcher,
                       QObject *parent = nullptr);

    [[nodiscard]] QString headline() const { return m_headline; }
    [[nodiscard]] SectionModel *sections() { return &m_sections; }
    [[nodiscard]] QVariantList tags() const { return m_tags; }
    [[nodiscard]] QStringList examples() const;
    [[nodiscard]] QString emptyText() const;

    Q_INVOKABLE void retry() { load(); }

    /// The search behind "See all" of a section.
    [[nodiscard]] static SearchQuery sectionQuery(const QString &key, int postgresMajor);
    [[nodiscard]] static QString sectionTitle(const QString &key, int postgresMajor);

Q_SIGNALS:
    void contentChanged();

private:
    void load();
    void loadSection(const QString &key);
    void loadHeadline();
    void showSections();

    UiServices &m_services;
    const TargetModel &m_targets;
    const JobWatcher &m_watcher;
    SectionModel m_sections;
    QMap<QString, CardModel *> m_cards;
    QString m_headline;
    QVariantList m_tags;
    QStringList m_names; ///< of picked distributions, for the examples
};
