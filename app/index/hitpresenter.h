// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/entrycolumns.h"
#include "index/entrystore.h"
#include "index/highlighter.h"
#include "index/querymatches.h"

/// Makes rows of a result list from found entries: with highlights, and the line where the words are.
class HitPresenter
{
public:
    HitPresenter(EntryStore &entries, const EntryColumns &columns, const QueryMatches &matches)
        : m_entries(entries), m_columns(columns), m_matches(matches), m_highlighter(matches.words)
    {
    }

    struct Ranked {
        double score = 0;
        quint32 id = 0;
    };
    [[nodiscard]] Result<QList<SearchHit>> present(const QList<Ranked> &page);

private:
    [[nodiscard]] Result<void> highlight(quint32 id, SearchHit *hit);
    [[nodiscard]] Result<QString> textOf(const SearchHit &hit, quint32 id, Field field);

    EntryStore &m_entries;
    const EntryColumns &m_columns;
    const QueryMatches &m_matches;
    Highlighter m_highlighter;
};
