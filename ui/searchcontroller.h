// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "facetmodel.h"
#include "hitmodel.h"
#include "pagecontroller.h"

#include <QVariantList>

/// The lines of Results; fetches the next page when the view comes near the end.
class ResultsModel : public HitModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    using HitModel::HitModel;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    void setTotal(int total);

Q_SIGNALS:
    void moreWanted(int offset);

private:
    int m_total = 0;
    int m_asked = 0; ///< rows there were when more was asked for
};

/// Results: what is typed, the facets, what was found.
class SearchController : public PageController
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(ResultsModel *results READ results CONSTANT)
    Q_PROPERTY(FacetModel *facets READ facets CONSTANT)
    Q_PROPERTY(int chosenFacets READ chosenFacets NOTIFY answered)
    Q_PROPERTY(QString sort READ sort WRITE setSort NOTIFY sortChanged)
    Q_PROPERTY(QVariantList sortChoices READ sortChoices CONSTANT)
    Q_PROPERTY(int total READ total NOTIFY answered)
    Q_PROPERTY(QString elapsedText READ elapsedText NOTIFY answered)
    Q_PROPERTY(QString correctedText READ correctedText NOTIFY answered)
    Q_PROPERTY(QString scopeText READ scopeText NOTIFY answered)

public:
    SearchController(UiServices &services, const TargetModel &targets, const JobWatcher &watcher,
                     QObject *parent = nullptr);

    [[nodiscard]] QString text() const { return m_query.text; }
    void setText(const QString &text);
    [[nodiscard]] ResultsModel *results() { return &m_results; }
    [[nodiscard]] FacetModel *facets() { return &m_facets; }
    [[nodiscard]] int chosenFacets() const { return FacetChoice::count(m_query); }
    [[nodiscard]] QString sort() const;
    void setSort(const QString &sort);
    [[nodiscard]] QVariantList sortChoices() const;
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] QString elapsedText() const;
    [[nodiscard]] QString correctedText() const { return m_corrected; }
    [[nodiscard]] QString scopeText() const;

    Q_INVOKABLE void setFacet(const QString &group, const QString &value, bool on);
    Q_INVOKABLE void clearFacets();
    Q_INVOKABLE void showSection(const QString &key);
    Q_INVOKABLE void showTag(const QString &tag);
    Q_INVOKABLE void showAll();
    Q_INVOKABLE void retry() { run(); }

Q_SIGNALS:
    void textChanged();
    void sortChanged();
    void answered();

private:
    void begin(const SearchQuery &query, const QString &section);
    void run();
    void show(const SearchAnswer &answer);
    void fetch(int offset);

    UiServices &m_services;
    const TargetModel &m_targets;
    ResultsModel m_results;
    FacetModel m_facets;
    SearchQuery m_query;
    QString m_section;
    int m_total = 0;
    double m_milliseconds = 0;
    QString m_corrected;
    int m_asked = 0; ///< answers to older questions are dropped
};
