// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/entrystore.h"
#include "index/querymatches.h"

/// Looks into the texts of entries for a query's phrases: the index knows in which fields a word is,
/// not where.
class PhraseFilter
{
public:
    /// More entries should not be looked into: each takes some 50 microseconds.
    static constexpr int mostEntries = 1000;

    PhraseFilter(EntryStore &entries, const QueryMatches &matches)
        : m_entries(entries), m_matches(matches)
    {
    }
    /// Those of `ids` that have every phrase, each in one of its fields.
    [[nodiscard]] Result<DocSet> filter(const QList<quint32> &ids);

private:
    [[nodiscard]] Result<bool> isIn(const Phrase &phrase, quint32 id, const SearchHit &hit);
    [[nodiscard]] bool mayBeIn(const Phrase &phrase, Field field, quint32 id) const;

    EntryStore &m_entries;
    const QueryMatches &m_matches;
};
