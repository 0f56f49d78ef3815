// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"
#include "rowmodel.h"

#include <QtQml/qqmlregistration.h>

struct FacetRow {
    QString group;
    QString groupTitle;
    QString value;
    QString text;
    int count = 0;
    bool checked = false;
    bool operator==(const FacetRow &) const = default;
};

/// The facets of a search: rows of a group are neighbours, and stay where they are while a person clicks.
class FacetModel : public RowModel<FacetRow>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit FacetModel(QObject *parent = nullptr);
    void show(const SearchAnswer &answer, const SearchQuery &query);

protected:
    [[nodiscard]] QString keyOf(const FacetRow &row) const override
    {
        return row.group + u'/' + row.value;
    }
};

/// What a facet's checked value means in a query.
namespace FacetChoice {
void set(SearchQuery &query, const QString &group, const QString &value, bool on);
[[nodiscard]] bool isSet(const SearchQuery &query, const QString &group, const QString &value);
void clear(SearchQuery &query);
[[nodiscard]] int count(const SearchQuery &query);
} // namespace FacetChoice
