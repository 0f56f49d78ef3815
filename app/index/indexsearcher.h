// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/entrycolumns.h"
#include "index/hitpresenter.h"
#include "index/indexstore.h"
#include "index/querymatches.h"
#include "index/searchquery.h"
#include "index/wordmatcher.h"

/// Answers queries from one connection and the columns that belong to what it sees. Inside one
/// transaction of that connection.
class IndexSearcher
{
public:
    IndexSearcher(IndexStore &store, const EntryColumns &columns, DocSetCache &cache,
                  const QList<int> &majors)
        : m_store(store),
          m_columns(columns),
          m_majors(majors),
          m_matcher(store.terms(), columns.frequent, cache, columns.generation)
    {
    }
    [[nodiscard]] const EntryColumns &columns() const { return m_columns; }
    [[nodiscard]] Result<SearchAnswer> search(const SearchQuery &query);
    [[nodiscard]] Result<QStringList> complete(const QString &text, int limit);
    /// The best entry of that name; of several registries the one with the best release.
    [[nodiscard]] Result<std::optional<IndexEntry>> entry(const QString &name);
    [[nodiscard]] Result<QList<IndexEntry>> providers(const QString &extension);

private:
    [[nodiscard]] Result<QueryMatches> match(const SearchQuery &query);
    [[nodiscard]] Result<void> mend(QueryWord *word, WordMatch *found, const DocSet &others,
                                    bool *replaced);
    [[nodiscard]] Result<std::vector<double>>
    score(const SearchQuery &query, const QueryMatches &matches, const std::vector<quint32> &ids);
    [[nodiscard]] QList<HitPresenter::Ranked> page(const SearchQuery &query,
                                                   const std::vector<quint32> &ids,
                                                   const std::vector<double> &scores) const;
    [[nodiscard]] Result<QList<IndexEntry>> entries(const DocSet &ids);
    [[nodiscard]] bool isBetter(const IndexEntry &a, const IndexEntry &b) const;

    IndexStore &m_store;
    const EntryColumns &m_columns;
    const QList<int> &m_majors;
    WordMatcher m_matcher;
};
